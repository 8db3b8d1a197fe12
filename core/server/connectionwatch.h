// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QObject>

#include <optional>

class QTcpSocket;

namespace corslab {

/// A request's head as its bytes stand.
struct RequestHead
{
    QByteArray method;
    QByteArray target;
    HeaderList headers; ///< lines without a colon are left out

    [[nodiscard]] static std::optional<RequestHead> parse(QByteArrayView bytes);
    bool operator==(const RequestHead &) const = default;
};

/// Sees the bytes of one connection before QHttpServer takes them, which forgets the names of
/// methods that it does not know and the exact target, and empties the header list at a line
/// without a colon. Its slot is connected to `readyRead` before the socket is handed over, so it
/// runs first; it only peeks. A child of its socket.
class ConnectionWatch : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionWatch(QTcpSocket *socket);
    /// The watch of a socket; null where it has none.
    [[nodiscard]] static ConnectionWatch *of(const QTcpSocket *socket);

    /// To be called when QHttpServer hands out a request: the head of that request. The bytes that
    /// arrive next belong to another one.
    [[nodiscard]] std::optional<RequestHead> takeHead();

private:
    void peek();

    QTcpSocket *m_socket;
    QByteArray m_head;
    bool m_complete = false;
};

} // namespace corslab
