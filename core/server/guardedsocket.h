// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/chunkedbody.h"
#include "core/server/connectionlimits.h"
#include "core/server/requesthead.h"

#include <QByteArray>
#include <QTcpSocket>

#include <chrono>
#include <optional>

namespace corslab {

/// What QHttpServer is given for a connection: a socket over the socket, as QSslSocket is one. It
/// lets through one request at a time, checked and within the limits; the next one waits until the
/// answer is finished, so answers keep the order of their requests. Whoever breaks the rules gets
/// the answer from here and is closed without resetting what it may still read; QHttpServer then
/// sees a connection that ended.
class GuardedSocket : public QTcpSocket
{
    Q_OBJECT

public:
    using Time = std::chrono::steady_clock::time_point;

    enum class Phase {
        Waiting,   ///< for the first byte of a request
        Head,      ///< part of a head is there
        Body,      ///< the head is whole, its body is coming
        Answering, ///< the request is whole, its answer is not
        Closing    ///< nothing more is answered; what still comes is thrown away
    };

    GuardedSocket(qintptr descriptor, const ConnectionLimits &limits, QObject *parent);
    ~GuardedSocket() override;

    [[nodiscard]] Phase phase() const { return m_phase; }
    /// When the phase began, or the last byte of a body came.
    [[nodiscard]] Time since() const { return m_since; }
    /// True where no whole request waits for its answer: the connection may make room for another.
    [[nodiscard]] bool isIncomplete() const { return m_phase < Phase::Answering; }
    /// Bytes of a body that is not whole yet; they are kept in memory.
    [[nodiscard]] qsizetype unfinishedBody() const
    {
        return m_phase == Phase::Body ? m_body.size() : 0;
    }

    /// The head of the request that QHttpServer has just handed out; nothing where there is none.
    [[nodiscard]] std::optional<RequestHead> takeHead();
    /// The body of that request.
    [[nodiscard]] QByteArray takeBody();
    /// To be called when the whole answer was written: the next request may come.
    void answerFinished();

    /// Takes what the system has received already, without waiting for the event loop.
    void readWhatCame();
    /// Ends what has waited too long by `now`, answering where there was a question.
    void endOverdue(Time now);
    /// Answers with a status and a sentence and ends the connection.
    void refuse(const RequestFault &fault);

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] bool isSequential() const override { return true; }
    /// Lets the client read what was written before the connection ends.
    void disconnectFromHost() override;
    void close() override;

Q_SIGNALS:
    void closingBegan();
    void bodyGrew();

protected:
    qint64 readData(char *data, qint64 size) override;
    qint64 writeData(const char *data, qint64 size) override;
    qint64 skipData(qint64 size) override;

private:
    void advance();
    /// Each returns false where it has to wait for more bytes or for the answer.
    [[nodiscard]] bool advanceHead();
    [[nodiscard]] bool advanceBody();
    void fill();
    /// Each returns true where the body is whole.
    [[nodiscard]] bool takePlainBody();
    [[nodiscard]] bool takeChunks();
    void offerRequest();
    void refuseBody();
    void wroteToWire();
    void endWriting();
    void enter(Phase phase);
    void beginClosing();
    void drain();
    /// Gives the wire what was gathered of the answers.
    void passOn();
    /// Gives it to the system as well.
    void sendGathered();
    void ended();

    QTcpSocket m_wire;
    ConnectionLimits m_limits;
    Phase m_phase = Phase::Waiting;
    Time m_since = std::chrono::steady_clock::now();
    QByteArray m_incoming;   ///< read from the wire, not yet let through
    qsizetype m_seen = 0;    ///< of m_incoming: no head ends before it
    QByteArray m_letThrough; ///< for QHttpServer to read
    qsizetype m_read = 0;    ///< of m_letThrough
    std::optional<RequestHead> m_head;
    RequestFraming m_framing;
    ChunkedBody m_chunks;
    qsizetype m_chunkedBytes = 0; ///< of the present body, framing and all
    QByteArray m_gathered;    ///< of answers, not yet given to the wire
    bool m_sendsSoon = false; ///< once the event loop comes round
    QByteArray m_body; ///< of the present request, as far as it came
    bool m_advancing = false;
    bool m_writeEnded = false; ///< the client was told that nothing more comes
};

} // namespace corslab
