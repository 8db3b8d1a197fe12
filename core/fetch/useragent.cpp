// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/useragent.h"

#include "core/fetch/scriptapis.h"

#include <QRandomGenerator>
#include <QTimer>

#include <optional>

namespace corslab {

UserAgent::UserAgent(BrowserProfile profile, Transport &transport, const Clock &clock)
    : m_profile(std::move(profile))
    , m_transport(transport)
    , m_clock(clock)
    , m_preflightCache(m_profile, clock)
    , m_cookies(m_profile, clock)
    , m_httpCache(m_profile, clock)
{
}

BrowsingContext UserAgent::context()
{
    return {m_profile, m_clock, m_transport, m_preflightCache, m_cookies, m_httpCache};
}

QCoro::Task<PlayResult> UserAgent::play(const ScriptRequest &call, const Environment &page,
                                        FetchObserver *observer, std::stop_token stop)
{
    FetchTrace trace(observer, m_clock);
    // The page's own time limit and the person's stop end the same source.
    std::stop_source ending;
    const std::stop_callback outer(stop, [&ending] { ending.request_stop(); });
    bool timedOut = false;

    ScriptCall scripted{
        call, page, context(), trace, *QRandomGenerator::global(), ending.get_token(), timedOut};
    QCoro::Task<PlayResult> task = playScript(scripted);
    // A transport without a network is done by now: no timer is made for it.
    std::optional<QTimer> limit;
    if (!task.isReady()) {
        limit.emplace().setSingleShot(true);
        QObject::connect(&*limit, &QTimer::timeout, &*limit, [&ending, &timedOut] {
            timedOut = true;
            ending.request_stop();
        });
        limit->start(call.timeout);
    }
    co_return co_await std::move(task);
}

ScriptOutcome UserAgent::assignCookie(const QByteArray &assignment, const Environment &page)
{
    ScriptOutcome outcome;
    if (page.kind == PageKind::Data && !m_profile.dataPageCookiesThrow) {
        outcome.outcome = QByteArrayLiteral("cookie");
        outcome.cookie = QByteArray("");
        return outcome;
    }
    if (!m_cookies.assign(assignment, page)) {
        outcome.outcome = QByteArrayLiteral("threw");
        outcome.error =
            ScriptError{QByteArrayLiteral("SecurityError"),
                        QByteArrayLiteral("The document is sandboxed and has no cookies.")};
        return outcome;
    }
    outcome.outcome = QByteArrayLiteral("cookie");
    outcome.cookie = m_cookies.documentCookies(page);
    return outcome;
}

void UserAgent::reset()
{
    m_preflightCache.clear();
    m_cookies.clear();
    m_httpCache.clear();
}

} // namespace corslab
