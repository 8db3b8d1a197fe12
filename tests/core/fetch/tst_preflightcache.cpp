// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::BrowserName)
Q_DECLARE_METATYPE(corslab::ScriptRequest)

namespace {

const QByteArray Page = QByteArrayLiteral("http://a.test");
const QByteArray Target = QByteArrayLiteral("http://b.test/x");

ScriptRequest call(const QByteArray &method, const std::vector<Header> &headers = {},
                   const QByteArray &credentials = "omit")
{
    ScriptRequest made = fetchOf(Target, method);
    made.headers = headers;
    made.credentials = credentials;
    return made;
}

/// A browser whose server agrees to what is given for as long as it is told.
struct CachingRig : FetchRig
{
    explicit CachingRig(BrowserName browser = BrowserName::Standard)
        : FetchRig(browser)
    {
    }
    void agree(const QByteArray &methods, const QByteArray &headers,
               const std::vector<QByteArray> &maxAge = {"60"})
    {
        HeaderList lines{{"Access-Control-Allow-Origin", page.origin.serialized()},
                         {"Access-Control-Allow-Credentials", "true"},
                         {"Access-Control-Allow-Methods", methods},
                         {"Access-Control-Allow-Headers", headers}};
        for (const QByteArray &line : maxAge)
            lines.append("Access-Control-Max-Age", line);
        transport.clear();
        transport.on("OPTIONS", {}, {.headers = lines});
        transport.on({}, {}, {.headers = lines});
    }
    /// Whether the call asked first. It must have been allowed.
    bool asks(const ScriptRequest &request)
    {
        const PlayResult result = play(request);
        if (result.verdict != Verdict::Allowed)
            qFatal("%s", causeOf(result).constData());
        return report.messages.front().kind == MessageKind::Preflight;
    }
};

} // namespace

class TestPreflightCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreement_holdsForMaxAge_data();
    void agreement_holdsForMaxAge();
    void laterRequest_isCovered_data();
    void laterRequest_isCovered();
    void wildcard_servesNoAuthorization();
    void agreement_isKeptByPageOriginAndUrl();
    void newAgreement_isAddedOrReplaces_data();
    void newAgreement_isAddedOrReplaces();
    void failedRequest_clearsItsOwnAgreementOnly_data();
    void failedRequest_clearsItsOwnAgreementOnly();
    void cacheMode_passesItBy_data();
    void cacheMode_passesItBy();
    void scriptsConditions_passItByAsTheirModeDoes();
    void forcedQuestion_isCoveredByAnyAgreementInFirefox();
    void answerToNoStore_isNotKeptInChromium();
    void answerPastTheCache_replacesInChromium();
    void agreementBehindRedirects_isThePagesInFirefox();
    void sizeAndLife_areTold();
};

void TestPreflightCache::agreement_holdsForMaxAge_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<std::vector<QByteArray>>("maxAge");
    QTest::addColumn<qint64>("seconds");
    using Lines = std::vector<QByteArray>;
    const auto row = [](const char *clause, const Lines &lines, qint64 standard, qint64 chromium,
                        qint64 firefox) {
        const QByteArray name = clause;
        QTest::newRow((name + ", standard").constData())
            << BrowserName::Standard << lines << standard;
        QTest::newRow((name + ", Chromium").constData())
            << BrowserName::Chromium << lines << chromium;
        QTest::newRow((name + ", Firefox").constData()) << BrowserName::Firefox << lines << firefox;
    };
    row("absent", Lines{}, 5, 5, 5);
    row("a number", Lines{"60"}, 60, 60, 60);
    row("leading noughts", Lines{"007"}, 7, 7, 7);
    row("nought", Lines{"0"}, 0, 0, 0);
    row("negative", Lines{"-1"}, 5, 0, 0);
    row("words", Lines{"abc"}, 5, 5, 0);
    row("a fraction", Lines{"5.5"}, 5, 5, 0);
    row("two lines", Lines{"60", "60"}, 5, 5, 0);
    row("the cap", Lines{"100000"}, 100000, 7200, 86400);
    row("beyond 64 bits", Lines{"99999999999999999999"}, 31536000, 7200, 86400);
}

void TestPreflightCache::agreement_holdsForMaxAge()
{
    QFETCH(BrowserName, browser);
    QFETCH(std::vector<QByteArray>, maxAge);
    QFETCH(qint64, seconds);
    CachingRig rig(browser);
    rig.agree("PUT", "x-a", maxAge);
    const ScriptRequest put = call("PUT", {{"X-A", "1"}});
    QVERIFY(rig.asks(put));
    if (seconds == 0) {
        QVERIFY(rig.asks(put));
        QCOMPARE(rig.agent.preflightCache().size(), 0);
        return;
    }
    QCOMPARE(rig.report.step(StepId::PreflightCacheStored)->actual, QByteArray::number(seconds));
    QVERIFY(!rig.asks(put));
    QCOMPARE(rig.report.count(StepId::PreflightCacheHit), 1);
    rig.clock.advance(std::chrono::seconds(seconds) - 1ns);
    QVERIFY(!rig.asks(put));
    rig.clock.advance(1ns);
    QVERIFY(rig.asks(put));
}

void TestPreflightCache::laterRequest_isCovered_data()
{
    QTest::addColumn<QByteArray>("methods");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<ScriptRequest>("first");
    QTest::addColumn<ScriptRequest>("later");
    QTest::addColumn<bool>("standard"); ///< asks again
    QTest::addColumn<bool>("chromium");
    QTest::addColumn<bool>("firefox");
    const auto row = [](const char *clause, const QByteArray &methods, const QByteArray &headers,
                        const ScriptRequest &first, const ScriptRequest &later, bool standard,
                        bool chromium, bool firefox) {
        QTest::newRow(clause) << methods << headers << first << later << standard << chromium
                              << firefox;
    };
    const ScriptRequest put = call("PUT");
    const ScriptRequest xa = call("GET", {{"X-A", "1"}});
    const ScriptRequest authorization = call("GET", {{"Authorization", "x"}});

    row("another method of the list", "PUT, DELETE", "", put, call("DELETE"), false, false, false);
    row("a method that is not listed, safelisted", "PUT", "x-a", put, xa, false, false, false);
    row("fewer headers", "PUT", "x-a, x-b", call("PUT", {{"X-A", "1"}, {"X-B", "1"}}),
        call("PUT", {{"x-b", "2"}}), false, false, false);
    row("case of the name", "GET", "X-A", xa, call("GET", {{"x-A", "2"}}), false, false, false);
    row("HEAD by a header", "GET", "x-a", xa, call("HEAD", {{"X-A", "1"}}), false, false, true);
    row("HEAD that is listed", "GET, HEAD", "x-a", xa, call("HEAD", {{"X-A", "1"}}), false, false,
        false);
    row("wildcard method", "*", "", put, call("DELETE"), false, false, true);
    row("wildcard header", "*", "*", xa, call("GET", {{"X-B", "1"}}), false, false, true);
    row("Authorization by name", "GET", "authorization", authorization, authorization, false, false,
        false);
    row("with credentials, then without", "PUT", "", call("PUT", {}, "include"), put, false, false,
        true);
    row("without, then with credentials", "PUT", "", put, call("PUT", {}, "include"), true, true,
        true);
    row("with credentials, twice", "PUT", "", call("PUT", {}, "include"),
        call("PUT", {}, "include"), false, false, false);
}

void TestPreflightCache::laterRequest_isCovered()
{
    QFETCH(QByteArray, methods);
    QFETCH(QByteArray, headers);
    QFETCH(ScriptRequest, first);
    QFETCH(ScriptRequest, later);
    QFETCH(bool, standard);
    QFETCH(bool, chromium);
    QFETCH(bool, firefox);
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, standard), std::pair(BrowserName::Chromium, chromium),
          std::pair(BrowserName::Firefox, firefox)}) {
        CachingRig rig(browser);
        rig.agree(methods, headers);
        QVERIFY(rig.asks(first));
        QVERIFY2(rig.asks(later) == again, browserName(browser).constData());
    }
}

void TestPreflightCache::wildcard_servesNoAuthorization()
{
    for (const auto browser :
         {BrowserName::Standard, BrowserName::Chromium, BrowserName::Firefox}) {
        CachingRig rig(browser);
        rig.agree("GET", "*");
        QVERIFY(rig.asks(call("GET", {{"X-A", "1"}})));
        rig.agree("GET", "*, authorization");
        QVERIFY2(rig.asks(call("GET", {{"Authorization", "x"}})), browserName(browser).constData());
    }
}

void TestPreflightCache::agreement_isKeptByPageOriginAndUrl()
{
    CachingRig rig;
    rig.agree("PUT", "");
    const ScriptRequest put = call("PUT");
    QVERIFY(rig.asks(put));
    // The URL: query and fragment are part of it.
    for (const char *other : {"?q", "#f", "/y"}) {
        ScriptRequest there = put;
        there.url += QLatin1StringView(other);
        QVERIFY2(rig.asks(there), other);
        QVERIFY2(!rig.asks(there), other);
    }
    QCOMPARE(rig.agent.preflightCache().size(), 4);
    // Another page of the same origin shares it.
    rig.page.url = urlOf("http://a.test/other");
    QVERIFY(!rig.asks(put));
    // In another tab it is asked anew, though the frame has the same origin.
    rig.page.embed = originOf("http://top.test");
    QVERIFY(rig.asks(put));
    rig.page.embed.reset();
    // Another origin.
    rig.page = pageAt("http://c.test/");
    rig.agree("PUT", "");
    QVERIFY(rig.asks(put));
}

void TestPreflightCache::newAgreement_isAddedOrReplaces_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<bool>("asksForTheFirstAgain");
    QTest::newRow("standard merges") << BrowserName::Standard << false;
    QTest::newRow("Firefox merges") << BrowserName::Firefox << false;
    QTest::newRow("Chromium replaces") << BrowserName::Chromium << true;
}

void TestPreflightCache::newAgreement_isAddedOrReplaces()
{
    QFETCH(BrowserName, browser);
    QFETCH(bool, asksForTheFirstAgain);
    CachingRig rig(browser);
    rig.agree("PUT", "");
    QVERIFY(rig.asks(call("PUT")));
    rig.clock.advance(30s);
    rig.agree("DELETE", "");
    QVERIFY(rig.asks(call("DELETE")));
    rig.agree("PUT, DELETE", "");
    QCOMPARE(rig.asks(call("PUT")), asksForTheFirstAgain);
    QVERIFY(!rig.asks(call("DELETE")));
    // Merging does not prolong what was agreed before.
    rig.clock.advance(30s);
    QCOMPARE(rig.asks(call("PUT")), !asksForTheFirstAgain);
}

void TestPreflightCache::failedRequest_clearsItsOwnAgreementOnly_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<bool>("clears");
    QTest::newRow("standard") << BrowserName::Standard << true;
    QTest::newRow("Firefox") << BrowserName::Firefox << true;
    QTest::newRow("Chromium keeps it") << BrowserName::Chromium << false;
}

void TestPreflightCache::failedRequest_clearsItsOwnAgreementOnly()
{
    QFETCH(BrowserName, browser);
    QFETCH(bool, clears);
    CachingRig rig(browser);
    rig.agree("PUT", "");
    ScriptRequest other = call("PUT");
    other.url += u'2';
    QVERIFY(rig.asks(call("PUT")));
    QVERIFY(rig.asks(other));

    rig.transport.clear();
    rig.transport.on("PUT", {}, {});
    QCOMPARE(causeOf(rig.play(call("PUT"))), "MissingAllowOriginHeader");
    QCOMPARE(rig.report.messages.size(), std::size_t(1));

    rig.agree("PUT", "");
    QCOMPARE(rig.asks(call("PUT")), clears);
    QVERIFY(!rig.asks(other));
    rig.agent.reset();
    QVERIFY(rig.asks(other));
}

void TestPreflightCache::cacheMode_passesItBy_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<bool>("chromium");
    QTest::addColumn<bool>("firefox");
    QTest::newRow("default") << QByteArray("default") << false << false;
    QTest::newRow("force-cache") << QByteArray("force-cache") << false << false;
    QTest::newRow("no-cache") << QByteArray("no-cache") << true << false;
    QTest::newRow("reload") << QByteArray("reload") << true << true;
    QTest::newRow("no-store") << QByteArray("no-store") << true << true;
}

void TestPreflightCache::cacheMode_passesItBy()
{
    QFETCH(QByteArray, mode);
    QFETCH(bool, chromium);
    QFETCH(bool, firefox);
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, false), std::pair(BrowserName::Chromium, chromium),
          std::pair(BrowserName::Firefox, firefox)}) {
        CachingRig rig(browser);
        rig.agree("PUT", "");
        ScriptRequest put = call("PUT");
        QVERIFY(rig.asks(put));
        put.cache = mode;
        QVERIFY2(rig.asks(put) == again, browserName(browser).constData());
    }
}

void TestPreflightCache::scriptsConditions_passItByAsTheirModeDoes()
{
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, false), std::pair(BrowserName::Chromium, true),
          std::pair(BrowserName::Firefox, true)}) {
        CachingRig rig(browser);
        rig.agree("", "if-none-match");
        const ScriptRequest asked = call("GET", {{"If-None-Match", "\"e\""}});
        QVERIFY(rig.asks(asked));
        QVERIFY2(rig.asks(asked) == again, browserName(browser).constData());
    }
}

void TestPreflightCache::forcedQuestion_isCoveredByAnyAgreementInFirefox()
{
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, true), std::pair(BrowserName::Firefox, false)}) {
        CachingRig rig(browser);
        rig.agree("PUT", "");
        QVERIFY(rig.asks(call("PUT")));
        ScriptRequest listened = call("POST", {}, "same-origin");
        listened.api = Api::Xhr;
        listened.body.emplace().bytes = "b";
        listened.uploadListener = true;
        QVERIFY2(rig.asks(listened) == again, browserName(browser).constData());
        rig.clock.advance(61s);
        QVERIFY2(rig.asks(listened) == again, browserName(browser).constData());
        QCOMPARE(rig.asks(call("PUT")), !again);
    }
}

void TestPreflightCache::answerToNoStore_isNotKeptInChromium()
{
    for (const auto &[browser, mode, again] :
         {std::tuple(BrowserName::Standard, "no-store", false),
          std::tuple(BrowserName::Firefox, "no-store", false),
          std::tuple(BrowserName::Chromium, "no-store", true),
          std::tuple(BrowserName::Chromium, "reload", false),
          std::tuple(BrowserName::Chromium, "no-cache", false)}) {
        CachingRig rig(browser);
        rig.agree("PUT", "");
        ScriptRequest put = call("PUT");
        put.cache = mode;
        QVERIFY(rig.asks(put));
        QVERIFY2(rig.asks(call("PUT")) == again, mode);
    }
}

void TestPreflightCache::answerPastTheCache_replacesInChromium()
{
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, false), std::pair(BrowserName::Chromium, true)}) {
        CachingRig rig(browser);
        rig.agree("PUT", "");
        QVERIFY(rig.asks(call("PUT")));
        rig.agree("DELETE", "");
        ScriptRequest past = call("DELETE");
        past.cache = "reload";
        QVERIFY(rig.asks(past));
        rig.agree("PUT", "");
        QVERIFY2(rig.asks(call("PUT")) == again, browserName(browser).constData());
    }
}

void TestPreflightCache::agreementBehindRedirects_isThePagesInFirefox()
{
    for (const auto &[browser, again] :
         {std::pair(BrowserName::Standard, true), std::pair(BrowserName::Firefox, false)}) {
        FetchRig rig(browser);
        const HeaderList agreed{{"Access-Control-Allow-Origin", "*"},
                                {"Access-Control-Allow-Methods", "PUT"},
                                {"Access-Control-Max-Age", "60"}};
        HeaderList onward = agreed;
        onward.append("Location", Target);
        rig.transport.on("OPTIONS", {}, {.headers = agreed});
        rig.transport.on({}, "http://c.test/x", {.status = 307, .headers = onward});
        rig.transport.on({}, {}, {.headers = agreed});
        QCOMPARE(rig.play(fetchOf("http://c.test/x", "PUT")).verdict, Verdict::Allowed);
        QCOMPARE(rig.play(call("PUT")).verdict, Verdict::Allowed);
        QCOMPARE(rig.report.messages.front().kind == MessageKind::Preflight, again);
    }
}

void TestPreflightCache::sizeAndLife_areTold()
{
    CachingRig rig;
    PreflightCache &cache = rig.agent.preflightCache();
    QCOMPARE(cache.size(), 0);
    QCOMPARE(cache.longestLife(), 0ns);
    rig.agree("PUT", "x-a", {"20"});
    QVERIFY(rig.asks(call("PUT")));
    ScriptRequest other = call("PUT");
    other.url += u'2';
    rig.agree("PUT", "x-a", {"60"});
    QVERIFY(rig.asks(other));
    QCOMPARE(cache.size(), 2);
    QCOMPARE(cache.longestLife(), 60s);
    rig.clock.advance(20s);
    QCOMPARE(cache.size(), 1);
    QCOMPARE(cache.longestLife(), 40s);
    rig.clock.advance(50s);
    QCOMPARE(cache.size(), 0);
    QCOMPARE(cache.longestLife(), 0ns);
}

QTEST_GUILESS_MAIN(TestPreflightCache)
#include "tst_preflightcache.moc"
