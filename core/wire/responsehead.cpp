// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/responsehead.h"

#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// The line without its LF and the CR before it.
QByteArrayView withoutLineEnd(QByteArrayView line) noexcept
{
    if (line.endsWith('\n')) {
        line.chop(1);
        if (line.endsWith('\r')) {
            line.chop(1);
        }
    }
    return line;
}

/// Without blanks around it. RFC 9112, 2.2: a CR that ends no line is as good as a space.
QByteArray fieldValue(QByteArrayView bytes)
{
    QByteArray value = trimTabOrSpace(bytes).toByteArray();
    if (value.contains('\r')) {
        value.replace('\r', ' ');
        value = trimTabOrSpace(value).toByteArray();
    }
    return value;
}

/// Digits and nothing else; nothing for what is no number or too great for one.
std::optional<qint64> parseLength(QByteArrayView value)
{
    if (value.isEmpty() || !std::all_of(value.begin(), value.end(), isDigit)) {
        return std::nullopt;
    }
    bool ok = false;
    const qint64 length = value.toByteArray().toLongLong(&ok);
    return ok ? std::optional(length) : std::nullopt;
}

} // namespace

void ResponseHead::addLine(QByteArrayView line)
{
    if (m_complete) {
        return;
    }
    m_raw.append(line);
    const QByteArrayView text = withoutLineEnd(line);
    if (!m_inHead) {
        readStatusLine(text);
        return;
    }
    if (text.isEmpty()) {
        endHead();
        return;
    }
    // An obsolete continuation line goes on with the value above it: RFC 9112, 5.2.
    if ((text.startsWith(' ') || text.startsWith('\t')) && !m_lines.empty()) {
        QByteArray &value = m_lines.back().value;
        if (m_reading.foldedLines == FoldedLines::AllBlanks) {
            value.append(text);
            return;
        }
        const QByteArray more = fieldValue(text);
        value = fieldValue(value);
        if (!value.isEmpty() && !more.isEmpty()) {
            value.append(' ');
        }
        value.append(more);
        return;
    }
    const qsizetype colon = text.indexOf(':');
    if (colon < 0) {
        return;
    }
    // What names no field is passed over, as browsers do.
    const QByteArrayView written = text.first(colon);
    const QByteArrayView name = m_reading.trimsNames ? trimTabOrSpace(written) : written;
    if (!isToken(name)) {
        return;
    }
    m_lines.push_back({name.toByteArray(), text.sliced(colon + 1).toByteArray()});
}

tl::expected<BodyFraming, QByteArray> ResponseHead::bodyFraming(QByteArrayView method) const
{
    using End = BodyFraming::End;
    if (method == "HEAD" || m_status == 101 || m_status == 204 || m_status == 304) {
        return BodyFraming{End::NoBody, 0};
    }
    for (const QByteArray &coding : m_headers.lines("Transfer-Encoding")) {
        if (m_mayBeChunked && asciiLower(coding).contains("chunked")) {
            return BodyFraming{End::Chunked, 0};
        }
    }
    const QList<QByteArray> values = m_headers.lines("Content-Length");
    std::optional<qint64> length;
    for (const QByteArray &value : values) {
        if (value != values.first()) {
            return tl::unexpected(values.join(", "));
        }
        length = parseLength(value);
    }
    return length ? BodyFraming{End::Length, *length} : BodyFraming{};
}

void ResponseHead::readStatusLine(QByteArrayView line)
{
    m_inHead = true;
    m_lines.clear();
    const bool old = line.startsWith("HTTP/1.0");
    m_mayBeChunked = !m_reading.chunksNeedHttp11 || !old;
    m_bodyMayBreakOff = m_reading.oldBodyMayBreakOff && old;
    m_status = 0;
    m_reason.clear();
    qsizetype at = line.indexOf(' ');
    if (at < 0) {
        return;
    }
    while (at < line.size() && line.at(at) == ' ') {
        ++at;
    }
    while (at < line.size() && isDigit(line.at(at)) && m_status < 1000) {
        m_status = m_status * 10 + (line.at(at) - '0');
        ++at;
    }
    m_reason = trimTabOrSpace(line.sliced(at)).toByteArray();
}

void ResponseHead::endHead()
{
    m_inHead = false;
    HeaderList headers;
    for (Header &line : m_lines) {
        headers.append(std::move(line.name), fieldValue(line.value));
    }
    m_lines.clear();
    // 101 ends HTTP on this connection, so that no other answer follows it.
    if (m_status >= 100 && m_status < 200 && m_status != 101) {
        m_interim.push_back({m_status, std::move(headers)});
        return;
    }
    m_headers = std::move(headers);
    m_complete = true;
}

} // namespace corslab
