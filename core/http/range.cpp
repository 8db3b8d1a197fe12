// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/range.h"

#include <limits>

namespace corslab {
namespace {

void skipTabsAndSpaces(QByteArrayView &input)
{
    while (!input.isEmpty() && (input.front() == '\t' || input.front() == ' '))
        input = input.sliced(1);
}

/// Takes the digits at the front. Positions beyond what 64 bits hold are the greatest of them: no
/// body reaches so far.
std::optional<quint64> takeNumber(QByteArrayView &input)
{
    constexpr quint64 greatest = std::numeric_limits<quint64>::max();
    std::optional<quint64> number;
    while (!input.isEmpty() && input.front() >= '0' && input.front() <= '9') {
        const auto digit = static_cast<quint64>(input.front() - '0');
        const quint64 before = number.value_or(0);
        number = before > (greatest - digit) / 10 ? greatest : before * 10 + digit;
        input = input.sliced(1);
    }
    return number;
}

} // namespace

std::optional<ByteRange> parseSingleRange(QByteArrayView value, RangeWhitespace whitespace)
{
    const auto skipWhitespace = [&value, whitespace] {
        if (whitespace == RangeWhitespace::Allowed)
            skipTabsAndSpaces(value);
    };
    const auto take = [&value](char expected) {
        if (!value.startsWith(expected))
            return false;
        value = value.sliced(1);
        return true;
    };

    if (!value.startsWith("bytes"))
        return std::nullopt;
    value = value.sliced(5);
    skipWhitespace();
    if (!take('='))
        return std::nullopt;
    skipWhitespace();
    ByteRange range;
    range.first = takeNumber(value);
    skipWhitespace();
    if (!take('-'))
        return std::nullopt;
    skipWhitespace();
    range.last = takeNumber(value);
    if (!value.isEmpty() || (!range.first && !range.last))
        return std::nullopt;
    if (range.first && range.last && *range.first > *range.last)
        return std::nullopt;
    return range;
}

} // namespace corslab
