// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpcache.h"

#include "core/fetch/cachecontrol.h"
#include "core/fetch/cacheuse.h"
#include "core/fetch/freshness.h"
#include "core/fetch/partialanswer.h"
#include "core/fetch/storedheaders.h"
#include "core/http/headername.h"
#include "core/http/range.h"
#include "core/http/site.h"
#include "core/http/syntax.h"

#include <QStringBuilder>

#include <algorithm>

namespace corslab {

namespace {

constexpr qsizetype MaxEntries = 4096;

bool isStorableMethod(const QByteArray &method, const BrowserProfile &profile)
{
    return method == "GET" || (method == "HEAD" && profile.cacheStoresEverySuccess);
}

/// Whether what is kept of GET answers another method.
bool isServedByGet(const Request &http, const BrowserProfile &profile)
{
    if (http.method == "HEAD")
        return profile.cachedGetServesHead;
    return http.cacheMode == CacheMode::ForceCache && profile.forceCacheServesChanges &&
           (http.method == "DELETE" || http.method == "PATCH");
}

bool isSafeMethod(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

/// Whether it says how long it holds.
bool saysItsAge(const Response &response, const QDateTime &received, const BrowserProfile &profile)
{
    const auto lifetime = freshnessLifetime(response, received, profile);
    return !mustBeAsked(response, profile) &&
           (response.headers.contains("Expires") || lifetime > std::chrono::seconds{0});
}

bool isCacheableStatus(const Response &response, const QDateTime &received,
                       const BrowserProfile &profile)
{
    const int status = response.status;
    if (profile.cacheKeepsEverything) {
        const bool nowhere = isRedirectStatus(status) && !response.headers.contains("Location");
        return !isAmong(status, profile.unkeptStatuses) &&
               (!nowhere || profile.redirectToNowhereIsKept) &&
               (status != 303 || !profile.seeOtherNeedsAge ||
                saysItsAge(response, received, profile));
    }
    return status == 200 || status == 203 || status == 300 || status == 301 || status == 308 ||
           status == 410;
}

/// Whether what the script asks about is what is kept.
bool asksAbout(const Request &http, const Response &kept)
{
    static constexpr std::array<std::pair<const char *, const char *>, 2> validators = {
        {{"If-None-Match", "ETag"}, {"If-Modified-Since", "Last-Modified"}}};
    return kept.status == 200 &&
           std::all_of(validators.begin(), validators.end(), [&](const auto &each) {
               const auto asked = http.headers.get(each.first);
               const auto has = kept.headers.get(each.second);
               return !asked || !has || has == asked;
           });
}

/// Whether it is neither used nor replaced.
bool holdsItsPlace(const Response &response, const BrowserProfile &profile)
{
    return isAmong(response.status, profile.placeholderStatuses) &&
           !response.headers.contains("Location");
}

/// Whether the script's If-Match is not what is kept: nsHttpChannel.cpp, OnCacheEntryCheck.
bool namesAnotherTag(const Request &http, const Response &kept)
{
    const QByteArray *wanted = http.headers.first("If-Match");
    const QByteArray *tag = kept.headers.first("ETag");
    return wanted && tag && !tag->isEmpty() && (tag->startsWith("W/") || *wanted != *tag);
}

/// Whether both have the header, each with another value.
bool saysOtherwise(const HeaderList &kept, const HeaderList &now, QByteArrayView name)
{
    const QByteArray *before = kept.first(name);
    const QByteArray *after = now.first(name);
    return before && after && *before != *after;
}

/// Whether an answer of any age serves just those modes that take anything.
bool isKeptForItsModesOnly(int status, const BrowserProfile &profile)
{
    return profile.fewStatusesServeByAge && !isRedirectStatus(status) &&
           !isAmong(status, {200, 203, 204, 206, 410});
}

} // namespace

HttpCache::HttpCache(const BrowserProfile &profile, const Clock &clock)
    : m_profile(profile)
    , m_clock(clock)
{
}

QByteArray HttpCache::plainKeyOf(const Request &http) const
{
    // What the page's own origin gets comes with credentials unless they are omitted.
    const bool credentials = http.credentialsMode == CredentialsMode::Include ||
                             (http.credentialsMode == CredentialsMode::SameOrigin &&
                              http.responseTainting == ResponseTainting::Basic);
    const bool servedByGet = isServedByGet(http, m_profile);
    const char *kind = m_profile.cacheSeparatesCredentials && !credentials ? " anonymous\n" : "\n";
    return (servedByGet ? QByteArrayLiteral("GET") : http.method) % kind %
           http.client->topLevelOrigin().serialized() % '\n' %
           http.currentUrl().hrefWithoutFragment();
}

QByteArray HttpCache::keyOf(const Request &http) const
{
    const bool scripted = http.initiator == Api::Fetch || http.initiator == Api::Xhr;
    const bool apart = m_profile.crossSiteFetchesAreKeptApart && scripted &&
                       (http.origin().isOpaque() ||
                        !isSchemelesslySameSite(http.origin(), http.currentUrl().origin()));
    return apart ? QByteArray("fetch " % plainKeyOf(http)) : plainKeyOf(http);
}

bool HttpCache::variesFrom(const Entry &entry, const Request &http)
{
    const auto vary = entry.response.headers.get("Vary");
    if (!vary)
        return false;
    // A browser asks for a part without coding and for a whole with one; here nothing is coded.
    const bool otherCoding =
        entry.requestHeaders.contains("Range") != http.headers.contains("Range");
    for (const QByteArray &item : vary->split(',')) {
        const QByteArrayView name = trimTabOrSpace(item);
        if (name == "*" || entry.requestHeaders.get(name) != http.headers.get(name) ||
            (otherCoding && equalsIgnoreCase(name, "Accept-Encoding")))
            return true;
    }
    return false;
}

/// RFC 9111, 4.2 and 5.2.1.
bool HttpCache::isFresh(const Entry &entry, const CacheControl &asked) const
{
    constexpr std::chrono::seconds none{0};
    if (isKeptForItsModesOnly(entry.response.status, m_profile))
        return false;
    const QDateTime now = m_clock.utc();
    const auto resident = m_clock.now() - entry.stored;
    // An answer without Date is as old as its storing, not as this moment.
    const QDateTime stored =
        now.addMSecs(-std::chrono::duration_cast<std::chrono::milliseconds>(resident).count());
    const auto lifetime = freshnessLifetime(entry.response, stored, m_profile);
    // To the request's directives it is as old as it says itself.
    if (!mustBeAsked(entry.response, m_profile)) {
        const auto age = ageAtArrival(entry.response, now, m_profile);
        const auto left = lifetime.value_or(none) - age;
        if (asked.maxStale)
            return -left <= *asked.maxStale;
        if (asked.maxAge)
            return age < *asked.maxAge;
        if (asked.minFresh)
            return std::max(left, none) >= *asked.minFresh;
    }
    return lifetime && ageAtArrival(entry.response, stored, m_profile) + resident < *lifetime;
}

/// Whether what is kept was given to a request that this one is not like.
bool HttpCache::isForAnother(const Entry &entry, const Request &http,
                             const CacheDemand &demand) const
{
    const bool unauthorized = m_profile.authorizationIsAskedAbout &&
                              http.headers.contains("Authorization") &&
                              !entry.requestHeaders.contains("Authorization");
    return variesFrom(entry, http) || unauthorized ||
           (demand.asksItself && namesAnotherTag(http, entry.response));
}

/// Whether what is kept may be used unasked: RFC 9111, 4.
bool HttpCache::maySatisfy(const Entry &entry, const Request &http, const CacheDemand &demand) const
{
    return !isForAnother(entry, http, demand) &&
           (demand.takesStale || (!demand.asks && isFresh(entry, demand.directives)));
}

/// Whether it may be used and asked about afterwards.
/// https://fetch.spec.whatwg.org/#concept-stale-while-revalidate-response
bool HttpCache::mayServeStale(const Entry &entry, const Request &http,
                              const CacheDemand &demand) const
{
    const CacheControl said = parseCacheControl(entry.response.headers, m_profile);
    const CacheControl &asked = demand.directives;
    if (!said.staleWhileRevalidate || said.mustRevalidate || demand.asks ||
        http.cacheMode != CacheMode::Default || asked.maxAge || asked.minFresh || asked.maxStale ||
        mustBeAsked(entry.response, m_profile) || isForAnother(entry, http, demand))
        return false;
    const auto resident = m_clock.now() - entry.stored;
    const QDateTime stored = m_clock.utc().addMSecs(
        -std::chrono::duration_cast<std::chrono::milliseconds>(resident).count());
    const auto lifetime = freshnessLifetime(entry.response, stored, m_profile);
    return ageAtArrival(entry.response, stored, m_profile) + resident <
           lifetime.value_or(std::chrono::seconds{0}) + *said.staleWhileRevalidate;
}

/// All that is kept, or the part that was asked for.
Response HttpCache::answerOf(const Entry &entry, const Request &http) const
{
    return m_profile.cachedRange == CachedRange::IsCut ? partOf(entry.response, http)
                                                       : entry.response;
}

/// RFC 9111, 4.3.1. Makes the request ask whether a whole answer still holds: where it was given to
/// another request, only by its tag (Chromium, net/http/http_cache_transaction.cc,
/// ConditionalizeRequest).
void HttpCache::addValidators(Request &http, const Entry &entry) const
{
    const int status = entry.response.status;
    if (status != 200 && !(m_profile.cacheStoresEverySuccess && isOkStatus(status)))
        return;
    const bool varies = variesFrom(entry, http);
    const QByteArray *tag = entry.response.headers.first("ETag");
    const QByteArray *modified = entry.response.headers.first("Last-Modified");
    if (tag && !tag->isEmpty())
        http.headers.append(QByteArrayLiteral("If-None-Match"), *tag);
    if (modified && !modified->isEmpty() && !varies)
        http.headers.append(QByteArrayLiteral("If-Modified-Since"), *modified);
    http.revalidating = m_profile.confirmsUnasked || hasValidator(http.headers);
    if (m_profile.cachedRange != CachedRange::IsCut)
        return;
    // Of a part it says where the part ends.
    const QByteArray *range = http.headers.first("Range");
    const auto bounds =
        range ? boundsOf(*range, entry.response.body.value_or(QByteArray()).size()) : std::nullopt;
    if (bounds && http.revalidating)
        http.headers.set(QByteArrayLiteral("Range"),
                         "bytes=" + decimal(bounds->first) + '-' + decimal(bounds->second));
}

/// RFC 9111, 4.
std::optional<Response> HttpCache::lookUp(Request &http, FetchTrace &trace)
{
    const CacheDemand demand = cacheDemandOf(http, m_profile);
    http.cacheUse = demand.use;
    if (http.cacheMode == CacheMode::Reload && m_profile.reloadDropsKept)
        m_entries.remove(keyOf(http));
    if (m_entries.isEmpty() || demand.use != CacheUse::Full ||
        !(isStorableMethod(http.method, m_profile) || isServedByGet(http, m_profile)))
        return std::nullopt;
    const auto entry = m_entries.constFind(keyOf(http));
    if (entry == m_entries.cend() || holdsItsPlace(entry->response, m_profile))
        return std::nullopt;
    if (m_profile.keptPermanentRedirectFetchesAnew && http.followedKeptPermanent &&
        entry->behindPermanent && !isAmong(entry->response.status, {301, 308}))
        return std::nullopt;
    const bool serves = maySatisfy(*entry, http, demand);
    http.revalidatesLater = !serves && mayServeStale(*entry, http, demand);
    if (serves || http.revalidatesLater) {
        trace.note(StepId::HttpCache, {}, QByteArrayLiteral("hit"));
        return answerOf(*entry, http);
    }
    if (!demand.asksItself)
        addValidators(http, *entry);
    if (http.revalidating && hasValidator(http.headers))
        trace.note(StepId::HttpCache, {}, QByteArrayLiteral("revalidated"));
    return std::nullopt;
}

/// RFC 9111, 4.4. What changes things makes what is kept of them worthless.
void HttpCache::endChanged(const Request &http, const Response &response)
{
    const auto &ending = m_profile.endingMethods;
    const bool changes =
        ending.empty() || std::find(ending.begin(), ending.end(), http.method) != ending.end();
    const bool done = response.status >= 200 && response.status <= 399;
    // POST has no use for what is kept, and its conditions are no matter.
    const CacheUse seen = http.method == "POST" ? CacheUse::UpdatesOnly : CacheUse::WritesOnly;
    const bool isSeen = http.cacheUse <= seen || m_profile.unseenChangeEndsEntry;
    const bool confirms = response.status == 304 && m_profile.confirmsUnasked;
    if (m_entries.isEmpty() || !changes || !isSeen || confirms ||
        (!done && !m_profile.failedChangeEndsEntry))
        return;
    QList<Url> changed{http.currentUrl()};
    for (const char *name : {"Location", "Content-Location"}) {
        const auto value = response.headers.get(name);
        if (!value || !m_profile.changeEndsNamedEntries)
            continue;
        const auto url = Url::parse(QString::fromUtf8(*value), &http.currentUrl());
        if (url && url->isSameOrigin(http.currentUrl()))
            changed.append(*url);
    }
    for (const Url &url : changed) {
        Request kept = http;
        kept.method = QByteArrayLiteral("GET");
        kept.urlList = {url};
        m_entries.remove(plainKeyOf(kept));
    }
}

/// RFC 9111, 4.3.4. What is kept still holds, and takes over what is said of it now. False where
/// that is the last of it.
bool HttpCache::confirm(Entry &entry, const Response &confirmation)
{
    const bool another =
        m_profile.otherLastModifiedEndsEntry &&
        saysOtherwise(entry.response.headers, confirmation.headers, "Last-Modified");
    freshen(entry.response.headers, confirmation.headers, m_profile);
    entry.stored = m_clock.now();
    return !another && !parseCacheControl(confirmation.headers, m_profile).noStore;
}

/// RFC 9111, 3.
bool HttpCache::mayStore(const Request &http, const Response &response) const
{
    // What a script's own condition or a part of what is kept was confirmed by says nothing itself.
    const bool confirms =
        response.status == 304 && (http.headers.contains("Range") || hasOwnCondition(http.headers));
    if (!isStorableMethod(http.method, m_profile) || response.bodyFailure || confirms)
        return false;
    return holdsItsPlace(response, m_profile) ||
           isCacheableStatus(response, m_clock.utc(), m_profile);
}

/// Whether it could serve later, at once or once it was asked about.
bool HttpCache::isOfUse(const Response &response) const
{
    if (parseCacheControl(response.headers, m_profile).noStore)
        return false;
    const bool validator =
        response.headers.contains("ETag") || response.headers.contains("Last-Modified");
    const bool dated =
        response.headers.contains("Cache-Control") || response.headers.contains("Expires");
    return m_profile.cacheKeepsEverything || validator ||
           (dated && freshnessLifetime(response, m_clock.utc(), m_profile));
}

/// Takes the place of what was kept.
void HttpCache::store(const Request &http, const Response &response)
{
    if (m_entries.size() >= MaxEntries)
        m_entries.clear();
    Entry kept{response, http.headers, m_clock.now(), http.followedPermanent};
    dropUnkept(kept.response.headers, m_profile);
    m_entries.insert(keyOf(http), std::move(kept));
}

Response HttpCache::update(const Request &http, Response response, FetchTrace &trace)
{
    if (http.origin().isOpaque() && m_profile.opaqueOriginHasNoCache)
        return response;
    const auto entry = m_entries.isEmpty() ? m_entries.end() : m_entries.find(keyOf(http));
    const bool isKept = entry != m_entries.end();
    // 10.4. Still good, where that was asked: the stored one, with the headers that came now.
    if (response.status == 304 && http.revalidating && isKept) {
        const bool lasts = confirm(*entry, response);
        Response confirmed = answerOf(*entry, http);
        if (lasts)
            dropUnkept(entry->response.headers, m_profile);
        else
            m_entries.erase(entry);
        return confirmed;
    }
    // 10.3. What is kept is worthless now.
    if (!isSafeMethod(http.method)) {
        endChanged(http, response);
        return response;
    }
    if (http.cacheUse == CacheUse::None || (isKept && holdsItsPlace(entry->response, m_profile)))
        return response;
    if (http.cacheUse == CacheUse::UpdatesOnly) {
        if (!isKept || !asksAbout(http, entry->response))
            return response;
        if (response.status == 304) {
            if (!confirm(*entry, response))
                m_entries.erase(entry);
            return response;
        }
    }
    // A part was asked for as long as the whole one holds.
    const bool asksForPart =
        m_profile.cachedRange == CachedRange::IsCut && http.headers.contains("Range");
    const bool partOfAnother =
        asksForPart && isAmong(response.status, {http.revalidating ? 200 : 304, 206, 416});
    const bool outdatesGet = http.method == "HEAD" && m_profile.cachedGetServesHead &&
                             http.cacheUse != CacheUse::WritesOnly;
    if (isKept && (partOfAnother || outdatesGet))
        m_entries.erase(entry);
    // 10.5. Kept, where it may be.
    if ((asksForPart && http.revalidating) || !mayStore(http, response))
        return response;
    const bool holds = holdsItsPlace(response, m_profile);
    if (!holds && !isOfUse(response)) {
        if (!m_entries.isEmpty())
            m_entries.remove(keyOf(http));
        return response;
    }
    store(http, response);
    response.newlyKept = !holds;
    if (!holds)
        trace.note(StepId::HttpCache, {}, QByteArrayLiteral("stored"));
    return response;
}

} // namespace corslab
