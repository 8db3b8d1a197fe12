// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the transport share.
#pragma once

#include "core/fetch/transport.h"
#include "core/wire/curltransport.h"

#include <QCoroTask>

#include <utility>

namespace corslab {

inline Url urlOf(const QByteArray &text)
{
    return Url::parse(QString::fromUtf8(text)).value();
}

/// A request with nothing but a Host line.
inline TransportRequest requestTo(const QByteArray &url, const QByteArray &method = "GET")
{
    TransportRequest request;
    request.url = urlOf(url);
    request.method = method;
    request.headers = {{"Host", request.url.hostAndPort()}};
    return request;
}

/// Sends and runs the event loop until it is done.
inline TransportResult sendAndWait(CurlTransport &transport, const TransportRequest &request,
                                   std::stop_token stop = {})
{
    return QCoro::waitFor(transport.send(request, std::move(stop)));
}

} // namespace corslab
