// SPDX-License-Identifier: GPL-3.0-or-later
// Input, a line each: choices, the page's origin, the URL asked for, the method, a request header,
// the body (absent where empty); below them the answers' heads, each ended by an empty line, which
// the requests get in turn.
#include "core/fetch/useragent.h"
#include "core/http/method.h"
#include "core/http/syntax.h"
#include "core/wire/responsehead.h"
#include "tests/fuzz/fuzztarget.h"
#include "tests/support/manualclock.h"

using namespace corslab;

namespace {

constexpr std::size_t mostMessages = 2 * (20 + 1) + 2; ///< twenty redirects, each asked for first

/// Gives the heads out in turn, the last one again and again.
class HeadTransport final : public Transport
{
public:
    explicit HeadTransport(std::vector<ResponseHead> heads)
        : m_heads(std::move(heads))
    {
    }

    QCoro::Task<TransportResult> send(const TransportRequest &request, std::stop_token) override
    {
        asked.push_back(request);
        if (m_heads.empty())
            co_return failure(CauseCode::ConnectionRefused);
        const ResponseHead &head = m_heads[std::min(asked.size(), m_heads.size()) - 1];
        // libcurl takes no NUL in a head.
        if (head.raw().contains('\0'))
            co_return failure(CauseCode::MalformedResponse);
        TransportResponse response;
        response.status = head.status();
        response.reason = head.reason();
        response.headers = head.headers();
        response.interim = head.interim();
        response.body = "data: x\n\n";
        answered.push_back(response);
        if (request.bodyReceived)
            request.bodyReceived(response.body);
        co_return response;
    }

    std::vector<TransportRequest> asked;
    std::vector<TransportResponse> answered;

private:
    static TransportResult failure(CauseCode code)
    {
        TransportFailure failure;
        failure.cause.code = code;
        return tl::unexpected(std::move(failure));
    }

    std::vector<ResponseHead> m_heads;
};

std::vector<ResponseHead> takeHeads(QByteArrayView input)
{
    std::vector<ResponseHead> heads(1);
    for (const QByteArray &line : takeLines(input)) {
        if (heads.back().isComplete())
            heads.emplace_back();
        heads.back().addLine(line + '\n');
    }
    if (!heads.back().isComplete())
        heads.pop_back();
    return heads;
}

ScriptRequest takeCall(QByteArrayView &input, const QByteArray &choices)
{
    using Names = std::vector<QByteArray>;
    static const Names modes{"cors", "no-cors", "same-origin"};
    static const Names credentials{"same-origin", "include", "omit"};
    static const Names redirects{"follow", "error", "manual"};
    ScriptRequest call;
    call.api = static_cast<Api>(choice(choices, 1, 8));
    call.mode = modes[static_cast<std::size_t>(choice(choices, 2, 3))];
    call.credentials = credentials[static_cast<std::size_t>(choice(choices, 3, 3))];
    call.redirect = redirects[static_cast<std::size_t>(choice(choices, 4, 3))];
    call.url = QString::fromUtf8(takeLine(input));
    if (QByteArray method = takeLine(input); !method.isEmpty())
        call.method = std::move(method);
    const QByteArray header = takeLine(input);
    if (const qsizetype colon = header.indexOf(':'); colon >= 0)
        call.headers.push_back({header.first(colon), header.sliced(colon + 1)});
    if (QByteArray body = takeLine(input); !body.isEmpty()) {
        call.body.emplace();
        call.body->bytes = std::move(body);
    }
    return call;
}

void checkSent(const HeadTransport &network, const Environment &page, const ScriptRequest &call)
{
    mustHold(network.asked.size() <= mostMessages, "a call comes to its end");
    for (const TransportRequest &request : network.asked) {
        mustHold(isToken(request.method), "a method is a token");
        mustHold(request.url.isHttpOrHttps(), "only http is asked");
        for (const Header &line : request.headers)
            mustHold(isToken(line.name) && isHeaderValue(line.value), "a header is a header");
    }
    if (network.asked.empty() || call.api != Api::Fetch)
        return;
    const TransportRequest &first = network.asked.front();
    mustHold(first.url.origin() == page.origin || isCorsSafelistedMethod(first.method) ||
                 first.method == "OPTIONS",
             "an unsafe method asks first");
}

/// The CORS check, written down a second time.
void checkReadable(const HeadTransport &network, const PlayResult &result, const Environment &page,
                   const ScriptRequest &call)
{
    if (result.outcome.type != QByteArray("cors") || network.answered.empty())
        return;
    const HeaderList &headers = network.answered.back().headers;
    const QByteArray origin = headers.get("Access-Control-Allow-Origin").value_or(QByteArray());
    mustHold(origin == "*" || origin == page.origin.serialized() || origin == "null",
             "a page reads what names its origin");
    if (call.credentials != QByteArray("include"))
        return;
    mustHold(origin != "*", "with credentials the star is not enough");
    mustHold(
        headers.get("Access-Control-Allow-Credentials").value_or(QByteArray()).contains("true"),
        "with credentials they are allowed");
}

QCoro::Task<> playInto(PlayResult &result, bool &done, UserAgent &agent, const ScriptRequest &call,
                       const Environment &page)
{
    result = co_await agent.play(call, page, nullptr, {});
    done = true;
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const QByteArray choices = takeLine(input);
    Environment page;
    page.url = *Url::parse(u"http://a.example/page");
    if (const auto origin = Origin::fromSerialized(takeLine(input)))
        page.origin = *origin;
    const ScriptRequest call = takeCall(input, choices);

    ManualClock clock;
    HeadTransport network(takeHeads(input));
    UserAgent agent(browserProfile(static_cast<BrowserName>(choice(choices, 0, 4))), network,
                    clock);
    // Twice: the second time the caches answer too.
    for (int round = 0; round < 2; ++round) {
        PlayResult result;
        bool done = false;
        network.asked.clear();
        network.answered.clear();
        playInto(result, done, agent, call, page);
        mustHold(done, "what does not wait is done at once");
        if (round == 0)
            checkSent(network, page, call);
        checkReadable(network, result, page, call);
    }
}
