// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/whatif.h"

#include "core/document/labdocument.h"
#include "core/fetch/useragent.h"
#include "core/laboratory/playedexchange.h"
#include "core/record/exchangerecorder.h"
#include "core/server/policytransport.h"

#include <QCoroTask>

namespace corslab {

namespace {

Environment pageOf(const QByteArray &origin)
{
    PageConfig page;
    page.origin = origin;
    if (origin == "null")
        page.kind = PageKind::Sandbox;
    return environmentOf(page);
}

} // namespace

/// One browser on one thread, new again for each cell. What a call works with lives here, should it
/// not be over at once.
class WhatIf::Session
{
public:
    Session(const std::vector<std::shared_ptr<const CompiledServer>> &servers, BrowserName browser)
        : m_transport(servers)
        , m_agent(browserProfile(browser), m_transport, m_clock)
    {
    }

    /// Nothing where it does not end by itself.
    std::optional<PlayResult> play(const ScriptRequest &request, const Environment &page,
                                   FetchObserver *observer)
    {
        m_transport.reset();
        m_agent.reset();
        std::optional<PlayResult> result;
        std::stop_source stop;
        run(result, request, page, observer, stop.get_token());
        if (!result) {
            // Resumes what waits, so that the coroutine ends before its session does.
            stop.request_stop();
            result.reset();
        }
        return result;
    }

    [[nodiscard]] const BrowserProfile &profile() const { return m_agent.profile(); }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    QCoro::Task<> run(std::optional<PlayResult> &result, const ScriptRequest &request,
                      const Environment &page, FetchObserver *observer, std::stop_token stop)
    {
        auto task = m_agent.play(request, page, observer, std::move(stop));
        result = co_await task;
    }

    PolicyTransport m_transport;
    SystemClock m_clock;
    UserAgent m_agent;
};

WhatIf::WhatIf(WhatIfQuestion question)
    : m_question(std::move(question))
{
}

WhatIf::~WhatIf() = default;

const WhatIf::Servers &WhatIf::servers() const
{
    std::call_once(m_compiled, [this] {
        for (const ServerConfig &server : m_question.servers)
            m_servers.push_back(std::make_shared<const CompiledServer>(server));
    });
    return m_servers;
}

void WhatIf::answer(std::size_t first, std::span<WhatIfCell> cells,
                    const std::stop_token &stop) const
{
    Session session(servers(), m_question.browser);
    std::size_t pageRow = rows();
    Environment page;
    for (std::size_t i = 0; i < cells.size() && !stop.stop_requested(); ++i) {
        const std::size_t row = (first + i) / columns();
        if (row != pageRow) {
            page = pageOf(m_question.origins[row]);
            pageRow = row;
        }
        const auto result =
            session.play(m_question.requests[(first + i) % columns()].request, page, nullptr);
        WhatIfCell cell;
        cell.known = true;
        if (result) {
            cell.verdict = result->verdict;
            cell.hasCause = result->cause.has_value();
            if (result->cause) {
                cell.cause = result->cause->code;
                cell.phase = result->cause->phase;
            }
        }
        cells[i] = cell;
    }
}

Exchange WhatIf::exchange(std::size_t row, std::size_t column) const
{
    Session session(servers(), m_question.browser);
    const Environment page = pageOf(m_question.origins.at(row));
    const WhatIfRequest &asked = m_question.requests.at(column);
    ExchangeLog log;
    const auto exchange = log.append(
        begunExchange(asked.request, asked.name, page, session.profile(), session.clock()));
    exchange->source = ExchangeSource::WhatIf;
    exchange->id = 0;
    ExchangeRecorder recorder(log, exchange);
    const auto start = session.clock().now();
    if (auto result = session.play(asked.request, page, &recorder))
        endExchange(*exchange, std::move(*result), session.profile(),
                    session.clock().now() - start);
    return std::move(*exchange);
}

} // namespace corslab
