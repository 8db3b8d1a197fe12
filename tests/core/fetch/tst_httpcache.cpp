// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::Header)
Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(std::vector<corslab::Header>)

namespace {

ScriptRequest cached(const QByteArray &mode, const QByteArray &url = "/x")
{
    ScriptRequest call = fetchOf(url);
    call.cache = mode;
    if (mode == "only-if-cached")
        call.mode = "same-origin";
    return call;
}

HeaderList with(HeaderList headers, const QByteArray &name, const QByteArray &value)
{
    headers.append(name, value);
    return headers;
}

} // namespace

class TestHttpCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answer_isFreshFor_data();
    void answer_isFreshFor();
    void staleAnswer_isAskedAbout();
    void cacheMode_decides_data();
    void cacheMode_decides();
    void answer_isStoredOrNot_data();
    void answer_isStoredOrNot();
    void changingRequest_makesItWorthless();
    void vary_keepsRequestsApart();
    void page_keepsAnswersApart();
    void opaquePage_keepsNothingInChromium();
    void answerOfAnyStatus_servesByAgeInChromium();
    void keptGet_servesHeadInChromium();
    void confirmation_leavesTypeAndTag();
    void confirmation_leavesMoreInChromium();
    void otherLastModified_endsTheEntryInFirefox();
    void guessedAge_endsByProfile();
    void agedAnswer_isStaleSooner();
    void linesOfTheConnection_areNotKept();
    void change_endsWhatIsKeptByProfile();
    void namedEntries_endWithAChangeInFirefox();
    void scriptsCacheControl_countsInFirefox();
    void refusedResource_isFetchedAgainByProfile();
    void answerOfAnyStatus_isKeptForForceCacheInFirefox();
    void seeOther_isKeptWithItsAgeInFirefox();
    void scriptsConditions_passItBy();
    void corsHeaders_areThoseOfTheStoredAnswer();
    void confirmedAnswer_takesTheNewHeaders();
    void permanentAnswer_needsNoLifetime();
    void answerToAnotherRequest_isAskedAboutByItsTag();
    void notModified_isForThePageWhereNothingWasAsked();
    void scriptsHeader_steersItInChromium_data();
    void scriptsHeader_steersItInChromium();
    void partOfStaleAnswer_isAskedAbout();
    void confirmedAnswer_takesEveryLine();
    void failedCors_isKeptForXhrInChromium();
    void reload_dropsWhatIsKeptInFirefox();
    void ownCondition_standsAloneInFirefox();
    void confirmation_takesLinesOverAsFirefoxDoes();
    void redirectToNowhere_holdsItsPlaceInFirefox();
};

void TestHttpCache::answer_isFreshFor_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<int>("seconds"); ///< -1: it is not stored
    const auto row = [](const char *clause, const HeaderList &headers, int seconds) {
        QTest::newRow(clause) << headers << seconds;
    };
    // The clock of the test begins on 1 January 2035 at 13:00.
    row("nothing said", {}, -1);
    row("max-age", {{"Cache-Control", "public, max-age=60"}}, 60);
    row("max-age, quoted and in capitals", {{"Cache-Control", "MAX-AGE=\"60\""}}, 60);
    row("max-age before Expires",
        {{"Cache-Control", "max-age=60"}, {"Expires", "Mon, 01 Jan 2035 14:00:00 GMT"}}, 60);
    row("Expires", {{"Expires", "Mon, 01 Jan 2035 13:01:00 GMT"}}, 60);
    row("Expires against Date",
        {{"Date", "Mon, 01 Jan 2035 12:59:50 GMT"}, {"Expires", "Mon, 01 Jan 2035 13:00:20 GMT"}},
        20);
    row("Expires in no form", {{"Expires", "0"}, {"ETag", "e"}}, 0);
    row("a tenth of its age", {{"Last-Modified", "Mon, 01 Jan 2035 12:50:00 GMT"}}, 60);
    row("no-cache", {{"Cache-Control", "no-cache, max-age=60"}, {"ETag", "e"}}, 0);
    row("no-store", {{"Cache-Control", "no-store, max-age=60"}}, -1);
    row("a validator alone", {{"ETag", "e"}}, 0);
}

void TestHttpCache::answer_isFreshFor()
{
    QFETCH(HeaderList, headers);
    QFETCH(int, seconds);
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = headers, .body = "body"});
    const auto hits = [&rig] {
        const PlayResult result = rig.play(fetchOf("/x"));
        if (result.outcome.body != QByteArray("body"))
            qFatal("body");
        return rig.sent().isEmpty();
    };
    QVERIFY(!hits());
    QCOMPARE(rig.report.count(StepId::HttpCache), seconds < 0 ? 0 : 1);
    QCOMPARE(hits(), seconds > 0);
    if (seconds <= 0)
        return;
    QVERIFY(rig.report.messages.front().fromHttpCache);
    QCOMPARE(rig.report.step(StepId::HttpCache)->actual, "hit");
    rig.clock.advance(std::chrono::seconds(seconds) - 1ns);
    QVERIFY(hits());
    rig.clock.advance(1ns);
    QVERIFY(!hits());
}

void TestHttpCache::staleAnswer_isAskedAbout()
{
    FetchRig rig;
    rig.transport.on({}, {},
                     {.headers = {{"Cache-Control", "max-age=60"},
                                  {"ETag", "\"one\""},
                                  {"Last-Modified", "Mon, 01 Jan 2035 12:50:00 GMT"}},
                      .body = "body"},
                     1);
    rig.transport.on({}, {}, {.status = 304, .headers = {{"X-New", "1"}}}, 1);
    rig.transport.on({}, {}, {.status = 500});
    static_cast<void>(rig.play(fetchOf("/x")));
    rig.clock.advance(60s);
    const PlayResult confirmed = rig.play(fetchOf("/x"));
    QCOMPARE(rig.lastHeader("If-None-Match"), "\"one\"");
    QCOMPARE(rig.lastHeader("If-Modified-Since"), "Mon, 01 Jan 2035 12:50:00 GMT");
    QCOMPARE(confirmed.outcome.status, 200);
    QCOMPARE(confirmed.outcome.body, "body");
    QVERIFY(std::any_of(confirmed.outcome.headers->begin(), confirmed.outcome.headers->end(),
                        [](const Header &header) { return header.name == "x-new"; }));
    // It is fresh again.
    rig.sent();
    rig.clock.advance(59s);
    QCOMPARE(rig.play(fetchOf("/x")).outcome.status, 200);
    QVERIFY(rig.sent().isEmpty());
}

void TestHttpCache::cacheMode_decides_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("fresh"); ///< asks the network though a fresh answer is there
    QTest::addColumn<bool>("stale"); ///< asks the network where a stale one is there
    QTest::addColumn<QByteArray>("cacheControl");
    QTest::addColumn<bool>("conditional");
    const auto row = [](const QByteArray &mode, bool fresh, bool stale,
                        const QByteArray &cacheControl, bool conditional) {
        QTest::newRow(mode.constData()) << mode << fresh << stale << cacheControl << conditional;
    };
    row("default", false, true, "", true);
    row("no-cache", true, true, "max-age=0", true);
    row("reload", true, true, "no-cache", false);
    row("no-store", true, true, "no-cache", false);
    row("force-cache", false, false, "", false);
    row("only-if-cached", false, false, "", false);
}

void TestHttpCache::cacheMode_decides()
{
    QFETCH(QByteArray, mode);
    QFETCH(bool, fresh);
    QFETCH(bool, stale);
    QFETCH(QByteArray, cacheControl);
    QFETCH(bool, conditional);
    FetchRig rig;
    // Where nothing is stored, only-if-cached does not go out.
    QCOMPARE(causeOf(rig.play(cached("only-if-cached"))), "OnlyIfCached");
    QCOMPARE(rig.sent().size(), qsizetype(0));

    rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {"ETag", "e"}}});
    static_cast<void>(rig.play(fetchOf("/x")));
    rig.sent();
    QCOMPARE(rig.play(cached(mode)).verdict, Verdict::Allowed);
    QCOMPARE(!rig.sent().isEmpty(), fresh);
    if (fresh) {
        QCOMPARE(rig.lastHeader("Cache-Control"), cacheControl);
        QCOMPARE(rig.lastHeader("Pragma"), cacheControl == "no-cache" ? "no-cache" : "");
        QCOMPARE(rig.last().headers.contains("If-None-Match"), conditional);
    }
    rig.clock.advance(2min);
    QCOMPARE(rig.play(cached(mode)).verdict, Verdict::Allowed);
    QCOMPARE(!rig.sent().isEmpty(), stale);
    if (stale)
        QCOMPARE(rig.last().headers.contains("If-None-Match"), conditional);
}

void TestHttpCache::answer_isStoredOrNot_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::vector<Header>>("headers");
    QTest::addColumn<bool>("stored");
    const auto row = [](const char *clause, const QByteArray &method, int status, bool stored,
                        const std::vector<Header> &headers = {}) {
        QTest::newRow(clause) << method << status << headers << stored;
    };
    row("GET 200", "GET", 200, true);
    row("GET 203", "GET", 203, true);
    row("GET 410", "GET", 410, true);
    row("GET 500", "GET", 500, false);
    row("GET 206", "GET", 206, false);
    row("HEAD", "HEAD", 200, false);
    row("POST", "POST", 200, false);
    row("a part", "GET", 200, false, {{"Range", "bytes=0-1"}});
}

void TestHttpCache::answer_isStoredOrNot()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(std::vector<Header>, headers);
    QFETCH(bool, stored);
    FetchRig rig;
    rig.transport.on({}, {}, {.status = status, .headers = {{"Cache-Control", "max-age=60"}}});
    ScriptRequest call = fetchOf("/x", method);
    call.headers = headers;
    for (int i = 0; i < 2; ++i)
        QCOMPARE(rig.play(call).outcome.status, status);
    QCOMPARE(rig.sent().size(), qsizetype(stored ? 1 : 2));
}

void TestHttpCache::changingRequest_makesItWorthless()
{
    for (const auto &[method, status, worthless] :
         {std::tuple("POST", 200, true), std::tuple("PUT", 204, true),
          std::tuple("DELETE", 200, true), std::tuple("POST", 500, false),
          std::tuple("HEAD", 200, false)}) {
        FetchRig rig;
        rig.transport.on("GET", {}, {.headers = {{"Cache-Control", "max-age=60"}}});
        rig.transport.on({}, {}, {.status = status});
        static_cast<void>(rig.play(fetchOf("/x")));
        static_cast<void>(rig.play(fetchOf("/x", method)));
        static_cast<void>(rig.play(fetchOf("/x")));
        QVERIFY2(rig.sent().size() == (worthless ? 3 : 2), method);
    }
}

void TestHttpCache::vary_keepsRequestsApart()
{
    for (const auto &[vary, again] :
         {std::pair("X-A", true), std::pair("accept, x-a", true), std::pair("X-B", false),
          std::pair("*", true), std::pair("", false)}) {
        FetchRig rig;
        rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {"Vary", vary}}});
        ScriptRequest call = fetchOf("/x");
        call.headers = {{"X-A", "1"}};
        static_cast<void>(rig.play(call));
        call.headers = {{"X-A", "2"}};
        static_cast<void>(rig.play(call));
        QVERIFY2(rig.sent().size() == (again ? 2 : 1), vary);
    }
}

void TestHttpCache::page_keepsAnswersApart()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}});
    static_cast<void>(rig.play(fetchOf("http://a.test/x")));
    static_cast<void>(rig.play(fetchOf("http://a.test/x#fragment")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
    rig.page.embed = originOf("http://top.test");
    static_cast<void>(rig.play(fetchOf("http://a.test/x")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
    static_cast<void>(rig.play(fetchOf("http://a.test/x?q")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
    rig.agent.reset();
    static_cast<void>(rig.play(fetchOf("http://a.test/x")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
}

void TestHttpCache::opaquePage_keepsNothingInChromium()
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

void TestHttpCache::answerOfAnyStatus_servesByAgeInChromium()
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

void TestHttpCache::keptGet_servesHeadInChromium()
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
    FetchRig past(BrowserName::Chromium);
    past.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}});
    static_cast<void>(past.play(cached("default")));
    ScriptRequest head = cached("no-store");
    head.method = "HEAD";
    static_cast<void>(past.play(head));
    static_cast<void>(past.play(cached("default")));
    QCOMPARE(past.sent().size(), 2);
    // One that goes out makes what is kept worthless.
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, {});
    static_cast<void>(rig.play(cached("default")));
    static_cast<void>(rig.play(fetchOf("http://a.test/x", "HEAD")));
    static_cast<void>(rig.play(cached("force-cache")));
    QCOMPARE(rig.sent().size(), 3);
}

void TestHttpCache::confirmation_leavesTypeAndTag()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = {{"ETag", "\"e\""}, {"Content-Type", "text/plain"}}}, 1);
    static_cast<void>(rig.play(cached("default")));
    rig.transport.on({}, {},
                     {.status = 304,
                      .headers = {{"ETag", "\"f\""}, {"Content-Type", "text/css"}, {"X-A", "a"}}});
    const auto headers = rig.play(cached("no-cache")).outcome.headers.value();
    QVERIFY(std::find(headers.begin(), headers.end(), Header{"etag", "\"e\""}) != headers.end());
    QVERIFY(std::find(headers.begin(), headers.end(), Header{"content-type", "text/plain"}) !=
            headers.end());
    QVERIFY(std::find(headers.begin(), headers.end(), Header{"x-a", "a"}) != headers.end());
}

void TestHttpCache::confirmation_leavesMoreInChromium()
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

void TestHttpCache::otherLastModified_endsTheEntryInFirefox()
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

void TestHttpCache::guessedAge_endsByProfile()
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

void TestHttpCache::agedAnswer_isStaleSooner()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}, {"Age", "50"}}});
    static_cast<void>(rig.play(cached("default")));
    rig.clock.advance(9s);
    static_cast<void>(rig.play(cached("default")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
    rig.clock.advance(1s);
    static_cast<void>(rig.play(cached("default")));
    QCOMPARE(rig.sent().size(), qsizetype(1));
}

void TestHttpCache::linesOfTheConnection_areNotKept()
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

void TestHttpCache::change_endsWhatIsKeptByProfile()
{
    for (const auto &[browser, method, mode, status, ends] :
         {std::tuple(BrowserName::Standard, "PUT", "default", 200, true),
          std::tuple(BrowserName::Standard, "POST", "no-store", 200, true),
          std::tuple(BrowserName::Standard, "POST", "default", 500, false),
          std::tuple(BrowserName::Chromium, "PUT", "default", 200, false),
          std::tuple(BrowserName::Chromium, "DELETE", "default", 200, true),
          std::tuple(BrowserName::Chromium, "POST", "no-store", 200, false),
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

void TestHttpCache::namedEntries_endWithAChangeInFirefox()
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

void TestHttpCache::scriptsCacheControl_countsInFirefox()
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

void TestHttpCache::refusedResource_isFetchedAgainByProfile()
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

void TestHttpCache::answerOfAnyStatus_isKeptForForceCacheInFirefox()
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

void TestHttpCache::seeOther_isKeptWithItsAgeInFirefox()
{
    // How often it is asked for: once, and once more by force.
    for (const auto &[browser, age, requests] :
         {std::tuple(BrowserName::Firefox, "", 2), std::tuple(BrowserName::Firefox, "no-cache", 1),
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

void TestHttpCache::scriptsConditions_passItBy()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = {{"Cache-Control", "max-age=60"}}}, 1);
    rig.transport.on({}, {}, {.status = 304});
    static_cast<void>(rig.play(fetchOf("/x")));
    for (const char *name :
         {"If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "If-Match", "If-Range"}) {
        ScriptRequest call = fetchOf("/x");
        call.headers = {{name, "x"}};
        QCOMPARE(rig.play(call).outcome.status, 304);
        QCOMPARE(rig.lastHeader("Cache-Control"), "no-cache");
    }
}

void TestHttpCache::corsHeaders_areThoseOfTheStoredAnswer()
{
    // Stored for an image, without Access-Control-Allow-Origin: of no use to a later fetch().
    FetchRig rig;
    const HeaderList fresh{{"Cache-Control", "max-age=60"}};
    rig.transport.on({}, {}, {.headers = fresh}, 1);
    rig.transport.on({}, {}, {.headers = with(fresh, "Access-Control-Allow-Origin", "*")});
    ScriptRequest opaque = fetchOf("http://b.test/x");
    opaque.mode = "no-cors";
    QCOMPARE(rig.play(opaque).verdict, Verdict::Opaque);
    QCOMPARE(causeOf(rig.play(fetchOf("http://b.test/x"))), "MissingAllowOriginHeader");
    QVERIFY(rig.report.messages.front().fromHttpCache);
    QCOMPARE(rig.sent().size(), qsizetype(1));
}

void TestHttpCache::confirmedAnswer_takesTheNewHeaders()
{
    FetchRig rig;
    const HeaderList stale{{"ETag", "e"}};
    rig.transport.on({}, {}, {.headers = with(stale, "Access-Control-Allow-Origin", "*")}, 1);
    // Without one, the stored header counts; another takes its place.
    rig.transport.on({}, {}, {.status = 304}, 1);
    rig.transport.on(
        {}, {}, {.status = 304, .headers = {{"Access-Control-Allow-Origin", "http://c.test"}}});
    const ScriptRequest call = fetchOf("http://b.test/x");
    QCOMPARE(rig.play(call).verdict, Verdict::Allowed);
    QCOMPARE(rig.play(call).verdict, Verdict::Allowed);
    QCOMPARE(causeOf(rig.play(call)), "AllowOriginMismatch");
}

void TestHttpCache::permanentAnswer_needsNoLifetime()
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

void TestHttpCache::answerToAnotherRequest_isAskedAboutByItsTag()
{
    FetchRig rig;
    rig.transport.on({}, {},
                     {.headers = {{"Vary", "*"},
                                  {"ETag", "\"e\""},
                                  {"Last-Modified", "Mon, 01 Jan 2035 12:50:00 GMT"}}});
    static_cast<void>(rig.play(fetchOf("/x")));
    static_cast<void>(rig.play(fetchOf("/x")));
    QCOMPARE(rig.lastHeader("If-None-Match"), "\"e\"");
    QVERIFY(!rig.last().headers.contains("If-Modified-Since"));
}

void TestHttpCache::notModified_isForThePageWhereNothingWasAsked()
{
    // An answer that is not whole is not asked about, and `reload` asks about none.
    for (const auto &[first, mode, seen] :
         {std::tuple(200, "reload", 304), std::tuple(410, "no-cache", 304),
          std::tuple(200, "no-cache", 200)}) {
        FetchRig rig;
        rig.transport.on({}, {}, {.status = first, .headers = {{"ETag", "\"e\""}}}, 1);
        rig.transport.on({}, {}, {.status = 304});
        static_cast<void>(rig.play(fetchOf("/x")));
        QCOMPARE(rig.play(cached(mode)).outcome.status, seen);
    }
}

void TestHttpCache::scriptsHeader_steersItInChromium_data()
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

void TestHttpCache::scriptsHeader_steersItInChromium()
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

void TestHttpCache::partOfStaleAnswer_isAskedAbout()
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

void TestHttpCache::confirmedAnswer_takesEveryLine()
{
    FetchRig rig;
    rig.transport.on({}, {}, {.headers = {{"ETag", "e"}, {"X-A", "old"}}}, 1);
    rig.transport.on({}, {}, {.status = 304, .headers = {{"X-A", "a"}, {"X-A", "b"}}});
    static_cast<void>(rig.play(fetchOf("/x")));
    const auto headers = rig.play(fetchOf("/x")).outcome.headers;
    QVERIFY(headers.has_value());
    QVERIFY(std::find(headers->begin(), headers->end(), Header{"x-a", "a, b"}) != headers->end());
}

void TestHttpCache::failedCors_isKeptForXhrInChromium()
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

void TestHttpCache::reload_dropsWhatIsKeptInFirefox()
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

void TestHttpCache::ownCondition_standsAloneInFirefox()
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

void TestHttpCache::confirmation_takesLinesOverAsFirefoxDoes()
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

void TestHttpCache::redirectToNowhere_holdsItsPlaceInFirefox()
{
    const HeaderList dated{{"Cache-Control", "max-age=60"}};
    for (const auto &[status, headers, mode, tag] :
         {std::tuple(301, HeaderList(), "default", ""), std::tuple(307, dated, "default", ""),
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

QTEST_GUILESS_MAIN(TestHttpCache)
#include "tst_httpcache.moc"
