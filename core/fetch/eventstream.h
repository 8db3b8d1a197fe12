// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace corslab {

/// Reads an event stream piece by piece. https://html.spec.whatwg.org/#event-stream-interpretation
class EventStreamParser
{
public:
    /// Takes in bytes; gives back the data of the first message they complete.
    std::optional<QByteArray> feed(QByteArrayView bytes);

private:
    std::optional<QByteArray> takeLine(QByteArrayView line);

    QByteArray m_pending; ///< the line that is not whole yet
    QByteArray m_data;
    QByteArray m_type;
    bool m_begun = false; ///< past a byte order mark
};

} // namespace corslab
