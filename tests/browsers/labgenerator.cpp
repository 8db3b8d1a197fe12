// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labgenerator.h"

#include "tests/browsers/differentiallab.h"

namespace corslab {

namespace {

const QString Anywhere = u"ABCDEFGSTU"_qs;

QString someOrigin(Dice &dice)
{
    return dice.chance(45) ? dice.pick({u"A"_qs, u"B"_qs, u"B"_qs})
                           : QString(Anywhere[dice.below(static_cast<int>(Anywhere.size()))]);
}

QJsonObject somePage(Dice &dice)
{
    const QString document =
        dice.chance(45) ? u"A"_qs
                        : dice.pick({u"C"_qs, u"D"_qs, u"F"_qs, u"G"_qs, u"S"_qs, u"U"_qs});
    if (dice.chance(82))
        return {{u"origin"_qs, u"{{%1}}"_qs.arg(document)}};
    return {{u"origin"_qs, u"null"_qs},
            {u"embed"_qs, u"{{%1}}"_qs.arg(dice.chance(70) ? u"A"_qs : document)},
            {u"kind"_qs, dice.pick({u"sandbox"_qs, u"data"_qs})}};
}

QJsonObject someRequest(LabSketch &sketch, const QString &url)
{
    return sketch.dice.chance(28) ? someLoad(sketch, url) : someCall(sketch, url);
}

/// A resource that answers by itself: what OPTIONS gets, and what the rest gets, at the end of up
/// to three redirects.
void sketchChain(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    QString origin = someOrigin(dice);
    const QJsonObject request = someRequest(sketch, LabSketch::at(origin, u"h0"_qs));
    const int hops = dice.pick({0, 0, 0, 0, 1, 1, 2, 3});
    for (int hop = 0; hop <= hops; ++hop) {
        const QString path = u"h%1"_qs.arg(hop);
        const QString next = dice.chance(35) ? origin : someOrigin(dice);
        sketch.addEndpoint(origin, path, somePreflightAnswer(sketch, request), u"OPTIONS"_qs);
        if (hop < hops)
            sketch.addEndpoint(origin, path,
                               someRedirect(sketch, LabSketch::at(next, u"h%1"_qs.arg(hop + 1))));
        else
            sketch.addEndpoint(origin, path, someAnswer(sketch, request));
        origin = next;
    }
    sketch.requests.append(request);
    // Once more, or nearly: what the preflight cache and the HTTP cache have kept.
    for (int more = dice.pick({0, 0, 1, 1, 2}); more > 0; --more) {
        QJsonObject again = request;
        const QString api = request[u"api"_qs].toString(u"fetch"_qs);
        // A document asks once for the same image, script or stylesheet, whatever the answer says.
        if (api != u"fetch" && api != u"xhr" && api != u"eventsource" && api != u"beacon")
            again[u"url"_qs] = request[u"url"_qs].toString() + u"?%1"_qs.arg(more);
        if (dice.chance(40)) {
            again = someCall(sketch, request[u"url"_qs].toString());
        } else if (dice.chance(30) && api == u"fetch") {
            again[u"credentials"_qs] = dice.pick({u"include"_qs, u"omit"_qs, u"same-origin"_qs});
        }
        sketch.requests.append(again);
    }
}

/// An ordinary server with a policy.
void sketchPolicy(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    const QString origin = dice.pick({u"B"_qs, u"C"_qs, u"E"_qs, u"T"_qs, u"A"_qs});
    const QJsonObject request = someRequest(sketch, LabSketch::at(origin, u"x"_qs));
    sketch.setPolicy(origin, somePolicy(sketch, request));
    QJsonObject answer = someAnswer(sketch, request);
    answer.remove(u"headers"_qs);
    answer[u"headers"_qs] =
        QJsonArray{header(u"Content-Type"_qs, u"text/plain"_qs), header(u"X-A"_qs, u"a"_qs)};
    sketch.addEndpoint(origin, u"x"_qs, answer);
    sketch.requests.append(request);
    const bool twice = !request.contains(u"api"_qs) || request[u"api"_qs] == u"xhr"_qs;
    for (int more = dice.below(3); more > 0; --more)
        sketch.requests.append(
            twice && dice.chance(50) ? request : someCall(sketch, request[u"url"_qs].toString()));
}

/// Answers that are not as they should be.
void sketchRaw(LabSketch &sketch)
{
    const QString origin = someOrigin(sketch.dice);
    QJsonObject request = someCall(sketch, LabSketch::at(origin, u"x"_qs));
    if (request.value(u"method"_qs) == u"HEAD"_qs)
        request.remove(u"method"_qs);
    request[u"timeout"_qs] = 3000;
    sketch.addEndpoint(origin, u"x"_qs, somePreflightAnswer(sketch, request), u"OPTIONS"_qs);
    sketch.addEndpoint(origin, u"x"_qs, {{u"raw"_qs, someRawAnswer(sketch)}});
    sketch.requests.append(request);
}

/// Cookies set by answers and by the page, and who gets them.
void sketchCookies(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    const QString origin = someOrigin(dice);
    const QString other = dice.chance(50) ? origin : someOrigin(dice);
    QJsonArray headers{header(u"Access-Control-Allow-Origin"_qs, sketch.origin),
                       header(u"Access-Control-Allow-Credentials"_qs, u"true"_qs)};
    const QJsonObject plain{{u"headers"_qs, headers}, {u"body"_qs, u"got"_qs}};
    for (int left = dice.pick({1, 1, 2, 3}); left > 0; --left)
        headers.append(header(u"Set-Cookie"_qs, someCookie(dice, u"k%1"_qs.arg(left))));
    sketch.addEndpoint(origin, u"set"_qs, {{u"headers"_qs, headers}, {u"body"_qs, u"set"_qs}});
    sketch.addEndpoint(origin, u"*"_qs, plain);
    if (other != origin)
        sketch.addEndpoint(other, u"*"_qs, plain);
    const auto ask = [&](const QString &where, const QString &path) {
        QJsonObject request{{u"url"_qs, LabSketch::at(where, path)}};
        if (dice.chance(85))
            request[u"credentials"_qs] = u"include"_qs;
        if (dice.chance(15))
            request[u"mode"_qs] = u"no-cors"_qs;
        if (dice.chance(15))
            request[u"method"_qs] = u"POST"_qs;
        if (dice.chance(10))
            request[u"api"_qs] = u"xhr"_qs;
        if (request.value(u"api"_qs) == u"xhr"_qs)
            request.remove(u"mode"_qs);
        sketch.requests.append(request);
    };
    if (dice.chance(25))
        sketch.requests.append(
            QJsonObject{{u"cookie"_qs, someCookie(dice, u"d"_qs) + u"; path=/{{id}}"_qs}});
    ask(origin, u"set"_qs);
    ask(origin, u"get"_qs);
    ask(other, dice.pick({u"get"_qs, u"deeper/get"_qs}));
    if (dice.chance(15))
        sketch.requests.append(QJsonObject{{u"cookie"_qs, u"e=1; path=/{{id}}"_qs}});
}

} // namespace

void LabSketch::addEndpoint(const QString &server, const QString &path, QJsonObject endpoint,
                            const QString &method)
{
    QJsonObject match{{u"path"_qs, u"/{{id}}/"_qs + path}};
    if (!method.isEmpty())
        match[u"method"_qs] = method;
    endpoint[u"match"_qs] = match;
    QJsonObject members = servers[server].toObject();
    QJsonArray endpoints = members[u"endpoints"_qs].toArray();
    endpoints.append(endpoint);
    members[u"endpoints"_qs] = endpoints;
    servers[server] = members;
}

void LabSketch::limitEndpoints(const QString &server, int times)
{
    QJsonObject members = servers[server].toObject();
    QJsonArray endpoints;
    for (const QJsonValue each : members[u"endpoints"_qs].toArray()) {
        QJsonObject endpoint = each.toObject();
        QJsonObject match = endpoint[u"match"_qs].toObject();
        if (!match.contains(u"method"_qs))
            match[u"times"_qs] = times;
        endpoint[u"match"_qs] = match;
        endpoints.append(endpoint);
    }
    members[u"endpoints"_qs] = endpoints;
    servers[server] = members;
}

void LabSketch::setPolicy(const QString &server, const QJsonObject &policy)
{
    QJsonObject members = servers[server].toObject();
    members[u"policy"_qs] = policy;
    servers[server] = members;
}

QString labTitle(quint32 seed, quint32 number)
{
    return u"Seed %1, number %2"_qs.arg(seed).arg(number);
}

QJsonObject generatedLab(quint32 seed, quint32 number)
{
    Dice dice(seed, number);
    const QJsonObject page = somePage(dice);
    const bool frame = page[u"origin"_qs] == u"null"_qs;
    LabSketch sketch{dice, page[frame ? u"embed"_qs : u"origin"_qs].toString(),
                     page[u"origin"_qs].toString()};
    const int kind = dice.below(100);
    if (kind < 55)
        sketchChain(sketch);
    else if (kind < 70)
        sketchPolicy(sketch);
    else if (kind < 76)
        sketchRaw(sketch);
    else if (kind < 88)
        sketchCookies(sketch);
    else if (kind < 92)
        sketchCache(sketch);
    else
        sketchFreshness(sketch);

    QJsonArray servers;
    for (const LabOrigin &origin : labOrigins()) {
        const QString name = QString::fromLatin1(origin.name);
        if (!sketch.servers.contains(name))
            continue;
        QJsonObject server = sketch.servers[name].toObject();
        server[u"name"_qs] = name;
        server[u"origin"_qs] = u"%1://%2:0"_qs.arg(QString::fromLatin1(origin.scheme),
                                                   QString::fromLatin1(origin.host));
        servers.append(server);
    }
    return {{u"corslab"_qs, 1}, {u"id"_qs, u"{{id}}"_qs}, {u"title"_qs, labTitle(seed, number)},
            {u"page"_qs, page}, {u"servers"_qs, servers}, {u"requests"_qs, sketch.requests}};
}

} // namespace corslab
