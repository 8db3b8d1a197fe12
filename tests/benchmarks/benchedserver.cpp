// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/benchedserver.h"

namespace corslab {

ServerConfig benchedServer(const QList<OriginEntry> &origins)
{
    Policy policy;
    policy.origins = origins;
    policy.methods = {"GET", "POST", "PUT", "OPTIONS"};
    policy.headers = {"Content-Type", "Authorization", "Custom-Header"};
    policy.credentials = true;
    Endpoint endpoint;
    endpoint.headers = {{"Content-Type", "application/json"}};
    endpoint.body = R"({"message":"Simple GET request success!"})";
    ServerConfig server;
    server.name = QStringLiteral("api");
    server.origin = "http://localhost:4000";
    server.policy = policy;
    server.endpoints = {endpoint};
    return server;
}

} // namespace corslab
