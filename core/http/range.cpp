// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/range.h"

#include "core/http/headerlist.h"
#include "core/http/syntax.h"

#include <limits>

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

/// The position that stands for one not given, also where somebody wrote it.
constexpr qint64 NoPosition = -1;

/// NoPosition for nothing; an empty optional for what is no number of 64 bits with a sign.
std::optional<qint64> freePosition(QByteArrayView text)
{
    text = trimTabOrSpace(text);
    if (text.isEmpty())
        return NoPosition;
    bool ok = false;
    const qint64 number = text.toByteArray().toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
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

std::optional<QByteArray> canonicalRange(QByteArrayView value)
{
    const qsizetype equals = value.indexOf('=');
    if (equals < 0 || !equalsIgnoreCase(trimTabOrSpace(value.first(equals)), "bytes"))
        return std::nullopt;
    const QByteArrayView rest = value.sliced(equals + 1);
    const qsizetype minus = rest.indexOf('-');
    if (minus < 0)
        return std::nullopt;
    const auto first = freePosition(rest.first(minus));
    const auto last = freePosition(rest.sliced(minus + 1));
    if (!first || !last)
        return std::nullopt;
    const bool hasFirst = *first != NoPosition;
    const bool hasLast = *last != NoPosition;
    if (!hasFirst)
        return *last > 0 ? std::optional("bytes=-" + QByteArray::number(*last)) : std::nullopt;
    if (hasLast && *last < *first)
        return std::nullopt;
    return "bytes=" + QByteArray::number(*first) + '-' +
           (hasLast ? QByteArray::number(*last) : QByteArray());
}

} // namespace corslab
