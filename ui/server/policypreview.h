// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/compiledpolicy.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace corslab {

/// A request as a policy sees it, before it is sent.
struct PreviewRequest
{
    QByteArray origin; ///< empty where the browser sends none
    QByteArray method;
    bool asksFirst = false;
    QList<QByteArray> unsafeHeaders; ///< lower-case, in byte order
};

/// What the policy would add to the answers, as lines of text: first to the question, then to the
/// request itself.
struct PolicyPreview
{
    bool originAllowed = false;
    QString text;
};
[[nodiscard]] PolicyPreview previewOf(const CompiledPolicy &policy, const PreviewRequest &request);

} // namespace corslab
