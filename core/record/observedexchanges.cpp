// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/observedexchanges.h"

#include "core/http/url.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

QByteArray valueOf(const HeaderList &headers, QByteArrayView name)
{
    return headers.get(name).value_or(QByteArray());
}

bool belongsTo(const ServedRequest &preflight, const ServedRequest &request)
{
    const HeaderList &asked = preflight.requestHeaders;
    const HeaderList &sent = request.requestHeaders;
    return preflight.server == request.server && preflight.target == request.target &&
           valueOf(asked, "Origin") == valueOf(sent, "Origin") &&
           valueOf(asked, "User-Agent") == valueOf(sent, "User-Agent") &&
           valueOf(asked, "Access-Control-Request-Method") == request.method;
}

/// The call on the page, as far as the request tells of it.
ScriptRequest callOf(const ServedRequest &served)
{
    ScriptRequest call;
    call.url = QString::fromLatin1(served.origin + served.target);
    call.method = served.preflight ? valueOf(served.requestHeaders, "Access-Control-Request-Method")
                                   : served.method;
    const QByteArray mode = valueOf(served.requestHeaders, "Sec-Fetch-Mode");
    if (!mode.isEmpty())
        call.mode = mode;
    if (served.requestHeaders.contains("Cookie"))
        call.credentials = QByteArrayLiteral("include");
    if (!served.requestBody.isEmpty())
        call.body = ScriptBody{ScriptBody::Kind::Bytes, served.requestBody, {}, {}};
    return call;
}

/// Origin where it is sent, otherwise what Referer tells of it.
QByteArray pageOriginOf(const ServedRequest &served)
{
    if (const auto origin = served.requestHeaders.get("Origin"))
        return *origin;
    const auto referrer =
        Url::parse(QString::fromLatin1(valueOf(served.requestHeaders, "Referer")));
    return referrer ? referrer->origin().serialized() : QByteArray();
}

Exchange makeExchange(const ServedRequest *preflight, const ServedRequest &last)
{
    Exchange exchange;
    exchange.source = ExchangeSource::RealBrowser;
    exchange.begun = preflight ? preflight->received : last.received;
    exchange.browser = browserOf(valueOf(last.requestHeaders, "User-Agent"));
    exchange.pageOrigin = pageOriginOf(last);
    exchange.pageUrl = valueOf(last.requestHeaders, "Referer");
    exchange.request = callOf(last);
    exchange.url = last.origin + last.target;
    for (const ServedRequest *each : {preflight, &last}) {
        if (!each)
            continue;
        exchange.messages.push_back(messageOf(*each, exchange.begun));
        exchange.served.push_back(*each);
    }
    exchange.duration = exchange.messages.back().timing.end.value_or(0.0);
    exchange.finished = true;
    return exchange;
}

} // namespace

QByteArray browserOf(QByteArrayView userAgent)
{
    // In this order: Edge and Opera name Chrome too, and Chrome names Safari.
    static constexpr std::array<std::pair<const char *, const char *>, 6> products = {
        {{"Edg/", "Edge"},
         {"OPR/", "Opera"},
         {"Firefox/", "Firefox"},
         {"HeadlessChrome/", "Chrome"},
         {"Chrome/", "Chrome"},
         {"Version/", "Safari"}}};
    for (const auto &[token, name] : products) {
        const qsizetype at = userAgent.indexOf(QByteArrayView(token));
        if (at < 0)
            continue;
        const QByteArrayView version = userAgent.sliced(at + qsizetype(qstrlen(token)));
        const qsizetype end = std::min(version.indexOf('.'), version.size());
        return QByteArray(name) + ' ' + version.first(end < 0 ? version.size() : end).toByteArray();
    }
    const qsizetype space = userAgent.indexOf(' ');
    return (space < 0 ? userAgent : userAgent.first(space)).toByteArray();
}

Message messageOf(const ServedRequest &served, const QDateTime &begun)
{
    Message message;
    message.kind = served.preflight ? MessageKind::Preflight : MessageKind::Actual;
    message.start = double(begun.msecsTo(served.received));
    message.method = served.method;
    message.url = served.origin + served.target;
    message.requestHeaders = served.requestHeaders;
    message.requestBody = served.requestBody;
    message.status = served.status;
    message.reason = served.reason;
    message.responseHeaders = served.responseHeaders;
    message.responseBody = served.responseBody;
    message.timing.end = message.start + served.duration;
    message.localPort = served.peerPort;
    return message;
}

void ObservedExchanges::hold(const ServedRequest &preflight)
{
    m_preflights.push_back(preflight);
}

Exchange ObservedExchanges::complete(const ServedRequest &served)
{
    const auto preflight = std::find_if(
        m_preflights.begin(), m_preflights.end(),
        [&served](const ServedRequest &each) { return belongsTo(each, served); });
    if (preflight == m_preflights.end())
        return alone(served);
    Exchange exchange = makeExchange(&*preflight, served);
    m_preflights.erase(preflight);
    return exchange;
}

Exchange ObservedExchanges::alone(const ServedRequest &served)
{
    return makeExchange(nullptr, served);
}

std::vector<Exchange> ObservedExchanges::expire(const QDateTime &now)
{
    std::vector<Exchange> out;
    const qint64 limit = std::chrono::milliseconds(PreflightWait).count();
    while (!m_preflights.empty() && (m_preflights.size() > MostPreflights ||
                                     m_preflights.front().received.msecsTo(now) >= limit)) {
        out.push_back(alone(m_preflights.front()));
        m_preflights.pop_front();
    }
    return out;
}

} // namespace corslab
