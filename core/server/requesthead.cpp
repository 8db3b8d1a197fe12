// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/requesthead.h"

#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

tl::unexpected<RequestFault> fault(int status, const QByteArray &sentence)
{
    return tl::unexpected(RequestFault{status, sentence});
}

/// The next line without its end; `rest` then begins behind it.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

tl::expected<RequestHead, RequestFault> parseRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return fault(400, "The request line is not a method, a target and a version.");
    RequestHead head;
    head.method = line.first(first).toByteArray();
    head.target = line.sliced(first + 1, last - first - 1).toByteArray();
    const QByteArrayView version = line.sliced(last + 1);
    if (!isToken(head.method))
        return fault(400, "The method is not a token.");
    const auto isSpaceOrControl = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    };
    if (head.target.isEmpty() ||
        std::any_of(head.target.cbegin(), head.target.cend(), isSpaceOrControl))
        return fault(400, "The request target has a space or a control character.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        return version.startsWith("HTTP/")
                   ? fault(505, "This server speaks HTTP/1.1.")
                   : fault(400, "The request line does not end with HTTP/1.1.");
    }
    head.minorVersion = version.endsWith('1') ? 1 : 0;
    return head;
}

bool isFieldValue(QByteArrayView value)
{
    return std::none_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\0'; });
}

bool isTheWord(QByteArrayView value, QByteArrayView word)
{
    return equalsIgnoreCase(trimTabOrSpace(value), word);
}

} // namespace

std::optional<qsizetype> RequestHead::end(QByteArrayView bytes, qsizetype from)
{
    for (qsizetype at = bytes.indexOf('\n', from); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        const QByteArrayView rest = bytes.sliced(at + 1);
        if (rest.startsWith('\n'))
            return at + 2;
        if (rest.startsWith("\r\n"))
            return at + 3;
    }
    return std::nullopt;
}

tl::expected<RequestHead, RequestFault> RequestHead::parse(QByteArrayView bytes)
{
    auto head = parseRequestLine(takeLine(bytes));
    while (head && !bytes.isEmpty()) {
        const QByteArrayView line = takeLine(bytes);
        if (line.isEmpty())
            break;
        // A server that does not know what continued lines hide must refuse them (RFC 9112, 5.2).
        if (line.front() == ' ' || line.front() == '\t')
            return fault(400, "A header line begins with white space.");
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            return fault(400, "A header line has no colon.");
        const QByteArrayView name = line.first(colon);
        const QByteArrayView value = trimTabOrSpace(line.sliced(colon + 1));
        if (!isToken(name))
            return fault(400, "A header's name is not a token.");
        if (!isFieldValue(value))
            return fault(400, "A header's value has a control character.");
        head->headers.append(name.toByteArray(), value.toByteArray());
    }
    return head;
}

tl::expected<RequestFraming, RequestFault> RequestFraming::of(const RequestHead &head)
{
    RequestFraming framing;
    const QList<QByteArray> lengths = head.headers.lines("Content-Length");
    const QList<QByteArray> codings = head.headers.lines("Transfer-Encoding");
    if (!codings.isEmpty()) {
        if (!lengths.isEmpty())
            return fault(400, "Content-Length and Transfer-Encoding cannot stand together.");
        if (head.minorVersion == 0)
            return fault(400, "HTTP/1.0 has no Transfer-Encoding.");
        if (codings.size() > 1 || !isTheWord(codings.first(), "chunked"))
            return fault(501, "The only Transfer-Encoding that this server knows is chunked.");
        framing.chunked = true;
    }
    if (lengths.size() > 1)
        return fault(400, "Content-Length stands there more than once.");
    if (lengths.size() == 1) {
        const QByteArray &digits = lengths.first();
        const bool isNumber =
            !digits.isEmpty() && std::all_of(digits.cbegin(), digits.cend(),
                                             [](char c) { return c >= '0' && c <= '9'; });
        if (!isNumber)
            return fault(400, "Content-Length is not a number of bytes.");
        bool fits = false;
        framing.contentLength = digits.toLongLong(&fits);
        if (!fits)
            return fault(413, "Content-Length is beyond every limit.");
    }
    if (const auto expectation = head.headers.get("Expect");
        expectation && head.minorVersion == 1) {
        if (!isTheWord(*expectation, "100-continue"))
            return fault(417, "The only expectation that this server knows is 100-continue.");
        framing.expectsContinue = framing.chunked || framing.contentLength > 0;
    }
    return framing;
}

} // namespace corslab
