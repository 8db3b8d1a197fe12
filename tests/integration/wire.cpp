// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace corslab {

namespace {

sockaddr_in loopback(quint16 port, int last)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(0x7F000000u + static_cast<quint32>(last));
    return address;
}

} // namespace

Wire::Wire(quint16 port, int source)
    : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // A server that no longer reads must not stop the test.
    const timeval limit{20, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    const sockaddr_in from = loopback(0, source);
    const sockaddr_in to = loopback(port, 1);
    if (::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&from), sizeof from) != 0 ||
        ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0) {
        ::close(m_descriptor);
        m_descriptor = -1;
    }
}

Wire::~Wire()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Wire::Wire(Wire &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_ended(other.m_ended)
{
}

bool Wire::send(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto sent = ::send(m_descriptor, bytes.constData() + at,
                                 static_cast<std::size_t>(bytes.size() - at), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
    }
    return true;
}

qsizetype Wire::sendSome(const QByteArray &bytes)
{
    pollfd wait{m_descriptor, POLLOUT, 0};
    if (::poll(&wait, 1, 100) <= 0)
        return 0;
    const auto sent = ::send(m_descriptor, bytes.constData(),
                             static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    m_ended = sent < 0;
    return std::max<qsizetype>(sent, 0);
}

QByteArray Wire::receiveNow()
{
    QByteArray all;
    char bytes[16384];
    while (!m_ended) {
        const auto size = ::recv(m_descriptor, bytes, sizeof bytes, MSG_DONTWAIT);
        if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (size <= 0)
            m_ended = true;
        else
            all.append(bytes, size);
    }
    return all;
}

QByteArray Wire::receiveUntil(const QByteArray &end, std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    QByteArray all;
    while (!m_ended && (end.isEmpty() || !all.contains(end))) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd wait{m_descriptor, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0)
            break;
        all += receiveNow();
    }
    return all;
}

QByteArray Wire::receiveAll(std::chrono::milliseconds limit)
{
    return receiveUntil({}, limit);
}

void Wire::reset()
{
    const linger none{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    ::close(std::exchange(m_descriptor, -1));
}

} // namespace corslab
