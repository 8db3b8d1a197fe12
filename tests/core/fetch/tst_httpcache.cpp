// SPDX-License-Identifier: GPL-3.0-or-later
// What the HTTP cache does in every browser.
#include "tests/core/fetch/cacherig.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(std::vector<corslab::Header>)

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
    void confirmation_leavesTypeAndTag();
    void agedAnswer_isStaleSooner();
    void scriptsConditions_passItBy();
    void corsHeaders_areThoseOfTheStoredAnswer();
    void confirmedAnswer_takesTheNewHeaders();
    void answerToAnotherRequest_isAskedAboutByItsTag();
    void notModified_isForThePageWhereNothingWasAsked();
    void confirmedAnswer_takesEveryLine();
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

QTEST_GUILESS_MAIN(TestHttpCache)
#include "tst_httpcache.moc"
