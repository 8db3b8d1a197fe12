// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/range.h"

namespace corslab {
namespace {

void skipTabsAndSpaces(QByteArrayView &input)
{
    while (!input.isEmpty() && (input.front() == '\t' || input.front() == ' '))
        input = input.sliced(1);
}

/// Takes the digits at the front. Nothing where there are none, or more than 64 bits hold: a
/// position that no body reaches makes the range invalid in browsers too.
std::optional<quint64> takeNumber(QByteArrayView &input)
{
    qsizetype digits = 0;
    while (digits < input.size() && input.at(digits) >= '0' && input.at(digits) <= '9')
        ++digits;
    bool ok = false;
    const quint64 number = input.first(digits).toULongLong(&ok);
    if (!ok)
        return std::nullopt;
    input = input.sliced(digits);
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
