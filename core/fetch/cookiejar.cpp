// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cookiejar.h"

#include "core/http/site.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

/// RFC 6265bis, 5.6: a longer line is refused.
constexpr qsizetype MaxCookieLine = 4096;
constexpr std::size_t MaxCookies = 3000;

/// The attribute's value in lower case; nothing where the line does not have it. The last one
/// counts.
std::optional<QByteArray> attribute(const QByteArray &line, const char *name)
{
    std::optional<QByteArray> value;
    const QList<QByteArray> parts = line.split(';');
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const qsizetype equals = parts[i].indexOf('=');
        const QByteArrayView key = trimTabOrSpace(
            equals < 0 ? QByteArrayView(parts[i]) : QByteArrayView(parts[i]).first(equals));
        if (equalsIgnoreCase(key, name)) {
            value = equals < 0
                        ? QByteArray()
                        : asciiLower(trimTabOrSpace(QByteArrayView(parts[i]).sliced(equals + 1)));
        }
    }
    return value;
}

/// RFC 6265bis, 5.6, 1.: a line with any but a tab is refused.
bool isControl(char c)
{
    return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f';
}

/// RFC 6265bis, 5.1.3.
bool domainMatches(const QByteArray &host, const QByteArray &domain)
{
    return host == domain || (host.endsWith('.' + domain) && !isIpAddress(host));
}

/// RFC 6265bis, 5.1.4.
bool pathMatches(const QByteArray &path, const QByteArray &cookiePath)
{
    return path == cookiePath || (path.startsWith(cookiePath) &&
                                  (cookiePath.endsWith('/') || path.at(cookiePath.size()) == '/'));
}

/// When the cookie of the line is over, by a clock that QNetworkCookie does not ask. Max-Age goes
/// before Expires, wherever it stands. RFC 6265bis, 5.7
QDateTime expiryOf(const QByteArray &line, const QNetworkCookie &parsed, const QDateTime &now)
{
    constexpr qint64 longest = 400 * 24 * 60 * 60; // RFC 6265bis, 5.6.2
    bool ok = false;
    const qint64 seconds = attribute(line, "max-age").value_or(QByteArray()).toLongLong(&ok);
    return ok ? now.addSecs(std::clamp<qint64>(seconds, 0, longest)) : parsed.expirationDate();
}

QByteArray defaultPath(const Url &url)
{
    const qsizetype slash = url.path().lastIndexOf('/');
    return slash <= 0 ? QByteArrayLiteral("/") : url.path().first(slash);
}

QByteArray siteOf(const Origin &origin)
{
    return origin.isOpaque() ? QByteArrayLiteral("null")
                             : origin.scheme() + "://" + registrableDomainOrHost(origin.host());
}

} // namespace

CookieJar::CookieJar(const BrowserProfile &profile, const Clock &clock)
    : m_profile(profile)
    , m_clock(clock)
{
}

CookieJar::Context CookieJar::contextOf(const Url &url, const Environment &page, Via via) const
{
    const Origin &top = page.topLevelOrigin();
    const Origin target = url.origin();
    const bool sameSite = !page.origin.isOpaque() &&
                          (m_profile.schemefulSameSite ? isSameSite(top, target)
                                                       : isSchemelesslySameSite(top, target));
    return {url, page, sameSite, via};
}

QByteArray CookieJar::accept(const QByteArray &line, const Context &context)
{
    if (line.size() > MaxCookieLine)
        return QByteArrayLiteral("too long");
    if (std::any_of(line.begin(), line.end(), isControl))
        return QByteArrayLiteral("control character");
    const QList<QNetworkCookie> parsed = QNetworkCookie::parseCookies(line);
    if (parsed.isEmpty())
        return QByteArrayLiteral("malformed");
    Stored stored{parsed.first(), true, {}, {}, ++m_created};
    QNetworkCookie &cookie = stored.cookie;
    const QByteArray host = context.url.host().value_or(QByteArray());
    const bool secureUrl = context.url.isPotentiallyTrustworthy();
    const QByteArray lowerName = asciiLower(cookie.name());

    if (cookie.name().isEmpty() && cookie.value().isEmpty())
        return QByteArrayLiteral("empty");
    cookie.setExpirationDate(expiryOf(line, cookie, m_clock.utc()));
    // Domain: the host's own, or one above it that is no public suffix.
    QByteArray domain = attribute(line, "domain").value_or(QByteArray());
    if (domain.startsWith('.'))
        domain.remove(0, 1);
    if (!domain.isEmpty() && isPublicSuffix(domain)) {
        if (domain != host)
            return QByteArrayLiteral("public suffix");
        domain.clear();
    }
    if (!domain.isEmpty()) {
        if (!domainMatches(host, domain))
            return QByteArrayLiteral("another domain");
        stored.hostOnly = false;
    }
    cookie.setDomain(QString::fromLatin1(domain.isEmpty() ? host : domain));
    if (!cookie.path().startsWith(u'/'))
        cookie.setPath(QString::fromLatin1(defaultPath(context.url)));
    // Secure.
    if (cookie.isSecure() && !secureUrl)
        return QByteArrayLiteral("Secure over http");
    if (context.via == Via::Script && cookie.isHttpOnly())
        return QByteArrayLiteral("HttpOnly from a script");
    // SameSite.
    const QByteArray sameSite = attribute(line, "samesite").value_or(QByteArray());
    if (sameSite == "strict" || sameSite == "lax" || sameSite == "none")
        stored.sameSite = sameSite;
    if (stored.sameSite == "none" && !cookie.isSecure())
        return QByteArrayLiteral("SameSite=None without Secure");
    // Partitioned.
    if (attribute(line, "partitioned")) {
        if (!cookie.isSecure())
            return QByteArrayLiteral("Partitioned without Secure");
        stored.partition = siteOf(context.page.topLevelOrigin());
    }
    // Prefixes.
    if (lowerName.startsWith("__secure-") && !cookie.isSecure())
        return QByteArrayLiteral("__Secure- without Secure");
    if (lowerName.startsWith("__host-") &&
        !(cookie.isSecure() && stored.hostOnly && cookie.path() == u"/" &&
          attribute(line, "path") == QByteArrayLiteral("/")))
        return QByteArrayLiteral("__Host- without Secure and Path=/");
    const QByteArray refusal = sendRefusal(stored, context);
    if (!refusal.isEmpty())
        return refusal;

    // A new one takes the place, and the age, of the one with its name, domain and path.
    const auto same = std::find_if(m_cookies.begin(), m_cookies.end(), [&](const Stored &each) {
        return each.cookie.hasSameIdentifier(cookie) && each.partition == stored.partition &&
               each.hostOnly == stored.hostOnly;
    });
    if (same != m_cookies.end()) {
        if (context.via == Via::Script && same->cookie.isHttpOnly())
            return QByteArrayLiteral("HttpOnly from a script");
        stored.created = same->created;
        m_cookies.erase(same);
    }
    const bool expired = !cookie.isSessionCookie() && cookie.expirationDate() <= m_clock.utc();
    if (!expired) {
        if (m_cookies.size() >= MaxCookies)
            m_cookies.erase(m_cookies.begin());
        m_cookies.push_back(std::move(stored));
    }
    return {};
}

QByteArray CookieJar::sendRefusal(const Stored &stored, const Context &context) const
{
    if (context.sameSite)
        return {};
    if (m_profile.blocksThirdPartyCookies && stored.partition.isEmpty())
        return QByteArrayLiteral("third-party");
    if (stored.sameSite == "strict")
        return QByteArrayLiteral("SameSite=Strict");
    if (stored.sameSite == "lax")
        return QByteArrayLiteral("SameSite=Lax");
    if (stored.sameSite.isEmpty() && m_profile.laxByDefault)
        return QByteArrayLiteral("SameSite=Lax by default");
    return {};
}

std::vector<const CookieJar::Stored *> CookieJar::matching(const Context &context)
{
    removeExpired();
    const QByteArray host = context.url.host().value_or(QByteArray());
    const QByteArray partition = siteOf(context.page.topLevelOrigin());
    std::vector<const Stored *> found;
    for (const Stored &stored : m_cookies) {
        const QByteArray domain = stored.cookie.domain().toLatin1();
        const bool domainFits = stored.hostOnly ? host == domain : domainMatches(host, domain);
        if (domainFits && pathMatches(context.url.path(), stored.cookie.path().toLatin1()) &&
            (!stored.cookie.isSecure() || context.url.isPotentiallyTrustworthy()) &&
            (stored.partition.isEmpty() || stored.partition == partition) &&
            (context.via == Via::Http || !stored.cookie.isHttpOnly()))
            found.push_back(&stored);
    }
    // RFC 6265bis, 5.8.3: longer paths first, then the older.
    std::stable_sort(found.begin(), found.end(), [](const Stored *a, const Stored *b) {
        return a->cookie.path().size() != b->cookie.path().size()
                   ? a->cookie.path().size() > b->cookie.path().size()
                   : a->created < b->created;
    });
    return found;
}

QByteArray CookieJar::serialized(const Context &context, FetchTrace *trace)
{
    QByteArray out;
    for (const Stored *stored : matching(context)) {
        const QByteArray refusal = sendRefusal(*stored, context);
        const QByteArray name = stored->cookie.name();
        if (!refusal.isEmpty()) {
            if (trace)
                trace->fail(StepId::Cookie, refusal, name);
            continue;
        }
        if (trace)
            trace->pass(StepId::Cookie, {}, name);
        out += (out.isEmpty() ? "" : "; ") + (name.isEmpty() ? QByteArray() : name + '=') +
               stored->cookie.value();
    }
    return out;
}

QByteArray CookieJar::cookiesFor(const Request &request, FetchTrace &trace)
{
    if (m_cookies.empty())
        return {};
    return serialized(contextOf(request.currentUrl(), *request.client, Via::Http), &trace);
}

void CookieJar::store(const QList<QByteArray> &lines, const Request &request, FetchTrace &trace)
{
    if (lines.isEmpty())
        return;
    const Context context = contextOf(request.currentUrl(), *request.client, Via::Http);
    for (const QByteArray &line : lines) {
        const QByteArray refusal = accept(line, context);
        if (refusal.isEmpty())
            trace.pass(StepId::SetCookie, {}, line);
        else
            trace.fail(StepId::SetCookie, refusal, line);
    }
}

bool CookieJar::assign(const QByteArray &assignment, const Environment &page)
{
    if (page.origin.isOpaque())
        return false;
    static_cast<void>(accept(assignment, contextOf(page.url, page, Via::Script)));
    return true;
}

QByteArray CookieJar::documentCookies(const Environment &page)
{
    return page.origin.isOpaque() ? QByteArray()
                                  : serialized(contextOf(page.url, page, Via::Script), nullptr);
}

void CookieJar::removeExpired()
{
    const QDateTime now = m_clock.utc();
    std::erase_if(m_cookies, [&now](const Stored &stored) {
        return !stored.cookie.isSessionCookie() && stored.cookie.expirationDate() <= now;
    });
}

} // namespace corslab
