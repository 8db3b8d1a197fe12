// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/partialanswer.h"

#include "core/http/range.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

std::optional<std::pair<qsizetype, qsizetype>> boundsOf(QByteArrayView text, qsizetype size)
{
    const auto canonical = canonicalRange(text);
    const auto range =
        canonical ? parseSingleRange(*canonical, RangeWhitespace::Refused) : std::nullopt;
    if (!range || size == 0)
        return std::nullopt;
    const auto end = quint64(size);
    if (!range->first)
        return std::pair(qsizetype(end - std::min(end, *range->last)), size - 1);
    if (*range->first >= end)
        return std::nullopt;
    return std::pair(qsizetype(*range->first),
                     qsizetype(std::min(range->last.value_or(end), end - 1)));
}

Response partOf(Response whole, const Request &http)
{
    const QByteArray *range = http.headers.first("Range");
    const QByteArray body = whole.body.value_or(QByteArray());
    const auto bounds = range && whole.status == 200 ? boundsOf(*range, body.size()) : std::nullopt;
    if (!bounds)
        return whole;
    const auto [first, last] = *bounds;
    whole.status = 206;
    whole.statusText = QByteArrayLiteral("Partial Content");
    whole.body = body.mid(first, last - first + 1);
    whole.headers.set(QByteArrayLiteral("Content-Range"),
                      "bytes " + decimal(first) + '-' + decimal(last) + '/' + decimal(body.size()));
    whole.headers.set(QByteArrayLiteral("Content-Length"), decimal(last - first + 1));
    whole.rangeRequested = true;
    return whole;
}

} // namespace corslab
