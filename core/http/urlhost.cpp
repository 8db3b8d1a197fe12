// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/urlhost.h"

#include "core/http/percentencode.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace corslab {
namespace {

constexpr quint8 forbiddenInHost = 1;
constexpr quint8 forbiddenInDomain = 2;

constexpr std::array<quint8, 128> makeForbiddenTable()
{
    std::array<quint8, 128> table{};
    for (std::size_t c = 0; c < 0x20; ++c)
        table[c] = forbiddenInDomain;
    table['%'] = table[0x7f] = forbiddenInDomain;
    using namespace std::string_view_literals;
    for (const char c : "\0\t\n\r #/:<>?@[\\]^|"sv)
        table[static_cast<unsigned char>(c)] = forbiddenInHost | forbiddenInDomain;
    return table;
}

constexpr std::array<quint8, 128> forbidden = makeForbiddenTable();

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr int hexValue(char16_t c)
{
    if (c >= u'0' && c <= u'9')
        return c - u'0';
    if (c >= u'a' && c <= u'f')
        return c - u'a' + 10;
    if (c >= u'A' && c <= u'F')
        return c - u'A' + 10;
    return -1;
}

/// Larger than every number that an IPv4 address can hold, so that nothing overflows.
constexpr quint64 tooLarge = quint64(1) << 40;

/// https://url.spec.whatwg.org/#ipv4-number-parser
std::optional<quint64> parseIpv4Number(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    unsigned base = 10;
    if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        text.remove_prefix(2);
        base = 16;
    } else if (text.size() >= 2 && text[0] == '0') {
        text.remove_prefix(1);
        base = 8;
    }
    quint64 number = 0;
    for (const char c : text) {
        const int digit = hexValue(static_cast<unsigned char>(c));
        if (digit < 0 || static_cast<unsigned>(digit) >= base)
            return std::nullopt;
        number = std::min(number * base + static_cast<unsigned>(digit), tooLarge);
    }
    return number;
}

/// https://url.spec.whatwg.org/#ends-in-a-number-checker
bool endsInNumber(std::string_view domain)
{
    if (domain.ends_with('.'))
        domain.remove_suffix(1);
    const std::size_t dot = domain.rfind('.');
    const std::string_view last = dot == std::string_view::npos ? domain : domain.substr(dot + 1);
    // Every number begins with a digit, and hardly any domain's last label does.
    if (last.empty() || !isDigit(last.front()))
        return false;
    return std::all_of(last.begin(), last.end(), isDigit) || parseIpv4Number(last).has_value();
}

/// https://url.spec.whatwg.org/#concept-ipv4-parser, and its serialiser
tl::expected<QByteArray, UrlErrorCode> parseIpv4(std::string_view input)
{
    if (input.ends_with('.'))
        input.remove_suffix(1);
    std::array<quint64, 4> numbers{};
    std::size_t count = 0;
    for (;;) {
        const std::size_t dot = input.find('.');
        const auto number = parseIpv4Number(input.substr(0, dot));
        if (!number || count == numbers.size())
            return tl::unexpected(UrlErrorCode::InvalidIpv4);
        numbers[count++] = *number;
        if (dot == std::string_view::npos)
            break;
        input.remove_prefix(dot + 1);
    }

    const quint64 last = numbers[count - 1];
    if (last >= quint64(1) << (8 * (5 - count)))
        return tl::unexpected(UrlErrorCode::InvalidIpv4);
    quint64 address = last;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        if (numbers[i] > 255)
            return tl::unexpected(UrlErrorCode::InvalidIpv4);
        address += numbers[i] << (8 * (3 - i));
    }

    QByteArray serialized;
    serialized.reserve(15);
    for (int shift = 24; shift >= 0; shift -= 8) {
        serialized += QByteArray::number((address >> shift) & 0xff);
        if (shift > 0)
            serialized += '.';
    }
    return serialized;
}

using Ipv6Pieces = std::array<quint16, 8>;

/// Reads the dotted tail of an IPv6 address into two pieces; false where it is malformed.
bool parseIpv6Tail(QStringView tail, Ipv6Pieces &pieces, std::size_t pieceIndex)
{
    std::size_t numbersSeen = 0;
    for (qsizetype position = 0; position < tail.size();) {
        if (numbersSeen > 0) {
            if (tail[position] != u'.' || numbersSeen == 4)
                return false;
            ++position;
        }
        int value = -1;
        for (; position < tail.size() && tail[position] >= u'0' && tail[position] <= u'9';
             ++position) {
            const int digit = tail[position].unicode() - u'0';
            if (value == 0) // a leading zero
                return false;
            value = value < 0 ? digit : value * 10 + digit;
            if (value > 255)
                return false;
        }
        if (value < 0)
            return false;
        quint16 &piece = pieces[pieceIndex + numbersSeen / 2];
        piece = static_cast<quint16>(piece * 256 + value);
        ++numbersSeen;
    }
    return numbersSeen == 4;
}

/// https://url.spec.whatwg.org/#concept-ipv6-parser
std::optional<Ipv6Pieces> parseIpv6Pieces(QStringView input)
{
    Ipv6Pieces pieces{};
    std::size_t pieceIndex = 0;
    std::optional<std::size_t> compress;
    qsizetype position = 0;
    const auto at = [&input](qsizetype i) { return i < input.size() ? input[i].unicode() : u'\0'; };

    if (at(0) == u':') {
        if (at(1) != u':')
            return std::nullopt;
        position = 2;
        compress = ++pieceIndex;
    }
    while (position < input.size()) {
        if (pieceIndex == 8)
            return std::nullopt;
        if (at(position) == u':') {
            if (compress)
                return std::nullopt;
            ++position;
            compress = ++pieceIndex;
            continue;
        }
        unsigned value = 0;
        const qsizetype start = position;
        while (position - start < 4 && hexValue(at(position)) >= 0)
            value = value * 16 + static_cast<unsigned>(hexValue(at(position++)));
        if (at(position) == u'.') {
            if (position == start || pieceIndex > 6 ||
                !parseIpv6Tail(input.sliced(start), pieces, pieceIndex))
                return std::nullopt;
            pieceIndex += 2;
            break;
        }
        if (at(position) == u':') {
            if (++position == input.size())
                return std::nullopt;
        } else if (position < input.size()) {
            return std::nullopt;
        }
        pieces[pieceIndex++] = static_cast<quint16>(value);
    }

    if (compress) {
        // The pieces behind the gap move to the end, and the gap fills with zeros.
        const auto gap = pieces.begin() + static_cast<std::ptrdiff_t>(*compress);
        std::rotate(gap, pieces.begin() + static_cast<std::ptrdiff_t>(pieceIndex), pieces.end());
    } else if (pieceIndex != 8) {
        return std::nullopt;
    }
    return pieces;
}

/// https://url.spec.whatwg.org/#concept-ipv6-serializer, with the brackets
QByteArray serializeIpv6(const Ipv6Pieces &pieces)
{
    // The first of the longest runs of at least two zeros is compressed.
    std::size_t gapStart = 8;
    std::size_t gapLength = 1;
    for (std::size_t i = 0; i < 8;) {
        std::size_t end = i;
        while (end < 8 && pieces[end] == 0)
            ++end;
        if (end - i > gapLength) {
            gapStart = i;
            gapLength = end - i;
        }
        i = end + 1;
    }

    std::array<char, 48> buffer{};
    char *out = buffer.data();
    *out++ = '[';
    for (std::size_t i = 0; i < 8; ++i) {
        if (i == gapStart) {
            *out++ = ':';
            if (i == 0)
                *out++ = ':';
            i += gapLength - 1;
            continue;
        }
        out = std::to_chars(out, buffer.data() + buffer.size(), pieces[i], 16).ptr;
        if (i < 7)
            *out++ = ':';
    }
    *out++ = ']';
    return QByteArray(buffer.data(), out - buffer.data());
}

tl::expected<QByteArray, UrlErrorCode> parseIpv6(QStringView input)
{
    if (!input.endsWith(u']'))
        return tl::unexpected(UrlErrorCode::InvalidIpv6);
    const auto pieces = parseIpv6Pieces(input.sliced(1, input.size() - 2));
    if (!pieces)
        return tl::unexpected(UrlErrorCode::InvalidIpv6);
    return serializeIpv6(*pieces);
}

/// https://url.spec.whatwg.org/#concept-opaque-host-parser
tl::expected<QByteArray, UrlErrorCode> parseOpaqueHost(QStringView input)
{
    const auto isForbidden = [](QChar c) {
        return c.unicode() < 0x80 && (forbidden[c.unicode()] & forbiddenInHost) != 0;
    };
    if (std::any_of(input.begin(), input.end(), isForbidden))
        return tl::unexpected(UrlErrorCode::InvalidHost);
    ByteSink sink;
    appendEncoded(sink, input, EncodeSet::C0Control);
    return QByteArray(sink.constData(), sink.size());
}

/// Checks a domain that is in ASCII and needs no IDNA, and reads it as IPv4 where it ends in a
/// number.
tl::expected<QByteArray, UrlErrorCode> finishDomain(std::string_view ascii)
{
    if (ascii.empty())
        return tl::unexpected(UrlErrorCode::InvalidHost);
    if (endsInNumber(ascii))
        return parseIpv4(ascii);
    return QByteArray(ascii.data(), static_cast<qsizetype>(ascii.size()));
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool isPunycodeLabel(QStringView label)
{
    return label.startsWith(u"xn--", Qt::CaseInsensitive);
}

/// One label in Unicode or punycode as IDNA wants it; empty where it refuses it.
QString labelToAscii(const QString &label)
{
    const QByteArray ascii = QUrl::toAce(label);
    if (!ascii.startsWith("xn--"))
        return QString::fromLatin1(ascii);
    // QUrl::toAce lets pass what cannot be decoded again; QUrl::fromAce then leaves it as it is.
    const QString decoded = QUrl::fromAce(ascii, QUrl::IgnoreIDNWhitelist);
    return isPunycodeLabel(decoded) ? QString() : QString::fromLatin1(ascii);
}

/// QUrl::toAce refuses what the URL Standard lets pass beside a Unicode label: underscores, empty
/// labels and the like. Hence it is asked about those labels alone that need it. In these it stays
/// stricter than the standard: hyphens at the ends, and more than 63 bytes, are refused.
QString domainToAscii(QString domain)
{
    for (const char16_t dot : {u'\u3002', u'\uff0e', u'\uff61'})
        domain.replace(QChar(dot), u'.');
    QStringList labels = domain.split(u'.');
    for (QString &label : labels) {
        const bool isPlain = isAscii(label) && !isPunycodeLabel(label);
        label = isPlain ? label.toLower() : labelToAscii(label);
        if (label.isEmpty() && !isPlain)
            return {};
    }
    return labels.join(u'.');
}

/// Percent-decoding and IDNA, for the few hosts that need them.
/// https://url.spec.whatwg.org/#concept-domain-to-ascii
tl::expected<QByteArray, UrlErrorCode> parseInternationalDomain(QStringView input)
{
    ByteSink bytes;
    for (qsizetype position = 0; position < input.size();) {
        if (input[position] == u'%' && position + 2 < input.size()) {
            const int high = hexValue(input[position + 1].unicode());
            const int low = hexValue(input[position + 2].unicode());
            if (high >= 0 && low >= 0) {
                bytes.append(static_cast<char>(high * 16 + low));
                position += 3;
                continue;
            }
        }
        appendUtf8(bytes, takeCodePoint(input, position));
    }
    const QString ascii = domainToAscii(QString::fromUtf8(bytes.constData(), bytes.size()));
    const auto isForbidden = [](QChar c) {
        return c.unicode() >= 0x80 || (forbidden[c.unicode()] & forbiddenInDomain) != 0;
    };
    if (std::any_of(ascii.cbegin(), ascii.cend(), isForbidden))
        return tl::unexpected(UrlErrorCode::InvalidHost);
    const QByteArray latin1 = ascii.toLatin1();
    return finishDomain({latin1.constData(), static_cast<std::size_t>(latin1.size())});
}

tl::expected<QByteArray, UrlErrorCode> parseDomain(QStringView input)
{
    ByteSink lower;
    bool atLabelStart = true;
    for (qsizetype position = 0; position < input.size(); ++position) {
        char16_t c = input[position].unicode();
        if (c >= 0x80 || c == u'%')
            return parseInternationalDomain(input);
        if (forbidden[c] & forbiddenInDomain)
            return tl::unexpected(UrlErrorCode::InvalidHost);
        if (c >= u'A' && c <= u'Z')
            c = static_cast<char16_t>(c - u'A' + u'a');
        if (atLabelStart && c == u'x' && isPunycodeLabel(input.sliced(position)))
            return parseInternationalDomain(input);
        atLabelStart = c == u'.';
        lower.append(static_cast<char>(c));
    }
    return finishDomain({lower.constData(), static_cast<std::size_t>(lower.size())});
}

} // namespace

tl::expected<QByteArray, UrlErrorCode> parseHost(QStringView input, HostKind kind)
{
    if (input.startsWith(u'['))
        return parseIpv6(input);
    switch (kind) {
    case HostKind::Domain:
        return parseDomain(input);
    case HostKind::Opaque:
        return parseOpaqueHost(input);
    }
    Q_UNREACHABLE();
}

} // namespace corslab
