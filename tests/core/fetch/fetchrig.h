// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the browser model share: a browser, a page, a network that answers by rules,
// and everything that was reported.
#pragma once

#include "core/fetch/useragent.h"
#include "tests/support/manualclock.h"
#include "tests/support/scriptedtransport.h"

#include <QCoroTask>

#include <algorithm>
#include <utility>

namespace corslab {

inline Url urlOf(const QByteArray &text)
{
    return Url::parse(QString::fromUtf8(text)).value();
}

inline Origin originOf(const QByteArray &text)
{
    return Origin::fromSerialized(text).value();
}

inline Environment pageAt(const QByteArray &url)
{
    Environment page;
    page.url = urlOf(url);
    page.origin = page.url.origin();
    return page;
}

/// Keeps all that a fetch reports.
class Report final : public FetchObserver
{
public:
    void stepTaken(Step step) override { steps.push_back(std::move(step)); }
    void messageBegun(const Message &message) override { messages.push_back(message); }
    void messageEnded(const Message &message) override { messages.back() = message; }

    [[nodiscard]] int count(StepId id) const
    {
        return static_cast<int>(std::count_if(steps.begin(), steps.end(),
                                              [id](const Step &step) { return step.id == id; }));
    }
    /// The first one reported.
    [[nodiscard]] std::optional<Step> step(StepId id) const
    {
        const auto it = std::find_if(steps.begin(), steps.end(),
                                     [id](const Step &each) { return each.id == id; });
        return it == steps.end() ? std::nullopt : std::optional(*it);
    }

    std::vector<Step> steps;
    std::vector<Message> messages;
};

/// A browser on a page, and a network of rules.
struct FetchRig
{
    explicit FetchRig(BrowserName browser = BrowserName::Standard,
                      const QByteArray &pageUrl = "http://a.test/page")
        : page(pageAt(pageUrl))
        , agent(browserProfile(browser), transport, clock)
    {
    }

    /// Plays a call to its end. What was reported of the one before is forgotten.
    PlayResult play(const ScriptRequest &call, std::stop_token stop = {})
    {
        report = {};
        return QCoro::waitFor(agent.play(call, page, &report, std::move(stop)));
    }
    /// What went out, each as "METHOD url", since the last time this was asked.
    QList<QByteArray> sent()
    {
        const QList<QByteArray> all = transport.askedLines();
        const qsizetype told = std::exchange(m_told, all.size());
        return all.mid(told);
    }
    /// The last request that went out.
    [[nodiscard]] const TransportRequest &last() const { return transport.asked().back(); }
    [[nodiscard]] QByteArray lastHeader(QByteArrayView name) const
    {
        return last().headers.get(name).value_or(QByteArray());
    }

    ManualClock clock;
    ScriptedTransport transport;
    Environment page;
    UserAgent agent;
    Report report;

private:
    qsizetype m_told = 0;
};

/// A call of fetch() with nothing but a URL and a method.
inline ScriptRequest fetchOf(const QByteArray &url, std::optional<QByteArray> method = {})
{
    ScriptRequest call;
    call.url = QString::fromUtf8(url);
    call.method = std::move(method);
    return call;
}

/// The name of a result's cause; empty where there is none.
inline QByteArray causeOf(const PlayResult &result)
{
    return result.cause ? causeName(result.cause->code) : QByteArray();
}

} // namespace corslab
