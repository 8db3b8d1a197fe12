// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labgenerator.h"

#include <QSet>

namespace corslab {

namespace {

QString someDate(Dice &dice)
{
    return dice.pick({u"Wed, 21 Oct 2015 07:28:00 GMT"_qs, u"Wed, 21 Oct 2015 07:28:00 GMT"_qs,
                      u"Tue, 01 Jan 2097 00:00:00 GMT"_qs, u"Tue, 01 Jan 2097 00:00:00 GMT"_qs,
                      u"Wednesday, 21-Oct-15 07:28:00 GMT"_qs, u"Wed Oct 21 07:28:00 2015"_qs,
                      u"0"_qs, u"-1"_qs, u""_qs, u"soon"_qs});
}

QString someDirective(Dice &dice)
{
    return dice.pick({u"max-age=60"_qs,
                      u"max-age=60"_qs,
                      u"max-age=60"_qs,
                      u"max-age=0"_qs,
                      u"no-cache"_qs,
                      u"no-store"_qs,
                      u"must-revalidate"_qs,
                      u"private"_qs,
                      u"public"_qs,
                      u"immutable"_qs,
                      u"s-maxage=60"_qs,
                      u"MAX-AGE=60"_qs,
                      u"max-age=\"60\""_qs,
                      u"max-age=60s"_qs,
                      u"max-age=-1"_qs,
                      u"max-age"_qs,
                      u"max-age=60.5"_qs,
                      u"max-age=99999999999999999999"_qs,
                      u"no-cache=\"x-a\""_qs,
                      u"no-cache=x-a"_qs,
                      u"No-Store"_qs,
                      u"proxy-revalidate"_qs,
                      u"must-understand, no-store"_qs});
}

/// Headers that say how long an answer holds and how it is asked about.
QJsonArray someAge(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    QJsonArray headers{header(u"Content-Type"_qs, u"text/plain"_qs),
                       header(u"Access-Control-Allow-Origin"_qs, sketch.origin),
                       header(u"Access-Control-Allow-Credentials"_qs, u"true"_qs),
                       header(u"Access-Control-Expose-Headers"_qs,
                              u"Age, Date, ETag, Expires, X-A, Cache-Control"_qs),
                       header(u"X-A"_qs, dice.pick({u"1"_qs, u"2"_qs, u""_qs}))};
    if (dice.chance(70)) {
        QString control = someDirective(dice);
        if (dice.chance(25))
            control += dice.pick({u", "_qs, u","_qs}) + someDirective(dice);
        headers.append(header(u"Cache-Control"_qs, control));
        if (dice.chance(8))
            headers.append(header(u"Cache-Control"_qs, someDirective(dice)));
    }
    if (dice.chance(20))
        headers.append(header(u"Age"_qs, dice.pick({u"0"_qs, u"30"_qs, u"60"_qs, u"100"_qs, u"x"_qs,
                                                    u"59, 1"_qs, u"1.5"_qs})));
    if (dice.chance(20))
        headers.append(header(u"Date"_qs, someDate(dice)));
    if (dice.chance(25))
        headers.append(header(u"Expires"_qs, someDate(dice)));
    if (dice.chance(35))
        headers.append(header(u"Last-Modified"_qs, someDate(dice)));
    if (dice.chance(45))
        headers.append(header(
            u"ETag"_qs, dice.pick({u"\"e\""_qs, u"\"e\""_qs, u"W/\"e\""_qs, u"e"_qs, u""_qs})));
    if (dice.chance(8))
        headers.append(header(u"Pragma"_qs, dice.pick({u"no-cache"_qs, u"x, No-Cache"_qs})));
    if (dice.chance(20))
        headers.append(
            header(u"Vary"_qs, dice.pick({u"Origin"_qs, u"x-foo"_qs, u"*"_qs, u"Accept, X-Foo"_qs,
                                          u"Cookie"_qs, u""_qs, u"Accept-Encoding"_qs})));
    return headers;
}

QJsonObject someAgedAnswer(LabSketch &sketch, const QString &body)
{
    Dice &dice = sketch.dice;
    const int status = dice.chance(65) ? 200
                                       : dice.pick({201, 203, 204, 206, 300, 400, 403, 404, 405,
                                                    410, 414, 425, 429, 451, 500, 501, 503});
    QJsonObject answer{{u"status"_qs, status}, {u"headers"_qs, someAge(sketch)}};
    if (status != 204)
        answer[u"body"_qs] = body;
    return answer;
}

/// A redirect that may be kept, to another path.
QJsonObject someAgedRedirect(LabSketch &sketch, const QString &target)
{
    QJsonArray headers = someAge(sketch);
    headers.append(header(u"Location"_qs, target));
    return {{u"status"_qs, sketch.dice.pick({301, 302, 303, 307, 308})}, {u"headers"_qs, headers}};
}

/// What a script says to the caches on the way.
QJsonArray someCacheHeaders(Dice &dice)
{
    switch (dice.below(9)) {
    case 0:
    case 1:
        return {header(u"Cache-Control"_qs,
                       dice.pick({u"no-cache"_qs, u"no-store"_qs, u"max-age=0"_qs, u"max-age=10"_qs,
                                  u"min-fresh=100"_qs, u"max-stale"_qs, u"only-if-cached"_qs}))};
    case 2:
        return {header(u"Pragma"_qs, u"no-cache"_qs)};
    case 3:
        return {header(u"If-None-Match"_qs, dice.pick({u"\"e\""_qs, u"\"q\""_qs, u"*"_qs}))};
    case 4:
        return {header(u"If-Modified-Since"_qs, u"Wed, 21 Oct 2015 07:28:00 GMT"_qs)};
    case 5:
        return {header(dice.pick({u"If-Match"_qs, u"If-Range"_qs}), u"\"e\""_qs)};
    case 6:
        return {header(u"Range"_qs, dice.pick({u"bytes=0-0"_qs, u"bytes=0-"_qs, u"bytes=-1"_qs,
                                               u"bytes=1-99"_qs}))};
    case 7:
        return {header(u"X-Foo"_qs, dice.pick({u"1"_qs, u"2"_qs}))};
    default:
        return {header(u"Accept"_qs, dice.pick({u"text/plain"_qs, u"TEXT/PLAIN"_qs}))};
    }
}

QJsonObject someCachedCall(LabSketch &sketch, const QString &url)
{
    Dice &dice = sketch.dice;
    QJsonObject call{{u"url"_qs, url}};
    if (dice.chance(20))
        call[u"api"_qs] = u"xhr"_qs;
    else if (dice.chance(25))
        call[u"cache"_qs] = dice.pick(
            {u"no-store"_qs, u"reload"_qs, u"no-cache"_qs, u"force-cache"_qs, u"force-cache"_qs});
    else if (dice.chance(12))
        call[u"mode"_qs] = u"no-cors"_qs;
    if (dice.chance(20))
        call[u"headers"_qs] = someCacheHeaders(dice);
    if (dice.chance(25))
        call[u"credentials"_qs] = dice.pick({u"include"_qs, u"omit"_qs});
    if (dice.chance(12) && call.value(u"mode"_qs) != u"no-cors"_qs)
        call[u"method"_qs] =
            dice.pick({u"HEAD"_qs, u"POST"_qs, u"PUT"_qs, u"DELETE"_qs, u"PATCH"_qs});
    return call;
}

} // namespace

void sketchCache(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    const QString origin = dice.pick({u"A"_qs, u"B"_qs, u"B"_qs, u"C"_qs});
    const QString url = LabSketch::at(origin, u"x"_qs);
    QJsonArray headers{header(u"Content-Type"_qs, u"text/plain"_qs)};
    if (dice.chance(80))
        headers.append(
            header(u"Access-Control-Allow-Origin"_qs, dice.pick({sketch.origin, u"*"_qs})));
    if (dice.chance(60))
        headers.append(header(u"Access-Control-Allow-Credentials"_qs, u"true"_qs));
    if (dice.chance(60))
        headers.append(header(u"ETag"_qs, u"\"e\""_qs));
    if (dice.chance(30))
        headers.append(header(u"Last-Modified"_qs, u"Wed, 21 Oct 2015 07:28:00 GMT"_qs));
    if (dice.chance(70))
        headers.append(header(u"Cache-Control"_qs,
                              dice.pick({u"max-age=60"_qs, u"max-age=60"_qs, u"no-cache"_qs,
                                         u"no-store"_qs, u"max-age=0"_qs, u"immutable"_qs})));
    if (dice.chance(20))
        headers.append(header(u"Vary"_qs, dice.pick({u"Origin"_qs, u"X-Foo"_qs, u"*"_qs})));
    const QJsonObject first{{u"status"_qs, dice.pick({200, 200, 200, 203, 404, 301, 410})},
                            {u"headers"_qs, headers},
                            {u"body"_qs, u"one"_qs}};
    sketch.addEndpoint(origin, u"x"_qs, first);
    if (dice.chance(60)) {
        QJsonObject later = someAnswer(sketch, {});
        later[u"status"_qs] =
            first[u"headers"_qs].toArray().contains(header(u"ETag"_qs, u"\"e\""_qs))
                ? dice.pick({304, 304, 200})
                : 200;
        sketch.limitEndpoints(origin, 1);
        sketch.addEndpoint(origin, u"x"_qs, later);
    }
    for (int left = dice.pick({2, 2, 3}); left > 0; --left) {
        QJsonObject request{{u"url"_qs, url}};
        if (dice.chance(45))
            request[u"cache"_qs] = dice.pick(
                {u"default"_qs, u"no-store"_qs, u"reload"_qs, u"no-cache"_qs, u"force-cache"_qs});
        if (dice.chance(25))
            request[u"credentials"_qs] = dice.pick({u"include"_qs, u"omit"_qs});
        if (dice.chance(15))
            request[u"mode"_qs] = u"no-cors"_qs;
        if (dice.chance(8))
            request[u"method"_qs] = dice.pick({u"HEAD"_qs, u"POST"_qs});
        sketch.requests.append(request);
    }
}

void sketchFreshness(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    const QString origin = dice.pick({u"A"_qs, u"A"_qs, u"B"_qs, u"C"_qs});
    const QString url = LabSketch::at(origin, u"x"_qs);
    const bool redirects = dice.chance(15);
    const QString other = dice.pick({origin, u"B"_qs});
    const QString target = LabSketch::at(other, u"y"_qs);
    const QJsonArray leave{header(u"Access-Control-Allow-Origin"_qs, sketch.origin),
                           header(u"Access-Control-Allow-Credentials"_qs, u"true"_qs),
                           header(u"Access-Control-Allow-Methods"_qs, u"PUT, DELETE, PATCH"_qs),
                           header(u"Access-Control-Allow-Headers"_qs,
                                  u"cache-control, pragma, if-none-match, if-modified-since, "
                                  "if-match, if-range, range, x-foo"_qs)};
    for (const QString &name : QSet<QString>{origin, other})
        sketch.addEndpoint(name, u"*"_qs, {{u"status"_qs, 204}, {u"headers"_qs, leave}},
                           u"OPTIONS"_qs);
    sketch.addEndpoint(origin, u"x"_qs,
                       redirects ? someAgedRedirect(sketch, target)
                                 : someAgedAnswer(sketch, u"first"_qs));
    // What comes later: confirmation, another answer or a failure.
    for (int more = dice.pick({0, 1, 1, 2}); more > 0; --more) {
        sketch.limitEndpoints(origin, 1);
        QJsonObject later = someAgedAnswer(sketch, u"later"_qs);
        if (!redirects && dice.chance(45)) {
            later[u"status"_qs] = 304;
            later.remove(u"body"_qs);
        }
        sketch.addEndpoint(origin, u"x"_qs, later);
    }
    if (redirects)
        sketch.addEndpoint(other, u"y"_qs, someAgedAnswer(sketch, u"there"_qs));
    for (int left = dice.pick({2, 3, 3, 4}); left > 0; --left)
        sketch.requests.append(someCachedCall(sketch, url));
}

} // namespace corslab
