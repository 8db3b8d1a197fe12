// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scriptedtransport.h"

#include <QMetaObject>

#include <algorithm>
#include <coroutine>
#include <functional>

namespace corslab {

namespace {

using StopCallback = std::stop_callback<std::function<void()>>;

/// Suspends until a stop is requested. Resumes through the event loop, as a real transport does:
/// the coroutine may destroy the source that is just being stopped. All members are borrowed from
/// the coroutine.
struct UntilStopped
{
    QObject &context;
    const std::stop_token &stop;
    std::optional<StopCallback> &callback;

    [[nodiscard]] bool await_ready() const { return stop.stop_requested(); }
    void await_suspend(std::coroutine_handle<> waiter) const
    {
        callback.emplace(stop, [borrowed = &context, waiter] {
            QMetaObject::invokeMethod(
                borrowed, [waiter] { waiter.resume(); }, Qt::QueuedConnection);
        });
    }
    void await_resume() const {}
};

bool covers(const QByteArray &pattern, const QByteArray &url)
{
    if (pattern.endsWith('*'))
        return url.startsWith(pattern.chopped(1));
    return pattern.isEmpty() || pattern == url;
}

TransportFailure failureOf(CauseCode code, const Url &url)
{
    TransportFailure failure;
    failure.cause = {code, url.hostAndPort()};
    return failure;
}

} // namespace

void ScriptedTransport::on(const QByteArray &method, const QByteArray &url, ScriptedAnswer answer,
                           int times)
{
    m_rules.push_back({method, url, std::move(answer), times});
}

void ScriptedTransport::clear()
{
    m_rules.clear();
    m_asked.clear();
}

QCoro::Task<TransportResult> ScriptedTransport::send(const TransportRequest &request,
                                                     std::stop_token stop)
{
    m_asked.push_back(request);
    const Url url = request.url;
    if (stop.stop_requested())
        co_return tl::unexpected(failureOf(CauseCode::Aborted, url));
    const QByteArray href = url.hrefWithoutFragment();
    const auto rule = std::find_if(m_rules.begin(), m_rules.end(), [&](const Rule &each) {
        return each.left != 0 && (each.method.isEmpty() || each.method == request.method) &&
               covers(each.url, href);
    });
    if (rule == m_rules.end())
        co_return tl::unexpected(failureOf(CauseCode::ConnectionRefused, url));
    if (rule->left > 0)
        --rule->left;
    // A copy: rules may be changed while this one waits.
    const ScriptedAnswer answer = rule->answer;

    TransportResponse response;
    response.status = answer.status;
    response.reason = answer.status == 200 ? QByteArrayLiteral("OK") : QByteArray();
    response.headers = answer.headers;
    response.body = answer.body;
    response.bodyFailure = answer.bodyFailure;
    const bool goesOn =
        !request.bodyReceived || answer.body.isEmpty() || request.bodyReceived(answer.body);
    if (answer.never || (answer.headOnly && goesOn)) {
        std::optional<StopCallback> callback;
        const UntilStopped stopped{m_context, stop, callback};
        co_await stopped;
        if (answer.never)
            co_return tl::unexpected(failureOf(CauseCode::Aborted, url));
        response.bodyFailure = Cause{CauseCode::Aborted, url.hostAndPort()};
    }
    if (answer.failure)
        co_return tl::unexpected(failureOf(*answer.failure, url));
    co_return response;
}

QList<QByteArray> ScriptedTransport::askedLines() const
{
    QList<QByteArray> lines;
    for (const TransportRequest &request : m_asked)
        lines.append(request.method + ' ' + request.url.href());
    return lines;
}

} // namespace corslab
