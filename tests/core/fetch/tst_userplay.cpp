// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a call: answered, failed, out of time or stopped.
#include "tests/core/fetch/scriptcalls.h"

#include <QTest>
#include <QTimer>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::ScriptRequest)
Q_DECLARE_METATYPE(corslab::ScriptedAnswer)
Q_DECLARE_METATYPE(corslab::Api)

class TestUserPlay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void call_endsIn_data();
    void call_endsIn();
    void fetch_tellsWhatItGot();
    void fetch_thatThrows_saysWhy();
    void callWithoutAnswer_timesOut_data();
    void callWithoutAnswer_timesOut();
    void callWithoutAnswer_canBeStopped_data();
    void callWithoutAnswer_canBeStopped();
    void callStoppedBefore_neverGoesOut();
    void bodyThatBreaksOff_isSeenByWhoeverReadsIt();
    void headersOfTheBrowser_standInItsOrder();
    void times_countFromTheBeginning();
};

void TestUserPlay::call_endsIn_data()
{
    QTest::addColumn<ScriptRequest>("call");
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("outcome");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, const ScriptRequest &call, const ScriptedAnswer &answer,
                        Verdict verdict, const QByteArray &outcome, const QByteArray &cause = {}) {
        QTest::newRow(clause) << call << answer << static_cast<int>(verdict) << outcome << cause;
    };
    const QByteArray own = "http://a.test/x";
    const QByteArray other = "http://b.test/x";
    const QByteArray png = "\x89PNG\r\n\x1a\n";
    const QByteArray missing = "MissingAllowOriginHeader";
    const ScriptedAnswer refused{.failure = CauseCode::ConnectionRefused};

    row("fetch, own origin", callOf(Api::Fetch, own), {}, Verdict::Allowed, "resolved");
    row("fetch, 500", callOf(Api::Fetch, own), answerOf({}, "", 500), Verdict::Allowed, "resolved");
    row("fetch, allowed", callOf(Api::Fetch, other), answerOf(AllowAll, ""), Verdict::Allowed,
        "resolved");
    row("fetch, not allowed", callOf(Api::Fetch, other), {}, Verdict::Blocked, "rejected", missing);
    row("fetch, nobody there", callOf(Api::Fetch, other), refused, Verdict::Failed, "rejected",
        "ConnectionRefused");
    row("fetch of ftp:", callOf(Api::Fetch, "ftp://b.test/"), {}, Verdict::Failed, "rejected",
        "SchemeNotHttp");
    row("fetch of about:blank", callOf(Api::Fetch, "about:blank"), {}, Verdict::Failed, "rejected",
        "SchemeNotHttp");
    row("xhr, allowed", callOf(Api::Xhr, other), answerOf(AllowAll, ""), Verdict::Allowed, "load");
    row("xhr, not allowed", callOf(Api::Xhr, other), {}, Verdict::Blocked, "error", missing);
    row("xhr, nobody there", callOf(Api::Xhr, other), refused, Verdict::Failed, "error",
        "ConnectionRefused");

    row("img", callOf(Api::Img, other), answerOf({}, png), Verdict::Opaque, "load");
    row("img, no picture", callOf(Api::Img, other), answerOf({}, "text"), Verdict::Opaque, "error");
    row("img of its own origin", callOf(Api::Img, own), answerOf({}, "GIF89a"), Verdict::Allowed,
        "load");
    row("img, 404 with a picture", callOf(Api::Img, own), answerOf({}, "<svg/>", 404),
        Verdict::Allowed, "load");
    ScriptRequest anonymous = callOf(Api::Img, other);
    anonymous.crossorigin = "anonymous";
    row("img crossorigin", anonymous, answerOf({}, png), Verdict::Blocked, "error", missing);
    row("img crossorigin, allowed", anonymous, answerOf(AllowAll, png), Verdict::Allowed, "load");
    row("img with a URL that is none", callOf(Api::Img, "http://["), {}, Verdict::Failed, "error",
        "SchemeNotHttp");
    row("script", callOf(Api::Script, other), answerOf({}, "1"), Verdict::Opaque, "load");
    row("script, 404", callOf(Api::Script, other), answerOf({}, "1", 404), Verdict::Opaque,
        "error");
    row("script, nosniff", callOf(Api::Script, own),
        answerOf(typed("text/plain", {{"X-Content-Type-Options", "nosniff"}}), "1"),
        Verdict::Allowed, "error");
    row("module", callOf(Api::Module, other), answerOf(typed("text/javascript"), "1"),
        Verdict::Blocked, "error", missing);
    row("module, allowed", callOf(Api::Module, other),
        answerOf(typed("text/javascript", AllowAll), "1"), Verdict::Allowed, "load");
    row("module, no JavaScript", callOf(Api::Module, other),
        answerOf(typed("text/plain", AllowAll), "1"), Verdict::Allowed, "error");
    row("style", callOf(Api::Style, other), answerOf(typed("text/css"), ""), Verdict::Opaque,
        "load");
    row("style, another type", callOf(Api::Style, own), answerOf(typed("text/plain"), ""),
        Verdict::Allowed, "error");
    row("beacon", callOf(Api::Beacon, other), {}, Verdict::Opaque, "true");
    row("beacon, nobody there", callOf(Api::Beacon, other), refused, Verdict::Failed, "true",
        "ConnectionRefused");
    row("beacon to data:", callOf(Api::Beacon, "data:,x"), {}, Verdict::Invalid, "threw",
        "ThrewTypeError");
    row("event source", callOf(Api::EventSource, other),
        answerOf(typed("text/event-stream", AllowAll), "data: x\n\n"), Verdict::Allowed, "message");
    row("event source, not allowed", callOf(Api::EventSource, other),
        answerOf(typed("text/event-stream"), "data: x\n\n"), Verdict::Blocked, "error", missing);
    row("event source with a URL that is none", callOf(Api::EventSource, "http://["), {},
        Verdict::Invalid, "threw", "ThrewSyntaxError");
}

void TestUserPlay::call_endsIn()
{
    QFETCH(ScriptRequest, call);
    QFETCH(ScriptedAnswer, answer);
    FetchRig rig;
    rig.transport.on({}, {}, answer);
    const PlayResult result = rig.play(call);
    QTEST(causeOf(result), "cause");
    QTEST(static_cast<int>(result.verdict), "verdict");
    QTEST(result.outcome.outcome, "outcome");
}

void TestUserPlay::fetch_tellsWhatItGot()
{
    FetchRig rig;
    rig.transport.on({}, {}, answerOf(typed("text/plain", AllowAll), "body"));
    ScriptRequest call = fetchOf("http://b.test/x#f", "get");
    call.headers = {{"Accept", "b"}, {"accept", "a"}};
    const PlayResult result = rig.play(call);
    const ScriptOutcome &seen = result.outcome;
    QCOMPARE(seen.request->method, "GET");
    const std::vector<Header> combined{{"accept", "b, a"}};
    QCOMPARE(seen.request->headers, combined);
    QCOMPARE(seen.type, "cors");
    QCOMPARE(seen.status, 200);
    QCOMPARE(seen.statusText, "OK");
    QCOMPARE(seen.redirected, false);
    QCOMPARE(seen.url, "http://b.test/x");
    const std::vector<Header> headers{{"content-type", "text/plain"}};
    QCOMPARE(*seen.headers, headers);
    QCOMPARE(seen.body, "body");
    QVERIFY(!seen.error && !seen.bodyError);

    for (const auto &[browser, message] :
         {std::pair(BrowserName::Standard, "Failed to fetch"),
          std::pair(BrowserName::Chromium, "Failed to fetch"),
          std::pair(BrowserName::Firefox, "NetworkError when attempting to fetch resource."),
          std::pair(BrowserName::Safari, "Load failed")}) {
        FetchRig blocked(browser);
        const PlayResult rejected = blocked.play(fetchOf("http://b.test/"));
        QCOMPARE(rejected.outcome.error->name, "TypeError");
        QCOMPARE(rejected.outcome.error->message, message);
        QVERIFY(!rejected.outcome.status && !rejected.outcome.body);
    }
}

void TestUserPlay::fetch_thatThrows_saysWhy()
{
    FetchRig rig;
    const PlayResult result = rig.play(fetchOf("http://b.test/", "TRACE"));
    QCOMPARE(result.verdict, Verdict::Invalid);
    QCOMPARE(result.outcome.outcome, "threw");
    QCOMPARE(result.outcome.error->name, "TypeError");
    QVERIFY(!result.outcome.request);
    QCOMPARE(result.cause->phase, CausePhase::Call);
    QVERIFY(rig.sent().isEmpty());
}

void TestUserPlay::callWithoutAnswer_timesOut_data()
{
    QTest::addColumn<Api>("api");
    QTest::addColumn<bool>("headOnly");
    QTest::addColumn<QByteArray>("outcome");
    QTest::newRow("fetch") << Api::Fetch << false << QByteArray("timeout");
    QTest::newRow("fetch, while the body comes") << Api::Fetch << true << QByteArray("resolved");
    QTest::newRow("xhr") << Api::Xhr << false << QByteArray("timeout");
    QTest::newRow("xhr, while the body comes") << Api::Xhr << true << QByteArray("timeout");
    QTest::newRow("img") << Api::Img << false << QByteArray("timeout");
    QTest::newRow("event source") << Api::EventSource << false << QByteArray("timeout");
    QTest::newRow("event source, open") << Api::EventSource << true << QByteArray("timeout");
}

void TestUserPlay::callWithoutAnswer_timesOut()
{
    QFETCH(Api, api);
    QFETCH(bool, headOnly);
    FetchRig rig;
    ScriptedAnswer answer = answerOf(typed("text/event-stream", AllowAll), {});
    answer.never = !headOnly;
    answer.headOnly = headOnly;
    rig.transport.on({}, {}, answer);
    ScriptRequest call = callOf(api, "http://b.test/x");
    call.timeout = 20ms;
    const PlayResult result = rig.play(call);
    QCOMPARE(causeOf(result), "Timeout");
    QTEST(result.outcome.outcome, "outcome");
    QCOMPARE(result.verdict, Verdict::Failed);
    QVERIFY(rig.report.messages.back().failure);
    if (result.outcome.outcome == "resolved")
        QCOMPARE(result.outcome.bodyError->name, "AbortError");
}

void TestUserPlay::callWithoutAnswer_canBeStopped_data()
{
    QTest::addColumn<Api>("api");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("outcome");
    QTest::newRow("fetch") << Api::Fetch << QByteArray("GET") << QByteArray("rejected");
    QTest::newRow("fetch, in its preflight")
        << Api::Fetch << QByteArray("PUT") << QByteArray("rejected");
    QTest::newRow("xhr") << Api::Xhr << QByteArray("GET") << QByteArray("abort");
    QTest::newRow("event source") << Api::EventSource << QByteArray("GET") << QByteArray("abort");
}

void TestUserPlay::callWithoutAnswer_canBeStopped()
{
    QFETCH(Api, api);
    QFETCH(QByteArray, method);
    FetchRig rig;
    rig.transport.on({}, {}, {.never = true});
    ScriptRequest call = callOf(api, "http://b.test/x");
    call.method = method;
    std::stop_source stop;
    QTimer::singleShot(0, [&stop] { stop.request_stop(); });
    const PlayResult result = rig.play(call, stop.get_token());
    QCOMPARE(causeOf(result), "Aborted");
    QCOMPARE(result.verdict, Verdict::Failed);
    QTEST(result.outcome.outcome, "outcome");
    if (api == Api::Fetch)
        QCOMPARE(result.outcome.error->name, "AbortError");
    QCOMPARE(rig.sent().size(), qsizetype(1));
    // The browser goes on working.
    rig.transport.clear();
    rig.transport.on({}, {}, answerOf(AllowAll, ""));
    QCOMPARE(rig.play(fetchOf("http://b.test/")).verdict, Verdict::Allowed);
}

void TestUserPlay::callStoppedBefore_neverGoesOut()
{
    FetchRig rig;
    std::stop_source stop;
    stop.request_stop();
    rig.transport.on({}, {}, answerOf(AllowAll, ""));
    const PlayResult result = rig.play(fetchOf("http://b.test/"), stop.get_token());
    QCOMPARE(causeOf(result), "Aborted");
    QCOMPARE(result.outcome.error->name, "AbortError");
}

void TestUserPlay::bodyThatBreaksOff_isSeenByWhoeverReadsIt()
{
    const ScriptedAnswer cut{.headers = AllowAll,
                             .body = "half",
                             .bodyFailure = Cause{CauseCode::ConnectionClosed, "b.test"}};
    FetchRig rig;
    rig.transport.on({}, {}, cut);
    const PlayResult fetched = rig.play(fetchOf("http://b.test/"));
    QCOMPARE(fetched.outcome.outcome, "resolved");
    QCOMPARE(fetched.outcome.status, 200);
    QCOMPARE(fetched.outcome.bodyError->name, "TypeError");
    QVERIFY(!fetched.outcome.body);
    QCOMPARE(fetched.verdict, Verdict::Failed);
    QCOMPARE(causeOf(fetched), "ConnectionClosed");

    const PlayResult xhr = rig.play(callOf(Api::Xhr, "http://b.test/"));
    QCOMPARE(xhr.outcome.outcome, "error");
    QCOMPARE(causeOf(xhr), "ConnectionClosed");
    const PlayResult stream = rig.play(callOf(Api::EventSource, "http://b.test/"));
    QCOMPARE(causeOf(stream), "ConnectionClosed");
}

void TestUserPlay::headersOfTheBrowser_standInItsOrder()
{
    const auto namesOf = [](BrowserName browser) {
        FetchRig rig(browser, "https://a.test/");
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = fetchOf("https://b.test/", "POST");
        call.body = ScriptBody{};
        call.body->bytes = "abc";
        call.headers = {{"Accept-Language", "de"}};
        static_cast<void>(rig.play(call));
        QByteArrayList names;
        for (const Header &header : rig.last().headers)
            names.append(header.name);
        return names.join(',');
    };
    QCOMPARE(namesOf(BrowserName::Standard),
             "Host,Connection,User-Agent,Accept,Accept-Language,Accept-Encoding,Origin,Referer,"
             "Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-Dest,Content-Type,Content-Length");
    QCOMPARE(namesOf(BrowserName::Chromium),
             "Host,Connection,Content-Length,sec-ch-ua-platform,User-Agent,sec-ch-ua,Content-Type,"
             "sec-ch-ua-mobile,Accept,Origin,Sec-Fetch-Site,Sec-Fetch-Mode,Sec-Fetch-Dest,Referer,"
             "Accept-Encoding,Accept-Language");
    QCOMPARE(namesOf(BrowserName::Firefox),
             "Host,User-Agent,Accept,Accept-Language,Accept-Encoding,Referer,Content-Type,"
             "Content-Length,Origin,Connection,Sec-Fetch-Dest,Sec-Fetch-Mode,Sec-Fetch-Site");
}

void TestUserPlay::times_countFromTheBeginning()
{
    // The clock is moved while the second request waits, as a network would.
    FetchRig rig;
    rig.transport.on("OPTIONS", {},
                     {.headers = {{"Access-Control-Allow-Origin", "*"},
                                  {"Access-Control-Allow-Methods", "PUT"}}});
    ScriptedAnswer slow = answerOf(AllowAll, "");
    slow.headOnly = true;
    rig.transport.on("PUT", {}, slow);
    std::stop_source stop;
    QTimer::singleShot(0, [&] {
        rig.clock.advance(250ms);
        stop.request_stop();
    });
    static_cast<void>(rig.play(fetchOf("http://b.test/", "PUT"), stop.get_token()));
    QCOMPARE(rig.report.messages.size(), std::size_t(2));
    QCOMPARE(rig.report.messages[0].start, 0.0);
    QCOMPARE(rig.report.steps.front().time, 0.0);
    QCOMPARE(rig.report.steps.front().messages, 0);
    QCOMPARE(rig.report.steps.back().time, 250.0);
    QCOMPARE(rig.report.steps.back().messages, 2);
}

QTEST_GUILESS_MAIN(TestUserPlay)
#include "tst_userplay.moc"
