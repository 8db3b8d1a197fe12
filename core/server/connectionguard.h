// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/connectionlimits.h"

#include <QObject>
#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <limits>
#include <vector>

namespace corslab {

class GuardedSocket;

/// Watches over the connections of one server, on all of its addresses: how many there are, and how
/// long each may wait.
class ConnectionGuard : public QObject
{
    Q_OBJECT

public:
    /// `limits` is asked at each new connection.
    explicit ConnectionGuard(std::function<ConnectionLimits()> limits, QObject *parent = nullptr);

    /// A connection that was accepted, within the limits; null where it was refused with 503
    /// because every other one waits for an answer. Belongs to `parent`.
    [[nodiscard]] GuardedSocket *admit(qintptr descriptor, QObject *parent);
    [[nodiscard]] std::size_t connectionCount() const { return m_open.size(); }

private:
    void moveToClosing(GuardedSocket *socket);
    void forget(const QObject *socket);
    [[nodiscard]] GuardedSocket *longestWaiting() const;
    void makeRoom();
    void boundBodies();
    void look();

    std::function<ConnectionLimits()> m_limits;
    std::vector<GuardedSocket *> m_open; ///< those that ask, in the order of their coming
    std::vector<GuardedSocket *> m_closing;
    /// So many connections had descriptors when these began to run out; no limit before that.
    std::size_t m_descriptorsFor = std::numeric_limits<std::size_t>::max();
    QTimer m_clock; ///< runs while there is a connection
};

/// Accepts connections and lets the guard see each before anybody else does.
class GuardedTcpServer : public QTcpServer
{
    Q_OBJECT

public:
    /// Borrows the guard.
    explicit GuardedTcpServer(ConnectionGuard &guard, QObject *parent = nullptr);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    ConnectionGuard &m_guard;
};

} // namespace corslab
