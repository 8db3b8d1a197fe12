// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilereader.h"

#include "core/http/syntax.h"

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

QByteArray readPath(const ValueReader &value)
{
    const QByteArray path = value.utf8();
    if (!path.startsWith('/') && path != "*")
        value.fail(LabFileErrorCode::WrongValue, u"a path that begins with \"/\", or \"*\""_s);
    return path;
}

void readMatch(const ValueReader &value, Endpoint &endpoint)
{
    const ObjectReader object = value.object(lab::matchKeys);
    if (const auto method = object.find("method"_L1)) {
        endpoint.method = method->utf8();
        if (!isToken(*endpoint.method))
            method->fail(LabFileErrorCode::InvalidMethod, u"a method's name"_s);
    }
    if (const auto path = object.find("path"_L1))
        endpoint.path = readPath(*path);
    if (const auto times = object.find("times"_L1))
        endpoint.times = static_cast<int>(times->integer(0, 1'000'000'000));
}

/// `body` and `rawBody` are two ways to say the same.
void readBody(const ObjectReader &object, Endpoint &endpoint)
{
    const auto text = object.find("body"_L1);
    const auto raw = object.find("rawBody"_L1);
    if (text)
        endpoint.body = text->utf8(Placeholders::Free);
    if (raw) {
        endpoint.body = raw->bytes(Placeholders::Free);
        endpoint.rawBody = true;
        if (text)
            raw->fail(LabFileErrorCode::WrongValue, u"either body or rawBody"_s);
    }
}

EndpointRedirect readRedirect(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::redirectKeys);
    EndpointRedirect redirect;
    if (const auto status = object.find("status"_L1))
        redirect.status = static_cast<int>(status->integer(300, 399));
    if (const auto location = object.require("location"_L1, u"a URL"_s))
        redirect.location = readHeaderBytes(*location);
    return redirect;
}

Endpoint readEndpoint(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::endpointKeys);
    Endpoint endpoint;
    if (const auto match = object.find("match"_L1))
        readMatch(*match, endpoint);
    if (const auto status = object.find("status"_L1))
        endpoint.status = static_cast<int>(status->integer(100, 999));
    if (const auto headers = object.find("headers"_L1))
        endpoint.headers = readHeaders(*headers);
    readBody(object, endpoint);
    if (const auto delay = object.find("delay"_L1))
        endpoint.delay = readDuration(*delay);
    if (const auto drop = object.find("drop"_L1))
        endpoint.drop = drop->boolean();
    if (const auto echo = object.find("echo"_L1))
        endpoint.echo = echo->boolean();
    if (const auto redirect = object.find("redirect"_L1))
        endpoint.redirect = readRedirect(*redirect);
    if (const auto origins = object.find("requireOrigin"_L1))
        endpoint.requireOrigin = readHeaderTexts(*origins, u"a list of origins"_s);
    if (const auto cors = object.find("cors"_L1)) {
        endpoint.rawCors = true;
        if (cors->string(Placeholders::Free) != "raw"_L1)
            cors->fail(LabFileErrorCode::WrongValue, u"\"raw\""_s);
    }
    return endpoint;
}

Route readRoute(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::routeKeys);
    Route route;
    if (const auto path = object.require("path"_L1, u"a path"_s))
        route.path = readPath(*path);
    if (const auto policy = object.require("policy"_L1, u"a policy"_s))
        route.policy = readPolicy(*policy);
    return route;
}

/// From one thing a time, so that a server with any limits still serves, to what no laboratory needs
/// and every machine has.
ConnectionLimits readLimits(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::limitKeys);
    ConnectionLimits limits;
    if (const auto connections = object.find("connections"_L1))
        limits.connections = static_cast<int>(connections->integer(1, 10'000));
    if (const auto head = object.find("head"_L1))
        limits.head = static_cast<qsizetype>(head->integer(64, qint64{16} * 1024 * 1024));
    if (const auto body = object.find("body"_L1))
        limits.body = static_cast<qsizetype>(body->integer(0, qint64{1024} * 1024 * 1024));
    const auto readTime = [](const ValueReader &time) {
        constexpr std::chrono::milliseconds day = std::chrono::hours(24);
        return std::chrono::milliseconds(time.integer(1, day.count()));
    };
    if (const auto time = object.find("headTime"_L1))
        limits.headTime = readTime(*time);
    if (const auto time = object.find("idleTime"_L1))
        limits.idleTime = readTime(*time);
    return limits;
}

} // namespace

ServerConfig readServer(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::serverKeys);
    ServerConfig server;
    // Both were checked when the servers' names were gathered.
    if (const auto name = object.find("name"_L1))
        server.name = name->string(Placeholders::Free);
    if (const auto origin = object.find("origin"_L1))
        server.origin = origin->utf8(Placeholders::Free);
    if (const auto policy = object.find("policy"_L1))
        server.policy = readPolicy(*policy);
    if (const auto endpoints = object.find("endpoints"_L1)) {
        for (const ValueReader &item : endpoints->list(u"a list of endpoints"_s))
            server.endpoints.append(readEndpoint(item));
    }
    if (const auto routes = object.find("routes"_L1)) {
        for (const ValueReader &item : routes->list(u"a list of routes"_s))
            server.routes.append(readRoute(item));
    }
    if (const auto limits = object.find("limits"_L1))
        server.limits = readLimits(*limits);
    if (const auto anyHost = object.find("anyHost"_L1))
        server.anyHost = anyHost->boolean();
    return server;
}

} // namespace corslab
