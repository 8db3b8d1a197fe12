// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originparts.h"

#include <array>

namespace corslab {

namespace {

constexpr auto plainLabelBytes = [] {
    std::array<bool, 256> table{};
    for (int c = 'a'; c <= 'z'; ++c)
        table[static_cast<std::size_t>(c)] = true;
    for (int c = '0'; c <= '9'; ++c)
        table[static_cast<std::size_t>(c)] = true;
    table['-'] = true;
    return table;
}();

constexpr bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<OriginParts> splitOrigin(QByteArrayView origin) noexcept
{
    OriginParts parts;
    if (origin.startsWith("https://"))
        parts.scheme = origin.first(5);
    else if (origin.startsWith("http://"))
        parts.scheme = origin.first(4);
    else
        return std::nullopt;

    QByteArrayView rest = origin.sliced(parts.scheme.size() + 3);
    qsizetype digits = 0;
    while (digits < rest.size() && isDigit(rest[rest.size() - 1 - digits]))
        ++digits;
    const qsizetype colon = rest.size() - 1 - digits;
    if (colon >= 0 && rest[colon] == ':') {
        // A browser writes a port without leading zeros; `http://a:` and `http://a:0` are no
        // origins.
        if (digits == 0 || digits > 5 || rest[colon + 1] == '0')
            return std::nullopt;
        int port = 0;
        for (qsizetype i = colon + 1; i < rest.size(); ++i)
            port = port * 10 + (rest[i] - '0');
        if (port > 65535)
            return std::nullopt;
        parts.port = port;
        rest = rest.first(colon);
    }
    if (rest.isEmpty())
        return std::nullopt;
    parts.host = rest;
    return parts;
}

bool arePlainLabels(QByteArrayView labels) noexcept
{
    qsizetype length = 0;
    for (const char c : labels) {
        if (c == '.') {
            if (length == 0)
                return false;
            length = 0;
        } else if (plainLabelBytes[static_cast<unsigned char>(c)] && length < 63) {
            ++length;
        } else {
            return false;
        }
    }
    return length > 0;
}

} // namespace corslab
