// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/eventstream.h"

namespace corslab {

std::optional<QByteArray> EventStreamParser::feed(QByteArrayView bytes)
{
    m_pending.append(bytes);
    if (!m_begun && m_pending.size() >= 3) {
        if (m_pending.startsWith("\xEF\xBB\xBF"))
            m_pending.remove(0, 3);
        m_begun = true;
    }
    // Lines end with LF, CR or both; a CR at the very end may still get its LF.
    qsizetype begin = 0;
    for (qsizetype i = 0; i < m_pending.size(); ++i) {
        const char c = m_pending.at(i);
        if (c != '\n' && c != '\r')
            continue;
        if (c == '\r' && i + 1 == m_pending.size())
            break;
        const auto message = takeLine(QByteArrayView(m_pending).sliced(begin, i - begin));
        if (c == '\r' && m_pending.at(i + 1) == '\n')
            ++i;
        begin = i + 1;
        if (message) {
            m_pending.remove(0, begin);
            return message;
        }
    }
    m_pending.remove(0, begin);
    return std::nullopt;
}

std::optional<QByteArray> EventStreamParser::takeLine(QByteArrayView line)
{
    if (line.isEmpty()) {
        // An empty line dispatches what was gathered; only unnamed events are `message`.
        const QByteArray type = std::exchange(m_type, {});
        QByteArray data = std::exchange(m_data, {});
        if (data.isEmpty())
            return std::nullopt;
        data.chop(1);
        return type.isEmpty() || type == "message" ? std::optional(data) : std::nullopt;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (field == "data")
        m_data += value.toByteArray() + '\n';
    else if (field == "event")
        m_type = value.toByteArray();
    return std::nullopt;
}

} // namespace corslab
