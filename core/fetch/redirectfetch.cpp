// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/blocking.h"
#include "core/fetch/clienthints.h"
#include "core/fetch/locationurl.h"
#include "core/fetch/referrer.h"
#include "core/fetch/safelist.h"
#include "core/http/method.h"

#include <algorithm>

namespace corslab {

namespace {

/// Fetch: HTTP-redirect fetch, step 7.
constexpr int MaxRedirects = 20;

Response refuse(FetchParams &params, StepId step, CauseCode code, const QByteArray &value)
{
    params.trace.fail(step, {}, value);
    return Response::networkError(code, value, CausePhase::Redirect);
}

/// Why credentials in a redirect's URL end the fetch, in the standard's words and Chromium's.
bool credentialsAreRefused(const Request &request, const Url &location,
                           const BrowserProfile &profile)
{
    if (!location.includesCredentials())
        return false;
    const bool leaves = !(location.origin() == request.origin());
    return (request.mode == RequestMode::Cors && leaves) ||
           request.responseTainting == ResponseTainting::Cors ||
           profile.redirectToOwnCredentialsIsRefused;
}

/// Whether the request as it stands asks before it goes, or would ask at another origin for its
/// headers' sake.
bool wouldAskFirst(const FetchParams &params)
{
    const Request &request = params.request;
    const bool asksForMethod = request.responseTainting == ResponseTainting::Cors &&
                               !isCorsSafelistedMethod(request.method);
    return request.mode == RequestMode::Cors &&
           (asksForMethod ||
            !corsUnsafeRequestHeaderNames(request.headersToJudge(), params.profile()).isEmpty());
}

/// POST becomes GET, by old custom; 303 turns everything but HEAD.
bool turnsToGet(int status, const QByteArray &method)
{
    return ((status == 301 || status == 302) && method == "POST") ||
           (status == 303 && method != "GET" && method != "HEAD");
}

void removeBodyHeaders(HeaderList &headers)
{
    for (const char *name :
         {"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"})
        headers.remove(name);
}

void becomeGet(FetchParams &params)
{
    params.trace.note(StepId::RedirectMethodChange, params.request.method,
                      QByteArrayLiteral("GET"));
    params.request.method = QByteArrayLiteral("GET");
    params.request.body.reset();
    params.request.becameGet = true;
    removeBodyHeaders(params.request.headers);
}

WrittenRequest writtenRequest(const Request &request)
{
    WrittenRequest written{request.method, request.headersToJudge()};
    if (request.typeIsOfBody)
        written.headers.remove("Content-Type");
    return written;
}

/// Takes from the headers that a script wrote what this one redirect takes away. Of which are to be
/// asked about, it goes by the method that the request has; of which are sent, by the script's.
void bringHeadersBack(Request &request, int status, bool becomesGet, bool leavesOrigin)
{
    HeaderList sent = request.written->headers;
    HeaderList judged = request.written->headers;
    if (turnsToGet(status, request.written->method))
        removeBodyHeaders(sent);
    if (becomesGet)
        removeBodyHeaders(judged);
    const auto type = request.headers.get("Content-Type");
    for (HeaderList *headers : {&sent, &judged}) {
        if (leavesOrigin)
            headers->remove("Authorization");
        if (request.typeIsOfBody && type)
            headers->append(QByteArrayLiteral("Content-Type"), *type);
    }
    request.headers = std::move(sent);
    request.judgedHeaders = std::move(judged);
}

} // namespace

QCoro::Task<Response> httpRedirectFetch(FetchParams &params, Response response)
{
    Request &request = params.request;
    // 3.-4. Without Location it is an ordinary response.
    const auto value = locationOf(response, params.profile());
    if (!value)
        co_return response;
    // 5. A location that is no URL.
    const Url base = request.currentUrl();
    auto parsed = parseLocation(*value, base, params.profile());
    if (!parsed)
        co_return refuse(params, StepId::RedirectLocation, CauseCode::RedirectLocation, *value);
    Url location = std::move(*parsed);
    // 6. Only HTTP leads on.
    if (!location.isHttpOrHttps())
        co_return refuse(params, StepId::RedirectScheme, CauseCode::SchemeNotHttp, location.href());
    // 7.-8. Twenty are enough.
    if (request.redirectCount >= MaxRedirects)
        co_return refuse(params, StepId::RedirectCount, CauseCode::TooManyRedirects,
                         location.href());
    ++request.redirectCount;
    // 9.-10. Name and password in the URL would leak to another origin.
    if (credentialsAreRefused(request, location, params.profile())) {
        co_return refuse(params, StepId::RedirectCredentials,
                         CauseCode::RedirectContainsCredentials, location.href());
    }
    // 11. A body that is gone cannot be sent again.
    if (response.status != 303 && request.body && !request.body->hasSource)
        co_return refuse(params, StepId::RedirectBody, CauseCode::RedirectBody, location.href());
    if (params.profile().preflightSticksOnRedirect && wouldAskFirst(params))
        request.preflightSticks = true;
    const bool bringsBack = params.profile().redirectBringsHeadersBack &&
                            (request.initiator == Api::Fetch || request.initiator == Api::Xhr);
    if (bringsBack && !request.written)
        request.written = writtenRequest(request);
    if (isAmong(response.status, {301, 308}))
        (response.wasKept ? request.followedKeptPermanent : request.followedPermanent) = true;
    // 12. The method, and with it the body.
    const bool becomesGet = turnsToGet(response.status, request.method);
    if (becomesGet)
        becomeGet(params);
    // 13. What was meant for one origin is not told to another.
    const bool leavesOrigin = !(base.origin() == location.origin());
    if (leavesOrigin && request.headers.contains("Authorization")) {
        params.trace.note(StepId::RedirectAuthorization, base.origin().serialized(),
                          location.origin().serialized());
        request.headers.remove("Authorization");
    }
    // AD-HOC: What earlier redirects took away is back.
    if (bringsBack)
        bringHeadersBack(request, response.status, becomesGet, leavesOrigin);
    // AD-HOC: Client hints are for the page's own origin.
    if (params.profile().redirectDropsClientHints && !(location.origin() == request.origin()))
        removeClientHints(request.headers);
    // 18. On to the next URL.
    const bool wasTainted = request.hasRedirectTaintedOrigin();
    request.urlList.push_back(location);
    params.trace.note(StepId::RedirectFollowed, base.href(), location.href());
    if (!wasTainted && request.hasRedirectTaintedOrigin())
        params.trace.note(StepId::RedirectTaint, request.origin().serialized(),
                          request.serializedOrigin());
    // 19. The redirect may say a new Referrer-Policy.
    applyReferrerPolicy(request, response.headers);
    settleReferrer(request, params.profile());
    // 22. Main fetch again, from its seventh step.
    if (auto cause = blockedBeforeFetch(request, params.profile(), params.trace))
        co_return Response::networkError(std::move(*cause));
    co_return co_await dispatchFetch(params);
}

} // namespace corslab
