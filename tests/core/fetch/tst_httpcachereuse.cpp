// SPDX-License-Identifier: GPL-3.0-or-later
// How long what is kept serves and what ends it, where browsers differ.
#include "tests/core/fetch/cacherig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)

class TestHttpCacheReuse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guessedAge_endsByProfile();
    void change_endsWhatIsKeptByProfile();
    void namedEntries_endWithAChangeInFirefox();
    void change_endsOneEntryInFirefox();
    void keptPermanentRedirect_fetchesAnewOnceInFirefox_data();
    void keptPermanentRedirect_fetchesAnewOnceInFirefox();
};

void TestHttpCacheReuse::guessedAge_endsByProfile()
{
    const HeaderList old{{"Last-Modified", "Mon, 01 Jan 2001 13:00:00 GMT"}};
    for (const auto &[browser, headers, days, requests] :
         {std::tuple(BrowserName::Standard, old, 8, 1), std::tuple(BrowserName::Firefox, old, 6, 1),
          std::tuple(BrowserName::Firefox, old, 8, 2), std::tuple(BrowserName::Chromium, old, 8, 1),
          std::tuple(BrowserName::Firefox, with(old, "Cache-Control", "must-revalidate"), 6, 1),
          std::tuple(BrowserName::Chromium, with(old, "Cache-Control", "must-revalidate"), 0, 2)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = headers});
        static_cast<void>(rig.play(cached("default")));
        rig.clock.advance(std::chrono::hours(24 * days));
        static_cast<void>(rig.play(cached("default")));
        QCOMPARE(rig.sent().size(), qsizetype(requests));
    }
}

void TestHttpCacheReuse::change_endsWhatIsKeptByProfile()
{
    for (const auto &[browser, method, mode, status, ends] :
         {std::tuple(BrowserName::Standard, "PUT", "default", 200, true),
          std::tuple(BrowserName::Standard, "POST", "no-store", 200, true),
          std::tuple(BrowserName::Standard, "POST", "default", 500, false),
          std::tuple(BrowserName::Chromium, "PUT", "default", 200, false),
          std::tuple(BrowserName::Chromium, "DELETE", "default", 200, true),
          std::tuple(BrowserName::Chromium, "POST", "no-store", 200, false),
          std::tuple(BrowserName::Firefox, "POST", "default", 304, false),
          std::tuple(BrowserName::Firefox, "POST", "default", 500, true)}) {
        FetchRig rig(browser);
        rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}});
        rig.transport.on({}, {}, {.status = status});
        static_cast<void>(rig.play(cached("default")));
        ScriptRequest change = fetchOf("/x", method);
        change.cache = mode;
        static_cast<void>(rig.play(change));
        static_cast<void>(rig.play(cached("default")));
        QVERIFY2(rig.sent().size() == (ends ? 3 : 2), method);
    }
}

void TestHttpCacheReuse::namedEntries_endWithAChangeInFirefox()
{
    for (const char *name : {"Location", "Content-Location"}) {
        for (const auto &[browser, from, requests] :
             {std::tuple(BrowserName::Standard, "/y", 2), std::tuple(BrowserName::Firefox, "/y", 3),
              std::tuple(BrowserName::Firefox, "http://b.test/y", 2)}) {
            FetchRig rig(browser);
            rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}});
            rig.transport.on(
                {}, {},
                {.headers = {{name, "http://a.test/x"}, {"Access-Control-Allow-Origin", "*"}}});
            static_cast<void>(rig.play(cached("default")));
            static_cast<void>(rig.play(fetchOf(from, "POST")));
            static_cast<void>(rig.play(cached("default")));
            QCOMPARE(rig.sent().size(), qsizetype(requests));
        }
    }
}

void TestHttpCacheReuse::change_endsOneEntryInFirefox()
{
    // What is kept with other credentials, or of another site for fetch(), stays.
    for (const auto &[browser, url, credentials, requests] :
         {std::tuple(BrowserName::Firefox, "http://w.a.test/x", "omit", 3),
          std::tuple(BrowserName::Firefox, "http://w.a.test/x", "include", 2),
          std::tuple(BrowserName::Firefox, "http://b.test/x", "omit", 2),
          std::tuple(BrowserName::Standard, "http://b.test/x", "include", 3)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {},
                         {.headers = {{"Cache-Control", "max-age=60"},
                                      {"Access-Control-Allow-Origin", "http://a.test"},
                                      {"Access-Control-Allow-Credentials", "true"}}});
        ScriptRequest get = fetchOf(url);
        get.credentials = credentials;
        static_cast<void>(rig.play(get));
        static_cast<void>(rig.play(fetchOf(url, "POST")));
        static_cast<void>(rig.play(get));
        QCOMPARE(rig.sent().size(), qsizetype(requests));
    }
}

/// How often what is behind two redirects is asked for in three rounds, and how often the second.
void TestHttpCacheReuse::keptPermanentRedirect_fetchesAnewOnceInFirefox_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<int>("first"); ///< their statuses
    QTest::addColumn<int>("second");
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("lasts");
    const auto row = [](BrowserName browser, int first, int second, int seconds, int lasts) {
        QTest::addRow("%s %d %d", browserName(browser).constData(), first, second)
            << browser << first << second << seconds << lasts;
    };
    row(BrowserName::Firefox, 301, 301, 1, 2);
    row(BrowserName::Firefox, 301, 302, 2, 2);
    row(BrowserName::Firefox, 302, 308, 1, 2);
    row(BrowserName::Firefox, 302, 307, 1, 1);
    row(BrowserName::Chromium, 301, 301, 1, 1);
}

void TestHttpCacheReuse::keptPermanentRedirect_fetchesAnewOnceInFirefox()
{
    QFETCH(BrowserName, browser);
    QFETCH(int, first);
    QFETCH(int, second);
    FetchRig rig(browser);
    const Header age{"Cache-Control", "max-age=60"};
    rig.transport.on({}, "http://a.test/x",
                     {.status = first, .headers = {age, {"Location", "/w"}}});
    rig.transport.on({}, "http://a.test/w",
                     {.status = second, .headers = {age, {"Location", "/y"}}});
    rig.transport.on({}, {}, {.headers = {age}});
    for (int round = 0; round < 3; ++round)
        static_cast<void>(rig.play(fetchOf("/x")));
    const QList<QByteArray> sent = rig.sent();
    QCOMPARE(sent.count("GET http://a.test/x"), 1);
    QTEST(int(sent.count("GET http://a.test/w")), "seconds");
    QTEST(int(sent.count("GET http://a.test/y")), "lasts");
}

QTEST_GUILESS_MAIN(TestHttpCacheReuse)
#include "tst_httpcachereuse.moc"
