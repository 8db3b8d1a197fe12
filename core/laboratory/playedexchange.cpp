// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/playedexchange.h"

#include "core/diagnosis/consoletext.h"
#include "core/fetch/requestconstructor.h"

namespace corslab {

namespace {

std::optional<ConsoleStyle> consoleStyleOf(BrowserName name)
{
    switch (name) {
    case BrowserName::Standard:
        return std::nullopt;
    case BrowserName::Chromium:
        return ConsoleStyle::Chromium;
    case BrowserName::Firefox:
        return ConsoleStyle::Firefox;
    case BrowserName::Safari:
        return ConsoleStyle::Safari;
    }
    Q_UNREACHABLE();
}

} // namespace

Exchange begunExchange(const ScriptRequest &request, const QString &name, const Environment &page,
                       const BrowserProfile &profile, const Clock &clock)
{
    const Url base = baseUrlOf(page);
    const auto url = Url::parse(request.url, &base);
    Exchange exchange;
    exchange.begun = clock.utc();
    exchange.browser = browserName(profile.name);
    exchange.name = name;
    exchange.pageOrigin = page.origin.serialized();
    exchange.pageUrl = page.url.href();
    exchange.request = request;
    exchange.url = url ? url->href() : QByteArray();
    return exchange;
}

void endExchange(Exchange &exchange, PlayResult result, const BrowserProfile &profile,
                 std::chrono::nanoseconds duration)
{
    exchange.duration = std::chrono::duration<double, std::milli>(duration).count();
    exchange.verdict = result.verdict;
    exchange.cause = std::move(result.cause);
    exchange.outcome = std::move(result.outcome);
    exchange.finished = true;
    if (const auto style = consoleStyleOf(profile.name))
        exchange.console = consoleText(exchange, *style);
}

} // namespace corslab
