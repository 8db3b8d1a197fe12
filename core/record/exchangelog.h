// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"

#include <QObject>

#include <deque>
#include <memory>

namespace corslab {

/// Every exchange of a laboratory, oldest first. Append-only but for the exchange that is still
/// going on; bounded by bytes: when they run out, the oldest finished ones leave.
class ExchangeLog : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype DefaultLimit = 64 * 1024 * 1024; ///< bytes

    explicit ExchangeLog(qsizetype limit = DefaultLimit, QObject *parent = nullptr);

    /// Gives it an id and keeps it; the pointer stays good for as long as somebody holds it.
    std::shared_ptr<Exchange> append(Exchange exchange);
    /// To be called when a kept exchange changed (a message, a step, its end).
    void touch(const std::shared_ptr<Exchange> &exchange);
    void clear();

    [[nodiscard]] std::size_t size() const noexcept { return m_exchanges.size(); }
    [[nodiscard]] const std::shared_ptr<Exchange> &at(std::size_t index) const
    {
        return m_exchanges.at(index);
    }
    [[nodiscard]] std::shared_ptr<Exchange> find(quint64 id) const;
    [[nodiscard]] qsizetype byteCount() const noexcept { return m_bytes; }
    [[nodiscard]] qsizetype limit() const noexcept { return m_limit; }

Q_SIGNALS:
    void appended(quint64 id);
    void changed(quint64 id);
    /// The `count` oldest ones have left.
    void removedOldest(int count);
    void cleared();

private:
    void enforceLimit();

    std::deque<std::shared_ptr<Exchange>> m_exchanges;
    std::deque<qsizetype> m_sizes; ///< what each counted for when it was last touched
    qsizetype m_bytes = 0;
    qsizetype m_limit;
    quint64 m_lastId = 0;
};

} // namespace corslab
