// SPDX-License-Identifier: GPL-3.0-or-later
// A server that says exactly the bytes that a test wants said: what QHttpServer cannot say.
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QSslConfiguration>

#include <chrono>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QTcpServer;
class QTcpSocket;

namespace corslab {

/// A request as it came.
struct RawRequest
{
    QByteArray head; ///< exact bytes, the empty line included
    QByteArray body; ///< as long as its Content-Length; nothing for other framings
    QByteArray method;
    QByteArray target;
    HeaderList headers;
    quint16 peerPort = 0;
};

/// What a server does with a request, step by step. The connection stays open after the last step,
/// and takes further requests, unless a step ends it; no step at all is a server that stalls.
class RawAnswer
{
public:
    struct Write
    {
        QByteArray bytes;
    };
    struct Wait
    {
        std::chrono::milliseconds time;
    };
    struct Close
    {
    };
    struct Reset
    {
    };
    using Step = std::variant<Write, Wait, Close, Reset>;

    /// Exactly these bytes.
    [[nodiscard]] static RawAnswer bytes(QByteArray bytes);
    /// Status line, the lines of `headers` and no others, an empty line, `body`.
    [[nodiscard]] static RawAnswer response(int status, const HeaderList &headers,
                                            const QByteArray &body = {},
                                            const QByteArray &reason = "OK");
    /// As response(), with a Content-Length line after the others.
    [[nodiscard]] static RawAnswer withLength(int status, HeaderList headers,
                                              const QByteArray &body);
    /// As response(), with Transfer-Encoding: chunked after the others, a chunk for each piece,
    /// each in a write of its own, and the last chunk.
    [[nodiscard]] static RawAnswer chunked(int status, HeaderList headers,
                                           std::initializer_list<QByteArray> pieces);
    /// Takes the request and never answers.
    [[nodiscard]] static RawAnswer stall() { return {}; }
    /// Closes the connection without a word.
    [[nodiscard]] static RawAnswer drop() { return RawAnswer().close(); }

    RawAnswer &write(QByteArray bytes);
    RawAnswer &wait(std::chrono::milliseconds time);
    /// Closes the connection in good order, when all is written.
    RawAnswer &close();
    /// Breaks the connection: the peer reads an error instead of an end.
    RawAnswer &reset();

    [[nodiscard]] const std::vector<Step> &steps() const noexcept { return m_steps; }

private:
    std::vector<Step> m_steps;
};

/// Which requests a rule is for; what is left empty matches all.
struct RawMatch
{
    QByteArray method;
    QByteArray path;                  ///< the target up to the `?`
    std::optional<QByteArray> origin; ///< the Origin header's value
    int times = -1;                   ///< how often the rule serves; -1: always
};

class RawServer final : public QObject
{
    Q_OBJECT

public:
    using Answerer = std::function<RawAnswer(const RawRequest &)>;

    explicit RawServer(QObject *parent = nullptr);
    ~RawServer() override;

    /// From now on connections are encrypted.
    void setTls(QSslConfiguration configuration);
    /// On a free port where `port` is 0.
    bool listen(const QHostAddress &address = QHostAddress(QHostAddress::LocalHost),
                quint16 port = 0);
    /// Refuses connections from now on; those that stand are kept.
    void stopListening();
    [[nodiscard]] quint16 port() const;
    /// `http://HOST:PORT`, or https.
    [[nodiscard]] QByteArray origin(const QByteArray &host = "127.0.0.1") const;

    /// The first rule that matches serves; without one the answer is an empty 404.
    void on(RawMatch match, RawAnswer answer);
    void on(RawMatch match, Answerer answerer);
    /// What is done as a connection opens, before any request is read.
    void onConnect(RawAnswer answer);

    [[nodiscard]] const std::vector<RawRequest> &requests() const noexcept { return m_requests; }
    /// All bytes of all connections, in the order in which they came.
    [[nodiscard]] const QByteArray &received() const noexcept { return m_received; }
    [[nodiscard]] int connectionsOpened() const noexcept { return m_opened; }
    [[nodiscard]] int connectionsOpen() const noexcept { return m_opened - m_closed; }

Q_SIGNALS:
    void connectionOpened();
    void bytesReceived();
    void requestReceived();
    void connectionClosed();

private:
    struct Rule
    {
        RawMatch match;
        Answerer answerer;
    };
    class Listener;

    void take(QTcpSocket *socket);
    void read(QTcpSocket *socket, QByteArray &buffer);
    [[nodiscard]] RawAnswer answerTo(const RawRequest &request);
    void play(QTcpSocket *socket, std::vector<RawAnswer::Step> steps);

    std::unique_ptr<Listener> m_listener;
    std::optional<QSslConfiguration> m_tls;
    std::vector<Rule> m_rules;
    RawAnswer m_onConnect;
    std::vector<RawRequest> m_requests;
    QByteArray m_received;
    int m_opened = 0;
    int m_closed = 0;
};

} // namespace corslab
