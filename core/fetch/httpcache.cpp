// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpcache.h"

#include "core/fetch/cachecontrol.h"
#include "core/fetch/freshness.h"
#include "core/fetch/partialanswer.h"
#include "core/fetch/storedheaders.h"
#include "core/http/headername.h"
#include "core/http/range.h"
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

bool isCacheableStatus(const Response &response, const BrowserProfile &profile)
{
    const int status = response.status;
    if (profile.cacheKeepsEverything) {
        const bool nowhere = isRedirectStatus(status) && !response.headers.contains("Location");
        const bool ageless =
            !response.headers.contains("Cache-Control") && !response.headers.contains("Expires");
        return !isAmong(status, profile.unkeptStatuses) &&
               (!nowhere || profile.redirectToNowhereIsKept) &&
               (status != 303 || !ageless || !profile.seeOtherNeedsAge);
    }
    return status == 200 || status == 203 || status == 300 || status == 301 || status == 308 ||
           status == 410;
}

bool saysOneOf(const HeaderList &headers, QByteArrayView name, QByteArrayView directive)
{
    const QList<QByteArray> items = headers.get(name).value_or(QByteArray()).split(',');
    return std::any_of(items.begin(), items.end(), [directive](const QByteArray &item) {
        return equalsIgnoreCase(trimTabOrSpace(item), directive);
    });
}

/// How far this cache has a say, by the headers that the script has set.
CacheUse cacheUseOf(const Request &http, const BrowserProfile &profile)
{
    static constexpr NameList<3> passing = {"If-Match", "If-Unmodified-Since", "If-Range"};
    static constexpr NameList<2> validating = {"If-None-Match", "If-Modified-Since"};
    if (!profile.requestHeadersSteerCache)
        return CacheUse::Full;
    const QByteArray *range = http.headers.first("Range");
    bool validates = false;
    for (const auto &[name, value] : http.headers) {
        if (isOneOf(name, passing) || (isOneOf(name, validating) && (value.isEmpty() || range)))
            return CacheUse::None;
        validates = validates || isOneOf(name, validating);
    }
    if (range && (http.method != "GET" || !canonicalRange(*range)))
        return CacheUse::None;
    return validates ? CacheUse::UpdatesOnly : CacheUse::Full;
}

/// Whether what the script asks about is what is kept.
bool asksAbout(const Request &http, const Response &kept)
{
    static constexpr std::array<std::pair<const char *, const char *>, 2> validators = {
        {{"If-None-Match", "ETag"}, {"If-Modified-Since", "Last-Modified"}}};
    return kept.status == 200 &&
           std::all_of(validators.begin(), validators.end(), [&](const auto &each) {
               const auto asked = http.headers.get(each.first);
               return !asked || kept.headers.get(each.second) == asked;
           });
}

/// Whether it is a redirect without Location that is neither used nor replaced.
bool holdsItsPlace(const Response &response, const BrowserProfile &profile)
{
    const int status = response.status;
    const bool dated =
        response.headers.contains("Cache-Control") || response.headers.contains("Expires");
    return profile.redirectToNowhereHoldsPlace && isRedirectStatus(status) &&
           !response.headers.contains("Location") && (status == 301 || status == 308 || dated);
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

QByteArray HttpCache::keyOf(const Request &http) const
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

bool HttpCache::variesFrom(const Entry &entry, const Request &http)
{
    const auto vary = entry.response.headers.get("Vary");
    if (!vary)
        return false;
    for (const QByteArray &item : vary->split(',')) {
        const QByteArrayView name = trimTabOrSpace(item);
        if (name == "*" || entry.requestHeaders.get(name) != http.headers.get(name))
            return true;
    }
    return false;
}

bool HttpCache::isFresh(const Entry &entry, const CacheControl &asked) const
{
    if (isKeptForItsModesOnly(entry.response.status, m_profile))
        return false;
    const auto age = m_clock.now() - entry.stored;
    // An answer without Date is as old as its storing, not as this moment.
    const QDateTime stored =
        m_clock.utc().addMSecs(-std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    auto lifetime = freshnessLifetime(entry.response, stored, m_profile);
    if (!lifetime)
        return false;
    lifetime = std::min(*lifetime, asked.maxAge.value_or(*lifetime)) -
               asked.minFresh.value_or(std::chrono::seconds{0});
    return ageAtArrival(entry.response, stored) + age < *lifetime;
}

std::optional<Response> HttpCache::lookUp(Request &http, FetchTrace &trace)
{
    if (http.origin().isOpaque() && m_profile.opaqueOriginHasNoCache)
        return std::nullopt;
    http.cacheUse = cacheUseOf(http, m_profile);
    if (http.cacheMode == CacheMode::Reload && m_profile.reloadDropsKept)
        m_entries.remove(keyOf(http));
    const bool servedByGet = isServedByGet(http, m_profile);
    if (m_entries.isEmpty() || !(isStorableMethod(http.method, m_profile) || servedByGet) ||
        http.cacheMode == CacheMode::NoStore || http.cacheMode == CacheMode::Reload)
        return std::nullopt;
    const bool steers = m_profile.requestHeadersSteerCache;
    if (steers ? http.cacheUse != CacheUse::Full ||
                     saysOneOf(http.headers, "Cache-Control", "no-cache") ||
                     saysOneOf(http.headers, "Pragma", "no-cache")
               : http.headers.contains("Range"))
        return std::nullopt;
    const auto entry = m_entries.constFind(keyOf(http));
    if (entry == m_entries.cend() || holdsItsPlace(entry->response, m_profile))
        return std::nullopt;
    const bool varies = variesFrom(*entry, http);
    const CacheControl asked = m_profile.requestCacheControlCounts
                                   ? parseCacheControl(http.headers, m_profile)
                                   : CacheControl();
    if (asked.noStore || (m_profile.ownConditionStandsAlone && hasOwnCondition(http.headers)))
        return std::nullopt;

    const bool staleIsFine =
        http.cacheMode == CacheMode::ForceCache || http.cacheMode == CacheMode::OnlyIfCached;
    const bool mustAsk = http.cacheMode == CacheMode::NoCache || asked.noCache ||
                         (steers && saysOneOf(http.headers, "Cache-Control", "max-age=0"));
    if (!varies && (staleIsFine || (!mustAsk && isFresh(*entry, asked)))) {
        trace.note(StepId::HttpCache, {}, QByteArrayLiteral("hit"));
        return partOf(entry->response, http);
    }
    // 8.25.2.2. Ask whether it still holds: of a whole answer, and where it was given to another
    // request, only by its tag (Chromium, net/http/http_cache_transaction.cc,
    // ConditionalizeRequest).
    const int status = entry->response.status;
    if (status != 200 && !(m_profile.cacheStoresEverySuccess && isOkStatus(status)))
        return std::nullopt;
    if (const QByteArray *tag = entry->response.headers.first("ETag"); tag && !tag->isEmpty())
        http.headers.append(QByteArrayLiteral("If-None-Match"), *tag);
    if (const QByteArray *modified = entry->response.headers.first("Last-Modified");
        modified && !modified->isEmpty() && !varies)
        http.headers.append(QByteArrayLiteral("If-Modified-Since"), *modified);
    // Of a part it says where the part ends.
    const QByteArray *range = http.headers.first("Range");
    const auto bounds =
        range ? boundsOf(*range, entry->response.body.value_or(QByteArray()).size()) : std::nullopt;
    const bool conditional =
        http.headers.contains("If-None-Match") || http.headers.contains("If-Modified-Since");
    if (bounds && conditional)
        http.headers.set(QByteArrayLiteral("Range"),
                         "bytes=" + decimal(bounds->first) + '-' + decimal(bounds->second));
    trace.note(StepId::HttpCache, {}, QByteArrayLiteral("revalidated"));
    return std::nullopt;
}

/// 10.3. What changes things makes what is kept of them worthless: RFC 9111, 4.4.
void HttpCache::endChanged(const Request &http, const Response &response)
{
    const auto &ending = m_profile.endingMethods;
    const bool changes =
        ending.empty() || std::find(ending.begin(), ending.end(), http.method) != ending.end();
    const bool done = response.status >= 200 && response.status <= 399;
    if (m_entries.isEmpty() || !changes || (!done && !m_profile.failedChangeEndsEntry) ||
        (http.cacheMode == CacheMode::NoStore && !m_profile.noStoreEndsEntry))
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
    // What is kept is an answer to another method, with or without credentials.
    for (const Url &url : changed) {
        for (const char *method : {"GET", "HEAD"}) {
            for (const auto credentials : {CredentialsMode::Omit, CredentialsMode::Include}) {
                Request kept = http;
                kept.method = method;
                kept.urlList = {url};
                kept.credentialsMode = credentials;
                m_entries.remove(keyOf(kept));
            }
        }
    }
}

Response HttpCache::update(const Request &request, const Request &http, Response response,
                           FetchTrace &trace)
{
    if (http.origin().isOpaque() && m_profile.opaqueOriginHasNoCache)
        return response;
    // 10.4. Still good, where that was asked: the stored one, with the headers that came now.
    const bool asked = response.status == 304 && (http.headers.contains("If-None-Match") ||
                                                  http.headers.contains("If-Modified-Since"));
    const bool scripts = m_profile.ownConditionStandsAlone && hasOwnCondition(request.headers);
    const auto entry = asked && !scripts ? m_entries.find(keyOf(http)) : m_entries.end();
    if (entry != m_entries.end() && http.cacheMode != CacheMode::NoStore &&
        http.cacheUse == CacheUse::Full) {
        const bool ends =
            (m_profile.otherLastModifiedEndsEntry &&
             saysOtherwise(entry->response.headers, response.headers, "Last-Modified")) ||
            parseCacheControl(response.headers, m_profile).noStore;
        freshen(entry->response.headers, response.headers, m_profile);
        entry->stored = m_clock.now();
        Response confirmed = partOf(entry->response, http);
        if (ends)
            m_entries.erase(entry);
        return confirmed;
    }
    const bool safe = http.method == "GET" || http.method == "HEAD" || http.method == "OPTIONS";
    if (!safe) {
        endChanged(http, response);
        return response;
    }
    if (http.cacheUse == CacheUse::None)
        return response;
    if (http.cacheUse == CacheUse::UpdatesOnly) {
        const auto kept = m_entries.find(keyOf(http));
        if (kept == m_entries.end() || !asksAbout(http, kept->response))
            return response;
        if (response.status == 304) {
            freshen(kept->response.headers, response.headers, m_profile);
            kept->stored = m_clock.now();
            return response;
        }
    }
    // A part was asked for as long as the whole one holds, and it does not.
    const bool ranged = http.headers.contains("Range");
    if (ranged && m_profile.requestHeadersSteerCache &&
        (http.headers.contains("If-None-Match") || http.headers.contains("If-Modified-Since"))) {
        m_entries.remove(keyOf(http));
        return response;
    }
    if (http.method == "HEAD" && m_profile.cachedGetServesHead &&
        http.cacheMode != CacheMode::NoStore && !m_entries.isEmpty())
        m_entries.remove(keyOf(http));
    const bool storable =
        isStorableMethod(http.method, m_profile) && http.cacheMode != CacheMode::NoStore;
    if (storable && m_profile.redirectToNowhereHoldsPlace &&
        holdsItsPlace(m_entries.value(keyOf(http)).response, m_profile))
        return response;
    if (storable && holdsItsPlace(response, m_profile)) {
        m_entries.insert(keyOf(http), Entry{response, http.headers, m_clock.now()});
        return response;
    }
    if (!storable || response.bodyFailure || !isCacheableStatus(response, m_profile) ||
        (ranged && (!m_profile.requestHeadersSteerCache || response.status == 304)))
        return response;
    const bool validator =
        response.headers.contains("ETag") || response.headers.contains("Last-Modified");
    const bool dated =
        response.headers.contains("Cache-Control") || response.headers.contains("Expires");
    const bool isOfUse = m_profile.cacheKeepsEverything || validator ||
                         (dated && freshnessLifetime(response, m_clock.utc(), m_profile));
    if (!isOfUse || parseCacheControl(response.headers, m_profile).noStore) {
        if (!m_entries.isEmpty())
            m_entries.remove(keyOf(http));
        return response;
    }
    if (m_entries.size() >= MaxEntries)
        m_entries.clear();
    Entry kept{response, http.headers, m_clock.now()};
    dropUnkept(kept.response.headers, m_profile);
    m_entries.insert(keyOf(http), std::move(kept));
    trace.note(StepId::HttpCache, {}, QByteArrayLiteral("stored"));
    response.newlyKept = true;
    return response;
}

} // namespace corslab
