// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/accept.h"
#include "core/fetch/cachecontrol.h"
#include "core/fetch/cookiejar.h"
#include "core/fetch/fetchmetadata.h"
#include "core/fetch/httpcache.h"
#include "core/fetch/referrer.h"
#include "core/http/range.h"
#include "core/http/site.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

/// Bytes of bodies that pages may still have under way when they are closed.
/// Fetch: HTTP-network-or-cache fetch, step 8.10.
constexpr qsizetype MaxKeepaliveBody = 65536;

/// Lines that are added to a usual request on its way.
constexpr std::size_t AgentLines = 12;

bool includesCredentials(const Request &request)
{
    return request.credentialsMode == CredentialsMode::Include ||
           (request.credentialsMode == CredentialsMode::SameOrigin &&
            request.responseTainting == ResponseTainting::Basic);
}

void appendContentLength(Request &http)
{
    // 8.5-8.8. The length of the body; `0` where a POST or PUT has none.
    if (http.body) {
        if (http.body->hasSource) {
            http.headers.append(QByteArrayLiteral("Content-Length"),
                                decimal(http.body->bytes.size()));
        }
    } else if (http.method == "POST" || http.method == "PUT") {
        http.headers.append(QByteArrayLiteral("Content-Length"), QByteArrayLiteral("0"));
    }
}

/// Whether a request whose mode is not cors hides its origin, by its referrer policy.
bool hidesOrigin(const Request &request, const BrowserProfile &profile)
{
    if (request.mode == RequestMode::Cors || !profile.referrerPolicyHidesOrigin)
        return false;
    switch (request.referrerPolicy) {
    case ReferrerPolicy::NoReferrer:
        return true;
    case ReferrerPolicy::NoReferrerWhenDowngrade:
    case ReferrerPolicy::StrictOrigin:
    case ReferrerPolicy::StrictOriginWhenCrossOrigin:
        return request.origin().scheme() == "https" && request.currentUrl().scheme() != "https";
    case ReferrerPolicy::SameOrigin:
        return !(request.origin() == request.currentUrl().origin());
    case ReferrerPolicy::Empty:
    case ReferrerPolicy::Origin:
    case ReferrerPolicy::OriginWhenCrossOrigin:
    case ReferrerPolicy::UnsafeUrl:
        return false;
    }
    Q_UNREACHABLE();
}

/// Whether a redirect led from one origin to another.
bool hasChangedOrigin(const Request &request)
{
    const auto &urls = request.urlList;
    return std::adjacent_find(urls.begin(), urls.end(), [](const Url &from, const Url &to) {
               return !from.isSameOrigin(to);
           }) != urls.end();
}

/// Whether a request from another site gets the cookies of the page at the top, which is one of
/// the target's site.
/// https://privacycg.github.io/storage-access-headers/#sec-fetch-storage-access
bool hasStorageAccess(const Request &request, const BrowserProfile &profile)
{
    if (profile.storageAccessOrigin == StorageAccessOrigin::Never || !request.origin().isOpaque() ||
        request.credentialsMode != CredentialsMode::Include)
        return false;
    const Origin &top = request.client->topLevelOrigin();
    if (profile.storageAccessOrigin == StorageAccessOrigin::UntilOriginIsLeft)
        return !hasChangedOrigin(request) &&
               isSchemelesslySameSite(top, request.currentUrl().origin());
    const Origin first = request.url().origin();
    return !request.becameGet && (profile.schemefulSameSite ? isSameSite(top, first)
                                                            : isSchemelesslySameSite(top, first));
}

/// https://fetch.spec.whatwg.org/#append-a-request-origin-header
void appendOrigin(FetchParams &params, Request &http)
{
    // 1. What the request says of its origin.
    QByteArray origin = http.serializedOrigin();
    // 2. Where CORS is spoken it is always said.
    // 3. Otherwise only with methods that may change something, and the referrer policy may hide
    // it.
    const bool corsElement = params.profile().corsElementsSendOrigin &&
                             http.destination != Destination::Empty &&
                             http.mode == RequestMode::Cors;
    if (http.responseTainting != ResponseTainting::Cors && !corsElement &&
        !hasStorageAccess(http, params.profile())) {
        if (http.method == "GET" || http.method == "HEAD") {
            params.trace.note(StepId::OriginHeader);
            return;
        }
        if (hidesOrigin(http, params.profile()) ||
            (params.profile().redirectHidesOrigin && hasChangedOrigin(http)))
            origin = QByteArrayLiteral("null");
    }
    http.headers.append(QByteArrayLiteral("Origin"), origin);
    params.trace.note(StepId::OriginHeader, http.origin().serialized(), origin);
}

void appendAgentHeaders(FetchParams &params, Request &http, MessageKind kind)
{
    const BrowserProfile &profile = params.profile();
    // 8.15. Who asks.
    if (!http.headers.contains("User-Agent"))
        http.headers.append(QByteArrayLiteral("User-Agent"), profile.userAgent);
    // Fetch, 2.-5. of "fetch": what it would like to get.
    if (!http.headers.contains("Accept")) {
        http.headers.append(QByteArrayLiteral("Accept"),
                            acceptFor(http.initiator, http.destination, profile));
    }
    if (!http.headers.contains("Accept-Language"))
        http.headers.append(QByteArrayLiteral("Accept-Language"), profile.acceptLanguage);
    // 8.19-8.20. A part of a resource must not be a part of its compressed form.
    if (http.headers.contains("Range"))
        http.headers.append(QByteArrayLiteral("Accept-Encoding"), QByteArrayLiteral("identity"));
    else
        http.headers.append(QByteArrayLiteral("Accept-Encoding"), profile.acceptEncoding);
    http.headers.append(QByteArrayLiteral("Host"), http.currentUrl().hostAndPort());
    http.headers.append(QByteArrayLiteral("Connection"), QByteArrayLiteral("keep-alive"));
    if (kind != MessageKind::Preflight) {
        for (const auto &[name, value] : profile.clientHints)
            http.headers.append(name, value);
    }
}

/// What a cache between page and network makes of a script's Range: it takes it apart to see which
/// part it has, and asks for the rest in its own words.
void rewriteRange(Request &http)
{
    if (http.method != "GET" || http.cacheMode == CacheMode::NoStore ||
        hasOwnCondition(http.headers))
        return;
    const QByteArray *value = http.headers.first("Range");
    if (const auto canonical = value ? canonicalRange(*value) : std::nullopt)
        http.headers.set(QByteArrayLiteral("Range"), *canonical);
}

void appendCookies(FetchParams &params, Request &http)
{
    // 8.21. Those that belong to the URL and may go along.
    const auto cookies = params.context.cookies.cookiesFor(http, params.trace);
    if (!cookies.isEmpty())
        http.headers.append(QByteArrayLiteral("Cookie"), cookies);
}

/// A message that never was on the wire.
void reportStored(const Request &http, const Response &stored, MessageKind kind, FetchTrace &trace)
{
    Message message;
    message.kind = kind;
    message.start = trace.elapsed();
    message.method = http.method;
    message.url = http.currentUrl().href();
    message.fromHttpCache = true;
    trace.messageBegun(&message);
    message.status = stored.status;
    message.reason = stored.statusText;
    message.responseHeaders = stored.headers;
    message.responseBody = stored.body.value_or(QByteArray());
    trace.messageEnded(&message);
}

/// Asks about what is kept and lets the cache have the answer.
QCoro::Task<> revalidate(FetchParams &params, MessageKind kind)
{
    Request again = params.request;
    again.cacheMode = CacheMode::NoCache;
    again.preventNoCacheHeader = !params.profile().backgroundRequestSaysMaxAge;
    FetchParams background{again, params.context, params.trace, params.stop, {}};
    co_await httpNetworkOrCacheFetch(background, kind);
}

} // namespace

QCoro::Task<Response> httpNetworkOrCacheFetch(FetchParams &params, MessageKind kind)
{
    // 8.2. A copy, so that a redirect does not inherit what is appended here.
    Request http = params.request;
    http.headers.reserve(http.headers.size() + AgentLines);
    // 8.3. Credentials: always, or with the page's own origin.
    const bool credentials = kind != MessageKind::Preflight && includesCredentials(http);
    params.trace.note(StepId::Credentials, credentialsModeName(http.credentialsMode),
                      credentials ? QByteArrayLiteral("sent") : QByteArrayLiteral("not sent"));
    appendContentLength(http);
    // 8.10. What is still going when the page is gone must be small.
    if (http.keepalive && http.body && http.body->bytes.size() > MaxKeepaliveBody) {
        params.trace.fail(StepId::Keepalive, QByteArray::number(MaxKeepaliveBody),
                          QByteArray::number(http.body->bytes.size()));
        co_return Response::networkError(CauseCode::KeepaliveBody,
                                         QByteArray::number(http.body->bytes.size()));
    }
    // 8.11. Where it comes from.
    const auto referrer = determineReferrer(http, params.profile());
    params.trace.note(StepId::Referrer, referrerPolicyName(http.referrerPolicy),
                      referrer.value_or(QByteArray()));
    if (referrer)
        http.headers.append(QByteArrayLiteral("Referer"), *referrer);
    // 8.12. In whose name.
    appendOrigin(params, http);
    // 8.13. How the request came about.
    const bool alone =
        kind == MessageKind::Preflight && params.profile().preflightSiteForgetsRedirects;
    appendFetchMetadata(http, params.profile(), http.headers,
                        alone ? SiteOf::LastUrl : SiteOf::EveryUrl);
    // 8.16-8.18. What the cache mode tells others.
    http.cacheMode = effectiveCacheMode(http, params.profile());
    appendCacheControl(http, http.headers);
    appendAgentHeaders(params, http, kind);
    if (params.profile().rewritesRange)
        rewriteRange(http);
    if (credentials)
        appendCookies(params, http);

    // 8.23-8.25. A stored answer may do, or be asked whether it still holds.
    HttpCache &cache = params.context.httpCache;
    const bool cacheable = kind != MessageKind::Preflight;
    if (cacheable) {
        auto stored = cache.lookUp(http, params.trace);
        if (stored) {
            stored->urlList = http.urlList;
            stored->wasKept = true;
            // 8.25.2.1. It is stale, and asked about without the page.
            // AD-HOC: The standard asks in parallel; here it is asked first, so that the message
            // that the page gets stays the last.
            if (http.revalidatesLater)
                co_await revalidate(params, kind);
            reportStored(http, *stored, kind, params.trace);
            co_return std::move(*stored);
        }
        // 10.1. Only from the cache, and it is not there.
        if (http.cacheMode == CacheMode::OnlyIfCached) {
            params.trace.fail(StepId::HttpCache, {}, QByteArrayLiteral("not stored"));
            co_return Response::networkError(CauseCode::OnlyIfCached);
        }
    }
    // 10.2. Over the network.
    Response response = co_await httpNetworkFetch(params, http, credentials, kind);
    // 10.5. Misdirected: once more, on a connection of its own.
    if (response.status == 421)
        response = co_await httpNetworkFetch(params, http, credentials, kind);
    // AD-HOC: A server that tired of waiting on a connection used before gets it on a new one.
    if (response.status == 408 && params.profile().resendsRequestTimeout)
        response = co_await httpNetworkFetch(params, http, credentials, kind);
    if (response.isNetworkError())
        co_return response;
    if (cacheable)
        response = cache.update(http, std::move(response), params.trace);
    // 11.-13. What later steps ask of it.
    response.urlList = http.urlList;
    response.rangeRequested = http.headers.contains("Range");
    response.requestIncludesCredentials = credentials;
    co_return response;
}

} // namespace corslab
