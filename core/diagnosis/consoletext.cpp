// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/consoletext.h"

#include "core/diagnosis/browserconsole.h"

namespace corslab {

std::vector<QByteArray> consoleText(const Exchange &exchange, ConsoleStyle style)
{
    if (!exchange.finished)
        return {};
    switch (style) {
    case ConsoleStyle::Chromium:
        return chromiumConsole(exchange);
    case ConsoleStyle::Firefox:
        return firefoxConsole(exchange);
    case ConsoleStyle::Safari:
        return webkitConsole(exchange);
    }
    return {};
}

} // namespace corslab
