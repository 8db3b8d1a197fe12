// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/clock.h"
#include "core/fetch/fetchparams.h"

#include <QByteArray>
#include <QList>
#include <QNetworkCookie>

#include <vector>

namespace corslab {

/// A browser's cookies, with SameSite, partitions and prefixes, which QNetworkCookieJar does not
/// know; a single cookie is read and held by QNetworkCookie.
/// https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html
class CookieJar
{
public:
    /// Borrows both.
    CookieJar(const BrowserProfile &profile, const Clock &clock);

    /// The value of Cookie for a request; empty where none goes along.
    [[nodiscard]] QByteArray cookiesFor(const Request &request, FetchTrace &trace);
    /// Takes in the Set-Cookie lines of an answer to `request`.
    void store(const QList<QByteArray> &lines, const Request &request, FetchTrace &trace);

    /// `document.cookie = assignment`. False where the document may have no cookies.
    bool assign(const QByteArray &assignment, const Environment &page);
    /// What `document.cookie` reads.
    [[nodiscard]] QByteArray documentCookies(const Environment &page);

    void clear() { m_cookies.clear(); }
    [[nodiscard]] int size() const { return static_cast<int>(m_cookies.size()); }

private:
    struct Stored
    {
        QNetworkCookie cookie; ///< domain without a leading dot
        bool hostOnly = true;
        QByteArray sameSite;  ///< strict, lax, none, or empty
        QByteArray partition; ///< the top-level site; empty where not partitioned
        quint64 created = 0;
    };
    enum class Via { Http, Script };
    /// Where a cookie is set or sent: the document's view of the URL.
    struct Context
    {
        const Url &url;
        const Environment &page;
        bool sameSite;
        Via via;
    };

    Context contextOf(const Url &url, const Environment &page, Via via) const;
    /// Why the line is refused, as a word for the record; empty where it was stored.
    QByteArray accept(const QByteArray &line, const Context &context);
    QByteArray sendRefusal(const Stored &stored, const Context &context) const;
    std::vector<const Stored *> matching(const Context &context);
    QByteArray serialized(const Context &context, FetchTrace *trace);
    void removeExpired();

    const BrowserProfile &m_profile;
    const Clock &m_clock;
    std::vector<Stored> m_cookies;
    quint64 m_created = 0;
};

} // namespace corslab
