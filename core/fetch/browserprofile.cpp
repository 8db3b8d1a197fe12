// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/browserprofile.h"

#include <array>

namespace corslab {

namespace {

struct Named
{
    BrowserName browser;
    const char *name;
};
constexpr std::array<Named, 4> names = {{{BrowserName::Standard, "standard"},
                                         {BrowserName::Chromium, "chromium"},
                                         {BrowserName::Firefox, "firefox"},
                                         {BrowserName::Safari, "safari"}}};

/// Measured on Chromium 156 but for the cap of Max-Age, which was read in
/// services/network/cors/preflight_result.cc.
BrowserProfile chromium()
{
    BrowserProfile profile;
    profile.name = BrowserName::Chromium;
    profile.userAgentIsForbidden = true;
    profile.clientHintsAreSafelisted = true;
    profile.combinesBeforeSafelist = true;
    profile.combinesOnWire = true;
    profile.rewritesRange = true;
    profile.corsElementsSendOrigin = true;
    profile.sentBlobTypeMustParse = true;
    profile.maxRange = std::numeric_limits<qint64>::max() - 1;
    profile.forcedPreflightImpliesMethod = false;
    profile.negativeMaxAgeIsZero = true;
    profile.noStorePreflightIsStored = false;
    profile.refusesAboutBlank = true;
    profile.uploadEndsWithAnswer = true;
    profile.conditionalCacheMode = CacheMode::NoCache;
    profile.preflightInheritsCacheMode = true;
    profile.proxyAuthenticationFails = true;
    profile.failedCorsIsFetchedAgain = true;
    profile.differingLocationsFail = true;
    profile.emptyLocationIsNone = true;
    profile.sendsStreams = false;
    profile.wildcardCoversAuthorization = true;
    profile.cachesWildcardAuthorization = false;
    profile.maxAgeCap = std::chrono::seconds(7200);
    profile.cacheUpdate = PreflightCacheUpdate::Replaces;
    profile.failedActualClearsCache = false;
    profile.insufficientHitClearsCache = true;
    profile.noCacheBypassesPreflightCache = true;
    profile.reloadBypassesPreflightCache = true;
    profile.opaqueOriginIsCached = false;
    profile.cacheKeepsEverything = true;
    profile.unkeptStatuses = {205, 206, 401, 416};
    profile.guessedAgeStatuses = {200, 203, 206};
    profile.guessesAgeOfMustRevalidate = false;
    profile.maxAgeMayBeQuoted = false;
    profile.qualifiedNoCacheCounts = false;
    profile.pragmaEndsFreshness = true;
    profile.endingMethods = {"POST", "DELETE", "PATCH"};
    profile.noStoreEndsEntry = false;
    profile.unkeptHeaders = {"Strict-Transport-Security"};
    profile.lastingStatuses = {300, 301, 308, 410};
    profile.lastingHeaders = {"WWW-Authenticate", "X-Frame-Options", "X-XSS-Protection",
                              "X-Content-", "X-WebKit-"};
    profile.cachedGetServesHead = true;
    profile.refusedResourceIsFetchedAgain = true;
    profile.badLocation = BadLocation::InvalidBeforeCors;
    profile.redirectHidesOrigin = true;
    profile.preflightSiteForgetsRedirects = true;
    profile.styleTypeIsForgiven = true;
    profile.statusThreeHundredLoads = true;
    profile.storageAccessOrigin = StorageAccessOrigin::UntilMethodChanges;
    profile.opaqueOriginHasNoCache = true;
    profile.requestHeadersSteerCache = true;
    profile.xhrKeepsFailedCors = true;
    profile.redirectDropsClientHints = true;
    profile.resourcePolicyComparesDomains = true;
    profile.trimsAnswerNames = true;
    profile.badSchemeEndsEventSource = true;
    profile.opaqueFailsIntegrity = true;
    profile.cachedEntryServesForcedGet = true;
    profile.resendsRequestTimeout = true;
    profile.xhrReplacesCharsetText = true;
    profile.uploadListenerNeedsBody = true;
    profile.referrerPolicyHidesOrigin = false;
    profile.redirectToOwnCredentialsIsRefused = true;
    profile.blocksThirdPartyCookies = true;
    profile.userAgent =
        QByteArrayLiteral("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
                          "Gecko) Chrome/156.0.0.0 Safari/537.36");
    profile.acceptImage = QByteArrayLiteral(
        "image/jxl,image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8");
    profile.boundaryPrefix = QByteArrayLiteral("----WebKitFormBoundary");
    profile.clientHints = {{"sec-ch-ua-platform", "\"Linux\""},
                           {"sec-ch-ua", "\"Chromium\";v=\"156\", \"Not)A;Brand\";v=\"24\""},
                           {"sec-ch-ua-mobile", "?0"}};
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

/// Measured on Firefox ESR 153 but for the cap of Max-Age, which was read in
/// netwerk/protocol/http/nsCORSListenerProxy.cpp.
BrowserProfile firefox()
{
    BrowserProfile profile;
    profile.name = BrowserName::Firefox;
    profile.highBytesAreUnsafe = true;
    profile.dataPageCookiesThrow = false;
    profile.combinesOnWire = true;
    profile.requestHeadersRepeatNames = true;
    profile.preflightInheritsCacheMode = true;
    profile.streamIsText = true;
    profile.xhrKeepsConditionalMode = true;
    profile.emptyMimeParameterFails = true;
    profile.forcedPreflightImpliesMethod = false;
    profile.preflightSticksOnRedirect = true;
    profile.locationKeepsTabs = true;
    profile.cacheSeparatesCredentials = true;
    profile.cacheStoresEverySuccess = true;
    profile.laxReferrerPolicyEndsAtSite = true;
    profile.zeroMaxAgeKeepsEntry = true;
    profile.cacheKeepsEverything = true;
    profile.unkeptStatuses = {205, 300, 304, 408, 425, 429};
    profile.redirectToNowhereIsKept = false;
    profile.seeOtherNeedsAge = true;
    profile.fewStatusesServeByAge = true;
    profile.guessedAgeStatuses = {200, 203, 204, 206, 301, 308, 410};
    profile.guessedAgeCap = std::chrono::hours(24 * 7);
    profile.lastingStatuses = {410};
    profile.otherLastModifiedEndsEntry = true;
    profile.maxAgeMayBeQuoted = false;
    profile.maxAgeEndsAtNonDigit = true;
    profile.lastMaxAgeCounts = true;
    profile.pragmaEndsFreshness = true;
    profile.requestCacheControlCounts = true;
    profile.failedChangeEndsEntry = true;
    profile.changeEndsNamedEntries = true;
    profile.refusedResourceIsFetchedAgain = true;
    profile.badLocation = BadLocation::InvalidOrDataBeforeCors;
    profile.methodIsJudgedFirst = true;
    profile.wildcardOutlivesBadToken = true;
    profile.failedCorsRedirectIsFetchedAgain = true;
    profile.mergesAnswerLines = true;
    profile.foldedLines = FoldedLines::AllBlanks;
    profile.laterLineMayReplace = true;
    profile.reloadDropsKept = true;
    profile.redirectToNowhereHoldsPlace = true;
    profile.ownConditionStandsAlone = true;
    profile.emptyLineRemovesKept = true;
    profile.blocksTypesBeforeCors = true;
    profile.eventSourceRetriesFailure = false;
    profile.storageAccessOrigin = StorageAccessOrigin::UntilOriginIsLeft;
    profile.httpRedirectCrossesSite = true;
    profile.cachedEntryServesForcedGet = true;
    profile.expiredEntryServesForcedGet = true;
    profile.sandboxedElementsSendReferrer = true;
    profile.mimeListFails = true;
    profile.refusesUnspecifiedAddress = true;
    profile.emptyCredentialsLineIsSkipped = true;
    profile.dataUrlHasLength = true;
    profile.differingLocationsFail = true;
    profile.schemefulSameSite = false;
    profile.limitsSafelistedSum = false;
    profile.streamNeedsDuplex = false;
    profile.streamForcesPreflight = false;
    profile.wildcardCoversAuthorization = true;
    profile.maxAgeCap = std::chrono::seconds(86400);
    profile.invalidMaxAge = InvalidMaxAge::NotCached;
    profile.cachesWildcard = false;
    profile.cachedEntryServesHead = false;
    profile.credentialedEntryServesAll = false;
    profile.reloadBypassesPreflightCache = true;
    profile.preflightKeepsRealOrigin = true;
    profile.laxByDefault = false;
    profile.networkErrorMessage =
        QByteArrayLiteral("NetworkError when attempting to fetch resource.");
    profile.userAgent =
        QByteArrayLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0");
    profile.acceptImage =
        QByteArrayLiteral("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5");
    profile.boundaryPrefix = QByteArrayLiteral("----geckoformboundary");
    profile.boundaryAlphabet = QByteArrayLiteral("0123456789abcdef");
    profile.boundaryLength = 32;
    profile.headerOrder = {"Host",
                           "User-Agent",
                           "Accept",
                           "Accept-Language",
                           "Accept-Encoding",
                           "Access-Control-Request-Method",
                           "Access-Control-Request-Headers",
                           "Referer",
                           "",
                           "Content-Type",
                           "Content-Length",
                           "Origin",
                           "Connection",
                           "Cookie",
                           "Sec-Fetch-Dest",
                           "Sec-Fetch-Mode",
                           "Sec-Fetch-Site",
                           "Priority"};
    return profile;
}

/// Read in WebKit's sources, never measured.
BrowserProfile safari()
{
    BrowserProfile profile;
    profile.name = BrowserName::Safari;
    profile.limitsSafelistedSum = false;
    profile.forcedPreflightImpliesMethod = false;
    profile.negativeMaxAgeIsZero = true;
    profile.insufficientHitClearsCache = true;
    profile.wildcardCoversAuthorization = true;
    profile.maxAgeCap = std::chrono::seconds(600);
    profile.cacheUpdate = PreflightCacheUpdate::Replaces;
    profile.failedActualClearsCache = false;
    profile.networkErrorMessage = QByteArrayLiteral("Load failed");
    profile.userAgent = QByteArrayLiteral(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
        "Gecko) Version/26.0 Safari/605.1.15");
    return profile;
}

} // namespace

QByteArray browserName(BrowserName name)
{
    for (const Named &each : names) {
        if (each.browser == name)
            return each.name;
    }
    return {};
}

std::optional<BrowserName> browserFromName(QByteArrayView name)
{
    for (const Named &each : names) {
        if (name == QByteArrayView(each.name))
            return each.browser;
    }
    return std::nullopt;
}

BrowserProfile browserProfile(BrowserName name)
{
    switch (name) {
    case BrowserName::Standard:
        return {};
    case BrowserName::Chromium:
        return chromium();
    case BrowserName::Firefox:
        return firefox();
    case BrowserName::Safari:
        return safari();
    }
    return {};
}

} // namespace corslab
