// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/servedrequest.h"
#include "core/server/serverconfig.h"

#include <QObject>
#include <QThread>

#include <tl/expected.hpp>

#include <memory>
#include <optional>

namespace corslab {

enum class ListenErrorCode {
    PortTaken,
    NotPermitted,
    NoSuchAddress,
    BadOrigin,
    TlsNotSupported,
    Other
};

/// Why a server does not listen.
struct ListenError
{
    ListenErrorCode code;
    QByteArray origin; ///< as configured
    quint16 port = 0;
    QString holder; ///< what holds the port ("node, process 4711"), where that can be told
    QString detail; ///< the system's words
    bool operator==(const ListenError &) const = default;
};

/// One server of the laboratory: QHttpServer with one missing handler, in a thread of its own.
/// Listens on both loopback addresses where its host is `localhost` or a name below it, otherwise
/// on the address that its host names. The configuration can be exchanged while requests are in
/// flight: a request is answered whole by the configuration that was in force when it was received.
class LabServer : public QObject
{
    Q_OBJECT

public:
    explicit LabServer(ServerConfig config, QObject *parent = nullptr);
    ~LabServer() override; ///< closes every connection and joins the thread

    [[nodiscard]] tl::expected<void, ListenError> listen();
    void close();
    [[nodiscard]] bool isListening() const;
    /// The origin with the port that is really listened on. Empty while not listening.
    [[nodiscard]] QByteArray origin() const;
    [[nodiscard]] quint16 port() const;

    [[nodiscard]] const ServerConfig &config() const;
    /// In force for the next request. The listening address does not change. Counters of `times`
    /// begin anew only for endpoints that changed.
    void setConfig(ServerConfig config);

    /// From now on what was served is only kept, the newest of it up to so many bytes, and nobody
    /// is told until reportServed().
    void keepServed(qsizetype bytes);
    /// Tells of everything kept, and from now on of each request as it comes: so it is from the
    /// start on.
    void reportServed();

Q_SIGNALS:
    /// Emitted on this object's thread, in the order in which answers were finished.
    void served(const corslab::ServedRequest &request);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace corslab
