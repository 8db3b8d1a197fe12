// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/preflightcache.h"

#include "core/fetch/safelist.h"
#include "core/http/syntax.h"

#include <QStringBuilder>

#include <algorithm>

namespace corslab {

namespace {
/// So that a page which makes up URLs does not fill the memory.
constexpr std::size_t MaxEntries = 1024;
} // namespace

PreflightCache::PreflightCache(const BrowserProfile &profile, const Clock &clock)
    : m_profile(profile)
    , m_clock(clock)
{
}

QByteArray PreflightCache::keyOf(const Request &request) const
{
    const QByteArray origin = m_profile.preflightKeepsRealOrigin ? request.origin().serialized()
                                                                 : request.serializedOrigin();
    // A line feed occurs in none of the three.
    return request.client->topLevelOrigin().serialized() % '\n' % origin % '\n' %
           request.currentUrl().href();
}

template <typename Predicate>
bool PreflightCache::any(const Request &request, Predicate predicate) const
{
    if (m_entries.empty())
        return false;
    const auto found = m_entries.find(keyOf(request));
    if (found == m_entries.end())
        return false;
    const Entry &entry = found->second;
    const bool credentials = request.credentialsMode == CredentialsMode::Include;
    return std::any_of(entry.begin(), entry.end(), [&](const Item &item) {
        const bool credentialsMatch = item.credentials == credentials ||
                                      (item.credentials && m_profile.credentialedEntryServesAll);
        return credentialsMatch && predicate(item);
    });
}

bool PreflightCache::matchesMethod(const Request &request) const
{
    return any(request, [&, now = m_clock.now()](const Item &item) {
        return item.expires > now && item.isMethod &&
               (item.value == std::string_view(request.method) ||
                (item.value == "*" && !item.credentials));
    });
}

bool PreflightCache::matchesHeader(const Request &request, QByteArrayView name) const
{
    const bool wildcard =
        !isCorsNonWildcardRequestHeaderName(name) ||
        (m_profile.wildcardCoversAuthorization && m_profile.cachesWildcardAuthorization);
    return any(request, [&, now = m_clock.now()](const Item &item) {
        return item.expires > now && !item.isMethod &&
               (equalsIgnoreCase(item.value, name) ||
                (item.value == "*" && wildcard && !item.credentials));
    });
}

bool PreflightCache::holdsAny(const Request &request) const
{
    return any(request, [&, now = m_clock.now()](const Item &item) {
        return item.expires > now || m_profile.expiredEntryServesForcedGet;
    });
}

void PreflightCache::put(Entry &entry, Item item)
{
    const auto same = std::find_if(entry.begin(), entry.end(), [&](const Item &each) {
        return each.value == item.value && each.isMethod == item.isMethod &&
               each.credentials == item.credentials;
    });
    if (same == entry.end())
        entry.push_back(std::move(item));
    else
        same->expires = item.expires;
}

void PreflightCache::store(const Request &request, std::span<const QByteArrayView> methods,
                           std::span<const QByteArrayView> headerNames, std::chrono::seconds maxAge)
{
    const bool opaque = request.origin().isOpaque() || request.hasRedirectTaintedOrigin();
    if (opaque && !m_profile.opaqueOriginIsCached)
        return;
    if (maxAge <= std::chrono::seconds{0} && m_profile.zeroMaxAgeKeepsEntry)
        return;
    if (m_entries.size() >= MaxEntries)
        m_entries.clear();
    const bool credentials = request.credentialsMode == CredentialsMode::Include;
    const auto expires = m_clock.now() + maxAge;
    Entry &entry = m_entries[keyOf(request)];
    if (m_profile.cacheUpdate == PreflightCacheUpdate::Replaces)
        entry.clear();
    entry.reserve(entry.size() + methods.size() + headerNames.size() + 1);
    // An agreement to nothing in particular is one too.
    if (m_profile.cachedEntryServesForcedGet)
        put(entry, {std::string(), true, credentials, expires});
    for (const QByteArrayView method : methods) {
        if (method != "*" || m_profile.cachesWildcard)
            put(entry, {std::string(method.begin(), method.end()), true, credentials, expires});
    }
    for (const QByteArrayView name : headerNames) {
        if (name != "*" || m_profile.cachesWildcard)
            put(entry, {asciiLower(name).toStdString(), false, credentials, expires});
    }
}

void PreflightCache::clear(const Request &request)
{
    if (!m_entries.empty())
        m_entries.erase(keyOf(request));
}

int PreflightCache::size() const
{
    const auto now = m_clock.now();
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(), [now](const auto &each) {
            const Entry &entry = each.second;
            return std::any_of(entry.begin(), entry.end(),
                               [now](const Item &item) { return item.expires > now; });
        }));
}

std::chrono::nanoseconds PreflightCache::longestLife() const
{
    const auto now = m_clock.now();
    std::chrono::nanoseconds longest{0};
    for (const auto &[key, entry] : m_entries) {
        for (const Item &item : entry)
            longest = std::max(longest, item.expires - now);
    }
    return longest;
}

} // namespace corslab
