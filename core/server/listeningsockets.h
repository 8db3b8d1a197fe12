// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/connectionguard.h"
#include "core/server/labserver.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>
#include <QTcpServer>

#include <tl/expected.hpp>

#include <memory>
#include <vector>

namespace corslab {

/// Where a server of that origin listens.
struct ListenAddress
{
    QList<QHostAddress> addresses;
    QByteArray host; ///< serialised, as in the origin
    quint16 port = 0;

    /// True where no other computer can reach it.
    [[nodiscard]] bool isLoopback() const;
    bool operator==(const ListenAddress &) const = default;
};

/// Reads an origin such as `http://localhost:0`. `localhost` and names below it are both loopbacks,
/// each by name: a socket on every IPv6 address would also come about beside a taken 127.0.0.1.
[[nodiscard]] tl::expected<ListenAddress, ListenError> listenAddressOf(const QByteArray &origin);

/// Listens on every address, on one port; a port of 0 is chosen so that it is free on all of them.
/// An IPv6 loopback that the machine does not have is left out. Their connections are admitted by
/// `guard`, which is borrowed.
[[nodiscard]] tl::expected<std::vector<std::unique_ptr<QTcpServer>>, ListenError>
openListeningSockets(const ListenAddress &where, const QByteArray &origin, ConnectionGuard &guard);

} // namespace corslab
