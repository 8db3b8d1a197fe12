// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/cachecontrol.h"
#include "core/fetch/corscheck.h"
#include "core/fetch/httpcache.h"
#include "core/fetch/locationurl.h"
#include "core/fetch/preflightcache.h"
#include "core/fetch/resourcepolicy.h"
#include "core/fetch/resourcetype.h"
#include "core/fetch/safelist.h"
#include "core/fetch/timingallow.h"
#include "core/http/headername.h"
#include "core/http/method.h"
#include "core/http/mimetype.h"
#include "core/http/nosniff.h"

namespace corslab {

namespace {

/// HTTP fetch, 4.1: whether what the server agreed to lately covers this request.
bool cacheCovers(FetchParams &params)
{
    const Request &request = params.request;
    PreflightCache &cache = params.context.preflightCache;
    if (bypassesPreflightCache(request, params.profile())) {
        params.trace.note(StepId::PreflightCacheMiss, QByteArrayLiteral("bypassed"));
        return false;
    }
    // A method that needs agreement, or any method where the page forces the question.
    const bool headIsSafe = request.method != "HEAD" || params.profile().cachedEntryServesHead;
    const bool safeMethod = isCorsSafelistedMethod(request.method) && headIsSafe;
    const bool served =
        safeMethod && params.profile().cachedEntryServesForcedGet && cache.holdsAny(request);
    if ((!safeMethod || request.useCorsPreflight || request.preflightSticks) && !served &&
        !cache.matchesMethod(request)) {
        params.trace.note(StepId::PreflightCacheMiss, QByteArrayLiteral("method"), request.method);
        return false;
    }
    // Each header that needs agreement.
    for (const QByteArray &name : params.unsafeHeaderNames) {
        if (!cache.matchesHeader(request, name)) {
            params.trace.note(StepId::PreflightCacheMiss, QByteArrayLiteral("header"), name);
            return false;
        }
    }
    params.trace.pass(StepId::PreflightCacheHit, {}, request.method);
    return true;
}

/// Whether the beginning of a body is read before the answer is looked at, to tell its type:
/// net/base/mime_sniffer.cc, ShouldSniffMimeType. Measured with each type.
bool isSniffed(const HeaderList &headers)
{
    static constexpr NameList<7> sniffed = {"text/plain",
                                            "text/xml",
                                            "application/xml",
                                            "application/octet-stream",
                                            "unknown/unknown",
                                            "application/unknown",
                                            "*/*"};
    if (determineNosniff(headers))
        return false;
    const auto type = MimeType::extract(headers);
    return !type || isOneOf(type->essence(), sniffed);
}

/// Whether it is a redirect whose Location this browser looks at first, and finds it no good.
bool leadsNowhere(const Response &response, const Url &base, const BrowserProfile &profile)
{
    if (profile.badLocation == BadLocation::AfterCors || !isRedirectStatus(response.status))
        return false;
    const auto value = locationOf(response, profile);
    if (!value)
        return false;
    const auto location = parseLocation(*value, base, profile);
    return !location || (profile.badLocation == BadLocation::InvalidOrDataBeforeCors &&
                         location->scheme() == "data");
}

} // namespace

QCoro::Task<Response> httpFetch(FetchParams &params, MakePreflight makePreflight)
{
    Request &request = params.request;
    const MessageKind kind =
        request.redirectCount > 0 ? MessageKind::Redirected : MessageKind::Actual;

    // 4.1. Ask first, unless the answer is known.
    if (makePreflight == MakePreflight::Yes && !cacheCovers(params)) {
        if (params.profile().insufficientHitClearsCache &&
            !bypassesPreflightCache(request, params.profile()))
            params.context.preflightCache.clear(request);
        Response preflight = co_await corsPreflightFetch(params);
        if (preflight.isNetworkError())
            co_return preflight;
    }
    // 4.3. The request itself.
    Response response = co_await httpNetworkOrCacheFetch(params, kind);
    if (response.isNetworkError())
        co_return response;
    // AD-HOC: Where a redirect that cannot be followed ends the fetch first.
    const bool follows = request.redirectMode == RedirectModeKind::Follow ||
                         params.profile().badLocation == BadLocation::InvalidBeforeCors;
    if (follows && leadsNowhere(response, request.currentUrl(), params.profile()))
        co_return co_await httpRedirectFetch(params, std::move(response));
    // 4.4. May the page have this answer? Asked of a redirect too, before it is looked at.
    if (request.responseTainting == ResponseTainting::Cors) {
        auto cause = corsCheck(request.serializedOrigin(), request.credentialsMode,
                               response.headers, CausePhase::Actual, params.trace);
        if (cause) {
            const bool redirects =
                isRedirectStatus(response.status) && response.headers.contains("Location");
            const bool keeps = request.initiator == Api::Xhr &&
                               params.profile().xhrKeepsFailedCors && isSniffed(response.headers);
            const bool forgets = redirects ? params.profile().failedCorsRedirectIsFetchedAgain
                                           : params.profile().failedCorsIsFetchedAgain &&
                                                 response.newlyKept && !keeps;
            if (forgets)
                params.context.httpCache.forget(request);
            Response refused = Response::networkError(std::move(*cause));
            refused.refusedAtRedirect = redirects;
            co_return refused;
        }
    }
    // 4.5. May it know how long it took?
    response.timingAllowPassed = timingAllowCheck(request, response.headers, params.trace);
    // 5. The server may forbid its use altogether where CORS is not spoken.
    if (request.responseTainting == ResponseTainting::Opaque) {
        if (auto cause =
                resourcePolicyCheck(request, response.headers, params.profile(), params.trace)) {
            if (params.profile().refusedResourceIsFetchedAgain)
                params.context.httpCache.forget(request);
            co_return Response::networkError(std::move(*cause));
        }
        if (params.profile().blocksLaterParts && request.destination != Destination::Empty &&
            isLaterPart(response.status, response.headers)) {
            params.trace.fail(StepId::Network, {}, QByteArrayLiteral("206"));
            co_return Response::networkError(CauseCode::InvalidResponse);
        }
    }
    // 6. Elsewhere?
    if (isRedirectStatus(response.status)) {
        switch (request.redirectMode) {
        case RedirectModeKind::Error:
            if (params.profile().errorModeNeedsLocation && !locationOf(response, params.profile()))
                co_return response;
            params.trace.fail(StepId::RedirectMode, QByteArrayLiteral("error"),
                              QByteArray::number(response.status));
            co_return Response::networkError(CauseCode::RedirectMode,
                                             QByteArray::number(response.status));
        case RedirectModeKind::Manual:
            params.trace.note(StepId::RedirectMode, QByteArrayLiteral("manual"),
                              QByteArray::number(response.status));
            response.type = ResponseType::OpaqueRedirect;
            co_return response;
        case RedirectModeKind::Follow:
            co_return co_await httpRedirectFetch(params, std::move(response));
        }
    }
    co_return response;
}

} // namespace corslab
