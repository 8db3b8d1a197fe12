// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/cachecontrol.h"
#include "core/fetch/corscheck.h"
#include "core/fetch/preflightcache.h"
#include "core/fetch/safelist.h"
#include "core/http/method.h"
#include "core/http/syntax.h"

#include <tl/expected.hpp>

#include <algorithm>

namespace corslab {

namespace {

/// What counts where Access-Control-Max-Age says nothing usable. Fetch: CORS-preflight fetch, 7.9.
constexpr std::chrono::seconds DefaultMaxAge{5};
/// A longer promise is cut to this, so that times can be added without overflow.
constexpr std::chrono::seconds LongestMaxAge = std::chrono::hours(24 * 365);

/// One of the two lists: the header's lines, joined, and what they list as views into them.
struct AllowList
{
    QByteArray value;
    TokenViews names;

    [[nodiscard]] QByteArray joined() const
    {
        QByteArray text;
        for (const QByteArrayView name : names)
            text.append(text.isEmpty() ? "" : ", ").append(name);
        return text;
    }
};

bool listed(const TokenViews &names, QByteArrayView name)
{
    return std::any_of(names.begin(), names.end(),
                       [name](QByteArrayView each) { return equalsIgnoreCase(each, name); });
}

/// Steps 1-5: the question.
Request makePreflight(const Request &request, const QList<QByteArray> &unsafeNames,
                      const BrowserProfile &profile)
{
    Request preflight;
    preflight.initiator = request.initiator;
    preflight.client = request.client;
    preflight.method = QByteArrayLiteral("OPTIONS");
    preflight.urlList = request.urlList;
    preflight.mode = RequestMode::Cors;
    preflight.credentialsMode = request.credentialsMode;
    preflight.destination = request.destination;
    preflight.referrer = request.referrer;
    preflight.referrerPolicy = request.referrerPolicy;
    preflight.responseTainting = ResponseTainting::Cors;
    preflight.redirectCount = request.redirectCount;
    if (profile.preflightInheritsCacheMode)
        preflight.cacheMode = effectiveCacheMode(request, profile);
    // A request whose URL list is only the last one has no tainted origin.
    if (profile.preflightKeepsRealOrigin)
        preflight.urlList = {request.currentUrl()};
    preflight.headers.append(QByteArrayLiteral("Accept"), QByteArrayLiteral("*/*"));
    preflight.headers.append(QByteArrayLiteral("Access-Control-Request-Method"), request.method);
    if (!unsafeNames.isEmpty())
        preflight.headers.append(QByteArrayLiteral("Access-Control-Request-Headers"),
                                 unsafeNames.join(','));
    return preflight;
}

/// 7.1-7.3: one of the two lists, or the first item of it that is no token.
tl::expected<AllowList, QByteArray> readList(const HeaderList &headers, const char *name,
                                             StepId step, FetchTrace &trace)
{
    const auto value = headers.get(name);
    if (!value)
        return AllowList();
    QByteArrayView invalid;
    const auto names = viewTokenList(*value, &invalid);
    if (!names) {
        trace.fail(step, invalid.toByteArray(), *value);
        return tl::unexpected(invalid.toByteArray());
    }
    trace.pass(step, {}, *value);
    return AllowList{*value, *names};
}

/// 7.5: whether the server agreed to the method.
bool agreesToMethod(const Request &request, const TokenViews &methods)
{
    return methods.contains(request.method) || isCorsSafelistedMethod(request.method) ||
           (methods.contains("*") && request.credentialsMode != CredentialsMode::Include);
}

/// 7.6-7.7: the first name that the server did not agree to.
std::optional<QByteArray> refusedHeader(FetchParams &params, const QList<QByteArray> &unsafeNames,
                                        const AllowList &list)
{
    const Request &request = params.request;
    const bool wildcard =
        list.names.contains("*") && request.credentialsMode != CredentialsMode::Include;
    const QByteArray allowed = params.trace.isObserved() ? list.joined() : QByteArray();
    for (const QByteArray &name : unsafeNames) {
        if (listed(list.names, name)) {
            params.trace.pass(StepId::PreflightHeader, allowed, name);
            continue;
        }
        const bool needsItsName = isCorsNonWildcardRequestHeaderName(name);
        if (wildcard && needsItsName && params.profile().wildcardCoversAuthorization) {
            params.trace.note(StepId::PreflightAuthorizationWildcard, allowed, name);
            continue;
        }
        if (wildcard && !needsItsName) {
            params.trace.pass(StepId::PreflightHeader, allowed, name);
            continue;
        }
        params.trace.fail(wildcard ? StepId::PreflightAuthorizationWildcard
                                   : StepId::PreflightHeader,
                          allowed, name);
        return name;
    }
    return std::nullopt;
}

/// 7.8-7.10: for how long the agreement holds.
std::chrono::seconds maxAgeOf(const HeaderList &headers, const BrowserProfile &profile)
{
    const auto value = headers.get("Access-Control-Max-Age");
    if (!value)
        return DefaultMaxAge;
    if (value->isEmpty())
        return DefaultMaxAge;
    const bool negative = value->startsWith('-');
    const bool digits = std::all_of(value->begin() + (negative ? 1 : 0), value->end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (digits && negative && profile.negativeMaxAgeIsZero)
        return std::chrono::seconds{0};
    if (!digits || negative) {
        return profile.invalidMaxAge == InvalidMaxAge::Default ? DefaultMaxAge
                                                               : std::chrono::seconds{0};
    }
    bool ok = false;
    const qlonglong number = value->toLongLong(&ok);
    const std::chrono::seconds seconds = ok ? std::chrono::seconds(number) : LongestMaxAge;
    return std::min(seconds, profile.maxAgeCap.value_or(LongestMaxAge));
}

/// 7.11-7.15.
void remember(FetchParams &params, const TokenViews &methods, const TokenViews &headerNames,
              const HeaderList &headers)
{
    const std::chrono::seconds maxAge = maxAgeOf(headers, params.profile());
    if (params.trace.isObserved())
        params.trace.note(StepId::PreflightCacheStored, {},
                          QByteArray::number(qlonglong(maxAge.count())));
    if (!params.profile().noStorePreflightIsStored &&
        effectiveCacheMode(params.request, params.profile()) == CacheMode::NoStore)
        return;
    params.context.preflightCache.store(params.request, methods, headerNames, maxAge);
}

Response refused(CauseCode code, const QByteArray &value)
{
    return Response::networkError(code, value, CausePhase::Preflight);
}

} // namespace

QCoro::Task<Response> corsPreflightFetch(FetchParams &params)
{
    const Request &request = params.request;
    // 1.-5. The question: the method, and the headers that need leave.
    const QList<QByteArray> &unsafeNames = params.unsafeHeaderNames;
    Request preflight = makePreflight(request, unsafeNames, params.profile());

    // 6. Ask. Never with credentials.
    FetchParams preflightParams{preflight, params.context, params.trace, params.stop, {}};
    Response response = co_await httpNetworkOrCacheFetch(preflightParams, MessageKind::Preflight);
    if (response.isNetworkError()) {
        response.cause->phase = CausePhase::Preflight;
        co_return response;
    }
    // 7. A redirect is no answer.
    const auto status = [&response] { return QByteArray::number(response.status); };
    if (isRedirectStatus(response.status) && response.headers.contains("Location")) {
        params.trace.fail(StepId::PreflightRedirect, {}, status());
        co_return refused(CauseCode::PreflightDisallowedRedirect, status());
    }
    // 7. The answer must pass the CORS check for the request that is meant, and be a success.
    // AD-HOC: Not the check, where the question is asked in the page's own name of its own server.
    const bool own = params.profile().preflightKeepsRealOrigin &&
                     request.currentUrl().origin() == request.origin();
    auto cause = own ? std::nullopt
                     : corsCheck(preflight.serializedOrigin(), request.credentialsMode,
                                 response.headers, CausePhase::Preflight, params.trace);
    if (cause)
        co_return Response::networkError(std::move(*cause));
    if (!isOkStatus(response.status)) {
        params.trace.fail(StepId::PreflightStatus, QByteArrayLiteral("200-299"), status());
        co_return refused(CauseCode::PreflightInvalidStatus, status());
    }
    if (params.trace.isObserved())
        params.trace.pass(StepId::PreflightStatus, QByteArrayLiteral("200-299"), status());

    // 7.1-7.3. The two lists; one bad token spoils its list, and with it the answer.
    auto methods = readList(response.headers, "Access-Control-Allow-Methods",
                            StepId::PreflightAllowMethods, params.trace);
    if (!methods)
        co_return refused(CauseCode::InvalidAllowMethodsPreflightResponse, methods.error());
    const auto readHeaderNames = [&] {
        return readList(response.headers, "Access-Control-Allow-Headers",
                        StepId::PreflightAllowHeaders, params.trace);
    };
    const bool methodFirst = params.profile().methodIsJudgedFirst;
    auto headerNames = methodFirst ? AllowList() : readHeaderNames();
    if (!headerNames)
        co_return refused(CauseCode::InvalidAllowHeadersPreflightResponse, headerNames.error());
    // 7.4. Where the page forced the question, silence on methods means this one.
    if (!response.headers.contains("Access-Control-Allow-Methods") && request.useCorsPreflight &&
        params.profile().forcedPreflightImpliesMethod)
        methods->names.append(request.method);
    // 7.5. The method.
    if (!agreesToMethod(request, methods->names)) {
        params.trace.fail(StepId::PreflightMethod, methods->joined(), request.method);
        co_return refused(CauseCode::MethodDisallowedByPreflightResponse, request.method);
    }
    if (params.trace.isObserved())
        params.trace.pass(StepId::PreflightMethod, methods->joined(), request.method);
    if (methodFirst)
        headerNames = readHeaderNames();
    if (!headerNames)
        co_return refused(CauseCode::InvalidAllowHeadersPreflightResponse, headerNames.error());
    // 7.6-7.7. Each header; Authorization by its name.
    if (const auto name = refusedHeader(params, unsafeNames, *headerNames))
        co_return refused(CauseCode::HeaderDisallowedByPreflightResponse, *name);
    // 7.8-7.15. Keep the agreement.
    remember(params, methods->names, headerNames->names, response.headers);
    co_return response;
}

} // namespace corslab
