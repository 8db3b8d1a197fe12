// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

#include "core/fetch/algorithms.h"
#include "core/fetch/requestconstructor.h"
#include "core/http/mimetype.h"
#include "core/http/syntax.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

Destination destinationOf(Api api)
{
    switch (api) {
    case Api::Img:
        return Destination::Image;
    case Api::Script:
    case Api::Module:
        return Destination::Script;
    case Api::Style:
        return Destination::Style;
    case Api::Fetch:
    case Api::Xhr:
    case Api::Beacon:
    case Api::EventSource:
        return Destination::Empty;
    }
    Q_UNREACHABLE();
}

/// https://html.spec.whatwg.org/#cors-settings-attribute; a module script speaks CORS always.
void applyCrossOriginAttribute(Request &request, const ScriptRequest &call)
{
    const bool module = call.api == Api::Module;
    if (!call.crossorigin && !module) {
        request.mode = RequestMode::NoCors;
        request.credentialsMode = CredentialsMode::Include;
        return;
    }
    const bool useCredentials =
        call.crossorigin && equalsIgnoreCase(*call.crossorigin, "use-credentials");
    request.mode = RequestMode::Cors;
    request.credentialsMode =
        useCredentials ? CredentialsMode::Include : CredentialsMode::SameOrigin;
}

/// Whether the bytes begin as an image does that browsers draw.
/// https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm
bool looksLikeImage(const QByteArray &body)
{
    static const std::array<QByteArray, 6> beginnings = {
        QByteArrayLiteral("\x89PNG\r\n\x1a\n"), QByteArrayLiteral("GIF8"),
        QByteArrayLiteral("\xff\xd8\xff"),      QByteArrayLiteral("BM"),
        QByteArrayLiteral("\x00\x00\x01\x00"),  QByteArrayLiteral("RIFF")};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const QByteArray &each) { return body.startsWith(each); }) ||
           body.contains("<svg");
}

/// Whether the element can make use of what came.
bool isUsable(const Response &response, Api api, const BrowserProfile &profile)
{
    const auto type = MimeType::extract(response.headers);
    const bool success =
        isOkStatus(response.status) || (profile.statusThreeHundredLoads && response.status < 400);
    if (response.blockedByType)
        return false;
    switch (api) {
    case Api::Img:
        return looksLikeImage(response.body.value_or(QByteArray()));
    case Api::Style:
        return success && (profile.styleTypeIsForgiven || !type || type->essence() == "text/css");
    case Api::Script:
        return success;
    case Api::Module:
        return isOkStatus(response.status);
    case Api::Fetch:
    case Api::Xhr:
    case Api::Beacon:
    case Api::EventSource:
        return true;
    }
    Q_UNREACHABLE();
}

} // namespace

QCoro::Task<PlayResult> playElement(ScriptCall &call)
{
    PlayResult result;
    const Url base = baseUrlOf(call.page);
    const auto url = Url::parse(call.request.url, &base);
    if (!url) {
        call.trace.fail(StepId::RequestUrl, {}, call.request.url.toUtf8());
        result.verdict = Verdict::Failed;
        result.cause = Cause{CauseCode::SchemeNotHttp, call.request.url.toUtf8(), CausePhase::Call};
        result.outcome.outcome = QByteArrayLiteral("error");
        co_return result;
    }
    Request request;
    request.initiator = call.request.api;
    request.client = &call.page;
    request.urlList.push_back(*url);
    request.destination = destinationOf(call.request.api);
    applyCrossOriginAttribute(request, call.request);
    if (call.request.referrerPolicy)
        request.referrerPolicy =
            referrerPolicyFromName(*call.request.referrerPolicy).value_or(ReferrerPolicy::Empty);
    if (call.request.api != Api::Img)
        request.integrity = call.request.integrity.value_or(QString()).toUtf8();

    FetchParams params{request, call.context, call.trace, call.stop, {}};
    const Response response = co_await mainFetch(params);
    result.verdict = verdictOf(response);
    result.cause = response.cause ? response.cause : response.bodyFailure;
    if (response.isNetworkError() && call.stop.stop_requested() && call.timedOut) {
        result.cause = Cause{CauseCode::Timeout, {}, CausePhase::Actual};
        result.outcome.outcome = QByteArrayLiteral("timeout");
        co_return result;
    }
    const bool loaded = !response.isNetworkError() && !response.bodyFailure &&
                        isUsable(response, call.request.api, call.context.profile);
    result.outcome.outcome = loaded ? QByteArrayLiteral("load") : QByteArrayLiteral("error");
    const bool tellsReadable = call.request.api == Api::Img || call.request.api == Api::Style;
    if (loaded && tellsReadable)
        result.outcome.readable = response.type != ResponseType::Opaque;
    co_return result;
}

} // namespace corslab
