// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawserver.h"

#include "core/http/syntax.h"

#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace corslab {

namespace {

QByteArray headBytes(int status, const HeaderList &headers, const QByteArray &reason)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n";
    for (const Header &header : headers) {
        head += header.name + ": " + header.value + "\r\n";
    }
    return head + "\r\n";
}

RawRequest parseHead(const QByteArray &head)
{
    RawRequest request;
    request.head = head;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.target = words.value(1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0) {
            request.headers.append(line.first(colon), normalizeHeaderValue(line.sliced(colon + 1)));
        }
    }
    return request;
}

bool matches(const RawMatch &match, const RawRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.first(mark);
    return match.times != 0 && (match.method.isEmpty() || match.method == request.method) &&
           (match.path.isEmpty() || match.path == path) &&
           (!match.origin || request.headers.get("Origin") == match.origin);
}

/// Makes the system send RST: with a pending error the peer's read fails.
void resetConnection(QTcpSocket *socket)
{
#ifdef Q_OS_UNIX
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now,
                 sizeof now);
#endif
    socket->abort();
}

} // namespace

/// QTcpServer makes plain sockets; this one gives the descriptor away.
class RawServer::Listener : public QTcpServer
{
public:
    explicit Listener(RawServer &server)
        : m_server(server)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        QTcpSocket *socket = nullptr;
        if (m_server.m_tls) {
            auto *encrypted = new QSslSocket(&m_server);
            encrypted->setSslConfiguration(*m_server.m_tls);
            socket = encrypted;
        } else {
            socket = new QTcpSocket(&m_server);
        }
        socket->setSocketDescriptor(descriptor);
        if (auto *encrypted = qobject_cast<QSslSocket *>(socket)) {
            encrypted->startServerEncryption();
        }
        m_server.take(socket);
    }

private:
    RawServer &m_server;
};

RawAnswer RawAnswer::bytes(QByteArray bytes)
{
    RawAnswer answer;
    answer.write(std::move(bytes));
    return answer;
}

RawAnswer RawAnswer::response(int status, const HeaderList &headers, const QByteArray &body,
                              const QByteArray &reason)
{
    return bytes(headBytes(status, headers, reason) + body);
}

RawAnswer RawAnswer::withLength(int status, HeaderList headers, const QByteArray &body)
{
    headers.append("Content-Length", QByteArray::number(body.size()));
    return response(status, headers, body);
}

RawAnswer RawAnswer::chunked(int status, HeaderList headers,
                             std::initializer_list<QByteArray> pieces)
{
    headers.append("Transfer-Encoding", "chunked");
    RawAnswer answer = response(status, headers);
    for (const QByteArray &piece : pieces) {
        answer.write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
    }
    answer.write("0\r\n\r\n");
    return answer;
}

RawAnswer &RawAnswer::write(QByteArray bytes)
{
    m_steps.emplace_back(Write{std::move(bytes)});
    return *this;
}

RawAnswer &RawAnswer::wait(std::chrono::milliseconds time)
{
    m_steps.emplace_back(Wait{time});
    return *this;
}

RawAnswer &RawAnswer::close()
{
    m_steps.emplace_back(Close{});
    return *this;
}

RawAnswer &RawAnswer::reset()
{
    m_steps.emplace_back(Reset{});
    return *this;
}

RawServer::RawServer(QObject *parent)
    : QObject(parent)
    , m_listener(std::make_unique<Listener>(*this))
{
}

RawServer::~RawServer()
{
    // Sockets are children; what they signal while they go is for nobody.
    const QList<QTcpSocket *> sockets =
        findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        delete socket;
    }
}

void RawServer::setTls(QSslConfiguration configuration)
{
    m_tls = std::move(configuration);
}

bool RawServer::listen(const QHostAddress &address, quint16 port)
{
    return m_listener->listen(address, port);
}

void RawServer::stopListening()
{
    m_listener->close();
}

quint16 RawServer::port() const
{
    return m_listener->serverPort();
}

QByteArray RawServer::origin(const QByteArray &host) const
{
    return (m_tls ? "https://" : "http://") + host + ':' + QByteArray::number(port());
}

void RawServer::on(RawMatch match, RawAnswer answer)
{
    on(std::move(match), [fixed = std::move(answer)](const RawRequest &) { return fixed; });
}

void RawServer::on(RawMatch match, Answerer answerer)
{
    m_rules.push_back({std::move(match), std::move(answerer)});
}

void RawServer::onConnect(RawAnswer answer)
{
    m_onConnect = std::move(answer);
}

void RawServer::take(QTcpSocket *socket)
{
    ++m_opened;
    auto buffer = std::make_shared<QByteArray>();
    connect(socket, &QTcpSocket::readyRead, this,
            [this, socket, buffer] { read(socket, *buffer); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        ++m_closed;
        socket->deleteLater();
        Q_EMIT connectionClosed();
    });
    Q_EMIT connectionOpened();
    play(socket, m_onConnect.steps());
}

void RawServer::read(QTcpSocket *socket, QByteArray &buffer)
{
    const QByteArray bytes = socket->readAll();
    m_received += bytes;
    buffer += bytes;
    Q_EMIT bytesReceived();
    for (;;) {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0) {
            return;
        }
        RawRequest request = parseHead(buffer.first(end + 4));
        const qsizetype length = request.headers.get("Content-Length").value_or("0").toLongLong();
        if (buffer.size() < end + 4 + length) {
            return;
        }
        request.body = buffer.sliced(end + 4, length);
        request.peerPort = socket->peerPort();
        buffer.remove(0, end + 4 + length);
        m_requests.push_back(request);
        const RawAnswer answer = answerTo(request);
        Q_EMIT requestReceived();
        play(socket, answer.steps());
    }
}

RawAnswer RawServer::answerTo(const RawRequest &request)
{
    const auto rule = std::find_if(m_rules.begin(), m_rules.end(), [&](const Rule &candidate) {
        return matches(candidate.match, request);
    });
    if (rule == m_rules.end()) {
        return RawAnswer::response(404, {{"Content-Length", "0"}}, {}, "Not Found");
    }
    if (rule->match.times > 0) {
        --rule->match.times;
    }
    return rule->answerer(request);
}

void RawServer::play(QTcpSocket *socket, std::vector<RawAnswer::Step> steps)
{
    for (auto step = steps.begin(); step != steps.end(); ++step) {
        if (const auto *write = std::get_if<RawAnswer::Write>(&*step)) {
            socket->write(write->bytes);
            socket->flush();
        } else if (const auto *wait = std::get_if<RawAnswer::Wait>(&*step)) {
            // The socket is the timer's context: where the peer has gone nothing is left to do.
            QTimer::singleShot(wait->time, socket,
                               [this, socket, rest = std::vector(std::next(step), steps.end())] {
                                   play(socket, rest);
                               });
            return;
        } else if (std::holds_alternative<RawAnswer::Close>(*step)) {
            socket->disconnectFromHost();
        } else {
            resetConnection(socket);
        }
    }
}

} // namespace corslab
