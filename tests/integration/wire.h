// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>

namespace corslab {

/// A bare connection to this computer: sends anything, waits for nothing that it is not asked to,
/// and may end rudely.
class Wire
{
public:
    /// From 127.0.0.`source`: each has ports of its own, so that many thousands can be opened.
    explicit Wire(quint16 port, int source = 1);
    ~Wire();
    Wire(const Wire &) = delete;
    Wire &operator=(const Wire &) = delete;
    Wire(Wire &&other) noexcept;

    [[nodiscard]] bool isConnected() const { return m_descriptor >= 0; }
    /// False where the other side ended the connection first.
    bool send(const QByteArray &bytes);
    /// As much of it as goes within a tenth of a second; returns how many bytes that were.
    qsizetype sendSome(const QByteArray &bytes);
    /// What has come, without waiting.
    QByteArray receiveNow();
    /// Until `end` has come, the connection has ended or the time is over.
    QByteArray receiveUntil(const QByteArray &end, std::chrono::milliseconds limit);
    /// Everything up to the end of the connection, which must come within the time.
    QByteArray receiveAll(std::chrono::milliseconds limit);
    /// True once the other side has ended the connection.
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    /// Ends without a farewell: the other side sees a reset.
    void reset();

private:
    int m_descriptor = -1;
    bool m_ended = false;
};

} // namespace corslab
