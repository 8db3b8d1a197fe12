// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

#include "core/fetch/algorithms.h"
#include "core/fetch/eventstream.h"
#include "core/fetch/requestconstructor.h"
#include "core/fetch/thrownwords.h"
#include "core/http/mimetype.h"

namespace corslab {

namespace {

// https://html.spec.whatwg.org/#dom-eventsource-readystate
constexpr int Connecting = 0;
constexpr int Open = 1;
constexpr int Closed = 2;

/// Whether a redirect led to a scheme that CORS refuses. To these the network does not even go:
/// net/url_request/url_request_http_job.cc, IsSafeRedirect.
bool isRefusedScheme(const Cause &cause, const BrowserProfile &profile)
{
    static constexpr NameList<5> unsafe = {"about", "blob", "chrome", "data", "file"};
    return profile.badSchemeEndsEventSource && cause.code == CauseCode::SchemeNotHttp &&
           !isOneOf(cause.value.left(cause.value.indexOf(':')), unsafe);
}

} // namespace

QCoro::Task<PlayResult> playEventSource(ScriptCall &call)
{
    PlayResult result;
    // The constructor, 3.-4.
    const Url base = baseUrlOf(call.page);
    const auto url = Url::parse(call.request.url, &base);
    if (!url) {
        call.trace.fail(StepId::RequestUrl, {}, call.request.url.toUtf8());
        result.verdict = Verdict::Invalid;
        result.cause =
            Cause{CauseCode::ThrewSyntaxError, call.request.url.toUtf8(), CausePhase::Call};
        result.outcome.outcome = QByteArrayLiteral("threw");
        result.outcome.error = ScriptError{
            QByteArrayLiteral("SyntaxError"),
            thrownWords(Thrown::EventSourceUrl, call.context.profile, {call.request.url.toUtf8()})};
        co_return result;
    }
    Request request;
    request.initiator = Api::EventSource;
    request.client = &call.page;
    request.urlList.push_back(*url);
    request.mode = RequestMode::Cors;
    const bool withCredentials = call.request.credentials && *call.request.credentials == "include";
    request.credentialsMode =
        withCredentials ? CredentialsMode::Include : CredentialsMode::SameOrigin;
    request.cacheMode = CacheMode::NoStore;

    // The stream is read while it comes; one message is enough.
    EventStreamParser parser;
    std::optional<QByteArray> message;
    FetchParams params{request, call.context, call.trace, call.stop, [&](QByteArrayView bytes) {
                           if (!message)
                               message = parser.feed(bytes);
                           return !message;
                       }};
    const Response response = co_await mainFetch(params);
    result.verdict = verdictOf(response);
    result.cause = response.cause ? response.cause : response.bodyFailure;
    ScriptOutcome &outcome = result.outcome;

    const auto type = MimeType::extract(response.headers);
    const bool announces = !response.isNetworkError() && response.status == 200 && type &&
                           type->essence() == "text/event-stream";
    if (announces) {
        outcome.events.push_back({QByteArrayLiteral("open"), {}, {}});
        if (message) {
            outcome.events.push_back({QByteArrayLiteral("message"), *message,
                                      response.urlList.back().origin().serialized()});
            outcome.outcome = QByteArrayLiteral("message");
            outcome.readyState = Open;
            result.verdict = Verdict::Allowed;
            result.cause.reset();
            co_return result;
        }
    }
    if (call.stop.stop_requested()) {
        outcome.outcome = call.timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("abort");
        outcome.readyState = announces ? Open : Connecting;
        if (call.timedOut)
            result.cause = Cause{CauseCode::Timeout, {}, CausePhase::Actual};
        co_return result;
    }
    // A stream that ends, or a network that fails, is tried again; what was refused is not.
    const bool retries =
        announces || (call.context.profile.eventSourceRetriesFailure && response.cause &&
                      verdictOf(response.cause->code) == Verdict::Failed &&
                      !isRefusedScheme(*response.cause, call.context.profile));
    outcome.events.push_back({QByteArrayLiteral("error"), {}, {}});
    outcome.outcome = QByteArrayLiteral("error");
    outcome.readyState = retries ? Connecting : Closed;
    co_return result;
}

} // namespace corslab
