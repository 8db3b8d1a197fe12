// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>
#include <QVarLengthArray>

#include <array>

namespace corslab {

/// Collects the bytes of one part of a URL; the usual URL needs no memory but the stack's.
using ByteSink = QVarLengthArray<char, 512>;

/// The percent-encode sets of the URL Standard, each a bit in the table below.
/// https://url.spec.whatwg.org/#percent-encoded-bytes
enum class EncodeSet : quint8 {
    C0Control = 1,
    Fragment = 2,
    Query = 4,
    SpecialQuery = 8,
    Path = 16,
    Userinfo = 32
};

namespace detail {
extern const std::array<quint8, 128> encodeTable;
}

/// True where the UTF-16 unit stands for itself; false for everything beyond ASCII.
[[nodiscard]] inline bool standsForItself(char16_t unit, EncodeSet set) noexcept
{
    return unit < 0x80 && (detail::encodeTable[unit] & static_cast<quint8>(set)) == 0;
}

/// Takes the code point at `position` and moves behind it. A lone surrogate becomes U+FFFD.
[[nodiscard]] char32_t takeCodePoint(QStringView input, qsizetype &position) noexcept;

/// Appends the code point's UTF-8 bytes.
void appendUtf8(ByteSink &sink, char32_t codePoint);
/// Appends the code point's UTF-8 bytes, each percent-encoded.
void appendEscaped(ByteSink &sink, char32_t codePoint);
/// Appends the text in UTF-8, with the bytes of the set percent-encoded.
void appendEncoded(ByteSink &sink, QStringView text, EncodeSet set);

} // namespace corslab
