// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/method.h"

#include "core/http/headerlist.h"

#include <algorithm>
#include <array>

namespace corslab {

bool isForbiddenMethod(QByteArrayView method) noexcept
{
    return equalsIgnoreCase(method, "CONNECT") || equalsIgnoreCase(method, "TRACE") ||
           equalsIgnoreCase(method, "TRACK");
}

bool isCorsSafelistedMethod(QByteArrayView method) noexcept
{
    return method == "GET" || method == "HEAD" || method == "POST";
}

QByteArray normalizeMethod(const QByteArray &method)
{
    static const std::array<QByteArray, 6> normalized{
        QByteArrayLiteral("DELETE"),  QByteArrayLiteral("GET"),  QByteArrayLiteral("HEAD"),
        QByteArrayLiteral("OPTIONS"), QByteArrayLiteral("POST"), QByteArrayLiteral("PUT")};
    const auto found = std::find_if(normalized.begin(), normalized.end(), [&](const auto &known) {
        return equalsIgnoreCase(known, method);
    });
    return found == normalized.end() ? method : *found;
}

} // namespace corslab
