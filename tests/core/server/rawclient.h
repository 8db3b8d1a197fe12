// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QTcpSocket>

namespace corslab {

/// One connection on which bytes are sent as they stand and answers are read one by one. It blocks,
/// which does no harm: a laboratory's server has a thread of its own.
class RawClient
{
public:
    explicit RawClient(quint16 port,
                       const QHostAddress &address = QHostAddress(QHostAddress::LocalHost))
    {
        socket.connectToHost(address, port);
        connected = socket.waitForConnected(5000);
    }

    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) {
        }
    }

    /// Reads one answer: its head, and as much body as Content-Length says unless `noBody`.
    /// What could be read where the connection ends or five seconds pass before that.
    QByteArray readAnswer(bool noBody = false)
    {
        qsizetype end = -1;
        while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
            if (!more())
                return take(m_buffer.size());
        }
        qsizetype size = end + 4;
        if (!noBody) {
            const QByteArray head = m_buffer.first(end).toLower();
            if (const qsizetype at = head.indexOf("\r\ncontent-length: "); at >= 0) {
                const qsizetype begin = at + 18;
                const qsizetype lineEnd = head.indexOf('\r', begin);
                size += head.sliced(begin, (lineEnd < 0 ? end : lineEnd) - begin).toLongLong();
            }
        }
        while (m_buffer.size() < size) {
            if (!more())
                return take(m_buffer.size());
        }
        return take(size);
    }

    QByteArray ask(const QByteArray &bytes, bool noBody = false)
    {
        send(bytes);
        return readAnswer(noBody);
    }

    /// True where the server ends the connection without a further byte.
    bool isClosed()
    {
        while (socket.state() == QAbstractSocket::ConnectedState) {
            if (!more())
                break;
        }
        return m_buffer.isEmpty() && socket.state() == QAbstractSocket::UnconnectedState;
    }

    QTcpSocket socket;
    bool connected = false;

private:
    bool more()
    {
        if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5000))
            return false;
        m_buffer += socket.readAll();
        return true;
    }

    QByteArray take(qsizetype size)
    {
        const QByteArray taken = m_buffer.first(size);
        m_buffer.remove(0, size);
        return taken;
    }

    QByteArray m_buffer;
};

} // namespace corslab
