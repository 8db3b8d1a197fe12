// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/visibletext.h"

#include <QStringDecoder>

#include <algorithm>

namespace corslab {

namespace {

bool turnsDirection(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

/// Drawn as nothing, or as a line of its own.
bool isInvisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF || c == 0x2028 ||
           c == 0x2029 || c == 0x00AD;
}

/// Almost all that is shown is so, and shown as it is.
bool isPlain(char16_t c)
{
    return c >= 0x20 && c < 0x7F;
}

QString hex(char32_t c, int digits)
{
    return QString::number(c, 16).toUpper().rightJustified(digits, u'0');
}

} // namespace

QString visibleText(const QString &text)
{
    const auto isPlainUnit = [](QChar unit) { return isPlain(unit.unicode()); };
    if (std::all_of(text.begin(), text.end(), isPlainUnit))
        return text;
    QString result;
    result.reserve(text.size());
    bool rightToLeft = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        char32_t c = unit.unicode();
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            c = QChar::surrogateToUcs4(unit, text.at(++i));
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            result += u"\\x"_qs + hex(c, 2);
        } else if (turnsDirection(c) || isInvisible(c) || QChar::isSurrogate(c)) {
            result += u"\\u"_qs + hex(c, 4);
        } else {
            const auto direction = QChar::direction(c);
            rightToLeft = rightToLeft || direction == QChar::DirR || direction == QChar::DirAL;
            result += QChar::fromUcs4(c);
        }
    }
    if (rightToLeft)
        result = QChar(0x2066) + result + QChar(0x2069);
    return result;
}

QString visibleText(QByteArrayView bytes)
{
    const auto isPlainByte = [](char byte) { return isPlain(static_cast<unsigned char>(byte)); };
    if (std::all_of(bytes.begin(), bytes.end(), isPlainByte))
        return QString::fromLatin1(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder.decode(bytes);
    if (!decoder.hasError())
        return visibleText(decoded);
    QString result;
    for (const char byte : bytes) {
        const auto c = static_cast<unsigned char>(byte);
        if (isPlain(c))
            result += QLatin1Char(byte);
        else
            result += u"\\x"_qs + hex(c, 2);
    }
    return result;
}

QString unbrokenOrigins(QString text)
{
    constexpr QChar joiner(0x2060);
    for (auto at = text.indexOf(u"://"_qs); at >= 0; at = text.indexOf(u"://"_qs, at)) {
        for (const auto offset : {1, 3, 5}) // ":" "/" "/" and what follows
            text.insert(at + offset, joiner);
        at += 6;
        // Up to the path, a space or the end.
        while (at < text.size() && !text.at(at).isSpace() && text.at(at) != u'/') {
            if (text.at(at) == u':' || text.at(at) == u'-')
                text.insert(++at, joiner);
            ++at;
        }
    }
    return text;
}

} // namespace corslab
