// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/exchangelog.h"

#include <algorithm>

namespace corslab {

ExchangeLog::ExchangeLog(qsizetype limit, QObject *parent)
    : QObject(parent)
    , m_limit(limit)
{
}

std::shared_ptr<Exchange> ExchangeLog::append(Exchange exchange)
{
    exchange.id = ++m_lastId;
    auto kept = std::make_shared<Exchange>(std::move(exchange));
    m_exchanges.push_back(kept);
    m_sizes.push_back(kept->byteCount());
    m_bytes += m_sizes.back();
    Q_EMIT appended(kept->id);
    enforceLimit();
    return kept;
}

void ExchangeLog::touch(const std::shared_ptr<Exchange> &exchange)
{
    const auto it = std::lower_bound(
        m_exchanges.begin(), m_exchanges.end(), exchange->id,
        [](const std::shared_ptr<Exchange> &each, quint64 id) { return each->id < id; });
    // It may have left already, when the record was cleared under a running exchange.
    if (it == m_exchanges.end() || *it != exchange)
        return;
    qsizetype &size = m_sizes[static_cast<std::size_t>(it - m_exchanges.begin())];
    const qsizetype now = exchange->byteCount();
    m_bytes += now - size;
    size = now;
    Q_EMIT changed(exchange->id);
    enforceLimit();
}

void ExchangeLog::clear()
{
    m_exchanges.clear();
    m_sizes.clear();
    m_bytes = 0;
    Q_EMIT cleared();
}

std::shared_ptr<Exchange> ExchangeLog::find(quint64 id) const
{
    const auto it = std::lower_bound(
        m_exchanges.begin(), m_exchanges.end(), id,
        [](const std::shared_ptr<Exchange> &each, quint64 wanted) { return each->id < wanted; });
    return it != m_exchanges.end() && (*it)->id == id ? *it : nullptr;
}

void ExchangeLog::enforceLimit()
{
    // The newest stays in any case: it is the one that somebody looks at.
    int removed = 0;
    while (m_bytes > m_limit && m_exchanges.size() > 1 && m_exchanges.front()->finished) {
        m_bytes -= m_sizes.front();
        m_exchanges.pop_front();
        m_sizes.pop_front();
        ++removed;
    }
    if (removed > 0)
        Q_EMIT removedOldest(removed);
}

} // namespace corslab
