// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/expectation.h"

#include "core/fetch/safelist.h"
#include "core/fetch/useragent.h"
#include "core/http/syntax.h"
#include "core/laboratory/replaytransport.h"

#include <QCoroTask>

#include <algorithm>

namespace corslab {

namespace {

/// Takes the model's decisions over; the messages are known already.
class StepCollector final : public FetchObserver
{
public:
    explicit StepCollector(Exchange &exchange)
        : m_exchange(exchange)
    {
    }
    void stepTaken(Step step) override { m_exchange.steps.push_back(std::move(step)); }
    void messageBegun(const Message &) override {}
    void messageEnded(const Message &) override {}

private:
    Exchange &m_exchange;
};

/// A value that makes a header ask first, for one whose own value never arrived.
QByteArray askingValue(const QByteArray &name)
{
    return equalsIgnoreCase(name, "content-type") ? QByteArrayLiteral("application/json")
                                                  : QByteArrayLiteral("\"?\"");
}

/// The headers that the script must have set: those the preflight asked about, and those that ask
/// for nothing.
std::vector<Header> scriptHeaders(const Exchange &exchange)
{
    std::vector<Header> headers;
    const Message &first = exchange.messages.front();
    const HeaderList &sent = exchange.messages.back().requestHeaders;
    if (first.kind == MessageKind::Preflight) {
        const QByteArray asked =
            first.requestHeaders.get("Access-Control-Request-Headers").value_or(QByteArray());
        for (const QByteArray &name : parseTokenList(asked).value_or(QList<QByteArray>())) {
            const bool arrived = exchange.messages.size() > 1 && sent.contains(name);
            headers.push_back({name, arrived ? *sent.get(name) : askingValue(name)});
        }
    } else if (const auto type = sent.get("Content-Type")) {
        headers.push_back({QByteArrayLiteral("Content-Type"), *type});
    }
    return headers;
}

Environment observedPage(const Exchange &exchange)
{
    Environment page;
    page.origin = Origin::fromSerialized(exchange.pageOrigin).value_or(Origin());
    page.url =
        Url::parse(QString::fromLatin1(exchange.pageUrl))
            .value_or(Url::parse(QString::fromLatin1(exchange.pageOrigin + '/')).value_or(Url()));
    return page;
}

} // namespace

bool judgeObserved(Exchange &exchange, const BrowserProfile &profile)
{
    // A navigation, or a request that no page made: CORS has no say.
    const auto mode = exchange.messages.front().requestHeaders.get("Sec-Fetch-Mode");
    const bool preflight = exchange.messages.front().kind == MessageKind::Preflight;
    if (!preflight && (mode == QByteArrayLiteral("navigate") || exchange.pageOrigin.isEmpty())) {
        exchange.verdict = Verdict::Allowed;
        return true;
    }
    exchange.request.headers = scriptHeaders(exchange);
    const Environment page = observedPage(exchange);
    ScriptRequest call = exchange.request;
    // What the script wrote into Origin's place is for the model to say, and the cache is not
    // asked.
    call.cache = QByteArrayLiteral("no-store");
    if (call.method == "GET" || call.method == "HEAD")
        call.body.reset();

    const SystemClock clock;
    ReplayTransport transport(exchange.messages);
    UserAgent agent(profile, transport, clock);
    StepCollector collector(exchange);
    auto task = agent.play(call, page, &collector, {});
    Q_ASSERT(task.isReady());
    const PlayResult result = QCoro::waitFor(task);
    exchange.verdict = result.verdict;
    exchange.cause = result.cause;
    exchange.outcome = result.outcome;
    return !transport.ranOut();
}

} // namespace corslab
