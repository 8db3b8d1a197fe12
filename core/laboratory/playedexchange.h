// SPDX-License-Identifier: GPL-3.0-or-later
// The beginning and the end of an exchange that the browser model plays.
#pragma once

#include "core/fetch/useragent.h"
#include "core/record/exchange.h"

namespace corslab {

/// As it stands before the first step.
[[nodiscard]] Exchange begunExchange(const ScriptRequest &request, const QString &name,
                                     const Environment &page, const BrowserProfile &profile,
                                     const Clock &clock);
/// Writes down what became of it, with what that browser's console says.
void endExchange(Exchange &exchange, PlayResult result, const BrowserProfile &profile,
                 std::chrono::nanoseconds duration);

} // namespace corslab
