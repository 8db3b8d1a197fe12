// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/clock.h"
#include "core/fetch/observer.h"
#include "core/fetch/request.h"
#include "core/fetch/transport.h"

#include <QList>

#include <functional>
#include <stop_token>

namespace corslab {

class CookieJar;
class HttpCache;
class PreflightCache;

/// What a browser keeps between requests and works with. Borrowed from the UserAgent.
struct BrowsingContext
{
    const BrowserProfile &profile;
    const Clock &clock;
    Transport &transport;
    PreflightCache &preflightCache;
    CookieJar &cookies;
    HttpCache &httpCache;
};

/// Reports a fetch's decisions and messages with their times. Costs next to nothing without an
/// observer.
class FetchTrace
{
public:
    FetchTrace(FetchObserver *observer, const Clock &clock);

    void pass(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        if (m_observer)
            take(id, StepOutcome::Pass, expected, actual);
    }
    void fail(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        if (m_observer)
            take(id, StepOutcome::Fail, expected, actual);
    }
    void note(StepId id, const QByteArray &expected = {}, const QByteArray &actual = {})
    {
        if (m_observer)
            take(id, StepOutcome::Note, expected, actual);
    }
    /// The message, where somebody observes; it is counted in any case.
    void messageBegun(const Message *message);
    void messageEnded(const Message *message);
    /// Milliseconds since the trace was made.
    [[nodiscard]] double elapsed() const;
    [[nodiscard]] bool isObserved() const noexcept { return m_observer != nullptr; }

private:
    void take(StepId id, StepOutcome outcome, const QByteArray &expected, const QByteArray &actual);

    FetchObserver *m_observer;
    const Clock &m_clock;
    std::chrono::nanoseconds m_begin;
    int m_messages = 0;
};

/// What the algorithms hand to each other. https://fetch.spec.whatwg.org/#fetch-params
struct FetchParams
{
    Request &request;
    BrowsingContext context;
    FetchTrace &trace;
    std::stop_token stop;
    /// As TransportRequest::bodyReceived, for the final answer. May be empty.
    std::function<bool(QByteArrayView)> bodyReceived;
    /// CORS-unsafe request-header names of `request`: the standard asks for them three times on the
    /// way to a preflight, and its headers do not change in between. Set by dispatchFetch().
    QList<QByteArray> unsafeHeaderNames = {};

    [[nodiscard]] const BrowserProfile &profile() const { return context.profile; }
};

} // namespace corslab
