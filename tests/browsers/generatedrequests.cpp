// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labgenerator.h"

namespace corslab {

namespace {

QString someMethod(Dice &dice)
{
    if (dice.chance(55))
        return dice.pick({u"GET"_qs, u"GET"_qs, u"POST"_qs, u"HEAD"_qs});
    return dice.pick({u"PUT"_qs, u"PUT"_qs, u"DELETE"_qs, u"PATCH"_qs, u"patch"_qs, u"put"_qs,
                      u"post"_qs, u"OPTIONS"_qs, u"CUSTOM"_qs, u"LINK"_qs, u"Get"_qs, u"TRACE"_qs,
                      u"QUERY"_qs});
}

QString someContentType(Dice &dice)
{
    return dice.pick({u"application/json"_qs,
                      u"text/plain"_qs,
                      u"TEXT/PLAIN"_qs,
                      u"text/plain;charset=UTF-8"_qs,
                      u"text/plain;"_qs,
                      u"text/plain; a=b@c"_qs,
                      u"text/plain;;"_qs,
                      u"text/plain; a"_qs,
                      u"text/plain; charset=\"utf-8\""_qs,
                      u"application/x-www-form-urlencoded"_qs,
                      u"multipart/form-data"_qs,
                      u"multipart/mixed"_qs,
                      u"text/html"_qs,
                      u"text/plain,text/plain"_qs,
                      u"text/plain "_qs,
                      u"x"_qs,
                      u""_qs,
                      u"text/plain;a=\u00e9"_qs,
                      u"text/plain; ;charset=x"_qs,
                      u"text/plain\t;a=b"_qs,
                      u"text/ plain"_qs});
}

QString someRange(Dice &dice)
{
    return dice.pick({u"bytes=0-9"_qs, u"bytes=0-"_qs, u"bytes=5-2"_qs, u"bytes=-5"_qs,
                      u"bytes=0-1,3-4"_qs, u"Bytes=0-1"_qs, u"bytes=00-01"_qs, u"bytes= 0-1"_qs,
                      u"bytes=1 -2"_qs, u"bytes=\t0-1"_qs, u"bytes=0-18446744073709551616"_qs,
                      u"bytes=2147483648-"_qs, u"lines=0-1"_qs, u"bytes=0-0"_qs, u"bytes"_qs});
}

/// One byte that may or may not belong in a value.
QString someByte(Dice &dice)
{
    return QString(QChar(dice.pick({0x22, 0x28, 0x29, 0x3a, 0x3c, 0x3f, 0x40, 0x5b, 0x5c, 0x7b,
                                    0x7f, 0x01, 0x09, 0x1f, 0x20, 0x21, 0x25, 0x2a, 0x2c, 0x2f,
                                    0x3b, 0x3d, 0x5f, 0x60, 0x7c, 0x7e, 0x80, 0xe9, 0xff})));
}

QString longValue(Dice &dice)
{
    return QString(dice.pick({1, 100, 127, 128, 129, 600}), u'a');
}

QJsonArray someHeader(Dice &dice)
{
    switch (dice.below(22)) {
    case 0:
    case 1:
    case 2:
        return header(dice.pick({u"X-Foo"_qs, u"x-foo"_qs, u"X-Bar"_qs}), u"1"_qs);
    case 3:
        return header(u"X-Requested-With"_qs, u"XMLHttpRequest"_qs);
    case 4:
    case 5:
        return header(u"Authorization"_qs, u"Bearer x"_qs);
    case 6:
    case 7:
    case 8:
        return header(u"Content-Type"_qs, someContentType(dice));
    case 9:
        return header(u"Accept"_qs,
                      dice.chance(50) ? u"a"_qs + someByte(dice) + u"b"_qs : longValue(dice));
    case 10:
        return header(dice.pick({u"Accept-Language"_qs, u"Content-Language"_qs}),
                      dice.chance(50) ? u"d"_qs + someByte(dice) + u"e"_qs : longValue(dice));
    case 11:
    case 12:
        return header(u"Range"_qs, someRange(dice));
    case 13:
        return header(dice.pick({u"If-None-Match"_qs, u"If-Match"_qs}), u"\"z\""_qs);
    case 14:
        return header(dice.pick({u"If-Modified-Since"_qs, u"If-Unmodified-Since"_qs}),
                      u"Wed, 21 Oct 2015 07:28:00 GMT"_qs);
    case 15:
        return header(u"Cache-Control"_qs, dice.pick({u"no-cache"_qs, u"max-age=0"_qs}));
    case 16:
        return header(dice.pick({u"Cookie"_qs, u"Origin"_qs, u"Sec-X"_qs, u"Proxy-X"_qs, u"Date"_qs,
                                 u"Referer"_qs, u"TE"_qs, u"Accept-Charset"_qs, u"Connection"_qs,
                                 u"Set-Cookie"_qs, u"Access-Control-Request-Method"_qs}),
                      u"v"_qs);
    case 17:
        return header(dice.pick({u"X-HTTP-Method-Override"_qs, u"X-Method-Override"_qs}),
                      dice.pick({u"PUT"_qs, u"TRACE"_qs, u"get, track"_qs}));
    case 18:
        return header(dice.pick({u"DPR"_qs, u"Save-Data"_qs, u"Device-Memory"_qs, u"Width"_qs,
                                 u"Viewport-Width"_qs, u"Downlink"_qs, u"ECT"_qs, u"RTT"_qs}),
                      dice.pick({u"1"_qs, u"2.0"_qs, u"on"_qs, u"4g"_qs, u"x"_qs, u"-1"_qs}));
    case 19:
        return header(u"User-Agent"_qs, u"me"_qs);
    case 20:
        return header(u"X-Foo"_qs, dice.pick({u""_qs, u"\ta "_qs, u"\u00e9"_qs, u"a,b"_qs}));
    default:
        return header(dice.pick({u"Pragma"_qs, u"DNT"_qs, u"Priority"_qs, u"Last-Event-ID"_qs,
                                 u"Upgrade-Insecure-Requests"_qs, u"X-Forwarded-For"_qs}),
                      u"no-cache"_qs);
    }
}

QJsonArray someHeaders(Dice &dice)
{
    QJsonArray headers;
    for (int left = dice.pick({0, 0, 0, 1, 1, 1, 2, 3}); left > 0; --left)
        headers.append(someHeader(dice));
    return headers;
}

QJsonValue someBody(Dice &dice)
{
    switch (dice.below(9)) {
    case 0:
        return QJsonObject{{u"bytes"_qs, u"\u0001\u00ff"_qs}};
    case 1:
        return QJsonObject{{u"blob"_qs, u"b"_qs}};
    case 2:
        return QJsonObject{{u"blob"_qs, u"b"_qs},
                           {u"type"_qs, dice.pick({u"text/plain"_qs, u"application/json"_qs,
                                                   u"Image/PNG"_qs, u"x"_qs, u""_qs})}};
    case 3:
        return QJsonObject{{u"buffer"_qs, u"b"_qs}};
    case 4:
        return QJsonObject{{u"params"_qs, u"a=b c&d=\u00e9"_qs}};
    case 5:
        return QJsonObject{{u"form"_qs, QJsonArray{QJsonArray{u"a"_qs, u"b"_qs}}}};
    default:
        return dice.pick({u"b"_qs, u"{}"_qs, u"\u20ac"_qs, u""_qs});
    }
}

QString somePolicyWord(Dice &dice)
{
    return dice.pick({u"no-referrer"_qs, u"origin"_qs, u"unsafe-url"_qs, u"same-origin"_qs,
                      u"strict-origin"_qs, u"origin-when-cross-origin"_qs,
                      u"no-referrer-when-downgrade"_qs, u"strict-origin-when-cross-origin"_qs});
}

void addFetchMembers(Dice &dice, QJsonObject &call)
{
    if (dice.chance(20))
        call[u"mode"_qs] = dice.pick({u"cors"_qs, u"no-cors"_qs, u"no-cors"_qs, u"same-origin"_qs});
    if (dice.chance(15))
        call[u"redirect"_qs] = dice.pick({u"manual"_qs, u"error"_qs, u"follow"_qs});
    if (dice.chance(12))
        call[u"cache"_qs] = dice.pick({u"no-store"_qs, u"reload"_qs, u"no-cache"_qs,
                                       u"force-cache"_qs, u"only-if-cached"_qs});
    if (dice.chance(12))
        call[u"referrerPolicy"_qs] = somePolicyWord(dice);
    if (dice.chance(4))
        call[u"referrer"_qs] = dice.pick({u""_qs, u"about:client"_qs, u"/{{id}}/other"_qs});
    if (dice.chance(4))
        call[u"keepalive"_qs] = true;
    if (dice.chance(3))
        call[u"integrity"_qs] =
            dice.pick({u"sha256-Jolyx8Ju6YVcFSAAJFa4Vto+Jtu+hQKpZPBCZ6xtCcA="_qs, u"sha256-AAAA"_qs,
                       u"x"_qs});
}

} // namespace

QJsonArray header(const QString &name, const QString &value)
{
    return {name, value};
}

QJsonObject someCall(LabSketch &sketch, const QString &url)
{
    Dice &dice = sketch.dice;
    QJsonObject call{{u"url"_qs, url}};
    const bool xhr = dice.chance(25);
    if (xhr)
        call[u"api"_qs] = u"xhr"_qs;
    const QString method = someMethod(dice);
    if (method != u"GET" || dice.chance(20))
        call[u"method"_qs] = method;
    if (const QJsonArray headers = someHeaders(dice); !headers.isEmpty())
        call[u"headers"_qs] = headers;
    const bool bodiless = method.toUpper() == u"GET" || method == u"HEAD";
    if (dice.chance(bodiless ? 2 : 60))
        call[u"body"_qs] = someBody(dice);
    if (dice.chance(40))
        call[u"credentials"_qs] =
            dice.pick({u"include"_qs, u"include"_qs, u"omit"_qs, u"same-origin"_qs});
    if (xhr && dice.chance(20))
        call[u"uploadListener"_qs] = true;
    if (!xhr)
        addFetchMembers(dice, call);
    return call;
}

QJsonObject someLoad(LabSketch &sketch, const QString &url)
{
    Dice &dice = sketch.dice;
    const QString api = dice.pick({u"img"_qs, u"script"_qs, u"module"_qs, u"style"_qs, u"img"_qs,
                                   u"beacon"_qs, u"eventsource"_qs});
    QJsonObject load{{u"url"_qs, url}, {u"api"_qs, api}};
    if (api == u"beacon") {
        if (dice.chance(70))
            load[u"body"_qs] = someBody(dice);
    } else if (api == u"eventsource") {
        if (dice.chance(50))
            load[u"credentials"_qs] = u"include"_qs;
    } else {
        if (dice.chance(55))
            load[u"crossorigin"_qs] = dice.pick(
                {u"anonymous"_qs, u"anonymous"_qs, u"use-credentials"_qs, u""_qs, u"bogus"_qs});
        if (dice.chance(15))
            load[u"referrerPolicy"_qs] = somePolicyWord(dice);
    }
    return load;
}

} // namespace corslab
