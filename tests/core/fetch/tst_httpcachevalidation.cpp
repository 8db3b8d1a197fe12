// SPDX-License-Identifier: GPL-3.0-or-later
// What an answer is asked about with, and what a confirmation changes.
#include "tests/core/fetch/cacherig.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

class TestHttpCacheValidation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyValidator_isNotAsked();
    void noStoreOfAConfirmation_isTheLastOfIt();
    void confirmation_leavesMoreInChromium();
    void otherLastModified_endsTheEntryInFirefox();
    void confirmation_takesLinesOverAsFirefoxDoes();
    void headerThatAConfirmationNames_isSeenOnceInChromium();
    void conditionOnWhatIsNotKept_isAboutWhatIs();
    void unaskedConfirmation_countsInFirefox();
    void unaskedNotModified_holdsItsPlaceInFirefox();
    void partOfAnother_endsWhatIsKeptInChromium_data();
    void partOfAnother_endsWhatIsKeptInChromium();
    void partOfWhatVariesByCoding_isAskedAbout();
    void staleAnswer_servesWhileItIsAskedAbout_data();
    void staleAnswer_servesWhileItIsAskedAbout();
};

void TestHttpCacheValidation::emptyValidator_isNotAsked()
{
    for (const BrowserName browser :
         {BrowserName::Standard, BrowserName::Chromium, BrowserName::Firefox}) {
        FetchRig rig(browser);
        rig.transport.on(
            {}, {},
            {.headers = {{"ETag", ""}, {"Last-Modified", ""}, {"Cache-Control", "max-age=0"}}});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.sent().size(), 2);
        QVERIFY(!rig.last().headers.contains("If-None-Match"));
        QVERIFY(!rig.last().headers.contains("If-Modified-Since"));
    }
}

void TestHttpCacheValidation::noStoreOfAConfirmation_isTheLastOfIt()
{
    for (const BrowserName browser :
         {BrowserName::Standard, BrowserName::Chromium, BrowserName::Firefox}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}}, .body = "one"}, 1);
        rig.transport.on({}, {}, {.status = 304, .headers = {{"Cache-Control", "no-store"}}}, 1);
        rig.transport.on({}, {}, {.body = "two"});
        ScriptRequest call = fetchOf("/x");
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("one"));
        call.cache = "force-cache";
        QCOMPARE(rig.play(call).outcome.body.value_or(QByteArray()), QByteArray("two"));
    }
}

void TestHttpCacheValidation::confirmation_leavesMoreInChromium()
{
    for (const auto &[browser, name, value] :
         {std::tuple(BrowserName::Standard, "te", "1"),
          std::tuple(BrowserName::Standard, "x-content-a", "2"),
          std::tuple(BrowserName::Chromium, "x-content-a", "1"),
          std::tuple(BrowserName::Chromium, "x-frame-options", "1"),
          std::tuple(BrowserName::Chromium, "x-frame-optionsx", "2"),
          std::tuple(BrowserName::Firefox, "x-frame-options", "2")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {name, "1"}}}, 1);
        rig.transport.on({}, {}, {.status = 304, .headers = {{name, "2"}}});
        static_cast<void>(rig.play(cached("default")));
        const auto headers = rig.play(cached("no-cache")).outcome.headers.value();
        QVERIFY2(std::find(headers.begin(), headers.end(), Header{name, value}) != headers.end(),
                 name);
    }
}

void TestHttpCacheValidation::otherLastModified_endsTheEntryInFirefox()
{
    for (const auto &[browser, hour, requests] :
         {std::tuple(BrowserName::Firefox, "12", 2), std::tuple(BrowserName::Firefox, "11", 3),
          std::tuple(BrowserName::Chromium, "11", 2)}) {
        const auto dated = [](const QByteArray &at) {
            return HeaderList{{"Last-Modified", "Mon, 01 Jan 2035 " + at + ":50:00 GMT"}};
        };
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.headers = dated("12")}, 1);
        rig.transport.on({}, {}, {.status = 304, .headers = dated(hour)});
        static_cast<void>(rig.play(cached("default")));
        QCOMPARE(rig.play(cached("no-cache")).outcome.status, 200);
        static_cast<void>(rig.play(cached("force-cache")));
        QCOMPARE(rig.sent().size(), qsizetype(requests));
    }
}

void TestHttpCacheValidation::confirmation_takesLinesOverAsFirefoxDoes()
{
    for (const auto &[browser, has] :
         {std::pair(BrowserName::Chromium, true), std::pair(BrowserName::Firefox, false)}) {
        FetchRig rig(browser);
        rig.transport.on(
            {}, {}, {.headers = {{"ETag", "e"}, {"Cache-Control", "max-age=0"}, {"X-B", "1"}}}, 1);
        rig.transport.on({}, {},
                         {.status = 304, .headers = {{"X-A", "a"}, {"X-A", "b"}, {"X-B", ""}}});
        static_cast<void>(rig.play(fetchOf("/x")));
        const std::vector<Header> headers = rig.play(fetchOf("/x")).outcome.headers.value();
        const auto count = [&headers](const Header &header) {
            return std::count(headers.begin(), headers.end(), header);
        };
        QCOMPARE(count(Header{"x-a", "a, b"}), 1);
        QCOMPARE(count(Header{"x-b", ""}), has ? 1 : 0);
        QCOMPARE(count(Header{"x-b", "1"}), 0);
    }
}

/// `no-cache="x-a"` of a 304.
void TestHttpCacheValidation::headerThatAConfirmationNames_isSeenOnceInChromium()
{
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, {.headers = {{"ETag", "e"}}}, 1);
    rig.transport.on(
        {}, {}, {.status = 304, .headers = {{"X-A", "1"}, {"Cache-Control", "no-cache=\"x-a\""}}});
    static_cast<void>(rig.play(cached("default")));
    for (const auto &[mode, count] : {std::pair("no-cache", 1), std::pair("force-cache", 0)}) {
        const std::vector<Header> headers = rig.play(cached(mode)).outcome.headers.value();
        QCOMPARE(std::count(headers.begin(), headers.end(), Header{"x-a", "1"}), count);
    }
}

/// Where no tag is kept, a script's If-None-Match brings what is kept up to date.
void TestHttpCacheValidation::conditionOnWhatIsNotKept_isAboutWhatIs()
{
    for (const auto &[tag, value] : {std::pair("", "new"), std::pair("\"y\"", "old")}) {
        FetchRig rig(BrowserName::Chromium);
        HeaderList headers{{"Cache-Control", "max-age=60"}, {"X-A", "old"}};
        if (*tag)
            headers.append("ETag", tag);
        rig.transport.on({}, {}, {.headers = headers}, 1);
        rig.transport.on({}, {}, {.status = 304, .headers = {{"X-A", "new"}}});
        static_cast<void>(rig.play(fetchOf("/x")));
        ScriptRequest call = fetchOf("/x");
        call.headers.push_back({"If-None-Match", "\"q\""});
        QCOMPARE(rig.play(call).outcome.status, 304);
        const std::vector<Header> kept = rig.play(fetchOf("/x")).outcome.headers.value();
        QCOMPARE(std::count(kept.begin(), kept.end(), Header{"x-a", value}), 1);
    }
}

void TestHttpCacheValidation::unaskedConfirmation_countsInFirefox()
{
    for (const auto &[browser, status] :
         {std::pair(BrowserName::Firefox, 200), std::pair(BrowserName::Chromium, 304)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.body = "one"}, 1);
        rig.transport.on({}, {}, {.status = 304});
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.play(fetchOf("/x")).outcome.status, status);
    }
}

void TestHttpCacheValidation::unaskedNotModified_holdsItsPlaceInFirefox()
{
    for (const auto &[status, asked] : {std::pair(304, 3), std::pair(300, 3), std::pair(425, 2)}) {
        FetchRig rig(BrowserName::Firefox);
        rig.transport.on({}, {}, {.status = status}, 1);
        rig.transport.on({}, {}, {});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(cached("force-cache")));
        QCOMPARE(rig.sent().size(), qsizetype(asked));
    }
}

void TestHttpCacheValidation::partOfAnother_endsWhatIsKeptInChromium_data()
{
    QTest::addColumn<bool>("tagged");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body"); ///< of what is kept after it
    const auto row = [](bool tagged, int status, const char *body) {
        QTest::addRow("%d%s", status, tagged ? " with a tag" : "")
            << tagged << status << QByteArray(body);
    };
    row(true, 200, "last");
    row(true, 206, "last");
    row(true, 304, "one");
    row(true, 404, "one");
    row(true, 416, "last");
    row(true, 500, "one");
    row(false, 200, "two");
    row(false, 206, "last");
    row(false, 304, "last");
    row(false, 404, "two");
    row(false, 416, "last");
}

void TestHttpCacheValidation::partOfAnother_endsWhatIsKeptInChromium()
{
    QFETCH(bool, tagged);
    QFETCH(int, status);
    FetchRig rig(BrowserName::Chromium);
    const HeaderList headers = tagged ? HeaderList{{"ETag", "e"}} : HeaderList();
    rig.transport.on({}, {}, {.headers = headers, .body = "one"}, 1);
    rig.transport.on({}, {}, {.status = status, .body = "two"}, 1);
    rig.transport.on({}, {}, {.body = "last"});
    ScriptRequest call = fetchOf("/x");
    static_cast<void>(rig.play(call));
    call.headers.push_back({"Range", "bytes=0-0"});
    static_cast<void>(rig.play(call));
    QTEST(rig.play(cached("force-cache")).outcome.body.value_or(QByteArray()), "body");
}

/// A part is asked for without coding.
void TestHttpCacheValidation::partOfWhatVariesByCoding_isAskedAbout()
{
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on(
        {}, {},
        {.headers = {{"Cache-Control", "max-age=60"}, {"Vary", "Accept-Encoding"}}, .body = "one"});
    ScriptRequest call = fetchOf("/x");
    static_cast<void>(rig.play(call));
    call.headers.push_back({"Range", "bytes=0-0"});
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.sent().size(), 2);
}

void TestHttpCacheValidation::staleAnswer_servesWhileItIsAskedAbout_data()
{
    QTest::addColumn<QByteArray>("control");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("serves"); ///< what is kept, two seconds after it came
    const auto row = [](const char *control, const char *mode, bool serves) {
        QTest::addRow("%s, %s", control, mode) << QByteArray(control) << QByteArray(mode) << serves;
    };
    row("max-age=1, stale-while-revalidate=9", "default", true);
    row("stale-while-revalidate=9", "default", true);
    row("max-age=1, stale-while-revalidate=1", "default", false);
    row("max-age=1, stale-while-revalidate", "default", false);
    row("max-age=1, stale-while-revalidate=9, must-revalidate", "default", false);
    row("no-cache, stale-while-revalidate=9", "default", false);
    row("max-age=1, stale-while-revalidate=9", "no-cache", false);
}

void TestHttpCacheValidation::staleAnswer_servesWhileItIsAskedAbout()
{
    QFETCH(QByteArray, control);
    QFETCH(QByteArray, mode);
    for (const auto &[browser, said] :
         {std::pair(BrowserName::Standard, ""), std::pair(BrowserName::Chromium, ""),
          std::pair(BrowserName::Firefox, "max-age=0")}) {
        FetchRig rig(browser);
        const HeaderList headers{{"ETag", "e"}, {"Cache-Control", control}};
        rig.transport.on({}, {}, {.headers = headers, .body = "one"}, 1);
        rig.transport.on({}, {}, {.headers = headers, .body = "two"});
        static_cast<void>(rig.play(cached("default")));
        rig.clock.advance(2s);
        const bool serves = rig.play(cached(mode)).outcome.body == QByteArray("one");
        QTEST(serves, "serves");
        QCOMPARE(rig.sent().size(), 2);
        QCOMPARE(rig.report.messages.back().fromHttpCache, serves);
        QCOMPARE(rig.lastHeader("If-None-Match"), "e");
        QCOMPARE(rig.lastHeader("Cache-Control"), mode == "no-cache" ? "max-age=0"
                                                  : serves           ? said
                                                                     : "");
        QCOMPARE(rig.play(cached("force-cache")).outcome.body, QByteArray("two"));
    }
}

QTEST_GUILESS_MAIN(TestHttpCacheValidation)
#include "tst_httpcachevalidation.moc"
