// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace corslab {

/// Positions in bytes, inclusive. One of the two is always set.
struct ByteRange
{
    std::optional<quint64> first;
    std::optional<quint64> last;
    bool operator==(const ByteRange &) const = default;
};

enum class RangeWhitespace { Refused, Allowed };

/// https://fetch.spec.whatwg.org/#simple-range-header-value
/// Nothing where the value is not a single `bytes=` range, or its start lies behind its end.
[[nodiscard]] std::optional<ByteRange> parseSingleRange(QByteArrayView value,
                                                        RangeWhitespace whitespace);

/// The value as Chromium's cache sends it on, which reads it more freely than it writes it: any
/// case, blanks, signs. Nothing where it cannot read it and lets it pass as it stands.
/// net/http/http_util.cc, HttpUtil::ParseRangeHeader; net/http/http_byte_range.cc.
[[nodiscard]] std::optional<QByteArray> canonicalRange(QByteArrayView value);

} // namespace corslab
