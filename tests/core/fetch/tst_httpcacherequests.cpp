// SPDX-License-Identifier: GPL-3.0-or-later
// What a request's method, mode and headers ask of the HTTP cache, where browsers differ.
#include "tests/core/fetch/cacherig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)
Q_DECLARE_METATYPE(corslab::Header)

class TestHttpCacheRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptGet_servesHeadInChromium();
    void scriptsCacheControl_countsInFirefox();
    void scriptsHeader_steersItInChromium_data();
    void scriptsHeader_steersItInChromium();
    void partOfStaleAnswer_isAskedAbout();
    void reload_dropsWhatIsKeptInFirefox();
    void ownCondition_standsAloneInFirefox();
    void ownCondition_mayBeAnsweredInFirefox();
    void oneOfTheDirectives_countsInFirefox_data();
    void oneOfTheDirectives_countsInFirefox();
    void rangeOfTheWhole_isNoneInFirefox();
    void authorization_isAskedAboutInFirefox();
    void partOfWhatIsNo200_isTheWhole();
    void forceCache_servesDeleteInChromium_data();
    void forceCache_servesDeleteInChromium();
    void unseenChange_leavesWhatIsKeptInChromium_data();
    void unseenChange_leavesWhatIsKeptInChromium();
};

void TestHttpCacheRequests::keptGet_servesHeadInChromium()
{
    for (const auto &[browser, heads] :
         {std::pair(BrowserName::Chromium, 0), std::pair(BrowserName::Firefox, 1)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}});
        static_cast<void>(rig.play(cached("default")));
        static_cast<void>(rig.play(fetchOf("http://a.test/x", "HEAD")));
        QCOMPARE(rig.sent().count("HEAD http://a.test/x"), qsizetype(heads));
    }
    // One that passes the cache by leaves what is kept.
    for (const char *mode : {"no-store", "reload"}) {
        FetchRig past(BrowserName::Chromium);
        past.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}});
        static_cast<void>(past.play(cached("default")));
        ScriptRequest head = cached(mode);
        head.method = "HEAD";
        static_cast<void>(past.play(head));
        static_cast<void>(past.play(cached("default")));
        QCOMPARE(past.sent().size(), 2);
    }
    // One that goes out makes what is kept worthless.
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, {});
    static_cast<void>(rig.play(cached("default")));
    static_cast<void>(rig.play(fetchOf("http://a.test/x", "HEAD")));
    static_cast<void>(rig.play(cached("force-cache")));
    QCOMPARE(rig.sent().size(), 3);
}

void TestHttpCacheRequests::scriptsCacheControl_countsInFirefox()
{
    for (const auto &[browser, value, again, conditional] :
         {std::tuple(BrowserName::Standard, "no-cache", false, false),
          std::tuple(BrowserName::Firefox, "no-cache", true, true),
          std::tuple(BrowserName::Firefox, "no-store", true, false),
          std::tuple(BrowserName::Firefox, "max-age=0", true, true),
          std::tuple(BrowserName::Firefox, "max-age=10", false, false),
          std::tuple(BrowserName::Firefox, "min-fresh=100", true, true),
          std::tuple(BrowserName::Firefox, "only-if-cached", false, false)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {"ETag", "e"}}});
        static_cast<void>(rig.play(cached("default")));
        ScriptRequest call = cached("default");
        call.headers = {{"Cache-Control", value}};
        static_cast<void>(rig.play(call));
        QVERIFY2(rig.sent().size() == (again ? 2 : 1), value);
        QCOMPARE(rig.last().headers.contains("If-None-Match"), conditional);
    }
}

void TestHttpCacheRequests::scriptsHeader_steersItInChromium_data()
{
    QTest::addColumn<Header>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("asked");      ///< the server
    QTest::addColumn<QByteArray>("then"); ///< what a request without the header gets
    const auto row = [](const Header &header, int status, const char *body, bool asked,
                        const char *then) {
        QTest::newRow((header.name + ": " + header.value).constData())
            << header << status << QByteArray(body) << asked << QByteArray(then);
    };
    row({"If-Match", "\"z\""}, 200, "two", true, "one");
    row({"If-Unmodified-Since", "x"}, 200, "two", true, "one");
    row({"If-Range", "\"z\""}, 200, "two", true, "one");
    row({"If-None-Match", "\"z\""}, 200, "two", true, "two");
    row({"If-None-Match", "\"y\""}, 200, "two", true, "one");
    row({"Cache-Control", "max-age=0"}, 200, "two", true, "two");
    row({"Cache-Control", "no-cache"}, 200, "two", true, "two");
    row({"Pragma", "no-cache"}, 200, "two", true, "two");
    row({"Range", "bytes=1-9"}, 206, "ne", false, "one");
    row({"Range", "bytes=-1"}, 206, "e", false, "one");
    row({"Range", "bytes=3-"}, 200, "one", false, "one");
    row({"Range", "bytes=x"}, 200, "two", true, "one");
}

void TestHttpCacheRequests::scriptsHeader_steersItInChromium()
{
    QFETCH(const Header, header);
    const HeaderList kept{{"ETag", "\"z\""}, {"Cache-Control", "max-age=60"}};
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, {.headers = kept, .body = "one"}, 1);
    rig.transport.on({}, {}, {.headers = kept, .body = "two"});
    static_cast<void>(rig.play(fetchOf("/x")));
    ScriptRequest call = fetchOf("/x");
    call.headers = {header};
    const PlayResult result = rig.play(call);
    QTEST(result.outcome.status.value_or(0), "status");
    QTEST(result.outcome.body.value_or(QByteArray()), "body");
    QFETCH(const bool, asked);
    QCOMPARE(rig.sent().size(), asked ? 2 : 1);
    QTEST(rig.play(fetchOf("/x")).outcome.body.value_or(QByteArray()), "then");
}

void TestHttpCacheRequests::partOfStaleAnswer_isAskedAbout()
{
    FetchRig rig(BrowserName::Chromium);
    const HeaderList tag{{"ETag", "\"z\""}};
    rig.transport.on({}, {}, {.headers = tag, .body = "one"}, 1);
    rig.transport.on({}, {}, {.status = 304}, 1);
    rig.transport.on({}, {}, {.headers = tag, .body = "two"});
    static_cast<void>(rig.play(fetchOf("/x")));
    ScriptRequest call = fetchOf("/x");
    call.headers = {{"Range", "bytes=1-9"}};
    QCOMPARE(rig.play(call).outcome.body, QByteArray("ne"));
    QCOMPARE(rig.lastHeader("If-None-Match"), "\"z\"");
    QCOMPARE(rig.lastHeader("Range"), "bytes=1-2");
    // It holds no more: nothing is kept of what comes.
    QCOMPARE(rig.play(call).outcome.body, QByteArray("two"));
    static_cast<void>(rig.play(fetchOf("/x")));
    QVERIFY(!rig.last().headers.contains("If-None-Match"));
    // Without a tag there is nothing to ask by.
    FetchRig untagged(BrowserName::Chromium);
    untagged.transport.on({}, {}, {.body = "one"});
    static_cast<void>(untagged.play(fetchOf("/x")));
    static_cast<void>(untagged.play(call));
    QCOMPARE(untagged.lastHeader("Range"), "bytes=1-9");
}

void TestHttpCacheRequests::reload_dropsWhatIsKeptInFirefox()
{
    for (const auto &[browser, tag] :
         {std::pair(BrowserName::Standard, "e"), std::pair(BrowserName::Firefox, "")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"Cache-Control", "max-age=0"}}}, 1);
        rig.transport.on({}, {}, {.status = 304});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(cached("reload")));
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.lastHeader("If-None-Match"), QByteArray(tag));
    }
}

void TestHttpCacheRequests::ownCondition_standsAloneInFirefox()
{
    FetchRig rig(BrowserName::Firefox);
    rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"Cache-Control", "max-age=0"}}}, 1);
    rig.transport.on({}, {}, {.status = 304});
    ScriptRequest call = fetchOf("/x");
    call.api = Api::Xhr;
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.play(call).outcome.status, 200);
    QCOMPARE(rig.lastHeader("If-None-Match"), QByteArray("e"));
    call.headers = {{"If-Modified-Since", "Wed, 21 Oct 2015 07:28:00 GMT"}};
    QCOMPARE(rig.play(call).outcome.status, 304);
    QVERIFY(!rig.last().headers.contains("If-None-Match"));
}

void TestHttpCacheRequests::partOfWhatIsNo200_isTheWhole()
{
    for (const auto &[status, body] : {std::pair(200, "n"), std::pair(203, "one")}) {
        FetchRig rig(BrowserName::Chromium);
        rig.transport.on(
            {}, {},
            {.status = status, .headers = {{"Cache-Control", "max-age=60"}}, .body = "one"});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        call.headers.push_back({"Range", "bytes=1-1"});
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray(body));
        QCOMPARE(rig.sent().size(), 1);
    }
}

void TestHttpCacheRequests::forceCache_servesDeleteInChromium_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, BrowserName browser, const char *method,
                        const char *body) {
        QTest::newRow(name) << browser << QByteArray(method) << QByteArray(body);
    };
    row("DELETE", BrowserName::Chromium, "DELETE", "one");
    row("PATCH", BrowserName::Chromium, "PATCH", "one");
    row("PUT", BrowserName::Chromium, "PUT", "two");
    row("POST", BrowserName::Chromium, "POST", "two");
    row("DELETE in Firefox", BrowserName::Firefox, "DELETE", "two");
}

void TestHttpCacheRequests::forceCache_servesDeleteInChromium()
{
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, method);
    FetchRig rig(browser);
    rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}, .body = "one"});
    rig.transport.on({}, {}, {.body = "two"});
    static_cast<void>(rig.play(fetchOf("/x")));
    ScriptRequest call = fetchOf("/x", method);
    call.cache = "force-cache";
    QTEST(rig.play(call).outcome.body.value_or(QByteArray()), "body");
    // By any other mode it goes out.
    call.cache = "default";
    QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("two"));
}

void TestHttpCacheRequests::unseenChange_leavesWhatIsKeptInChromium_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("body"); ///< of what is kept after it
    const auto row = [](const char *method, const char *name, const char *value, const char *body) {
        QTest::addRow("%s %s", method, name)
            << QByteArray(method) << QByteArray(name) << QByteArray(value) << QByteArray(body);
    };
    row("DELETE", "X-A", "1", "last");
    row("DELETE", "Cache-Control", "no-cache", "last");
    row("DELETE", "If-None-Match", "q", "one");
    row("DELETE", "If-Match", "q", "one");
    row("DELETE", "Range", "bytes=0-0", "one");
    row("PATCH", "If-Modified-Since", "q", "one");
    row("POST", "X-A", "1", "last");
    row("POST", "If-None-Match", "q", "last");
    row("POST", "If-Match", "q", "one");
    row("POST", "Range", "bytes=0-0", "one");
}

void TestHttpCacheRequests::unseenChange_leavesWhatIsKeptInChromium()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}, .body = "one"}, 1);
    rig.transport.on({}, {}, {.body = "last"});
    static_cast<void>(rig.play(fetchOf("/x")));
    ScriptRequest change = fetchOf("/x", method);
    change.headers.push_back({name, value});
    static_cast<void>(rig.play(change));
    QTEST(rig.play(fetchOf("/x")).outcome.body.value_or(QByteArray()), "body");
}

void TestHttpCacheRequests::ownCondition_mayBeAnsweredInFirefox()
{
    for (const auto &[name, value, mode, requests] :
         {std::tuple("If-Match", "\"e\"", "default", 1),
          std::tuple("If-Match", "\"f\"", "default", 2),
          std::tuple("If-Unmodified-Since", "x", "default", 1),
          std::tuple("If-None-Match", "\"e\"", "default", 2),
          std::tuple("If-None-Match", "\"e\"", "force-cache", 1),
          std::tuple("If-Match", "\"f\"", "force-cache", 2)}) {
        FetchRig rig(BrowserName::Firefox);
        rig.transport.on({}, {}, {.headers = {{"ETag", "\"e\""}, {"Cache-Control", "max-age=60"}}});
        ScriptRequest call = cached(mode);
        call.api = QByteArray(mode) == "default" ? Api::Xhr : Api::Fetch;
        static_cast<void>(rig.play(call));
        call.headers = {{name, value}};
        static_cast<void>(rig.play(call));
        QVERIFY2(rig.sent().size() == requests, name);
    }
}

void TestHttpCacheRequests::oneOfTheDirectives_countsInFirefox_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<bool>("serves");
    const auto row = [](const char *kept, const char *asked, bool serves) {
        QTest::addRow("%s: %s", kept, asked) << QByteArray(kept) << QByteArray(asked) << serves;
    };
    row("max-age=0", "max-age=1", true);
    row("max-age=0", "max-stale", true);
    row("max-age=0", "max-stale=0", true);
    row("max-age=0, must-revalidate", "max-stale", true);
    row("max-age=0", "min-fresh=1", false);
    row("max-age=60", "max-stale, max-age=0", true);
    row("max-age=60", "max-age=1, min-fresh=100", true);
    row("max-age=60", "max-age = 0", false);
    row("max-age=60", "max-age=1, no-cache", false);
    row("no-cache", "max-stale", false);
}

void TestHttpCacheRequests::oneOfTheDirectives_countsInFirefox()
{
    QFETCH(QByteArray, kept);
    QFETCH(QByteArray, asked);
    FetchRig rig(BrowserName::Firefox);
    rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"Cache-Control", kept}}});
    ScriptRequest call = cached("default");
    static_cast<void>(rig.play(call));
    call.headers = {{"Cache-Control", asked}};
    static_cast<void>(rig.play(call));
    QTEST(rig.sent().size() == 1, "serves");
}

void TestHttpCacheRequests::rangeOfTheWhole_isNoneInFirefox()
{
    for (const auto &[browser, range, requests] :
         {std::tuple(BrowserName::Firefox, "bytes=0-", 1),
          std::tuple(BrowserName::Firefox, "bytes=1-", 2),
          std::tuple(BrowserName::Standard, "bytes=0-", 2)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}, .body = "one"});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        call.headers = {{"Range", range}};
        const PlayResult result = rig.play(call);
        QCOMPARE(result.outcome.status, 200);
        QCOMPARE(result.outcome.body, QByteArray("one"));
        QCOMPARE(rig.sent().size(), qsizetype(requests));
    }
}

void TestHttpCacheRequests::authorization_isAskedAboutInFirefox()
{
    for (const auto &[browser, asked] :
         {std::pair(BrowserName::Firefox, true), std::pair(BrowserName::Standard, false)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {"ETag", "e"}}});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        call.headers = {{"Authorization", "Basic eDp5"}};
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.last().headers.contains("If-None-Match"), asked);
        // And what was kept with it serves.
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.sent().size(), asked ? 2 : 1);
    }
}

QTEST_GUILESS_MAIN(TestHttpCacheRequests)
#include "tst_httpcacherequests.moc"
