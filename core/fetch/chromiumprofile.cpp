// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/browserprofiles.h"

namespace corslab {

/// Measured on Chromium 156 but for the cap of Max-Age, which was read in
/// services/network/cors/preflight_result.cc.
BrowserProfile chromiumProfile()
{
    BrowserProfile profile;
    profile.name = BrowserName::Chromium;
    // net/http/http_util.cc, kForbiddenHeaderFields
    profile.userAgentIsForbidden = true;
    // services/network/public/cpp/cors/cors.cc, IsCorsSafelistedHeader
    profile.clientHintsAreSafelisted = true;
    // third_party/blink/renderer/core/fetch/fetch_manager.cc, FetchLoaderBase::PerformHTTPFetch
    profile.combinesBeforeSafelist = true;
    // third_party/blink/renderer/core/fetch/fetch_manager.cc, FetchLoaderBase::PerformHTTPFetch
    profile.combinesOnWire = true;
    // net/http/http_cache_transaction.cc, SetRequest
    profile.rewritesRange = true;
    // third_party/blink/renderer/platform/loader/fetch/fetch_parameters.cc,
    // FetchParameters::SetCrossOriginAccessControl
    profile.corsElementsSendOrigin = true;
    profile.sentBlobTypeMustParse = true;
    // services/network/public/cpp/cors/cors.cc, IsCorsSafelistedHeader
    profile.maxRange = std::numeric_limits<qint64>::max() - 1;
    // services/network/cors/preflight_result.cc, PreflightResult::EnsureAllowedCrossOriginMethod
    profile.forcedPreflightImpliesMethod = false;
    // services/network/cors/preflight_result.cc, ParseAccessControlMaxAge
    profile.negativeMaxAgeIsZero = true;
    // services/network/cors/preflight_controller.cc, FinishHandleResponseHeader
    profile.noStorePreflightIsStored = false;
    // third_party/blink/renderer/core/fetch/fetch_manager.cc, FetchLoaderBase::PerformSchemeFetch
    profile.refusesAboutBlank = true;
    profile.uploadEndsWithAnswer = true;
    // third_party/blink/renderer/core/loader/frame_fetch_context.cc,
    // FrameFetchContext::ResourceRequestCachePolicy
    profile.conditionalCacheMode = CacheMode::NoCache;
    // services/network/cors/preflight_controller.cc, CreatePreflightRequest
    profile.preflightInheritsCacheMode = true;
    // net/http/http_network_transaction.cc, HttpNetworkTransaction::HandleAuthChallenge
    profile.proxyAuthenticationFails = true;
    // net/http/http_cache_writers.cc, RemoveTransaction
    profile.failedCorsIsFetchedAgain = true;
    // net/http/http_stream_parser.cc, HttpStreamParser::ParseResponseHeaders
    profile.differingLocationsFail = true;
    // net/http/http_response_headers.cc, HttpResponseHeaders::IsRedirect
    profile.emptyLocationIsNone = true;
    // net/http/http_stream_factory_job.cc, SetSpdyHttpStreamOrBidirectionalStreamImpl /
    // DoCreateStream
    profile.sendsStreams = false;
    // services/network/cors/preflight_result.cc, PreflightResult::EnsureAllowedCrossOriginHeaders
    profile.wildcardCoversAuthorization = true;
    // services/network/cors/preflight_cache.cc, PreflightCache::CheckIfRequestCanSkipPreflight
    profile.cachesWildcardAuthorization = false;
    // services/network/cors/preflight_result.cc, kMaxTimeout
    profile.maxAgeCap = std::chrono::seconds(7200);
    // services/network/cors/preflight_cache.cc, PreflightCache::AppendEntry
    profile.cacheUpdate = PreflightCacheUpdate::Replaces;
    // services/network/cors/cors_url_loader.cc, CorsURLLoader::HandleComplete
    profile.failedActualClearsCache = false;
    // services/network/cors/preflight_cache.cc, CheckIfRequestCanSkipPreflight
    profile.insufficientHitClearsCache = true;
    // services/network/cors/preflight_controller.cc, RetrieveCacheFlags
    profile.noCacheBypassesPreflightCache = true;
    // services/network/cors/preflight_controller.cc, RetrieveCacheFlags
    profile.reloadBypassesPreflightCache = true;
    // services/network/cors/preflight_cache.cc, PreflightCache::AppendEntry
    profile.opaqueOriginIsCached = false;
    // net/http/http_cache_transaction.cc, DoOverwriteCachedResponse
    profile.cacheKeepsEverything = true;
    // net/http/http_cache_transaction.cc, DoSuccessfulSendRequest
    profile.unkeptStatuses = {205, 206, 401, 416};
    // net/http/http_response_headers.cc, HttpResponseHeaders::GetFreshnessLifetimes
    profile.guessedAgeStatuses = {200, 203, 206};
    // net/http/http_response_headers.cc, GetFreshnessLifetimes
    profile.guessesAgeOfMustRevalidate = false;
    // net/http/http_response_headers.cc, GetCacheControlDirective
    profile.maxAgeMayBeQuoted = false;
    // net/http/http_response_headers.cc, GetFreshnessLifetimes and AddNonCacheableHeaders
    profile.qualifiedNoCacheCounts = false;
    // net/http/http_response_headers.cc, GetTimeValuedHeader
    profile.badExpiresIsPassedOver = true;
    // net/http/http_response_headers.cc, GetFreshnessLifetimes
    profile.pragmaEndsFreshness = true;
    // net/http/http_cache_transaction.cc, DoSuccessfulSendRequest; that PUT is none was measured
    profile.endingMethods = {"POST", "DELETE", "PATCH"};
    // net/http/http_cache_transaction.cc, DoSuccessfulSendRequest
    profile.unseenChangeEndsEntry = false;
    // net/http/http_response_headers.cc, kSecurityStateHeaders
    profile.unkeptHeaders = {"Strict-Transport-Security"};
    // net/http/http_response_headers.cc, HttpResponseHeaders::GetFreshnessLifetimes
    profile.lastingStatuses = {300, 301, 308, 410};
    // net/http/http_response_headers.cc, kNonUpdatedHeaders and kNonUpdatedHeaderPrefixes
    profile.lastingHeaders = {"WWW-Authenticate", "X-Frame-Options", "X-XSS-Protection",
                              "X-Content-", "X-WebKit-"};
    // net/http/http_cache_transaction.cc, RequiresValidation; that PUT is none was measured
    profile.forceCacheServesChanges = true;
    // net/http/http_cache_transaction.cc, ShouldOpenOnlyMethods
    profile.cachedGetServesHead = true;
    // net/http/http_cache_writers.cc, RemoveTransaction
    profile.refusedResourceIsFetchedAgain = true;
    // net/url_request/url_request_job.cc, URLRequestJob::NotifyHeadersComplete
    profile.badLocation = BadLocation::InvalidBeforeCors;
    // net/url_request/redirect_util.cc, RedirectUtil::UpdateHttpRequest
    profile.redirectHidesOrigin = true;
    // services/network/sec_header_helpers.cc, GetHeaderValueForRequest)
    profile.preflightSiteForgetsRedirects = true;
    // third_party/blink/renderer/core/loader/resource/css_style_sheet_resource.cc,
    // CSSStyleSheetResource::CanUseSheet
    profile.styleTypeIsForgiven = true;
    // third_party/blink/renderer/platform/loader/fetch/resource_loader.cc,
    // ResourceLoader::DidReceiveResponseInternal
    profile.statusThreeHundredLoads = true;
    // services/network/cors/cors_url_loader.cc, CorsURLLoader::StartRequest
    profile.storageAccessOrigin = StorageAccessOrigin::UntilMethodChanges;
    // net/http/http_cache_transaction.cc, ShouldPassThrough
    profile.opaqueOriginHasNoCache = true;
    profile.ownConditions = OwnConditions::UpdateKept;
    profile.requestDirectives = RequestDirectives::Reloading;
    profile.cachedRange = CachedRange::IsCut;
    profile.xhrKeepsFailedCors = true;
    profile.thrownVocabulary = ThrownVocabulary::Blink;
    profile.opaqueBlocking = OpaqueBlocking::PlainTextToo;
    profile.redirectDropsClientHints = true;
    profile.resourcePolicyComparesDomains = true;
    // net/http/http_util.cc, HttpUtil::HeadersIterator
    profile.headReading.trimsNames = true;
    // net/http/http_response_headers.cc, HttpResponseHeaders::IsChunkEncoded
    profile.headReading.chunksNeedHttp11 = true;
    // net/http/http_response_headers.cc, HttpResponseHeaders::IsRedirect
    profile.errorModeNeedsLocation = true;
    profile.badSchemeEndsEventSource = true;
    profile.opaqueFailsIntegrity = true;
    profile.noBodyHasEmptyHash = true;
    profile.cachedEntryServesForcedGet = true;
    // net/http/http_network_transaction.cc, HttpNetworkTransaction::DoReadHeadersComplete
    profile.resendsRequestTimeout = true;
    // third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc, ReplaceCharsetInMediaType
    profile.xhrReplacesCharsetText = true;
    // third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc,
    // XMLHttpRequest::CreateRequest
    profile.uploadListenerNeedsBody = true;
    // services/network/cors/cors_url_loader.cc, CorsURLLoader::StartRequest
    profile.referrerPolicyHidesOrigin = false;
    // third_party/blink/renderer/core/loader/frame_fetch_context.cc,
    // FrameFetchContext::ShouldBlockFetchAsCredentialedSubresource
    profile.redirectToOwnCredentialsIsRefused = true;
    profile.blocksThirdPartyCookies = true;
    // components/embedder_support/user_agent_utils.cc, GetUserAgent
    profile.userAgent =
        QByteArrayLiteral("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
                          "Gecko) Chrome/156.0.0.0 Safari/537.36");
    // third_party/blink/common/loader/network_utils.cc, ImageAcceptHeader
    profile.acceptImage = QByteArrayLiteral(
        "image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8");
    // third_party/blink/renderer/platform/network/form_data_encoder.cc,
    // FormDataEncoder::GenerateUniqueBoundaryString
    profile.boundaryPrefix = QByteArrayLiteral("----WebKitFormBoundary");
    // third_party/blink/renderer/core/loader/base_fetch_context.cc,
    // BaseFetchContext::AddClientHintsIfNecessary
    profile.clientHints = {{"sec-ch-ua-platform", "\"Linux\""},
                           {"sec-ch-ua", "\"Chromium\";v=\"156\", \"Not)A;Brand\";v=\"24\""},
                           {"sec-ch-ua-mobile", "?0"}};
    // net/http/http_network_transaction.cc, HttpNetworkTransaction::BuildRequestHeaders
    profile.headerOrder = {"Host",
                           "Connection",
                           "Content-Length",
                           "Pragma",
                           "Cache-Control",
                           "sec-ch-ua-platform",
                           "User-Agent",
                           "sec-ch-ua",
                           "",
                           "Content-Type",
                           "sec-ch-ua-mobile",
                           "Accept",
                           "Access-Control-Request-Method",
                           "Access-Control-Request-Headers",
                           "Origin",
                           "Sec-Fetch-Site",
                           "Sec-Fetch-Mode",
                           "Sec-Fetch-Dest",
                           "Referer",
                           "Accept-Encoding",
                           "Accept-Language",
                           "Cookie",
                           "Range",
                           "If-None-Match",
                           "If-Modified-Since"};
    return profile;
}

} // namespace corslab
