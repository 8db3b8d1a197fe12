// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/httpcache.h"

#include "core/http/syntax.h"

#include <QLocale>
#include <QStringBuilder>

#include <algorithm>
#include <array>
#include <limits>

namespace corslab {

namespace {

constexpr qsizetype MaxEntries = 4096;

struct CacheControl
{
    bool noStore = false;
    bool noCache = false;
    std::optional<qint64> maxAge; ///< seconds
};

/// RFC 9111, 5.2.2, the directives that a private cache heeds.
CacheControl parseCacheControl(const HeaderList &headers)
{
    CacheControl control;
    for (QByteArray item : headers.get("Cache-Control").value_or(QByteArray()).split(',')) {
        item = asciiLower(trimTabOrSpace(item));
        if (item == "no-store")
            control.noStore = true;
        else if (item == "no-cache" || item.startsWith("no-cache="))
            control.noCache = true;
        else if (item.startsWith("max-age=")) {
            bool ok = false;
            const qint64 seconds = item.mid(8).replace('"', QByteArray()).toLongLong(&ok);
            if (ok)
                control.maxAge = std::max<qint64>(seconds, 0);
        }
    }
    return control;
}

/// RFC 9110, 5.6.7: the one form that is still sent.
std::optional<QDateTime> parseHttpDate(const QByteArray &value)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(value),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return date;
}

bool isOneOf(int status, const std::vector<int> &statuses)
{
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

/// RFC 9111, 4.2.1; 4.2.2 for a tenth of the age of what says no more than when it was changed.
std::optional<qint64> freshnessLifetime(const Response &response, const QDateTime &received,
                                        const BrowserProfile &profile)
{
    const CacheControl control = parseCacheControl(response.headers);
    if (control.noCache)
        return 0;
    if (control.maxAge)
        return control.maxAge;
    const QByteArray *dateLine = response.headers.first("Date");
    const QDateTime date = dateLine ? parseHttpDate(*dateLine).value_or(received) : received;
    if (const QByteArray *expires = response.headers.first("Expires")) {
        const auto until = parseHttpDate(*expires);
        return until ? std::max<qint64>(date.secsTo(*until), 0) : 0;
    }
    const QByteArray *modified = response.headers.first("Last-Modified");
    if (modified && isOneOf(response.status, profile.guessedAgeStatuses)) {
        if (const auto since = parseHttpDate(*modified))
            return std::max<qint64>(since->secsTo(date) / 10, 0);
    }
    if (isOneOf(response.status, profile.lastingStatuses))
        return std::numeric_limits<qint32>::max();
    return std::nullopt;
}

/// What a 304 says of them is not taken over: RFC 9111, 3.2, and in both browsers the tag as well
/// (net/http/http_response_headers.cc, kNonUpdatedHeaders;
/// netwerk/protocol/http/nsHttpResponseHead.cpp, UpdateHeaders).
bool isNotUpdated(const QByteArray &name)
{
    static constexpr std::array<const char *, 7> names = {
        "Content-Length", "Content-Type", "Content-Encoding", "Content-Range", "Content-Location",
        "Content-MD5",    "ETag"};
    return std::any_of(names.begin(), names.end(),
                       [&name](const char *each) { return equalsIgnoreCase(name, each); });
}

bool isStorableMethod(const QByteArray &method, const BrowserProfile &profile)
{
    return method == "GET" || (method == "HEAD" && profile.cacheStoresEverySuccess);
}

bool isCacheableStatus(const Response &response, const BrowserProfile &profile)
{
    const int status = response.status;
    if (profile.cacheKeepsEverything) {
        const bool nowhere = isRedirectStatus(status) && !response.headers.contains("Location");
        const bool ageless =
            !response.headers.contains("Cache-Control") && !response.headers.contains("Expires");
        return !isOneOf(status, profile.unkeptStatuses) &&
               (!nowhere || profile.redirectToNowhereIsKept) &&
               (status != 303 || !ageless || !profile.seeOtherNeedsAge);
    }
    return status == 200 || status == 203 || status == 300 || status == 301 || status == 308 ||
           status == 410;
}

/// Whether an answer of any age serves just those modes that take anything.
bool isKeptForItsModesOnly(int status, const BrowserProfile &profile)
{
    return profile.fewStatusesServeByAge && !isRedirectStatus(status) &&
           !isOneOf(status, {200, 203, 204, 206, 410});
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
    const bool servedByGet = http.method == "HEAD" && m_profile.cachedGetServesHead;
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

bool HttpCache::isFresh(const Entry &entry) const
{
    if (isKeptForItsModesOnly(entry.response.status, m_profile))
        return false;
    const auto age = m_clock.now() - entry.stored;
    // An answer without Date is as old as its storing, not as this moment.
    const QDateTime stored =
        m_clock.utc().addMSecs(-std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
    const auto lifetime = freshnessLifetime(entry.response, stored, m_profile);
    return lifetime && age < std::chrono::seconds(*lifetime);
}

std::optional<Response> HttpCache::lookUp(Request &http, FetchTrace &trace)
{
    if (http.origin().isOpaque() && m_profile.opaqueOriginHasNoCache)
        return std::nullopt;
    const bool servedByGet = http.method == "HEAD" && m_profile.cachedGetServesHead;
    if (m_entries.isEmpty() || !(isStorableMethod(http.method, m_profile) || servedByGet) ||
        http.cacheMode == CacheMode::NoStore || http.cacheMode == CacheMode::Reload ||
        http.headers.contains("Range"))
        return std::nullopt;
    const auto entry = m_entries.constFind(keyOf(http));
    if (entry == m_entries.cend())
        return std::nullopt;
    const bool varies = variesFrom(*entry, http);

    const bool staleIsFine =
        http.cacheMode == CacheMode::ForceCache || http.cacheMode == CacheMode::OnlyIfCached;
    if (!varies && (staleIsFine || (http.cacheMode != CacheMode::NoCache && isFresh(*entry)))) {
        trace.note(StepId::HttpCache, {}, QByteArrayLiteral("hit"));
        return entry->response;
    }
    // 8.25.2.2. Ask whether it still holds: of a whole answer, and where it was given to another
    // request, only by its tag (Chromium, net/http/http_cache_transaction.cc,
    // ConditionalizeRequest).
    const int status = entry->response.status;
    if (status != 200 && !(m_profile.cacheStoresEverySuccess && isOkStatus(status)))
        return std::nullopt;
    if (const QByteArray *tag = entry->response.headers.first("ETag"))
        http.headers.append(QByteArrayLiteral("If-None-Match"), *tag);
    if (const QByteArray *modified = entry->response.headers.first("Last-Modified");
        modified && !varies)
        http.headers.append(QByteArrayLiteral("If-Modified-Since"), *modified);
    trace.note(StepId::HttpCache, {}, QByteArrayLiteral("revalidated"));
    return std::nullopt;
}

Response HttpCache::update(const Request &http, Response response, FetchTrace &trace)
{
    if (http.origin().isOpaque() && m_profile.opaqueOriginHasNoCache)
        return response;
    // 10.4. Still good, where that was asked: the stored one, with the headers that came now.
    const bool asked = response.status == 304 && (http.headers.contains("If-None-Match") ||
                                                  http.headers.contains("If-Modified-Since"));
    const auto entry = asked ? m_entries.find(keyOf(http)) : m_entries.end();
    if (entry != m_entries.end() && http.cacheMode != CacheMode::NoStore) {
        for (const auto &[name, value] : response.headers) {
            if (isNotUpdated(name))
                continue;
            entry->response.headers.set(name, value);
        }
        entry->stored = m_clock.now();
        return entry->response;
    }
    // 10.3. What changes things makes the stored answer worthless.
    const bool safe = http.method == "GET" || http.method == "HEAD" || http.method == "OPTIONS";
    if (!safe && response.status >= 200 && response.status <= 399) {
        if (m_entries.isEmpty())
            return response;
        // What is kept of it is an answer to another method, with or without credentials.
        for (const char *method : {"GET", "HEAD"}) {
            for (const auto credentials : {CredentialsMode::Omit, CredentialsMode::Include}) {
                Request kept = http;
                kept.method = method;
                kept.credentialsMode = credentials;
                m_entries.remove(keyOf(kept));
            }
        }
        return response;
    }
    if (http.method == "HEAD" && m_profile.cachedGetServesHead && !m_entries.isEmpty())
        m_entries.remove(keyOf(http));
    if (!isStorableMethod(http.method, m_profile) || http.cacheMode == CacheMode::NoStore ||
        response.bodyFailure || !isCacheableStatus(response, m_profile) ||
        http.headers.contains("Range"))
        return response;
    const bool validator =
        response.headers.contains("ETag") || response.headers.contains("Last-Modified");
    const bool dated =
        response.headers.contains("Cache-Control") || response.headers.contains("Expires");
    const bool isOfUse = m_profile.cacheKeepsEverything || validator ||
                         (dated && freshnessLifetime(response, m_clock.utc(), m_profile));
    if (!isOfUse || parseCacheControl(response.headers).noStore) {
        if (!m_entries.isEmpty())
            m_entries.remove(keyOf(http));
        return response;
    }
    if (m_entries.size() >= MaxEntries)
        m_entries.clear();
    m_entries.insert(keyOf(http), Entry{response, http.headers, m_clock.now()});
    trace.note(StepId::HttpCache, {}, QByteArrayLiteral("stored"));
    return response;
}

} // namespace corslab
