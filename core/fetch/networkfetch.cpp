// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/answerlines.h"
#include "core/fetch/cookiejar.h"
#include "core/fetch/resourcetype.h"

#include <QVarLengthArray>

#include <algorithm>
#include <memory>

namespace corslab {

namespace {

/// What two lines of one name are sent as.
QByteArray combined(const QByteArray &name, const QByteArray &before, const QByteArray &value,
                    const BrowserProfile &profile)
{
    static constexpr NameList<4> single = {"Authorization", "Content-Type", "If-Modified-Since",
                                           "If-Unmodified-Since"};
    if (profile.laterLineMayReplace &&
        (value.isEmpty() || before.isEmpty() || isOneOf(name, single)))
        return value;
    return before + ", " + value;
}

/// The lines in the order in which this browser sends them.
HeaderList arranged(const Request &request, const BrowserProfile &profile)
{
    const HeaderList &headers = request.headers;
    const bool firstType = profile.bodyTakesFirstType && request.initiator == Api::Fetch &&
                           request.body && request.redirectCount == 0;
    // Lines of one rank stay in the order in which they came: their number decides.
    QVarLengthArray<quint64, 32> ranked;
    quint64 number = 0;
    for (const Header &header : headers)
        ranked.append(quint64(profile.headerOrder.rankOf(header.name)) << 32 | number++);
    std::sort(ranked.begin(), ranked.end());
    HeaderList out;
    out.reserve(headers.size());
    for (const quint64 each : ranked) {
        const Header &line = *(headers.begin() + qsizetype(each & 0xffff'ffff));
        const auto present = profile.combinesOnWire ? out.get(line.name) : std::nullopt;
        if (present && firstType && equalsIgnoreCase(line.name, "Content-Type"))
            continue;
        if (present)
            out.set(line.name, combined(line.name, *present, line.value, profile));
        else
            out.append(line);
    }
    return out;
}

/// For whoever observes the fetch; nothing where nobody does.
std::unique_ptr<Message> messageOf(const TransportRequest &request, MessageKind kind,
                                   const FetchTrace &trace)
{
    if (!trace.isObserved())
        return nullptr;
    auto message = std::make_unique<Message>();
    message->kind = kind;
    message->start = trace.elapsed();
    message->method = request.method;
    message->url = request.url.href();
    message->requestHeaders = request.headers;
    message->requestBody = request.body;
    return message;
}

void shift(Timing &timing, double start)
{
    for (auto *each :
         {&timing.name, &timing.connect, &timing.sent, &timing.firstByte, &timing.end}) {
        if (*each)
            **each += start;
    }
}

void fillAnswer(Message &message, const TransportResponse &answer)
{
    message.rawRequestHead = answer.rawRequestHead;
    message.rawResponseHead = answer.rawResponseHead;
    message.status = answer.status;
    message.reason = answer.reason;
    message.responseHeaders = answer.headers;
    message.responseBody = answer.body;
    message.interim = answer.interim;
    message.localPort = answer.localPort;
    message.failure = answer.bodyFailure;
    message.timing = answer.timing;
    shift(message.timing, message.start);
}

Response responseOf(TransportResponse answer)
{
    Response response;
    response.status = answer.status;
    response.statusText = std::move(answer.reason);
    response.headers = std::move(answer.headers);
    response.body = std::move(answer.body);
    response.bodyFailure = std::move(answer.bodyFailure);
    return response;
}

/// Whether the connection was closed without a byte of an answer.
bool isSilence(const TransportResult &result)
{
    return !result && result.error().cause.code == CauseCode::ConnectionClosed &&
           result.error().rawResponseHead.isEmpty();
}

int attempts(const TransportRequest &request, const BrowserProfile &profile)
{
    static constexpr NameList<7> safe = {"GET",      "HEAD",   "OPTIONS", "TRACE",
                                         "PROPFIND", "REPORT", "SEARCH"};
    return isOneOf(request.method, safe) ? profile.attemptsAtSilence : 1;
}

void reportFailure(FetchParams &params, Message *message, const TransportFailure &failure)
{
    if (message) {
        message->rawRequestHead = failure.rawRequestHead;
        message->rawResponseHead = failure.rawResponseHead;
        message->localPort = failure.localPort;
        message->failure = failure.cause;
        message->timing = failure.timing;
        shift(message->timing, message->start);
    }
    params.trace.messageEnded(message);
}

Response failed(FetchParams &params, Message *message, const TransportFailure &failure)
{
    reportFailure(params, message, failure);
    params.trace.fail(StepId::Network, causeName(failure.cause.code), failure.cause.value);
    return Response::networkError(failure.cause);
}

} // namespace

QCoro::Task<Response> httpNetworkFetch(FetchParams &params, const Request &httpRequest,
                                       bool includeCredentials, MessageKind kind)
{
    // 9.3. HTTP/1.1 has no way to send a stream of unknown length that browsers would use.
    if (httpRequest.body && !httpRequest.body->hasSource && !params.profile().sendsStreams) {
        params.trace.fail(StepId::Network, {}, QByteArrayLiteral("stream over HTTP/1.1"));
        co_return Response::networkError(CauseCode::ConnectionClosed);
    }
    TransportRequest request;
    request.url = httpRequest.currentUrl();
    request.method = httpRequest.method;
    request.headers = arranged(httpRequest, params.profile());
    request.headReading = params.profile().headReading;
    request.keepsHeads = params.trace.isObserved();
    request.bodyReceived = params.bodyReceived;
    if (httpRequest.body) {
        request.body = httpRequest.body->bytes;
        if (!httpRequest.body->hasSource) {
            request.headers.append(QByteArrayLiteral("Transfer-Encoding"),
                                   QByteArrayLiteral("chunked"));
            const QByteArray size = QByteArray::number(request.body.size(), 16);
            request.body =
                (request.body.isEmpty() ? QByteArray() : size + "\r\n" + request.body + "\r\n") +
                "0\r\n\r\n";
        }
    }

    std::unique_ptr<Message> message = messageOf(request, kind, params.trace);
    params.trace.messageBegun(message.get());

    // 9.5. Make the request over the wire.
    TransportResult result = co_await params.context.transport.send(request, params.stop);
    // AD-HOC: Once more, and once more, where the server hung up.
    for (int left = attempts(request, params.profile()) - 1; left > 0 && isSilence(result);
         --left) {
        reportFailure(params, message.get(), result.error());
        message = messageOf(request, kind, params.trace);
        params.trace.messageBegun(message.get());
        result = co_await params.context.transport.send(request, params.stop);
    }
    if (!result)
        co_return failed(params, message.get(), result.error());
    if (message)
        fillAnswer(*message, *result);
    params.trace.messageEnded(message.get());

    // 14. Cookies are kept whenever credentials went along, even where the page will not see the
    // answer.
    if (includeCredentials)
        params.context.cookies.store(result->headers.lines("Set-Cookie"), httpRequest,
                                     params.trace);

    if (result->status == 407 && params.profile().proxyAuthenticationFails) {
        params.trace.fail(StepId::Network, {}, QByteArrayLiteral("407"));
        co_return Response::networkError(CauseCode::MalformedResponse, QByteArrayLiteral("407"));
    }

    if (const auto name = contradictoryLine(result->headers, params.profile())) {
        params.trace.fail(StepId::Network, {}, *name);
        co_return Response::networkError(CauseCode::MalformedResponse, *name);
    }
    const bool redirects = isRedirectStatus(result->status) && result->headers.contains("Location");
    if (params.profile().blocksTypesBeforeCors && !redirects &&
        isBlockedByType(httpRequest, result->headers)) {
        const QByteArray type = result->headers.get("Content-Type").value_or(QByteArray());
        params.trace.fail(StepId::Network, {}, type);
        co_return Response::networkError(CauseCode::InvalidResponse, type);
    }

    result->headers = linesForBrowser(result->headers, params.profile());
    co_return responseOf(std::move(*result));
}

} // namespace corslab
