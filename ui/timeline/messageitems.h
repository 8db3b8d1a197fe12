// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/record/exchange.h"
#include "ui/timeline/timelineitem.h"

#include <QCoreApplication>
#include <QList>

#include <cstddef>
#include <vector>

namespace corslab {

/// Makes what crosses a lane: the call, the requests, the answers, what was never sent and what
/// the script is told.
class MessageItems
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Timeline)

public:
    /// Borrows the exchange.
    explicit MessageItems(const Exchange &exchange);

    [[nodiscard]] TimelineItem call(const std::vector<int> &steps) const;
    /// `steps`: what the browser decided about the message itself, cookies for example.
    [[nodiscard]] TimelineItem request(std::size_t index, const std::vector<int> &steps) const;
    /// The answer to a message, what came instead, or that it is awaited. `steps`: those that
    /// stand with the answer. `failed`: the check that the browser stopped at; -1 where none.
    [[nodiscard]] TimelineItem answer(std::size_t index, const std::vector<int> &steps,
                                      int failed) const;
    [[nodiscard]] TimelineItem preflightNotNeeded() const;
    /// For an exchange that ended before its last request went out. `steps` as for request().
    [[nodiscard]] TimelineItem neverSent(const std::vector<int> &steps) const;
    [[nodiscard]] bool wasNeverSent() const;
    [[nodiscard]] TimelineItem outcome(const std::vector<int> &steps) const;

private:
    [[nodiscard]] TimelineHeader headerLine(const Header &header, HeaderSetter setter) const;
    [[nodiscard]] bool isOfScript(const QByteArray &name) const;
    [[nodiscard]] QString requestWords() const;
    [[nodiscard]] QString requestDetail(const Message &message) const;
    [[nodiscard]] QString outcomeTitle() const;
    [[nodiscard]] QString readableTitle() const;
    [[nodiscard]] QString unreadableTitle() const;
    [[nodiscard]] static QString bodyText(const QByteArray &body);
    /// Marks in a preflight what its answer, by the checks after so many messages, did not allow.
    void markRefused(TimelineItem &item, int messages) const;
    void markOffender(TimelineItem &item, const Message &message, const Step &failed) const;

    const Exchange &m_exchange;
    QByteArray m_method;
    QList<QByteArray> m_dropped; ///< headers of the script that never reach the wire
};

} // namespace corslab
