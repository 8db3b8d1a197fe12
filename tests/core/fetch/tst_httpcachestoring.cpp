// SPDX-License-Identifier: GPL-3.0-or-later
// What the HTTP cache keeps, where browsers differ.
#include "tests/core/fetch/cacherig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::Api)
Q_DECLARE_METATYPE(corslab::BrowserName)

class TestHttpCacheStoring : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opaquePage_keepsNothingInChromium();
    void answerOfAnyStatus_servesByAgeInChromium();
    void linesOfTheConnection_areNotKept();
    void answerOfAnyStatus_isKeptForForceCacheInFirefox();
    void seeOther_isKeptWithItsAgeInFirefox();
    void permanentAnswer_needsNoLifetime();
    void placeholder_isNotReplacedInFirefox();
    void crossSiteFetch_isKeptApartInFirefox_data();
    void crossSiteFetch_isKeptApartInFirefox();
    void failedCors_isKeptForXhrInChromium();
    void refusedResource_isFetchedAgainByProfile();
};

void TestHttpCacheStoring::opaquePage_keepsNothingInChromium()
{
    for (const auto &[browser, requests] :
         {std::pair(BrowserName::Chromium, 2), std::pair(BrowserName::Firefox, 1)}) {
        FetchRig rig(browser);
        rig.page.origin = Origin();
        rig.transport.on({}, {},
                         {.headers = {{"Cache-Control", "max-age=60"},
                                      {"Access-Control-Allow-Origin", "null"}}});
        static_cast<void>(rig.play(fetchOf("http://a.test/x")));
        static_cast<void>(rig.play(fetchOf("http://a.test/x")));
        QCOMPARE(rig.sent().size(), qsizetype(requests));
    }
}

void TestHttpCacheStoring::answerOfAnyStatus_servesByAgeInChromium()
{
    // How often it is asked for: twice by default, and once more by force.
    for (const auto &[browser, status, age, requests] :
         {std::tuple(BrowserName::Chromium, 404, "max-age=60", 1),
          std::tuple(BrowserName::Chromium, 404, "", 2),
          std::tuple(BrowserName::Chromium, 401, "max-age=60", 3),
          std::tuple(BrowserName::Chromium, 301, "", 1),
          std::tuple(BrowserName::Firefox, 410, "", 1),
          std::tuple(BrowserName::Firefox, 201, "max-age=60", 2),
          std::tuple(BrowserName::Standard, 404, "max-age=60", 3)}) {
        FetchRig rig(browser);
        HeaderList headers;
        if (*age)
            headers.append("Cache-Control", age);
        rig.transport.on({}, {}, {.status = status, .headers = headers});
        for (const char *mode : {"default", "default", "force-cache"})
            static_cast<void>(rig.play(cached(mode)));
        QCOMPARE(rig.sent().count("GET http://a.test/x"), qsizetype(requests));
    }
}

void TestHttpCacheStoring::linesOfTheConnection_areNotKept()
{
    for (const auto &[browser, name, kept] :
         {std::tuple(BrowserName::Standard, "upgrade", false),
          std::tuple(BrowserName::Firefox, "www-authenticate", false),
          std::tuple(BrowserName::Firefox, "strict-transport-security", true),
          std::tuple(BrowserName::Chromium, "strict-transport-security", false),
          std::tuple(BrowserName::Chromium, "age", true)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {name, "1"}}});
        const auto hasIt = [&] {
            const auto headers = rig.play(cached("default")).outcome.headers.value();
            return std::find(headers.begin(), headers.end(), Header{name, "1"}) != headers.end();
        };
        QVERIFY2(hasIt(), name);
        QVERIFY2(hasIt() == kept, name);
        QCOMPARE(rig.sent().size(), qsizetype(1));
    }
}

void TestHttpCacheStoring::answerOfAnyStatus_isKeptForForceCacheInFirefox()
{
    // How often it is asked for: twice by default, and once more by force.
    for (const auto &[browser, status, location, requests] :
         {std::tuple(BrowserName::Firefox, 404, "", 2),
          std::tuple(BrowserName::Firefox, 999, "", 2),
          std::tuple(BrowserName::Firefox, 206, "", 1),
          std::tuple(BrowserName::Firefox, 410, "", 1),
          std::tuple(BrowserName::Firefox, 429, "", 3),
          std::tuple(BrowserName::Firefox, 301, "", 3),
          std::tuple(BrowserName::Firefox, 307, "", 3),
          std::tuple(BrowserName::Firefox, 301, "/y", 1),
          std::tuple(BrowserName::Standard, 404, "", 3)}) {
        FetchRig rig(browser);
        HeaderList headers{{"Cache-Control", "max-age=60"}};
        if (*location)
            headers.append("Location", location);
        rig.transport.on({}, "http://a.test/x", {.status = status, .headers = headers});
        rig.transport.on({}, {}, {});
        for (const char *mode : {"default", "default", "force-cache"})
            static_cast<void>(rig.play(cached(mode)));
        QCOMPARE(rig.sent().count("GET http://a.test/x"), qsizetype(requests));
    }
}

void TestHttpCacheStoring::seeOther_isKeptWithItsAgeInFirefox()
{
    // How often it is asked for: once, and once more by force.
    for (const auto &[browser, age, requests] :
         {std::tuple(BrowserName::Firefox, "", 2), std::tuple(BrowserName::Firefox, "no-cache", 2),
          std::tuple(BrowserName::Firefox, "max-age=0", 2),
          std::tuple(BrowserName::Firefox, "max-age=60", 1),
          std::tuple(BrowserName::Chromium, "", 1)}) {
        FetchRig rig(browser);
        HeaderList headers{{"Location", "/y"}};
        if (*age)
            headers.append("Cache-Control", age);
        rig.transport.on({}, "http://a.test/x", {.status = 303, .headers = headers});
        rig.transport.on({}, {}, {});
        for (const char *mode : {"default", "force-cache"})
            static_cast<void>(rig.play(cached(mode)));
        QCOMPARE(rig.sent().count("GET http://a.test/x"), qsizetype(requests));
    }
}

void TestHttpCacheStoring::permanentAnswer_needsNoLifetime()
{
    for (const auto &[status, requests] :
         {std::pair(301, 1), std::pair(308, 1), std::pair(302, 2), std::pair(307, 2)}) {
        FetchRig rig(BrowserName::Chromium);
        rig.transport.on({}, "http://a.test/x",
                         {.status = status, .headers = {{"Location", "/y"}}});
        rig.transport.on({}, {}, {});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.sent().count("GET http://a.test/x"), qsizetype(requests));
    }
}

void TestHttpCacheStoring::placeholder_isNotReplacedInFirefox()
{
    const HeaderList dated{{"Cache-Control", "max-age=60"}};
    for (const auto &[status, headers, mode, tag] :
         {std::tuple(301, HeaderList(), "default", ""), std::tuple(307, dated, "default", "e"),
          std::tuple(300, HeaderList(), "no-cache", ""), std::tuple(304, dated, "default", ""),
          std::tuple(302, HeaderList(), "default", "e"), std::tuple(301, dated, "reload", "e")}) {
        FetchRig rig(BrowserName::Firefox);
        rig.transport.on({}, {}, {.status = status, .headers = headers}, 1);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}}});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(cached(mode)));
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.lastHeader("If-None-Match"), QByteArray(tag));
    }
}

void TestHttpCacheStoring::failedCors_isKeptForXhrInChromium()
{
    // What of it is read to find its type is read to its end, if it is short.
    for (const auto &[api, type, asks] :
         {std::tuple(Api::Xhr, "text/plain", true), std::tuple(Api::Xhr, "x", true),
          std::tuple(Api::Xhr, "application/json", false),
          std::tuple(Api::Fetch, "text/plain", false)}) {
        FetchRig rig(BrowserName::Chromium);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"Content-Type", type}}, .body = "b"});
        ScriptRequest call = fetchOf("http://b.test/x");
        call.api = api;
        static_cast<void>(rig.play(call));
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.last().headers.contains("If-None-Match"), asks);
    }
    // What was kept before stays.
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"Access-Control-Allow-Origin", "*"}}}, 1);
    rig.transport.on({}, {}, {.status = 304, .headers = {{"Access-Control-Allow-Origin", "x"}}});
    for (int i = 0; i < 3; ++i)
        static_cast<void>(rig.play(fetchOf("http://b.test/x")));
    QCOMPARE(rig.lastHeader("If-None-Match"), "e");
}

void TestHttpCacheStoring::refusedResource_isFetchedAgainByProfile()
{
    for (const auto &[browser, asked] :
         {std::pair(BrowserName::Standard, true), std::pair(BrowserName::Chromium, false),
          std::pair(BrowserName::Firefox, false)}) {
        FetchRig rig(browser);
        rig.transport.on(
            {}, {},
            {.headers = {{"ETag", "\"e\""}, {"Cross-Origin-Resource-Policy", "same-origin"}}});
        ScriptRequest call = fetchOf("http://b.test/x");
        call.mode = "no-cors";
        static_cast<void>(rig.play(call));
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.last().headers.contains("If-None-Match"), asked);
    }
}

void TestHttpCacheStoring::crossSiteFetch_isKeptApartInFirefox_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<Api>("first");
    QTest::addColumn<Api>("second");
    QTest::addColumn<int>("requests");
    const auto row = [](const char *clause, BrowserName browser, const char *url, Api first,
                        Api second, int requests) {
        QTest::newRow(clause) << browser << QByteArray(url) << first << second << requests;
    };
    const char *far = "http://b.test/x";
    row("element, fetch", BrowserName::Firefox, far, Api::Script, Api::Fetch, 2);
    row("XMLHttpRequest, element", BrowserName::Firefox, far, Api::Xhr, Api::Script, 2);
    row("XMLHttpRequest, fetch", BrowserName::Firefox, far, Api::Xhr, Api::Fetch, 1);
    row("same site", BrowserName::Firefox, "https://w.a.test/x", Api::Script, Api::Fetch, 1);
    row("in the standard", BrowserName::Standard, far, Api::Script, Api::Fetch, 1);
}

void TestHttpCacheStoring::crossSiteFetch_isKeptApartInFirefox()
{
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, url);
    QFETCH(Api, first);
    QFETCH(Api, second);
    FetchRig rig(browser);
    rig.transport.on(
        {}, {},
        {.headers = {{"Cache-Control", "max-age=60"}, {"Access-Control-Allow-Origin", "*"}}});
    for (const Api api : {first, second}) {
        ScriptRequest call = fetchOf(url);
        call.api = api;
        call.crossorigin = "anonymous";
        static_cast<void>(rig.play(call));
    }
    QTEST(int(rig.sent().size()), "requests");
}

QTEST_GUILESS_MAIN(TestHttpCacheStoring)
#include "tst_httpcachestoring.moc"
