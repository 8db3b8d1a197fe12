// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/connectionwatch.h"

#include "core/http/syntax.h"

#include <QTcpSocket>

#include <algorithm>
#include <utility>

namespace corslab {

namespace {

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

} // namespace

std::optional<RequestHead> RequestHead::parse(QByteArrayView bytes)
{
    RequestHead head;
    const QByteArrayView line = takeLine(bytes);
    const qsizetype space = line.indexOf(' ');
    if (space <= 0)
        return std::nullopt;
    head.method = line.first(space).toByteArray();
    const QByteArrayView rest = trimTabOrSpace(line.sliced(space));
    const qsizetype end = rest.indexOf(' ');
    if (end <= 0)
        return std::nullopt;
    head.target = rest.first(end).toByteArray();

    std::optional<Header> header;
    const auto flush = [&] {
        if (header)
            head.headers.append(std::move(header->name), std::move(header->value));
        header.reset();
    };
    while (!bytes.isEmpty()) {
        const QByteArrayView text = takeLine(bytes);
        if (text.isEmpty())
            break;
        // A line that begins with white space continues the one before it (RFC 9112, 5.2).
        if (text.front() == ' ' || text.front() == '\t') {
            if (header)
                header->value += ' ' + trimTabOrSpace(text).toByteArray();
            continue;
        }
        flush();
        if (const qsizetype colon = text.indexOf(':'); colon > 0) {
            header = Header{text.first(colon).toByteArray(),
                            trimTabOrSpace(text.sliced(colon + 1)).toByteArray()};
        }
    }
    flush();
    return head;
}

ConnectionWatch::ConnectionWatch(QTcpSocket *socket)
    : QObject(socket)
    , m_socket(socket)
{
    connect(socket, &QTcpSocket::readyRead, this, &ConnectionWatch::peek);
}

ConnectionWatch *ConnectionWatch::of(const QTcpSocket *socket)
{
    return socket ? socket->findChild<ConnectionWatch *>(QString(), Qt::FindDirectChildrenOnly)
                  : nullptr;
}

std::optional<RequestHead> ConnectionWatch::takeHead()
{
    const QByteArray head = std::exchange(m_head, {});
    const bool complete = std::exchange(m_complete, false);
    return complete ? RequestHead::parse(head) : std::nullopt;
}

void ConnectionWatch::peek()
{
    // QHttpServer reads every byte that it can use before the next readyRead, so whatever there is
    // to peek is new.
    if (m_complete)
        return;
    QByteArray bytes = m_socket->peek(m_socket->bytesAvailable());
    if (m_head.isEmpty()) {
        // White space before a request line is skipped, as QHttpServer does.
        const auto begin = std::find_if(bytes.cbegin(), bytes.cend(), [](char c) {
            return c != '\r' && c != '\n' && c != ' ' && c != '\t' && c != '\v';
        });
        bytes.remove(0, begin - bytes.cbegin());
    }
    const qsizetype known = m_head.size();
    m_head += bytes;
    for (qsizetype at = m_head.indexOf('\n', std::max<qsizetype>(known - 2, 0)); at >= 0;
         at = m_head.indexOf('\n', at + 1)) {
        const QByteArrayView rest = QByteArrayView(m_head).sliced(at + 1);
        if (rest.startsWith('\n') || rest.startsWith("\r\n")) {
            m_head.truncate(at + 1);
            m_complete = true;
            return;
        }
    }
}

} // namespace corslab
