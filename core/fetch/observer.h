// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/message.h"
#include "core/fetch/step.h"

namespace corslab {

/// Who is told of each decision and each message of a fetch, while it happens. Borrowed by the
/// fetch; lives until its task is done. Called on the thread that runs the fetch.
class FetchObserver
{
public:
    virtual ~FetchObserver() = default;
    virtual void stepTaken(Step step) = 0;
    /// `message.status` is 0 yet.
    virtual void messageBegun(const Message &message) = 0;
    /// The same message, answered or failed: always the last one begun.
    virtual void messageEnded(const Message &message) = 0;
};

} // namespace corslab
