// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"

#include <QByteArray>

#include <vector>

namespace corslab {

enum class ConsoleStyle : quint8 { Chromium, Firefox, Safari };

/// What that browser prints for a finished exchange, in order, UTF-8. Empty where it prints
/// nothing.
[[nodiscard]] std::vector<QByteArray> consoleText(const Exchange &exchange, ConsoleStyle style);

} // namespace corslab
