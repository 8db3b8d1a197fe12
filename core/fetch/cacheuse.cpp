// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cacheuse.h"

#include "core/fetch/cachecontrol.h"
#include "core/http/headername.h"
#include "core/http/range.h"

#include <algorithm>

namespace corslab {

namespace {

constexpr NameList<2> Validating = {"If-None-Match", "If-Modified-Since"};

CacheUse useByConditions(const Request &http, const BrowserProfile &profile)
{
    if (profile.ownConditions != OwnConditions::UpdateKept)
        return CacheUse::Full;
    const bool ranged = http.headers.contains("Range");
    const bool passes =
        std::any_of(http.headers.begin(), http.headers.end(), [ranged](const Header &header) {
            return isOneOf(header.name, Validating)
                       ? header.value.isEmpty() || ranged
                       : isOneOf(header.name,
                                 NameList<3>{"If-Match", "If-Unmodified-Since", "If-Range"});
        });
    if (passes)
        return CacheUse::None;
    return hasValidator(http.headers) ? CacheUse::UpdatesOnly : CacheUse::Full;
}

CacheUse useByRange(const Request &http, const BrowserProfile &profile)
{
    const QByteArray *range = http.headers.first("Range");
    if (!range)
        return CacheUse::Full;
    switch (profile.cachedRange) {
    case CachedRange::PassesBy:
        return CacheUse::None;
    case CachedRange::IsCut:
        return http.method == "GET" && canonicalRange(*range) ? CacheUse::Full : CacheUse::None;
    case CachedRange::WholeCounts:
        return *range == "bytes=0-" ? CacheUse::Full : CacheUse::None;
    }
    Q_UNREACHABLE();
}

/// What the script's Cache-Control comes to.
void addDirectives(CacheDemand &demand, const Request &http, const BrowserProfile &profile)
{
    const CacheControl said = parseCacheControl(http.headers, profile);
    switch (profile.requestDirectives) {
    case RequestDirectives::None:
        return;
    case RequestDirectives::Reloading:
        if (said.noCache || saysNoCache(http.headers, profile))
            demand.use = std::max(demand.use, CacheUse::WritesOnly);
        demand.asks = demand.asks || said.maxAge == std::chrono::seconds{0};
        return;
    case RequestDirectives::All:
        if (said.noStore)
            demand.use = CacheUse::None;
        demand.asks = demand.asks || said.noCache;
        demand.directives = said;
        return;
    }
}

} // namespace

bool hasValidator(const HeaderList &headers)
{
    return std::any_of(headers.begin(), headers.end(),
                       [](const Header &header) { return isOneOf(header.name, Validating); });
}

CacheDemand cacheDemandOf(const Request &http, const BrowserProfile &profile)
{
    CacheDemand demand;
    // The later ones of CacheUse leave the cache less of a say.
    demand.use = std::max(useByConditions(http, profile), useByRange(http, profile));
    switch (http.cacheMode) {
    case CacheMode::Default:
        break;
    case CacheMode::NoStore:
        demand.use = CacheUse::None;
        break;
    case CacheMode::Reload:
        demand.use = std::max(demand.use, CacheUse::WritesOnly);
        break;
    case CacheMode::NoCache:
        demand.asks = true;
        break;
    case CacheMode::ForceCache:
    case CacheMode::OnlyIfCached:
        demand.takesStale = true;
        break;
    }
    if (profile.ownConditions == OwnConditions::StandAlone && hasOwnCondition(http.headers)) {
        demand.asksItself = true;
        demand.asks = demand.asks || !(http.headers.contains("If-Match") ||
                                       http.headers.contains("If-Unmodified-Since"));
    }
    addDirectives(demand, http, profile);
    if (http.origin().isOpaque() && profile.opaqueOriginHasNoCache)
        demand.use = CacheUse::None;
    return demand;
}

} // namespace corslab
