// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/chunkedbody.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace corslab {

namespace {

/// Sixteen hexadecimal digits would be 2^64; a laboratory's body ends long before eight.
constexpr int mostDigits = 8;
/// Of an extension, or of all trailers of a body together.
constexpr int mostLineBytes = 16 * 1024;

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

} // namespace

void ChunkedBody::step(char c)
{
    switch (m_state) {
    case State::Size:
        if (const int digit = hexValue(c); digit >= 0 && m_digits < mostDigits) {
            m_left = m_left * 16 + static_cast<quint64>(digit);
            ++m_digits;
        } else if (m_digits > 0 && (c == '\r' || c == ';' || c == ' ' || c == '\t')) {
            m_state = State::SizeEnd;
        } else if (m_digits > 0 && c == '\n') {
            m_state = State::SizeEnd;
            step(c);
        } else {
            m_state = State::Broken;
        }
        return;
    case State::SizeEnd:
        if (c != '\n') {
            if (++m_lineLength > mostLineBytes)
                m_state = State::Broken;
            return;
        }
        m_dataSize += m_left;
        m_lineLength = 0;
        m_state = m_left > 0 ? State::Data : State::Trailer;
        return;
    case State::DataEnd:
        if (c == '\n') {
            m_left = 0;
            m_digits = 0;
            m_state = State::Size;
        } else if (c != '\r') {
            m_state = State::Broken;
        }
        return;
    case State::Trailer:
        // An empty line ends the body.
        if (c == '\n')
            m_state = std::exchange(m_lineLength, 0) == 0 ? State::Done : State::Trailer;
        else if (c != '\r' && ++m_lineLength > mostLineBytes)
            m_state = State::Broken;
        return;
    case State::Data:
    case State::Done:
    case State::Broken:
        return;
    }
}

qsizetype ChunkedBody::feed(QByteArrayView bytes, QByteArray *data)
{
    qsizetype at = 0;
    while (at < bytes.size() && !isDone() && !isBroken()) {
        if (m_state == State::Data) {
            const auto rest = static_cast<quint64>(bytes.size() - at);
            const quint64 taken = std::min(m_left, rest);
            if (data)
                *data += bytes.sliced(at, static_cast<qsizetype>(taken));
            m_left -= taken;
            at += static_cast<qsizetype>(taken);
            if (m_left == 0)
                m_state = State::DataEnd;
        } else {
            step(bytes[at++]);
        }
    }
    return at;
}

} // namespace corslab
