// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/step.h"

namespace corslab {

const StepSource &stepSource(StepId id) noexcept
{
#define FETCH "https://fetch.spec.whatwg.org/#"
    static constexpr auto constructor = "new Request()";
    static constexpr auto constructorUrl = FETCH "dom-request";
    static constexpr auto headers = "Validate a header";
    static constexpr auto headersUrl = FETCH "headers-validate";
    static constexpr auto mainFetch = "Main fetch";
    static constexpr auto mainFetchUrl = FETCH "concept-main-fetch";
    static constexpr auto unsafeNames = "CORS-unsafe request-header names";
    static constexpr auto unsafeNamesUrl = FETCH "cors-unsafe-request-header-names";
    static constexpr auto cacheFetch = "HTTP-network-or-cache fetch";
    static constexpr auto cacheFetchUrl = FETCH "concept-http-network-or-cache-fetch";
    static constexpr auto httpFetch = "HTTP fetch";
    static constexpr auto httpFetchUrl = FETCH "concept-http-fetch";
    static constexpr auto preflight = "CORS-preflight fetch";
    static constexpr auto preflightUrl = FETCH "cors-preflight-fetch-0";
    static constexpr auto cache = "CORS-preflight cache";
    static constexpr auto cacheUrl = FETCH "concept-cache";
    static constexpr auto check = "CORS check";
    static constexpr auto checkUrl = FETCH "concept-cors-check";
    static constexpr auto redirect = "HTTP-redirect fetch";
    static constexpr auto redirectUrl = FETCH "concept-http-redirect-fetch";
    static constexpr auto network = "HTTP-network fetch";
    static constexpr auto networkUrl = FETCH "concept-http-network-fetch";
#undef FETCH

    static constexpr StepSource requestUrl{constructor, "5", constructorUrl};
    static constexpr StepSource requestUrlCredentials{constructor, "5.4", constructorUrl};
    static constexpr StepSource requestMethod{constructor, "25", constructorUrl};
    static constexpr StepSource requestMode{constructor, "18", constructorUrl};
    static constexpr StepSource requestMember{constructor, "14", constructorUrl};
    static constexpr StepSource requestNoCorsMethod{constructor, "32", constructorUrl};
    static constexpr StepSource requestBody{constructor, "36", constructorUrl};
    static constexpr StepSource requestHeader{headers, "1", headersUrl};
    static constexpr StepSource requestForbiddenHeader{headers, "3", headersUrl};
    static constexpr StepSource requestNoCorsHeader{
        "Append a header", "3", "https://fetch.spec.whatwg.org/#concept-headers-append"};
    static constexpr StepSource badPort{mainFetch, "7",
                                        "https://fetch.spec.whatwg.org/#block-bad-port"};
    static constexpr StepSource mixedContent{
        mainFetch, "7", "https://w3c.github.io/webappsec-mixed-content/#should-block-fetch"};
    static constexpr StepSource sameOrigin{mainFetch, "12.1", mainFetchUrl};
    static constexpr StepSource sameOriginMode{mainFetch, "12.2", mainFetchUrl};
    static constexpr StepSource noCorsMode{mainFetch, "12.3", mainFetchUrl};
    static constexpr StepSource noCorsRedirectMode{mainFetch, "12.3.1", mainFetchUrl};
    static constexpr StepSource scheme{mainFetch, "12.4", mainFetchUrl};
    static constexpr StepSource unsafeMethod{
        mainFetch, "12.5", "https://fetch.spec.whatwg.org/#cors-safelisted-method"};
    static constexpr StepSource unsafeHeader{unsafeNames, "4", unsafeNamesUrl};
    static constexpr StepSource uploadListener{mainFetch, "12.5",
                                               "https://xhr.spec.whatwg.org/#the-send()-method"};
    static constexpr StepSource preflightNeeded{mainFetch, "12.5", mainFetchUrl};
    static constexpr StepSource credentials{cacheFetch, "8.3", cacheFetchUrl};
    static constexpr StepSource cookie{cacheFetch, "8.21", cacheFetchUrl};
    static constexpr StepSource originHeader{
        "Append a request Origin header", "2",
        "https://fetch.spec.whatwg.org/#append-a-request-origin-header"};
    static constexpr StepSource referrer{
        "Determine request's referrer", "8",
        "https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer"};
    static constexpr StepSource httpCache{cacheFetch, "8.25", cacheFetchUrl};
    static constexpr StepSource keepalive{cacheFetch, "8.10", cacheFetchUrl};
    static constexpr StepSource preflightCacheHit{cache, "1", cacheUrl};
    static constexpr StepSource preflightCacheMiss{httpFetch, "4.1", httpFetchUrl};
    static constexpr StepSource preflightRedirect{preflight, "7", preflightUrl};
    static constexpr StepSource preflightStatus{preflight, "7", preflightUrl};
    static constexpr StepSource preflightAllowMethods{preflight, "7.3", preflightUrl};
    static constexpr StepSource preflightAllowHeaders{preflight, "7.3", preflightUrl};
    static constexpr StepSource preflightMethod{preflight, "7.5", preflightUrl};
    static constexpr StepSource preflightHeader{preflight, "7.7", preflightUrl};
    static constexpr StepSource preflightAuthorization{preflight, "7.6", preflightUrl};
    static constexpr StepSource preflightCacheStored{preflight, "7.13", preflightUrl};
    static constexpr StepSource preflightCacheCleared{
        mainFetch, "12.5", "https://fetch.spec.whatwg.org/#concept-cache-clear"};
    static constexpr StepSource allowOriginPresent{check, "2", checkUrl};
    static constexpr StepSource allowOriginWildcard{check, "3", checkUrl};
    static constexpr StepSource allowOriginMatch{check, "4", checkUrl};
    static constexpr StepSource allowCredentials{check, "7", checkUrl};
    static constexpr StepSource resourcePolicy{
        "Cross-origin resource policy check", "5",
        "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check"};
    static constexpr StepSource timingAllowOrigin{
        "TAO check", "5", "https://fetch.spec.whatwg.org/#concept-tao-check"};
    static constexpr StepSource integrity{mainFetch, "23", mainFetchUrl};
    static constexpr StepSource redirectLocation{redirect, "5", redirectUrl};
    static constexpr StepSource redirectScheme{redirect, "6", redirectUrl};
    static constexpr StepSource redirectCount{redirect, "7", redirectUrl};
    static constexpr StepSource redirectCredentials{redirect, "9", redirectUrl};
    static constexpr StepSource redirectBody{redirect, "11", redirectUrl};
    static constexpr StepSource redirectMode{httpFetch, "6.3", httpFetchUrl};
    static constexpr StepSource redirectMethodChange{redirect, "12", redirectUrl};
    static constexpr StepSource redirectAuthorization{redirect, "13", redirectUrl};
    static constexpr StepSource redirectTaint{
        "Redirect-tainted origin", "2",
        "https://fetch.spec.whatwg.org/#concept-request-tainted-origin"};
    static constexpr StepSource redirectFollowed{redirect, "18", redirectUrl};
    static constexpr StepSource setCookie{network, "14", networkUrl};
    static constexpr StepSource networkStep{network, "9", networkUrl};
    static constexpr StepSource opaqueResponse{
        mainFetch, "14.2", "https://fetch.spec.whatwg.org/#concept-filtered-response-opaque"};
    static constexpr StepSource responseTainting{mainFetch, "14.2", mainFetchUrl};
    static constexpr StepSource exposedHeaders{
        mainFetch, "14.1", "https://fetch.spec.whatwg.org/#http-access-control-expose-headers"};

    switch (id) {
    case StepId::RequestUrl:
        return requestUrl;
    case StepId::RequestUrlCredentials:
        return requestUrlCredentials;
    case StepId::RequestMethod:
        return requestMethod;
    case StepId::RequestMode:
        return requestMode;
    case StepId::RequestMember:
        return requestMember;
    case StepId::RequestNoCorsMethod:
        return requestNoCorsMethod;
    case StepId::RequestBody:
        return requestBody;
    case StepId::RequestHeader:
        return requestHeader;
    case StepId::RequestForbiddenHeader:
        return requestForbiddenHeader;
    case StepId::RequestNoCorsHeader:
        return requestNoCorsHeader;
    case StepId::BadPort:
        return badPort;
    case StepId::MixedContent:
        return mixedContent;
    case StepId::SameOrigin:
        return sameOrigin;
    case StepId::SameOriginMode:
        return sameOriginMode;
    case StepId::NoCorsMode:
        return noCorsMode;
    case StepId::NoCorsRedirectMode:
        return noCorsRedirectMode;
    case StepId::Scheme:
        return scheme;
    case StepId::UnsafeMethod:
        return unsafeMethod;
    case StepId::UnsafeHeader:
        return unsafeHeader;
    case StepId::UploadListener:
        return uploadListener;
    case StepId::PreflightNeeded:
        return preflightNeeded;
    case StepId::Credentials:
        return credentials;
    case StepId::Cookie:
        return cookie;
    case StepId::OriginHeader:
        return originHeader;
    case StepId::Referrer:
        return referrer;
    case StepId::HttpCache:
        return httpCache;
    case StepId::Keepalive:
        return keepalive;
    case StepId::PreflightCacheHit:
        return preflightCacheHit;
    case StepId::PreflightCacheMiss:
        return preflightCacheMiss;
    case StepId::PreflightRedirect:
        return preflightRedirect;
    case StepId::PreflightStatus:
        return preflightStatus;
    case StepId::PreflightAllowMethods:
        return preflightAllowMethods;
    case StepId::PreflightAllowHeaders:
        return preflightAllowHeaders;
    case StepId::PreflightMethod:
        return preflightMethod;
    case StepId::PreflightHeader:
        return preflightHeader;
    case StepId::PreflightAuthorizationWildcard:
        return preflightAuthorization;
    case StepId::PreflightCacheStored:
        return preflightCacheStored;
    case StepId::PreflightCacheCleared:
        return preflightCacheCleared;
    case StepId::AllowOriginPresent:
        return allowOriginPresent;
    case StepId::AllowOriginWildcard:
        return allowOriginWildcard;
    case StepId::AllowOriginMatch:
        return allowOriginMatch;
    case StepId::AllowCredentials:
        return allowCredentials;
    case StepId::ResourcePolicy:
        return resourcePolicy;
    case StepId::TimingAllowOrigin:
        return timingAllowOrigin;
    case StepId::Integrity:
        return integrity;
    case StepId::RedirectLocation:
        return redirectLocation;
    case StepId::RedirectScheme:
        return redirectScheme;
    case StepId::RedirectCount:
        return redirectCount;
    case StepId::RedirectCredentials:
        return redirectCredentials;
    case StepId::RedirectBody:
        return redirectBody;
    case StepId::RedirectMode:
        return redirectMode;
    case StepId::RedirectMethodChange:
        return redirectMethodChange;
    case StepId::RedirectAuthorization:
        return redirectAuthorization;
    case StepId::RedirectTaint:
        return redirectTaint;
    case StepId::RedirectFollowed:
        return redirectFollowed;
    case StepId::SetCookie:
        return setCookie;
    case StepId::Network:
        return networkStep;
    case StepId::OpaqueResponse:
        return opaqueResponse;
    case StepId::ResponseTainting:
        return responseTainting;
    case StepId::ExposedHeaders:
        return exposedHeaders;
    }
    Q_UNREACHABLE();
}

} // namespace corslab
