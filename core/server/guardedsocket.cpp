// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/guardedsocket.h"

#include "core/server/httpdate.h"
#include "core/server/statustext.h"

#include <QHostAddress>
#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace corslab {

namespace {

using namespace std::chrono_literals;

/// So long may a client that is being closed take to read its answer and close its side. What it
/// still sends meanwhile is thrown away: closing a socket with unread bytes would reset it, and the
/// answer might be lost (RFC 9112, 9.6).
constexpr auto lingerTime = 3s;
/// Framing makes a chunked body larger than its data; beyond this it is nothing but framing.
constexpr qsizetype framingFactor = 2;
constexpr qsizetype framingBytes = 64 * 1024;
/// Bytes that are read ahead of need; what does not fit waits in the kernel.
constexpr qint64 readBuffer = 16 * 1024;
/// QHttpServer writes an answer in dozens of pieces. So much of them is gathered before the system
/// gets it; a larger piece goes out as it is.
constexpr qsizetype mostGathered = 16 * 1024;
/// Room for an answer as most are; a connection keeps it. The allocator is quick up to here.
constexpr qsizetype usualAnswer = 960;
/// While a client has left so much of its answers unread, it gets no further one.
constexpr qint64 mostUnread = 64 * 1024;

/// All that QHttpServer needs to hand a request out. The true head and body wait in takeHead() and
/// takeBody(): QHttpServer acts on some header lines (Upgrade, Expect, Host), reads all of them
/// byte by byte, forgets a method that it does not know, and keeps a body for as long as the
/// connection lives.
QByteArray plainHead()
{
    return QByteArrayLiteral("GET / HTTP/1.1\r\n\r\n");
}

QByteArray answerTo(const RequestFault &fault)
{
    const QByteArray body = fault.sentence + '\n';
    return "HTTP/1.1 " + QByteArray::number(fault.status) + ' ' + statusText(fault.status) +
           "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length: " +
           QByteArray::number(body.size()) +
           "\r\nDate: " + httpDate(QDateTime::currentDateTimeUtc()) + "\r\n\r\n" + body;
}

} // namespace

GuardedSocket::GuardedSocket(qintptr descriptor, const ConnectionLimits &limits, QObject *parent)
    : QTcpSocket(parent)
    , m_limits(limits)
{
    // What is not asked for stays with the sender: TCP tells it to wait.
    m_wire.setReadBufferSize(readBuffer);
    connect(&m_wire, &QTcpSocket::readyRead, this, &GuardedSocket::advance);
    connect(&m_wire, &QTcpSocket::disconnected, this, &GuardedSocket::ended);
    connect(&m_wire, &QTcpSocket::bytesWritten, this, [this](qint64 bytes) {
        wroteToWire();
        Q_EMIT bytesWritten(bytes);
    });
    if (!m_wire.setSocketDescriptor(descriptor))
        return;
    // Head and body of an answer are written one after the other; none of them waits for the
    // other's acknowledgement.
    m_wire.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    setLocalAddress(m_wire.localAddress());
    setLocalPort(m_wire.localPort());
    setPeerAddress(m_wire.peerAddress());
    setPeerPort(m_wire.peerPort());
    setSocketState(ConnectedState);
    setOpenMode(ReadWrite | Unbuffered);
}

GuardedSocket::~GuardedSocket()
{
    m_wire.disconnect(this);
    setSocketState(UnconnectedState);
}

std::optional<RequestHead> GuardedSocket::takeHead()
{
    return std::exchange(m_head, std::nullopt);
}

QByteArray GuardedSocket::takeBody()
{
    return std::exchange(m_body, {});
}

void GuardedSocket::answerFinished()
{
    if (m_phase != Phase::Answering)
        return;
    // When everybody who asked meanwhile has been heard, and before the system is asked again: a
    // client that is woken for each of its answers costs both sides more than the answers do.
    if (!std::exchange(m_sendsSoon, true))
        QMetaObject::invokeMethod(this, &GuardedSocket::sendGathered, Qt::QueuedConnection);
    enter(Phase::Waiting);
    advance();
}

void GuardedSocket::readWhatCame()
{
    m_wire.waitForReadyRead(0);
}

void GuardedSocket::wroteToWire()
{
    if (m_phase == Phase::Closing) {
        if (!m_writeEnded)
            m_since = std::chrono::steady_clock::now();
        if (m_wire.bytesToWrite() == 0)
            endWriting();
    } else if (m_phase == Phase::Waiting) {
        // A client that reads slowly is not idle.
        m_since = std::chrono::steady_clock::now();
        advance();
    }
}

void GuardedSocket::enter(Phase phase)
{
    m_phase = phase;
    m_since = std::chrono::steady_clock::now();
}

void GuardedSocket::fill()
{
    const qsizetype before = m_incoming.size();
    m_incoming.resize(before + m_wire.bytesAvailable());
    const qint64 got = m_wire.read(m_incoming.data() + before, m_incoming.size() - before);
    m_incoming.truncate(before + std::max<qint64>(got, 0));
}

void GuardedSocket::advance()
{
    // An answer that is written at once comes back here from offerRequest().
    if (m_advancing)
        return;
    const QScopedValueRollback advancing(m_advancing, true);
    if (m_phase == Phase::Closing) {
        drain();
        return;
    }
    bool goesOn = true;
    while (goesOn) {
        switch (m_phase) {
        case Phase::Waiting:
        case Phase::Head:
            goesOn = advanceHead();
            break;
        case Phase::Body:
            goesOn = advanceBody();
            break;
        case Phase::Answering:
        case Phase::Closing:
            goesOn = false;
            break;
        }
    }
}

bool GuardedSocket::advanceHead()
{
    if (m_wire.bytesToWrite() > mostUnread)
        return false;
    // A client that sends many requests at once leaves most of them on the wire.
    if (!RequestHead::end(m_incoming, std::max<qsizetype>(m_seen - 2, 0)))
        fill();
    if (m_phase == Phase::Waiting) {
        // White space before a request line is skipped, as QHttpServer does.
        const auto begin = std::find_if(m_incoming.cbegin(), m_incoming.cend(), [](char c) {
            return c != '\r' && c != '\n' && c != ' ' && c != '\t' && c != '\v';
        });
        m_incoming.remove(0, begin - m_incoming.cbegin());
        if (m_incoming.isEmpty())
            return false;
        m_seen = 0;
        enter(Phase::Head);
    }
    const auto end = RequestHead::end(m_incoming, std::max<qsizetype>(m_seen - 2, 0));
    if (end.value_or(m_incoming.size()) > m_limits.head) {
        refuse({431, "The request's head is larger than " + QByteArray::number(m_limits.head) +
                         " bytes."});
        return false;
    }
    if (!end) {
        m_seen = m_incoming.size();
        return false;
    }

    auto head = RequestHead::parse(QByteArrayView(m_incoming).first(*end));
    if (!head) {
        refuse(head.error());
        return false;
    }
    const auto framing = RequestFraming::of(*head);
    if (!framing) {
        refuse(framing.error());
        return false;
    }
    if (framing->contentLength > m_limits.body) {
        refuseBody();
        return false;
    }
    m_head = std::move(*head);
    m_framing = *framing;
    m_incoming.remove(0, *end);
    m_seen = 0;
    m_chunks = {};
    m_chunkedBytes = 0;
    m_body = {};
    if (!m_framing.chunked && m_framing.contentLength == 0) {
        offerRequest();
        return true;
    }
    if (m_framing.expectsContinue && m_incoming.isEmpty() && m_wire.bytesAvailable() == 0) {
        m_wire.write("HTTP/1.1 100 Continue\r\n\r\n");
        m_wire.flush();
    }
    enter(Phase::Body);
    return true;
}

bool GuardedSocket::advanceBody()
{
    fill();
    if (m_incoming.isEmpty())
        return false;
    m_since = std::chrono::steady_clock::now();
    if (m_framing.chunked ? !takeChunks() : !takePlainBody())
        return m_phase == Phase::Body;
    offerRequest();
    return true;
}

bool GuardedSocket::takePlainBody()
{
    if (m_body.isEmpty())
        m_body.reserve(m_framing.contentLength);
    const qsizetype taken = std::min(m_framing.contentLength - m_body.size(), m_incoming.size());
    m_body += QByteArrayView(m_incoming).first(taken);
    m_incoming.remove(0, taken);
    Q_EMIT bodyGrew();
    return m_phase == Phase::Body && m_body.size() == m_framing.contentLength;
}

bool GuardedSocket::takeChunks()
{
    const qsizetype taken = m_chunks.feed(m_incoming, &m_body);
    m_incoming.remove(0, taken);
    m_chunkedBytes += taken;
    if (m_chunks.dataSize() > static_cast<quint64>(m_limits.body) ||
        m_chunkedBytes > framingFactor * m_limits.body + framingBytes) {
        refuseBody();
        return false;
    }
    if (m_chunks.isBroken()) {
        refuse({400, "The chunks of the request's body are broken."});
        return false;
    }
    Q_EMIT bodyGrew();
    return m_phase == Phase::Body && m_chunks.isDone();
}

void GuardedSocket::refuseBody()
{
    refuse({413,
            "The request's body is larger than " + QByteArray::number(m_limits.body) + " bytes."});
}

void GuardedSocket::offerRequest()
{
    enter(Phase::Answering);
    m_letThrough = plainHead();
    m_read = 0;
    Q_EMIT readyRead();
    m_letThrough = {};
    m_read = 0;
    // QHttpServer hands a request out as soon as it has read it whole. Where it does not, it could
    // not read it at all.
    if (m_head && m_phase == Phase::Answering)
        refuse({400, "The request cannot be read."});
}

void GuardedSocket::refuse(const RequestFault &fault)
{
    if (m_phase == Phase::Closing)
        return;
    passOn();
    m_wire.write(answerTo(fault));
    beginClosing();
}

void GuardedSocket::endWriting()
{
    if (std::exchange(m_writeEnded, true))
        return;
    const auto descriptor = m_wire.socketDescriptor();
    if (descriptor < 0)
        return;
#ifdef Q_OS_WIN
    ::shutdown(static_cast<SOCKET>(descriptor), SD_SEND);
#else
    ::shutdown(static_cast<int>(descriptor), SHUT_WR);
#endif
}

void GuardedSocket::beginClosing()
{
    if (m_phase == Phase::Closing)
        return;
    passOn();
    enter(Phase::Closing);
    m_incoming = {};
    m_body = {};
    m_letThrough = {};
    m_read = 0;
    m_wire.flush();
    if (m_wire.bytesToWrite() == 0)
        endWriting();
    setSocketState(ClosingState);
    drain();
    Q_EMIT closingBegan();
}

void GuardedSocket::drain()
{
    m_wire.skip(m_wire.bytesAvailable());
}

void GuardedSocket::endOverdue(Time now)
{
    const auto waited = now - m_since;
    switch (m_phase) {
    case Phase::Waiting:
        // Nothing was asked, so nothing is answered.
        if (waited >= m_limits.idleTime)
            beginClosing();
        return;
    case Phase::Head:
        if (waited >= m_limits.headTime)
            refuse({408, "The request's head did not come in time."});
        return;
    case Phase::Body:
        if (waited >= m_limits.idleTime)
            refuse({408, "The request's body did not come in time."});
        return;
    case Phase::Answering:
        return;
    case Phase::Closing:
        if (waited >= (m_writeEnded ? lingerTime : m_limits.idleTime))
            close();
        return;
    }
}

qint64 GuardedSocket::bytesAvailable() const
{
    return QTcpSocket::bytesAvailable() + m_letThrough.size() - m_read;
}

qint64 GuardedSocket::bytesToWrite() const
{
    return m_wire.bytesToWrite() + m_gathered.size();
}

void GuardedSocket::disconnectFromHost()
{
    beginClosing();
}

void GuardedSocket::close()
{
    m_wire.abort();
    ended();
}

void GuardedSocket::ended()
{
    if (state() == UnconnectedState)
        return;
    m_phase = Phase::Closing;
    QIODevice::close();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
}

qint64 GuardedSocket::readData(char *data, qint64 size)
{
    const auto taken = std::min<qint64>(size, m_letThrough.size() - m_read);
    std::copy_n(m_letThrough.cbegin() + m_read, taken, data);
    m_read += taken;
    return taken;
}

qint64 GuardedSocket::skipData(qint64 size)
{
    const auto taken = std::min<qint64>(size, m_letThrough.size() - m_read);
    m_read += taken;
    return taken;
}

qint64 GuardedSocket::writeData(const char *data, qint64 size)
{
    if (m_phase == Phase::Closing)
        return size;
    if (m_gathered.size() + size > mostGathered) {
        passOn();
        if (size > mostGathered)
            return m_wire.write(data, size);
    }
    if (m_gathered.capacity() == 0)
        m_gathered.reserve(usualAnswer);
    m_gathered.append(data, size);
    return size;
}

void GuardedSocket::sendGathered()
{
    m_sendsSoon = false;
    passOn();
    m_wire.flush();
}

void GuardedSocket::passOn()
{
    if (m_gathered.isEmpty())
        return;
    m_wire.write(m_gathered.constData(), m_gathered.size());
    if (m_gathered.capacity() > usualAnswer)
        m_gathered = {};
    else
        m_gathered.resize(0);
}

} // namespace corslab
