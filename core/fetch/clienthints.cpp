// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/clienthints.h"

#include "core/http/headerlist.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isInteger(QByteArrayView value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), isDigit);
}

/// Digits with at most one point between them.
bool isDecimal(QByteArrayView value)
{
    const qsizetype point = value.indexOf('.');
    return point < 0 ? isInteger(value)
                     : isInteger(value.first(point)) && isInteger(value.sliced(point + 1));
}

bool isEffectiveConnectionType(QByteArrayView value)
{
    return value == "slow-2g" || value == "2g" || value == "3g" || value == "4g";
}

bool isOn(QByteArrayView value)
{
    return equalsIgnoreCase(value, "on");
}

struct Hint
{
    const char *name;
    bool (*accepts)(QByteArrayView value);
};

constexpr std::array<Hint, 8> hints = {{{"dpr", isDecimal},
                                        {"device-memory", isDecimal},
                                        {"downlink", isDecimal},
                                        {"width", isInteger},
                                        {"viewport-width", isInteger},
                                        {"rtt", isInteger},
                                        {"ect", isEffectiveConnectionType},
                                        {"save-data", isOn}}};

} // namespace

bool isSafelistedClientHint(QByteArrayView name, QByteArrayView value)
{
    return std::any_of(hints.begin(), hints.end(), [&](const Hint &hint) {
        return equalsIgnoreCase(name, hint.name) && hint.accepts(value);
    });
}

void removeClientHints(HeaderList &headers)
{
    for (const Hint &hint : hints) {
        if (hint.accepts != isOn)
            headers.remove(hint.name);
    }
}

} // namespace corslab
