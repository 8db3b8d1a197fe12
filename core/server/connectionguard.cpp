// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/connectionguard.h"

#include "core/server/guardedsocket.h"

#include <algorithm>
#include <utility>

#ifndef Q_OS_WIN
#include <sys/resource.h>
#endif

namespace corslab {

namespace {

using namespace std::chrono_literals;

/// How late a limit of time may strike.
constexpr auto tick = 100ms;
/// So many connections may still be read by clients that were told to go; beyond them the oldest
/// ends at once.
constexpr std::size_t mostClosing = 128;
/// Bodies that are not whole yet take as much memory as two of the largest: one that comes in, and
/// as much for all others.
constexpr qsizetype largestBodies = 2;
/// How soon a server that ran out of file descriptors tries to accept again.
constexpr auto acceptAgain = 100ms;
/// Descriptors that connections leave to the rest of the program: files, pipes, event loops.
constexpr qintptr reservedDescriptors = 16;

/// True where the process is about to run out of descriptors. The system gives out the lowest that
/// is free, so a new one tells how many there are. QTcpServer must never see them run out: once it
/// has found nobody waiting, it takes every later failure for that and tries again at once, for
/// ever.
bool isAmongTheLast([[maybe_unused]] qintptr descriptor)
{
#ifdef Q_OS_WIN
    return false;
#else
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
           static_cast<rlim_t>(descriptor + reservedDescriptors) >= limit.rlim_cur;
#endif
}

} // namespace

ConnectionGuard::ConnectionGuard(std::function<ConnectionLimits()> limits, QObject *parent)
    : QObject(parent)
    , m_limits(std::move(limits))
    , m_clock(this)
{
    m_clock.setInterval(tick);
    connect(&m_clock, &QTimer::timeout, this, &ConnectionGuard::look);
}

GuardedSocket *ConnectionGuard::admit(qintptr descriptor, QObject *parent)
{
    const ConnectionLimits limits = m_limits();
    const bool scarce = isAmongTheLast(descriptor);
    if (scarce)
        m_descriptorsFor = std::max<std::size_t>(m_open.size(), 1);
    const std::size_t most =
        std::min(static_cast<std::size_t>(std::max(limits.connections, 1)), m_descriptorsFor);
    if (m_open.size() >= most)
        makeRoom();
    // Those that were told to go give their descriptors back at once.
    while (scarce && !m_closing.empty())
        m_closing.front()->close();
    const bool full = m_open.size() >= most;

    auto *socket = new GuardedSocket(descriptor, limits, parent);
    m_open.push_back(socket);
    connect(socket, &GuardedSocket::closingBegan, this, [this, socket] { moveToClosing(socket); });
    connect(socket, &GuardedSocket::bodyGrew, this, &ConnectionGuard::boundBodies);
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] { forget(socket); });
    connect(socket, &QObject::destroyed, this, &ConnectionGuard::forget);
    if (!m_clock.isActive())
        m_clock.start();
    if (!full && socket->state() == QAbstractSocket::ConnectedState)
        return socket;
    // Nobody else will look after it.
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (full)
        socket->refuse({503, "Every connection that this server keeps waits for its answer."});
    else
        socket->deleteLater();
    return nullptr;
}

GuardedSocket *ConnectionGuard::longestWaiting() const
{
    GuardedSocket *longest = nullptr;
    for (GuardedSocket *socket : m_open) {
        if (socket->isIncomplete() && (!longest || socket->since() < longest->since()))
            longest = socket;
    }
    return longest;
}

void ConnectionGuard::makeRoom()
{
    GuardedSocket *longest = longestWaiting();
    // Many connections come in at once before any of them is read: one whose request is there
    // already is served, not ended.
    for (std::size_t tries = m_open.size(); longest && tries > 0; --tries) {
        longest->readWhatCame();
        GuardedSocket *const next = longestWaiting();
        if (std::exchange(longest, next) == next)
            break;
    }
    if (!longest) {
        // A client may have gone without waiting for its answer, and the event loop not yet know.
        for (GuardedSocket *socket : std::vector(m_open))
            socket->readWhatCame();
        return;
    }
    if (longest->phase() == GuardedSocket::Phase::Waiting)
        longest->disconnectFromHost();
    else
        longest->refuse({408, "Others waited for this connection's place."});
}

void ConnectionGuard::boundBodies()
{
    qsizetype bytes = 0;
    GuardedSocket *longest = nullptr;
    for (GuardedSocket *socket : m_open) {
        bytes += socket->unfinishedBody();
        if (socket->unfinishedBody() > 0 && (!longest || socket->since() < longest->since()))
            longest = socket;
    }
    if (longest && bytes > largestBodies * m_limits().body)
        longest->refuse({503, "The bodies of other requests took this one's place."});
}

void ConnectionGuard::moveToClosing(GuardedSocket *socket)
{
    std::erase(m_open, socket);
    m_closing.push_back(socket);
    // The socket is in the middle of its own work; the oldest is another one.
    if (m_closing.size() > mostClosing)
        m_closing.front()->close();
}

void ConnectionGuard::forget(const QObject *socket)
{
    std::erase_if(m_open, [socket](const GuardedSocket *other) { return other == socket; });
    std::erase_if(m_closing, [socket](const GuardedSocket *other) { return other == socket; });
    if (m_open.empty() && m_closing.empty()) {
        m_clock.stop();
        m_descriptorsFor = std::numeric_limits<std::size_t>::max();
    }
}

void ConnectionGuard::look()
{
    const auto now = std::chrono::steady_clock::now();
    // Both lists change as connections end.
    for (const auto &list : {m_open, m_closing}) {
        for (GuardedSocket *socket : list)
            socket->endOverdue(now);
    }
}

GuardedTcpServer::GuardedTcpServer(ConnectionGuard &guard, QObject *parent)
    : QTcpServer(parent)
    , m_guard(guard)
{
    // Qt stops accepting for good where a connection cannot be accepted.
    connect(this, &QTcpServer::acceptError, this,
            [this] { QTimer::singleShot(acceptAgain, this, &QTcpServer::resumeAccepting); });
}

void GuardedTcpServer::incomingConnection(qintptr descriptor)
{
    if (GuardedSocket *socket = m_guard.admit(descriptor, this))
        addPendingConnection(socket);
}

} // namespace corslab
