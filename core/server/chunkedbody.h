// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace corslab {

/// Follows the chunks of a request's body to find its end. Keeps none of it.
/// Source: https://www.rfc-editor.org/rfc/rfc9112#section-7.1
class ChunkedBody
{
public:
    enum class State { Size, SizeEnd, Data, DataEnd, Trailer, Done, Broken };

    /// Takes what belongs to the body and returns how many bytes that were: all of them unless the
    /// body ends or is broken among them. Appends the chunks' data to `data`, where there is one.
    qsizetype feed(QByteArrayView bytes, QByteArray *data = nullptr);
    [[nodiscard]] bool isDone() const { return m_state == State::Done; }
    [[nodiscard]] bool isBroken() const { return m_state == State::Broken; }
    /// Bytes of data announced by the chunks so far.
    [[nodiscard]] quint64 dataSize() const { return m_dataSize; }

private:
    void step(char c);

    State m_state = State::Size;
    quint64 m_left = 0; ///< of the chunk's size or data
    quint64 m_dataSize = 0;
    int m_digits = 0;
    int m_lineLength = 0; ///< of an extension or a trailer's line, without its end
};

} // namespace corslab
