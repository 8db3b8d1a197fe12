// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/transport.h"

#include <QObject>

#include <optional>
#include <vector>

namespace corslab {

/// What a scripted transport gives back.
struct ScriptedAnswer
{
    int status = 200;
    HeaderList headers{};
    QByteArray body{};
    std::optional<CauseCode> failure{}; ///< instead of an answer
    std::optional<Cause> bodyFailure{}; ///< the body breaks off
    bool never = false;                 ///< nothing comes until the fetch is stopped
    bool headOnly = false;              ///< as `never`, but head and body came before
};

/// A Transport without a network: answers by a list of rules, at once, and keeps what it was asked.
/// What no rule covers is a refused connection.
class ScriptedTransport final : public Transport
{
public:
    /// An empty method stands for every one, an empty URL too, and a `*` at a URL's end for
    /// whatever follows. Rules are tried in order; one that has served `times` times is passed
    /// over; a negative number is no limit.
    void on(const QByteArray &method, const QByteArray &url, ScriptedAnswer answer, int times = -1);
    /// Rules and what was asked.
    void clear();

    QCoro::Task<TransportResult> send(const TransportRequest &request,
                                      std::stop_token stop) override;

    [[nodiscard]] const std::vector<TransportRequest> &asked() const { return m_asked; }
    /// Each as "METHOD url", in order.
    [[nodiscard]] QList<QByteArray> askedLines() const;

private:
    struct Rule
    {
        QByteArray method;
        QByteArray url;
        ScriptedAnswer answer;
        int left;
    };

    QObject m_context; ///< on whose thread waiting ones are resumed
    std::vector<Rule> m_rules;
    std::vector<TransportRequest> m_asked;
};

} // namespace corslab
