// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/lint.h"

#include <QByteArray>
#include <QString>

namespace corslab {

/// A finding in words.
struct LintText
{
    QString message;     ///< one sentence: what is wrong here
    QString reason;      ///< why that matters, and what to do
    QByteArray source;   ///< an address where it can be read
    QString sourceLabel; ///< what the address is: "Fetch: CORS check"
    QString fixLabel;    ///< an imperative; empty where there is no fix
};

[[nodiscard]] LintText lintText(const Lint &lint);
/// `critical`, `high`, `never works`, `medium`, `low`, `note`
[[nodiscard]] QString severityWord(LintSeverity severity);

} // namespace corslab
