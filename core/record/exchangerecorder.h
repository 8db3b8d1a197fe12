// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/observer.h"
#include "core/record/exchangelog.h"

#include <memory>

namespace corslab {

/// Writes what a fetch reports into an exchange of the log, as it happens.
class ExchangeRecorder : public FetchObserver
{
public:
    /// Borrows the log.
    ExchangeRecorder(ExchangeLog &log, std::shared_ptr<Exchange> exchange);

    void stepTaken(Step step) override;
    void messageBegun(const Message &message) override;
    void messageEnded(const Message &message) override;

private:
    ExchangeLog &m_log;
    std::shared_ptr<Exchange> m_exchange;
};

} // namespace corslab
