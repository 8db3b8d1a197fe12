// SPDX-License-Identifier: GPL-3.0-or-later
// What a laboratory's server is told to be: values only, as the lab file has them.
#pragma once

#include "core/http/headerlist.h"
#include "core/policy/policy.h"
#include "core/server/connectionlimits.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace corslab {

struct EndpointRedirect
{
    int status = 302;
    QByteArray location;
    bool operator==(const EndpointRedirect &) const = default;
};

/// One answer, and the requests that get it. Endpoints are tried in order.
struct Endpoint
{
    std::optional<QByteArray> method;
    std::optional<QByteArray> path; ///< without the query; a `*` at the end matches a prefix
    std::optional<int> times;       ///< how often this one may serve

    int status = 200;
    std::vector<Header> headers; ///< sent as they stand
    QByteArray body;
    bool rawBody = false; ///< the lab file gave bytes, not text
    std::chrono::milliseconds delay{0};
    bool drop = false; ///< the connection is closed without an answer
    bool echo = false; ///< 200 and JSON that tells what arrived
    std::optional<EndpointRedirect> redirect;
    std::optional<QList<QByteArray>> requireOrigin; ///< 403 for Origin (or Referer) not in it
    bool rawCors = false;                           ///< "cors": "raw": the policy adds nothing
    bool operator==(const Endpoint &) const = default;
};

struct Route
{
    QByteArray path; ///< as Endpoint::path
    Policy policy;
    bool operator==(const Route &) const = default;
};

struct ServerConfig
{
    QString name;
    QByteArray origin;            ///< scheme, host and port to listen on; port 0: any free one
    std::optional<Policy> policy; ///< absent: the server says nothing about CORS
    QList<Endpoint> endpoints;
    QList<Route> routes; ///< first match wins, before `policy`
    ConnectionLimits limits;
    bool anyHost = false; ///< imitates a server that does not look at Host
    bool operator==(const ServerConfig &) const = default;
};

} // namespace corslab
