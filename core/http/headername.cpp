// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headername.h"

#include <cstring>

namespace corslab {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool detail::haveEqualLetters(QByteArrayView a, QByteArrayView b) noexcept
{
    // Whoever writes a name mostly writes it as everybody does.
    if (std::memcmp(a.data(), b.data(), std::size_t(a.size())) == 0)
        return true;
    return std::equal(a.begin(), a.end(), b.begin(),
                      [](char x, char y) { return x == y || lower(x) == lower(y); });
}

bool isForbiddenRequestHeaderName(QByteArrayView name) noexcept
{
    static constexpr NameList<21> names = {"Accept-Charset",
                                           "Accept-Encoding",
                                           "Access-Control-Request-Headers",
                                           "Access-Control-Request-Method",
                                           "Connection",
                                           "Content-Length",
                                           "Cookie",
                                           "Cookie2",
                                           "Date",
                                           "DNT",
                                           "Expect",
                                           "Host",
                                           "Keep-Alive",
                                           "Origin",
                                           "Referer",
                                           "Set-Cookie",
                                           "TE",
                                           "Trailer",
                                           "Transfer-Encoding",
                                           "Upgrade",
                                           "Via"};
    return isOneOf(name, names) || startsWithIgnoreCase(name, "Proxy-") ||
           startsWithIgnoreCase(name, "Sec-");
}

bool isForbiddenResponseHeaderName(QByteArrayView name) noexcept
{
    return equalsIgnoreCase(name, "Set-Cookie") || equalsIgnoreCase(name, "Set-Cookie2");
}

bool isCorsSafelistedResponseHeaderName(QByteArrayView name) noexcept
{
    static constexpr NameList<7> names = {"Cache-Control", "Content-Language", "Content-Length",
                                          "Content-Type",  "Expires",          "Last-Modified",
                                          "Pragma"};
    return isOneOf(name, names);
}

} // namespace corslab
