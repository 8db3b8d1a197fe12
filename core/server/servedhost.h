// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/requesthead.h"

#include <QByteArray>
#include <QHostAddress>

#include <optional>

namespace corslab {

/// Whether a server may answer a request for that host. A page whose name was made to point at this
/// machine (DNS rebinding) would otherwise be of the server's own origin and read everything; its
/// requests still carry its own name. `configuredHost` is the host of the server's origin, `local`
/// the address that the client reached. The port is not looked at: it may have been forwarded.
/// Nothing where the request may be answered: 400 for an HTTP/1.1 request without exactly one Host,
/// 421 for another server's. Source: RFC 9112, section 3.2; RFC 9110, section 7.4.
[[nodiscard]] std::optional<RequestFault>
hostFault(const RequestHead &head, QByteArrayView configuredHost, const QHostAddress &local);

} // namespace corslab
