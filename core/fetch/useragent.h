// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cause.h"
#include "core/fetch/clock.h"
#include "core/fetch/cookiejar.h"
#include "core/fetch/environment.h"
#include "core/fetch/fetchparams.h"
#include "core/fetch/httpcache.h"
#include "core/fetch/preflightcache.h"
#include "core/fetch/scriptoutcome.h"
#include "core/fetch/scriptrequest.h"

#include <QCoroTask>

#include <optional>
#include <stop_token>

namespace corslab {

/// What became of a call.
struct PlayResult
{
    Verdict verdict = Verdict::Failed;
    std::optional<Cause> cause; ///< absent where allowed or opaque
    ScriptOutcome outcome;
};

/// One browser session: a profile, a preflight cache, a cookie jar and an HTTP cache. Plays the
/// calls of a page's scripts as that browser would.
class UserAgent
{
public:
    /// Borrows transport and clock.
    UserAgent(BrowserProfile profile, Transport &transport, const Clock &clock);

    /// Plays one call to its end. `call`, `page`, and `observer` where there is one, must live
    /// until then; `stop` ends it early, with outcome `abort`.
    QCoro::Task<PlayResult> play(const ScriptRequest &call, const Environment &page,
                                 FetchObserver *observer, std::stop_token stop);
    QCoro::Task<PlayResult> play(ScriptRequest &&call, const Environment &page,
                                 FetchObserver *observer, std::stop_token stop) = delete;
    /// `document.cookie = assignment`, then what it reads.
    [[nodiscard]] ScriptOutcome assignCookie(const QByteArray &assignment, const Environment &page);

    [[nodiscard]] const BrowserProfile &profile() const { return m_profile; }
    /// Takes effect with the next call; what the caches hold stays.
    void setProfile(BrowserProfile profile) { m_profile = std::move(profile); }
    [[nodiscard]] PreflightCache &preflightCache() { return m_preflightCache; }
    [[nodiscard]] CookieJar &cookies() { return m_cookies; }
    /// As a newly installed browser: no caches, no cookies.
    void reset();

private:
    [[nodiscard]] BrowsingContext context();

    BrowserProfile m_profile;
    Transport &m_transport;
    const Clock &m_clock;
    PreflightCache m_preflightCache;
    CookieJar m_cookies;
    HttpCache m_httpCache;
};

} // namespace corslab
