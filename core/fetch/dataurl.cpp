// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/dataurl.h"

#include "core/http/mimetype.h"
#include "core/http/syntax.h"

namespace corslab {

std::optional<Response> dataUrlResponse(const Url &url)
{
    // 2.-3. Everything behind `data:`, without the fragment.
    const QByteArray input = url.hrefWithoutFragment().mid(5);
    // 4.-7. The MIME type ends at the first comma.
    const qsizetype comma = input.indexOf(',');
    if (comma < 0)
        return std::nullopt;
    QByteArray mimeType = normalizeHeaderValue(input.first(comma));
    // 8.-10. The body is percent-encoded bytes.
    QByteArray body = QByteArray::fromPercentEncoding(input.mid(comma + 1));
    // 11. `;base64` at the end, with spaces before the word if need be.
    if (mimeType.toLower().endsWith("base64")) {
        const QByteArray before = mimeType.chopped(6);
        QByteArrayView head = before;
        while (head.endsWith(' '))
            head.chop(1);
        if (head.endsWith(';')) {
            const auto bytes = QByteArray::fromBase64Encoding(
                body.replace(' ', QByteArray()), QByteArray::AbortOnBase64DecodingErrors);
            if (!bytes)
                return std::nullopt;
            body = *bytes;
            mimeType = head.chopped(1).toByteArray();
        }
    }
    // 12. A parameter alone means text/plain.
    if (mimeType.startsWith(';'))
        mimeType.prepend("text/plain");
    // 13.-14. What is no MIME type counts as text.
    const auto parsed = MimeType::parse(mimeType);

    Response response;
    response.statusText = QByteArrayLiteral("OK");
    response.headers.append(QByteArrayLiteral("Content-Type"),
                            parsed ? parsed->serialize()
                                   : QByteArrayLiteral("text/plain;charset=US-ASCII"));
    response.body = body;
    return response;
}

} // namespace corslab
