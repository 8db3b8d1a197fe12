// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labgenerator.h"

#include <QStringList>

namespace corslab {

namespace {

const char Pixel[] =
    "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01"
    "\x00\x01\x00\x00\x02\x02\x44\x01\x00;";

QStringList namesOf(const QJsonObject &request)
{
    QStringList names;
    for (const QJsonValue header : request[u"headers"_qs].toArray())
        names.append(header[0].toString());
    return names;
}

QString methodOf(const QJsonObject &request)
{
    return request[u"method"_qs].toString(u"GET"_qs);
}

/// Lines of Access-Control-Allow-Origin: two in three allow this page.
void addAllowOrigin(LabSketch &sketch, QJsonArray &headers)
{
    const QString name = u"Access-Control-Allow-Origin"_qs;
    Dice &dice = sketch.dice;
    const QString own = sketch.origin;
    const int which = dice.below(40);
    if (which < 22) {
        headers.append(header(name, own));
    } else if (which < 28) {
        headers.append(header(name, u"*"_qs));
    } else if (which >= 32) {
        const QString odd = dice.pick({own + u"/"_qs,
                                       u"null"_qs,
                                       own.toUpper(),
                                       u""_qs,
                                       own + u", "_qs + own,
                                       u"*, *"_qs,
                                       u" "_qs + own + u"\t"_qs,
                                       u"{{F}}"_qs,
                                       u"\"*\""_qs,
                                       u"*/*"_qs,
                                       u"http://localhost"_qs,
                                       u"**"_qs,
                                       own + u" {{B}}"_qs,
                                       u"//localhost"_qs,
                                       u"x"_qs,
                                       u"undefined"_qs,
                                       u"true"_qs,
                                       u"\u00e9"_qs,
                                       u"*;"_qs,
                                       u"http://*"_qs,
                                       u"localhost"_qs,
                                       u"NULL"_qs});
        headers.append(header(name, odd));
        if (dice.chance(20))
            headers.append(header(dice.pick({name, name.toLower()}), dice.chance(50) ? own : odd));
    }
}

void addAllowCredentials(LabSketch &sketch, QJsonArray &headers)
{
    Dice &dice = sketch.dice;
    const QString name = u"Access-Control-Allow-Credentials"_qs;
    if (dice.chance(55))
        headers.append(header(name, u"true"_qs));
    else if (dice.chance(30))
        headers.append(
            header(name, dice.pick({u"True"_qs, u"false"_qs, u""_qs, u" true"_qs, u"true, true"_qs,
                                    u"1"_qs, u"yes"_qs, u"\"true\""_qs})));
    if (dice.chance(4))
        headers.append(header(name, dice.pick({u"true"_qs, u""_qs})));
}

/// A list that has what is needed, most of the time.
QString someList(Dice &dice, const QStringList &needed)
{
    const QString all = needed.join(dice.pick({u", "_qs, u","_qs, u" ,\t"_qs}));
    switch (dice.below(12)) {
    case 0:
    case 1:
        return u"*"_qs;
    case 2:
        return u"*, Authorization, content-type"_qs;
    case 3:
        return all.toLower();
    case 4:
        return all.toUpper();
    case 5:
        return dice.pick({u"GET"_qs, u"X-Other"_qs, u""_qs, u","_qs, u"*, x"_qs});
    case 6:
        return all + dice.pick({u","_qs, u", bad value"_qs, u", \"q\""_qs, u", \u00e9"_qs, u";"_qs,
                                u", ,"_qs, u", a@b"_qs, u" "_qs, u", (c)"_qs, u"\u000b"_qs});
    case 7:
        return u"PUT, DELETE, x-foo, x-bar, authorization, content-type"_qs;
    default:
        return all;
    }
}

void addLists(LabSketch &sketch, const QJsonObject &request, QJsonArray &headers)
{
    Dice &dice = sketch.dice;
    if (dice.chance(75)) {
        headers.append(header(u"Access-Control-Allow-Methods"_qs,
                              someList(dice, {methodOf(request), u"POST"_qs})));
        if (dice.chance(5))
            headers.append(header(u"Access-Control-Allow-Methods"_qs, methodOf(request)));
    }
    const QStringList names = namesOf(request) + QStringList{u"content-type"_qs};
    if (dice.chance(75))
        headers.append(header(u"Access-Control-Allow-Headers"_qs, someList(dice, names)));
    if (dice.chance(5))
        headers.append(header(u"access-control-allow-headers"_qs, names.first()));
    if (dice.chance(35))
        headers.append(header(u"Access-Control-Max-Age"_qs,
                              dice.pick({u"60"_qs, u"60"_qs, u"0"_qs, u"-1"_qs, u"abc"_qs, u""_qs,
                                         u"5.5"_qs, u"60, 60"_qs, u" 60"_qs, u"+60"_qs, u"1e3"_qs,
                                         u"99999999999"_qs, u"60s"_qs})));
}

void addReadable(LabSketch &sketch, QJsonArray &headers)
{
    Dice &dice = sketch.dice;
    headers.append(header(u"X-A"_qs, u"a"_qs));
    if (dice.chance(30)) {
        headers.append(header(u"X-A"_qs, u"b"_qs));
        headers.append(header(u"ETag"_qs, dice.pick({u"\"z\""_qs, u"W/\"y\""_qs})));
    }
    if (dice.chance(40))
        headers.append(header(
            u"Access-Control-Expose-Headers"_qs,
            dice.pick({u"X-A"_qs, u"*"_qs, u"x-a, etag"_qs, u"X-A X-B"_qs, u"*, x two"_qs,
                       u"Set-Cookie, X-A"_qs, u"X-A,"_qs, u"\"X-A\""_qs, u"*, X-A"_qs, u""_qs})));
    if (dice.chance(12))
        headers.append(header(u"Cache-Control"_qs,
                              dice.pick({u"no-store"_qs, u"no-cache"_qs, u"max-age=60"_qs,
                                         u"max-age=60, must-revalidate"_qs, u"private"_qs})));
    if (dice.chance(10))
        headers.append(header(u"Vary"_qs, dice.pick({u"Origin"_qs, u"*"_qs, u"Accept"_qs})));
    if (dice.chance(12))
        headers.append(header(u"Cross-Origin-Resource-Policy"_qs,
                              dice.pick({u"same-origin"_qs, u"same-site"_qs, u"cross-origin"_qs,
                                         u"Same-Origin"_qs, u"same-origin, same-origin"_qs})));
    if (dice.chance(4))
        headers.append(header(u"X-Content-Type-Options"_qs, u"nosniff"_qs));
    if (dice.chance(8))
        headers.append(header(u"Set-Cookie"_qs, someCookie(dice, u"s"_qs)));
}

/// What an element needs to load; now and then something else.
void addContent(LabSketch &sketch, const QJsonObject &request, QJsonObject &answer,
                QJsonArray &headers)
{
    const QString api = request[u"api"_qs].toString();
    const bool wrong = sketch.dice.chance(8);
    const auto content = [&](const QString &type, const QString &body) {
        headers.append(header(u"Content-Type"_qs, wrong ? u"text/plain"_qs : type));
        answer[u"rawBody"_qs] = body;
    };
    if (api == u"img")
        content(u"image/gif"_qs, QString::fromLatin1(Pixel, sizeof Pixel - 1));
    else if (api == u"script" || api == u"module")
        content(u"text/javascript"_qs, u"var loaded = 1;"_qs);
    else if (api == u"style")
        content(u"text/css"_qs, u"b { color: red }"_qs);
    else if (api == u"eventsource")
        content(u"text/event-stream"_qs, u"data: hi\n\n"_qs);
    else
        content(sketch.dice.pick({u"text/plain"_qs, u"application/json"_qs}), u"ok"_qs);
}

} // namespace

QJsonObject somePreflightAnswer(LabSketch &sketch, const QJsonObject &request)
{
    QJsonArray headers;
    addAllowOrigin(sketch, headers);
    addAllowCredentials(sketch, headers);
    addLists(sketch, request, headers);
    QJsonObject answer{{u"headers"_qs, headers}};
    Dice &dice = sketch.dice;
    answer[u"status"_qs] =
        dice.chance(85) ? dice.pick({200, 204})
                        : dice.pick({201, 299, 304, 301, 307, 400, 401, 404, 405, 407, 500, 600});
    const int status = answer[u"status"_qs].toInt();
    if ((status == 301 || status == 307) && dice.chance(60))
        answer[u"redirect"_qs] = QJsonObject{
            {u"status"_qs, status}, {u"location"_qs, LabSketch::at(u"B"_qs, u"elsewhere"_qs)}};
    return answer;
}

/// No answer is `drop`: browsers then try every connection that they happen to keep open, so that
/// the number of requests tells of the laboratories before.
QJsonObject someAnswer(LabSketch &sketch, const QJsonObject &request)
{
    Dice &dice = sketch.dice;
    QJsonArray headers;
    QJsonObject answer;
    addContent(sketch, request, answer, headers);
    addAllowOrigin(sketch, headers);
    addAllowCredentials(sketch, headers);
    addReadable(sketch, headers);
    answer[u"status"_qs] = dice.chance(85) ? 200
                                           : dice.pick({201, 203, 204, 205, 206, 300, 302, 304, 400,
                                                        401, 403, 404, 407, 416, 500, 503, 999});
    answer[u"headers"_qs] = headers;
    return answer;
}

QJsonObject someRedirect(LabSketch &sketch, const QString &target)
{
    Dice &dice = sketch.dice;
    QJsonArray headers;
    addAllowOrigin(sketch, headers);
    addAllowCredentials(sketch, headers);
    if (dice.chance(12))
        headers.append(header(u"Referrer-Policy"_qs,
                              dice.pick({u"no-referrer"_qs, u"origin"_qs, u"unsafe-url"_qs,
                                         u"same-origin"_qs, u"bogus"_qs, u"origin, bogus"_qs,
                                         u"strict-origin, no-referrer-when-downgrade"_qs})));
    if (dice.chance(8))
        headers.append(header(u"Set-Cookie"_qs, someCookie(dice, u"r"_qs)));
    const int status = dice.pick({301, 302, 302, 303, 307, 307, 308, 308});
    QString location = target;
    if (dice.chance(12)) {
        QString bare = target;
        location = dice.pick({u" "_qs + target + u" "_qs, target + u"#part"_qs, u"next"_qs,
                              u"?q"_qs, target + u"?a b"_qs, target + u"?\u00e9"_qs, u""_qs,
                              bare.replace(u"}}/"_qs, u"}}\\"_qs), u"data:text/plain,x"_qs,
                              u"about:blank"_qs, u"//localhost:22/"_qs, u"http://["_qs, u"x:y"_qs,
                              target + u", "_qs + target, u"{{Z}}/{{id}}/closed"_qs,
                              u"ftp://localhost/{{id}}/"_qs, u"/{{id}}/h9"_qs, u"./h9"_qs});
    }
    if (dice.chance(97))
        headers.append(header(u"Location"_qs, location));
    return {{u"status"_qs, status}, {u"headers"_qs, headers}};
}

QString someRawAnswer(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    const QString own = sketch.origin;
    const QString allow = dice.pick({u"Access-Control-Allow-Origin: %1\r\n"_qs,
                                     u"Access-Control-Allow-Origin:%1\r\n"_qs,
                                     u"Access-Control-Allow-Origin:\t%1 \t\r\n"_qs,
                                     u"Access-Control-Allow-Origin:\r\n %1\r\n"_qs,
                                     u"Access-Control-Allow-Origin: %1\n"_qs,
                                     u"ACCESS-CONTROL-ALLOW-ORIGIN: %1\r\n"_qs,
                                     u" Access-Control-Allow-Origin: %1\r\n"_qs,
                                     u"Access-Control-Allow-Origin: %1\r\n\tx\r\n"_qs,
                                     u"X: 1\r\n\r\nAccess-Control-Allow-Origin: %1\r\n"_qs})
                              .arg(dice.chance(60) ? own : u"*"_qs);
    const QString start = dice.pick(
        {u"HTTP/1.1 200 OK\r\n"_qs, u"HTTP/1.1 200 OK\r\n"_qs, u"HTTP/1.1 200 OK\r\n"_qs,
         u"HTTP/1.1 200\r\n"_qs, u"HTTP/1.1 200 \r\n"_qs, u"HTTP/1.1 201 Fine Thing\r\n"_qs,
         u"HTTP/1.0 200 OK\r\n"_qs, u"HTTP/1.1 200 OK\n"_qs,
         u"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n"_qs,
         u"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"_qs});
    const QString rest = dice.pick(
        {u"Content-Length: 2\r\n\r\nok"_qs, u"Content-Length: 2\r\n\r\nok"_qs, u"\r\nok"_qs,
         u"Content-Length: 10\r\n\r\nok"_qs, u"Content-Length: 2\r\nContent-Length: 2\r\n\r\nok"_qs,
         u"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok"_qs,
         u"Content-Length: 2, 2\r\n\r\nok"_qs, u"Content-Length: x\r\n\r\nok"_qs,
         u"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"_qs,
         u"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n2\r\nok\r\n0\r\n\r\n"_qs,
         u"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"_qs,
         u"Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok"_qs,
         u"X-B: a\u00e9\r\nX-C:\r\nContent-Length: 2\r\n\r\nok"_qs,
         u"X-B : a\r\nContent-Length: 2\r\n\r\nok"_qs, u": a\r\nContent-Length: 2\r\n\r\nok"_qs,
         u"X(B): a\r\nContent-Length: 2\r\n\r\nok"_qs});
    return start + u"Content-Type: text/plain\r\nAccess-Control-Expose-Headers: *\r\n"_qs + allow +
           rest;
}

QString someCookie(Dice &dice, const QString &name)
{
    QString cookie = name + u"="_qs + dice.pick({u"v"_qs, u""_qs, u"a b"_qs, u"\"q\""_qs});
    if (dice.chance(45))
        cookie += u"; SameSite="_qs +
                  dice.pick({u"None"_qs, u"Lax"_qs, u"Strict"_qs, u"none"_qs, u"bogus"_qs});
    if (dice.chance(40))
        cookie += u"; Secure"_qs;
    if (dice.chance(10))
        cookie += u"; HttpOnly"_qs;
    if (dice.chance(8))
        cookie += u"; Partitioned"_qs;
    if (dice.chance(15))
        cookie += u"; Path="_qs + dice.pick({u"/{{id}}"_qs, u"/{{id}}/"_qs, u"/{{id}}/deeper"_qs});
    if (dice.chance(12))
        cookie += u"; Domain="_qs + dice.pick({u"localhost"_qs, u"site.localhost"_qs,
                                               u".one.site.localhost"_qs, u"127.0.0.1"_qs});
    if (dice.chance(10))
        cookie += dice.pick({u"; Max-Age=0"_qs, u"; Max-Age=60"_qs, u"; Max-Age=x"_qs,
                             u"; Expires=Wed, 21 Oct 2015 07:28:00 GMT"_qs});
    return cookie;
}

} // namespace corslab
