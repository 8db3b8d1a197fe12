// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QDateTime>
#include <QMetaType>
#include <QString>

#include <optional>

namespace corslab {

/// A request as a laboratory's server saw it, and what it answered.
struct ServedRequest
{
    QString server;       ///< the server's name
    QByteArray origin;    ///< on which it was reached: the server's origin
    quint16 peerPort = 0; ///< the client's end of the connection
    bool peerIsIpv6 = false;
    QDateTime received;
    double duration = 0.0; ///< milliseconds from the whole request to the whole answer

    QByteArray method;
    QByteArray target; ///< path and query
    HeaderList requestHeaders;
    QByteArray requestBody;

    int status = 0; ///< 0: closed without an answer, or the client vanished first
    QByteArray reason;
    HeaderList responseHeaders;
    QByteArray responseBody;

    bool preflight = false;
    std::optional<bool> originAllowed; ///< absent where no policy was asked
    bool operator==(const ServedRequest &) const = default;
};

} // namespace corslab

Q_DECLARE_METATYPE(corslab::ServedRequest)
