// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/utf8.h"

#include <QStringDecoder>

namespace corslab {

namespace {

/// The length of the well-formed sequence that begins at `at`; 0 where there is none.
qsizetype sequenceLength(QByteArrayView bytes, qsizetype at) noexcept
{
    const auto byte = [&](qsizetype i) -> unsigned {
        return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
    };
    const auto continues = [&](qsizetype i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(at);
    const unsigned second = byte(at + 1);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return continues(at + 1) && continues(at + 2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool beyond = first == 0xF4 && second > 0x8F;
        return continues(at + 1) && continues(at + 2) && continues(at + 3) && !overlong && !beyond
                   ? 4
                   : 0;
    }
    return 0;
}

} // namespace

std::optional<qsizetype> invalidUtf8(QByteArrayView bytes) noexcept
{
    for (qsizetype at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) { // most of any lab file
            ++at;
            continue;
        }
        const qsizetype length = sequenceLength(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

QString textFromUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder(bytes);
}

} // namespace corslab
