// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/syntax.h"

#include "core/http/headername.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace corslab {
namespace {

constexpr std::array<bool, 256> makeTokenTable()
{
    std::array<bool, 256> table{};
    for (std::size_t c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (std::size_t c = 'a'; c <= 'z'; ++c) {
        table[c] = true;
        table[c - 'a' + 'A'] = true;
    }
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}

constexpr std::array<bool, 256> tokenTable = makeTokenTable();

constexpr bool isTabOrSpace(char c)
{
    return c == '\t' || c == ' ';
}

constexpr bool isHttpWhitespace(char c)
{
    return isTabOrSpace(c) || c == '\n' || c == '\r';
}

template <typename Predicate>
QByteArrayView trim(QByteArrayView bytes, Predicate isBlank)
{
    while (!bytes.isEmpty() && isBlank(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && isBlank(bytes.back()))
        bytes.chop(1);
    return bytes;
}

} // namespace

bool isToken(QByteArrayView bytes) noexcept
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), [](char c) {
        return tokenTable[static_cast<unsigned char>(c)];
    });
}

bool isHeaderValue(QByteArrayView bytes) noexcept
{
    if (bytes.isEmpty())
        return true;
    if (isTabOrSpace(bytes.front()) || isTabOrSpace(bytes.back()))
        return false;
    return std::none_of(bytes.begin(), bytes.end(),
                        [](char c) { return c == '\0' || c == '\r' || c == '\n'; });
}

QByteArray normalizeHeaderValue(QByteArrayView bytes)
{
    return trim(bytes, isHttpWhitespace).toByteArray();
}

QByteArrayView trimTabOrSpace(QByteArrayView bytes) noexcept
{
    return trim(bytes, isTabOrSpace);
}

QByteArray asciiLower(QByteArrayView bytes)
{
    QByteArray lower(bytes.size(), Qt::Uninitialized);
    std::transform(bytes.begin(), bytes.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

QByteArray decimal(qint64 number)
{
    // QByteArray::number() grows its result digit by digit.
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    return QByteArray(digits.data(), end - digits.data());
}

bool listsToken(QByteArrayView list, QByteArrayView token) noexcept
{
    for (;;) {
        const qsizetype comma = list.indexOf(',');
        if (equalsIgnoreCase(trimTabOrSpace(comma < 0 ? list : list.first(comma)), token))
            return true;
        if (comma < 0)
            return false;
        list = list.sliced(comma + 1);
    }
}

std::optional<TokenViews> viewTokenList(QByteArrayView list, QByteArrayView *invalid)
{
    TokenViews tokens;
    for (;;) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView item = trimTabOrSpace(comma < 0 ? list : list.first(comma));
        if (isToken(item)) {
            tokens.append(item);
        } else if (!item.isEmpty()) {
            if (invalid)
                *invalid = item;
            return std::nullopt;
        }
        if (comma < 0)
            return tokens;
        list = list.sliced(comma + 1);
    }
}

std::optional<QList<QByteArray>> parseTokenList(QByteArrayView value, QByteArray *invalid)
{
    QByteArrayView wrong;
    const auto views = viewTokenList(value, &wrong);
    if (!views) {
        if (invalid)
            *invalid = wrong.toByteArray();
        return std::nullopt;
    }
    QList<QByteArray> tokens;
    tokens.reserve(views->size());
    for (const QByteArrayView token : *views)
        tokens.append(token.toByteArray());
    return tokens;
}

} // namespace corslab
