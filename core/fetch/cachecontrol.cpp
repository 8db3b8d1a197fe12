// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cachecontrol.h"

#include <algorithm>
#include <array>

namespace corslab {

bool hasOwnCondition(const HeaderList &headers)
{
    static constexpr NameList<5> conditional = {"If-Modified-Since", "If-None-Match",
                                                "If-Unmodified-Since", "If-Match", "If-Range"};
    return std::any_of(headers.begin(), headers.end(),
                       [](const Header &header) { return isOneOf(header.name, conditional); });
}

CacheMode effectiveCacheMode(const Request &request, const BrowserProfile &profile)
{
    if (request.cacheMode != CacheMode::Default ||
        (request.initiator == Api::Xhr && profile.xhrKeepsConditionalMode))
        return request.cacheMode;
    return hasOwnCondition(request.headers) ? profile.conditionalCacheMode : request.cacheMode;
}

bool bypassesPreflightCache(const Request &request, const BrowserProfile &profile)
{
    switch (effectiveCacheMode(request, profile)) {
    case CacheMode::NoCache:
        return profile.noCacheBypassesPreflightCache;
    case CacheMode::Reload:
    case CacheMode::NoStore:
        return profile.reloadBypassesPreflightCache;
    case CacheMode::Default:
    case CacheMode::ForceCache:
    case CacheMode::OnlyIfCached:
        return false;
    }
    Q_UNREACHABLE();
}

void appendCacheControl(const Request &request, HeaderList &headers)
{
    if (request.cacheMode == CacheMode::NoCache && !request.preventNoCacheHeader &&
        !headers.contains("Cache-Control"))
        headers.append(QByteArrayLiteral("Cache-Control"), QByteArrayLiteral("max-age=0"));
    if (request.cacheMode != CacheMode::NoStore && request.cacheMode != CacheMode::Reload)
        return;
    if (!headers.contains("Pragma"))
        headers.append(QByteArrayLiteral("Pragma"), QByteArrayLiteral("no-cache"));
    if (!headers.contains("Cache-Control"))
        headers.append(QByteArrayLiteral("Cache-Control"), QByteArrayLiteral("no-cache"));
}

} // namespace corslab
