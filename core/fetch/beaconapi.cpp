// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

#include "core/fetch/algorithms.h"
#include "core/fetch/requestbody.h"
#include "core/fetch/requestconstructor.h"
#include "core/fetch/safelist.h"
#include "core/fetch/thrownwords.h"

namespace corslab {

QCoro::Task<PlayResult> playBeacon(ScriptCall &call)
{
    PlayResult result;
    // 2.-4. The URL must be one of HTTP's.
    const Url base = baseUrlOf(call.page);
    const auto url = Url::parse(call.request.url, &base);
    if (!url || !url->isHttpOrHttps()) {
        call.trace.fail(StepId::RequestUrl, {}, call.request.url.toUtf8());
        result.verdict = Verdict::Invalid;
        result.cause =
            Cause{CauseCode::ThrewTypeError, call.request.url.toUtf8(), CausePhase::Call};
        result.outcome.outcome = QByteArrayLiteral("threw");
        result.outcome.error =
            ScriptError{QByteArrayLiteral("TypeError"),
                        thrownWords(url ? Thrown::BeaconScheme : Thrown::BeaconUrl,
                                    call.context.profile, {call.request.url.toUtf8()})};
        co_return result;
    }
    Request request;
    request.initiator = Api::Beacon;
    request.client = &call.page;
    request.method = QByteArrayLiteral("POST");
    request.urlList.push_back(*url);
    request.keepalive = true;
    request.credentialsMode = CredentialsMode::Include;
    request.mode = RequestMode::NoCors;
    // 6. A type that no form could send makes it speak CORS.
    if (call.request.body) {
        const BodyWithType extracted =
            extractSentBody(*call.request.body, call.context.profile, call.random);
        request.body = extracted.body;
        if (extracted.type) {
            if (!isCorsSafelistedRequestHeader("Content-Type", *extracted.type,
                                               call.context.profile))
                request.mode = RequestMode::Cors;
            request.headers.append(QByteArrayLiteral("Content-Type"), *extracted.type);
        }
    }
    FetchParams params{request, call.context, call.trace, call.stop, {}};
    const Response response = co_await mainFetch(params);
    // 5. Too much under way is refused at once; whatever happens later the script is not told.
    const bool queued = !(response.cause && response.cause->code == CauseCode::KeepaliveBody);
    result.verdict = response.isNetworkError() ? verdictOf(response) : Verdict::Opaque;
    result.cause = response.cause;
    result.outcome.outcome = queued ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
    co_return result;
}

} // namespace corslab
