// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/browserprofiles.h"

namespace corslab {

/// Read in WebKit's sources, never measured.
BrowserProfile safariProfile()
{
    BrowserProfile profile;
    profile.name = BrowserName::Safari;
    // Source/WebCore/platform/network/HTTPParsers.cpp, isCrossOriginSafeRequestHeader
    profile.limitsSafelistedSum = false;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp,
    // CrossOriginPreflightResultCacheItem::allowsCrossOriginMethod
    profile.forcedPreflightImpliesMethod = false;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp, parseAccessControlMaxAge
    profile.negativeMaxAgeIsZero = true;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp,
    // CrossOriginPreflightResultCache::canSkipPreflight
    profile.insufficientHitClearsCache = true;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp,
    // CrossOriginPreflightResultCacheItem::validateCrossOriginHeaders
    profile.wildcardCoversAuthorization = true;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp, maxPreflightCacheTimeout
    profile.maxAgeCap = std::chrono::seconds(600);
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp,
    // CrossOriginPreflightResultCache::appendEntry
    profile.cacheUpdate = PreflightCacheUpdate::Replaces;
    // Source/WebCore/loader/CrossOriginPreflightResultCache.cpp,
    // CrossOriginPreflightResultCache::canSkipPreflight
    profile.failedActualClearsCache = false;
    // Source/WebCore/platform/network/ResourceErrorBase.h, ResourceErrorBase::sanitizedDescription
    profile.networkErrorMessage = QByteArrayLiteral("Load failed");
    // Source/WebCore/platform/mac/UserAgentMac.mm, standardUserAgentWithApplicationName
    profile.userAgent = QByteArrayLiteral(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
        "Gecko) Version/26.0 Safari/605.1.15");
    return profile;
}

} // namespace corslab
