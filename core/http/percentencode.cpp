// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/percentencode.h"

#include <QChar>

#include <string_view>

namespace corslab {
namespace {

constexpr std::array<quint8, 128> makeEncodeTable()
{
    constexpr auto bit = [](EncodeSet set) { return static_cast<quint8>(set); };
    constexpr quint8 userinfo = bit(EncodeSet::Userinfo);
    constexpr quint8 path = bit(EncodeSet::Path) | userinfo;
    constexpr quint8 specialQuery = bit(EncodeSet::SpecialQuery);
    constexpr quint8 query = bit(EncodeSet::Query) | specialQuery | path;
    constexpr quint8 fragment = bit(EncodeSet::Fragment);

    std::array<quint8, 128> table{};
    const auto add = [&table](std::string_view characters, quint8 sets) {
        for (const char c : characters) {
            auto &entry = table[static_cast<unsigned char>(c)];
            entry = static_cast<quint8>(entry | sets);
        }
    };
    for (std::size_t c = 0; c < 0x20; ++c)
        table[c] = 0xff;
    table[0x7f] = 0xff;
    add(" \"<>", query | fragment);
    add("`", fragment | path);
    add("#", query);
    add("'", specialQuery);
    add("?^{}", path);
    add("/:;=@[\\]|", userinfo);
    return table;
}

constexpr char hexDigits[] = "0123456789ABCDEF";

template <typename Append>
void forEachUtf8Byte(char32_t c, Append append)
{
    if (c < 0x80) {
        append(c);
        return;
    }
    if (c < 0x800) {
        append(0xc0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            append(0xe0 | (c >> 12));
        } else {
            append(0xf0 | (c >> 18));
            append(0x80 | ((c >> 12) & 0x3f));
        }
        append(0x80 | ((c >> 6) & 0x3f));
    }
    append(0x80 | (c & 0x3f));
}

} // namespace

namespace detail {
constinit const std::array<quint8, 128> encodeTable = makeEncodeTable();
}

char32_t takeCodePoint(QStringView input, qsizetype &position) noexcept
{
    const QChar unit = input[position++];
    if (!unit.isSurrogate())
        return unit.unicode();
    if (unit.isHighSurrogate() && position < input.size() && input[position].isLowSurrogate())
        return QChar::surrogateToUcs4(unit, input[position++]);
    return QChar::ReplacementCharacter;
}

void appendUtf8(ByteSink &sink, char32_t codePoint)
{
    forEachUtf8Byte(codePoint, [&sink](char32_t byte) { sink.append(static_cast<char>(byte)); });
}

void appendEscaped(ByteSink &sink, char32_t codePoint)
{
    forEachUtf8Byte(codePoint, [&sink](char32_t byte) {
        sink.append('%');
        sink.append(hexDigits[byte >> 4]);
        sink.append(hexDigits[byte & 0xf]);
    });
}

void appendEncoded(ByteSink &sink, QStringView text, EncodeSet set)
{
    for (qsizetype position = 0; position < text.size();) {
        const char16_t unit = text[position].unicode();
        if (standsForItself(unit, set)) {
            sink.append(static_cast<char>(unit));
            ++position;
        } else {
            appendEscaped(sink, takeCodePoint(text, position));
        }
    }
}

} // namespace corslab
