// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/message.h"
#include "core/http/headerlist.h"

#include <QByteArray>
#include <QByteArrayView>

#include <tl/expected.hpp>

#include <optional>
#include <vector>

namespace corslab {

/// How a response's body ends on the wire. Source: RFC 9112, 6.3.
struct BodyFraming
{
    enum class End : quint8 { NoBody, Length, Chunked, Close };
    End end = End::Close;
    qint64 length = 0; ///< for End::Length
    bool operator==(const BodyFraming &) const = default;
};

/// Collects the lines of a response's head as they arrive: the interim (1xx) answers and the final
/// one. Keeps order, case, repeats and the exact bytes.
class ResponseHead
{
public:
    explicit ResponseHead(HeadReading reading = {})
        : m_reading(reading)
    {
    }
    /// `line` with its line end. What comes after the final head (a chunked body's trailers) is
    /// not part of it and ignored.
    void addLine(QByteArrayView line);

    /// What the status line's version allows.
    [[nodiscard]] bool mayBeChunked() const noexcept { return m_mayBeChunked; }
    /// Whether its body is whole wherever the connection ends.
    [[nodiscard]] bool bodyMayBreakOff() const noexcept { return m_bodyMayBreakOff; }
    /// The final head's empty line has come.
    [[nodiscard]] bool isComplete() const noexcept { return m_complete; }
    [[nodiscard]] int status() const noexcept { return m_status; }
    [[nodiscard]] const QByteArray &reason() const noexcept { return m_reason; }
    [[nodiscard]] const HeaderList &headers() const noexcept { return m_headers; }
    [[nodiscard]] const std::vector<InterimResponse> &interim() const noexcept { return m_interim; }
    /// All heads, the interim ones too, byte for byte.
    [[nodiscard]] const QByteArray &raw() const noexcept { return m_raw; }

    /// How the body of the answer to a request with `method` ends. As browsers have it, a
    /// Content-Length that is not a number is as good as none, and two that differ are an error:
    /// they are given back, joined with ", ".
    [[nodiscard]] tl::expected<BodyFraming, QByteArray> bodyFraming(QByteArrayView method) const;

private:
    void readStatusLine(QByteArrayView line);
    void endHead();

    HeadReading m_reading;
    bool m_mayBeChunked = true;
    bool m_bodyMayBreakOff = false;
    bool m_complete = false;
    bool m_inHead = false;
    int m_status = 0;
    QByteArray m_reason;
    HeaderList m_headers;
    std::vector<Header> m_lines; ///< of the head that is under way
    std::vector<InterimResponse> m_interim;
    QByteArray m_raw;
};

} // namespace corslab
