// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listeningsockets.h"

#include "core/http/url.h"
#include "core/server/portholder.h"

#include <QHostInfo>

#include <algorithm>

namespace corslab {

namespace {

// How often a port that is free on one loopback may turn out to be taken on the other.
constexpr int attemptsForAFreePort = 32;

// Connections that wait to be accepted. Where there are more, the system drops the next one's first
// packet, and its client waits a whole second before it tries again.
constexpr int backlog = 1024;

using Sockets = std::vector<std::unique_ptr<QTcpServer>>;

tl::unexpected<ListenError> failure(ListenErrorCode code, const QByteArray &origin,
                                    quint16 port = 0, const QString &detail = {})
{
    return tl::unexpected(ListenError{code, origin, port, {}, detail});
}

ListenErrorCode codeOf(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::AddressInUseError)
        return ListenErrorCode::PortTaken;
    if (error == QAbstractSocket::SocketAccessError)
        return ListenErrorCode::NotPermitted;
    if (error == QAbstractSocket::SocketAddressNotAvailableError)
        return ListenErrorCode::NoSuchAddress;
    return ListenErrorCode::Other;
}

bool isMissingLoopback(const QHostAddress &address, const QTcpServer &server)
{
    return address == QHostAddress(QHostAddress::LocalHostIPv6) &&
           (server.serverError() == QAbstractSocket::SocketAddressNotAvailableError ||
            server.serverError() == QAbstractSocket::UnsupportedSocketOperationError);
}

tl::expected<Sockets, ListenError> tryOnce(const ListenAddress &where, const QByteArray &origin,
                                           ConnectionGuard &guard)
{
    Sockets sockets;
    quint16 port = where.port;
    for (const QHostAddress &address : where.addresses) {
        auto server = std::make_unique<GuardedTcpServer>(guard);
        server->setListenBacklogSize(backlog);
        if (!server->listen(address, port)) {
            if (!sockets.empty() && isMissingLoopback(address, *server))
                continue;
            ListenError error{
                codeOf(server->serverError()), origin, port, {}, server->errorString()};
            if (error.code == ListenErrorCode::PortTaken && where.port != 0) {
                if (const auto holder = findPortHolder(address, port))
                    error.holder = u"%1, process %2"_qs.arg(holder->name).arg(holder->process);
            }
            return tl::unexpected(std::move(error));
        }
        port = server->serverPort();
        sockets.push_back(std::move(server));
    }
    return sockets;
}

} // namespace

bool ListenAddress::isLoopback() const
{
    return std::all_of(addresses.begin(), addresses.end(),
                       [](const QHostAddress &address) { return address.isLoopback(); });
}

tl::expected<ListenAddress, ListenError> listenAddressOf(const QByteArray &origin)
{
    const auto url = Url::parse(QString::fromUtf8(origin));
    if (!url || !url->isHttpOrHttps() || !url->host() || url->host()->isEmpty() ||
        url->path() != "/" || url->query() || url->fragment() || url->includesCredentials())
        return failure(ListenErrorCode::BadOrigin, origin);
    ListenAddress where{{}, *url->host(), url->effectivePort().value_or(0)};
    if (url->scheme() == "https")
        return failure(ListenErrorCode::TlsNotSupported, origin, where.port);

    const QByteArray name = where.host.endsWith('.') ? where.host.chopped(1) : where.host;
    if (name == "localhost" || name.endsWith(".localhost")) {
        where.addresses = {QHostAddress(QHostAddress::LocalHost),
                           QHostAddress(QHostAddress::LocalHostIPv6)};
        return where;
    }
    QString literal = QString::fromLatin1(where.host);
    if (literal.startsWith(u'['))
        literal = literal.sliced(1).chopped(1);
    if (QHostAddress address; address.setAddress(literal)) {
        where.addresses = {address};
        return where;
    }
    const QHostInfo info = QHostInfo::fromName(literal);
    if (info.addresses().isEmpty())
        return failure(ListenErrorCode::NoSuchAddress, origin, where.port, info.errorString());
    where.addresses = {info.addresses().constFirst()};
    return where;
}

tl::expected<Sockets, ListenError>
openListeningSockets(const ListenAddress &where, const QByteArray &origin, ConnectionGuard &guard)
{
    auto sockets = tryOnce(where, origin, guard);
    for (int i = 1; i < attemptsForAFreePort && where.port == 0 && !sockets &&
                    sockets.error().code == ListenErrorCode::PortTaken;
         ++i)
        sockets = tryOnce(where, origin, guard);
    return sockets;
}

} // namespace corslab
