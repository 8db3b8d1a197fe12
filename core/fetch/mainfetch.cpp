// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/answerlines.h"
#include "core/fetch/blocking.h"
#include "core/fetch/httpcache.h"
#include "core/fetch/integrity.h"
#include "core/fetch/opaqueblocking.h"
#include "core/fetch/preflightcache.h"
#include "core/fetch/referrer.h"
#include "core/fetch/resourcetype.h"
#include "core/fetch/responsefilter.h"
#include "core/fetch/safelist.h"
#include "core/http/method.h"

namespace corslab {

namespace {

/// Finds the headers that may not go out unasked, and reports of each whether it may.
void judgeHeaders(FetchParams &params)
{
    const QList<QByteArray> &unsafe = params.unsafeHeaderNames =
        corsUnsafeRequestHeaderNames(params.request.headersToJudge(), params.profile());
    if (!params.trace.isObserved())
        return;
    for (const auto &[name, value] : params.request.headers) {
        const bool asks = std::any_of(unsafe.begin(), unsafe.end(), [&](const QByteArray &each) {
            return equalsIgnoreCase(each, name);
        });
        if (asks)
            params.trace.note(StepId::UnsafeHeader, name, value);
        else
            params.trace.pass(StepId::UnsafeHeader, name, value);
    }
}

/// The standard's condition for a preflight: the flag, an unsafe method, or an unsafe header.
bool needsPreflight(FetchParams &params)
{
    const Request &request = params.request;
    const bool safeMethod = isCorsSafelistedMethod(request.method);
    if (safeMethod)
        params.trace.pass(StepId::UnsafeMethod, {}, request.method);
    else
        params.trace.note(StepId::UnsafeMethod, {}, request.method);
    judgeHeaders(params);
    const QList<QByteArray> &names = params.unsafeHeaderNames;
    if (request.useCorsPreflight)
        params.trace.note(StepId::UploadListener);

    const bool needed =
        request.useCorsPreflight || request.preflightSticks || !safeMethod || !names.isEmpty();
    if (params.trace.isObserved()) {
        QByteArray reasons = safeMethod ? QByteArray() : request.method;
        if (!names.isEmpty())
            reasons += (reasons.isEmpty() ? "" : ", ") + names.join(", ");
        params.trace.note(StepId::PreflightNeeded, {}, reasons);
    }
    return needed;
}

bool isUnexpectedPartialResponse(const Response &response, const HeaderList &requestHeaders)
{
    return response.type == ResponseType::Opaque && response.status == 206 &&
           response.rangeRequested && !requestHeaders.contains("Range");
}

/// 12.5. The server is asked first.
QCoro::Task<Response> preflightedFetch(FetchParams &params)
{
    Response response = co_await httpFetch(params, MakePreflight::Yes);
    const BrowserProfile &profile = params.profile();
    const bool failed =
        response.isNetworkError() &&
        (response.cause->code != CauseCode::RedirectMode || profile.redirectErrorClearsCache);
    if (failed && profile.failedActualClearsCache) {
        params.context.preflightCache.clear(params.request);
        params.trace.note(StepId::PreflightCacheCleared);
    }
    co_return response;
}

QCoro::Task<Response> failed(CauseCode code, QByteArray value = {})
{
    co_return Response::networkError(code, std::move(value));
}

} // namespace

// Waits for nothing itself, and so is no coroutine.
QCoro::Task<Response> dispatchFetch(FetchParams &params)
{
    Request &request = params.request;
    const Url &url = request.currentUrl();
    const Origin urlOrigin = url.origin();

    // 12.1. The page's own origin, or data: the page may read it, no question asked.
    const bool sameOrigin =
        urlOrigin == request.origin() && request.responseTainting == ResponseTainting::Basic;
    if (sameOrigin || url.scheme() == "data") {
        params.trace.pass(StepId::SameOrigin, request.origin().serialized(),
                          urlOrigin.serialized());
        request.responseTainting = ResponseTainting::Basic;
        return schemeFetch(params);
    }
    params.trace.note(StepId::SameOrigin, request.origin().serialized(), urlOrigin.serialized());

    // 12.2. A page that wanted nothing but its own origin.
    if (request.mode == RequestMode::SameOrigin) {
        params.trace.fail(StepId::SameOriginMode, request.origin().serialized(),
                          urlOrigin.serialized());
        return failed(CauseCode::SameOriginMode, request.origin().serialized());
    }
    // 12.3. A page that gives up reading the answer.
    if (request.mode == RequestMode::NoCors) {
        if (request.redirectMode != RedirectModeKind::Follow) {
            params.trace.fail(StepId::NoCorsRedirectMode);
            return failed(CauseCode::NoCorsRedirectMode);
        }
        params.trace.note(StepId::NoCorsMode);
        request.responseTainting = ResponseTainting::Opaque;
        return schemeFetch(params);
    }
    // 12.4. CORS is spoken over HTTP alone.
    if (!url.isHttpOrHttps()) {
        params.trace.fail(StepId::Scheme, {}, url.scheme());
        return failed(CauseCode::SchemeNotHttp, url.scheme());
    }
    // 12.5. Something that a form could not have sent: the server is asked first.
    request.responseTainting = ResponseTainting::Cors;
    if (needsPreflight(params))
        return preflightedFetch(params);
    // 12.6. Otherwise straight out, and the answer decides.
    return httpFetch(params, MakePreflight::No);
}

QCoro::Task<Response> mainFetch(FetchParams &params)
{
    Request &request = params.request;
    // 7. Ports no page may reach, and http from an https page.
    if (auto cause = blockedBeforeFetch(request, params.profile(), params.trace))
        co_return Response::networkError(std::move(*cause));
    // 8.-9. The policy that decides on Referer.
    if (request.referrerPolicy == ReferrerPolicy::Empty)
        request.referrerPolicy = ReferrerPolicy::StrictOriginWhenCrossOrigin;

    settleReferrer(request, params.profile());

    // 12. Out it goes, through every redirect.
    Response response = co_await dispatchFetch(params);

    // AD-HOC: Where what the page may not see is read to its end before it is an answer.
    if (params.profile().opaqueBodyIsReadFirst && request.initiator == Api::Fetch &&
        request.responseTainting == ResponseTainting::Opaque && response.bodyFailure)
        co_return Response::networkError(*response.bodyFailure);
    // 20. What is of a type that must not be run.
    if (!response.isNetworkError() && isBlockedByType(request, response.headers))
        response.blockedByType = true;
    // AD-HOC: What no element may have of an opaque answer.
    if (!response.isNetworkError() &&
        isBlockedAsOpaque(request, response.headers, params.profile())) {
        response.blockedByType = true;
        if (params.profile().opaqueBlocking == OpaqueBlocking::PlainTextToo)
            params.context.httpCache.forget(request);
    }
    // 14. What of it the page may see.
    if (!response.isNetworkError()) {
        filterResponse(response, request, params.profile(), params.trace);
        response.headers = linesForScript(response.headers, params.profile());
    }
    // 21. A part of a resource that nobody asked a part of.
    if (isUnexpectedPartialResponse(response, request.headers))
        co_return Response::networkError(CauseCode::InvalidResponse);
    // 22. Some answers have no body, whatever was sent.
    if (request.method == "HEAD" || request.method == "CONNECT" ||
        isNullBodyStatus(response.status))
        response.body.reset();
    // AD-HOC: Of what cannot be read nothing is as expected, not even where nothing is known.
    if (response.type == ResponseType::Opaque && request.initiator == Api::Fetch &&
        !request.integrity.isEmpty() && params.profile().opaqueFailsIntegrity) {
        params.trace.fail(StepId::Integrity, request.integrity, {});
        co_return Response::networkError(CauseCode::Integrity);
    }
    // 23. The page said what it expects.
    if (!response.isNetworkError() && !request.integrity.isEmpty()) {
        if (auto cause =
                integrityMismatch(request.integrity, response, params.profile(), params.trace))
            co_return Response::networkError(std::move(*cause));
    }
    co_return response;
}

} // namespace corslab
