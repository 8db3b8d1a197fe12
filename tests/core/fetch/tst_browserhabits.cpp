// SPDX-License-Identifier: GPL-3.0-or-later
// Where one browser does what the standard does not: each knob of a profile by what it changes.
#include "tests/core/fetch/scriptcalls.h"

#include "core/fetch/answerlines.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(std::optional<QByteArray>)
Q_DECLARE_METATYPE(std::vector<QByteArray>)
Q_DECLARE_METATYPE(corslab::HeaderList)

class TestBrowserHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestTimeout_isAskedAgainByChromium();
    void misdirectedRequest_isAskedAgainByAll();
    void charsetOfXhr_isReplacedAsTextByChromium();
    void wideHeader_throws();
    void wideHeaderOfXhr_isRefusedAlone();
    void typeOfXhr_isJudgedAsWrittenByFirefox();
    void listOfTypes_asksFirstInFirefox();
    void clientHints_stayWithThePagesOriginInChromium();
    void typeOfBeaconsBlob_mustParseInChromium();
    void upload_endsWithTheAnswerInChromium_data();
    void upload_endsWithTheAnswerInChromium();
    void opaquePage_namesItsOriginToItsSiteInChromium_data();
    void opaquePage_namesItsOriginToItsSiteInChromium();
    void laterLine_mayReplaceInFirefox();
    void firstType_goesWithABodyInFirefox();
    void failedXhr_tellsItsUrlInFirefox();
    void xhrToABlockedPort_hangsInFirefox();
    void emptyReferrer_isAPolicyInFirefox();
    void silentServer_isAskedAgainByFirefox();
};

void TestBrowserHabits::requestTimeout_isAskedAgainByChromium()
{
    for (const auto &[browser, times] :
         {std::pair(BrowserName::Chromium, 2), std::pair(BrowserName::Firefox, 1)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(AllowAll, "", 408));
        QCOMPARE(rig.play(fetchOf("http://b.test/x")).outcome.status, 408);
        QCOMPARE(rig.sent().size(), times);
    }
}

void TestBrowserHabits::misdirectedRequest_isAskedAgainByAll()
{
    FetchRig rig;
    rig.transport.on({}, {}, answerOf(AllowAll, "", 421));
    QCOMPARE(rig.play(fetchOf("http://b.test/x")).outcome.status, 421);
    QCOMPARE(rig.sent().size(), 2);
}

void TestBrowserHabits::charsetOfXhr_isReplacedAsTextByChromium()
{
    FetchRig rig(BrowserName::Chromium);
    ScriptRequest call = callOf(Api::Xhr, "http://a.test/x");
    call.method = "POST";
    call.body.emplace().bytes = "b";
    const std::pair<const char *, const char *> rows[] = {
        {"text/plain;charset=latin1", "text/plain;charset=UTF-8"},
        {"text/plain; charset=utf-8", "text/plain; charset=UTF-8"},
        {"text/plain;charset=UTF-8, text/plain;charset=UTF-8",
         "text/plain;charset=UTF-8 text/plain;charset=UTF-8"},
        {"text/plain;xcharset=a", "text/plain;xcharset=a"},
        {"text/plain;charset=", "text/plain;charset="}};
    for (const auto &[written, sent] : rows) {
        call.headers = {{"Content-Type", written}};
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Content-Type"), QByteArray(sent));
    }
}

void TestBrowserHabits::wideHeader_throws()
{
    FetchRig rig;
    ScriptRequest call = fetchOf("http://a.test/x");
    call.wideHeaders = {{"X-Foo", "a€"}};
    const PlayResult result = rig.play(call);
    QCOMPARE(result.outcome.outcome, QByteArray("threw"));
    QVERIFY(result.outcome.error->message.contains("index 1 has a value of 8364"));
    QVERIFY(rig.sent().isEmpty());
}

void TestBrowserHabits::wideHeaderOfXhr_isRefusedAlone()
{
    FetchRig rig;
    rig.transport.on({}, {}, answerOf({}, ""));
    ScriptRequest call = callOf(Api::Xhr, "http://a.test/x");
    call.headers = {{"X-Bar", "2"}};
    call.wideHeaders = {{"X-Foo", "€"}};
    const PlayResult result = rig.play(call);
    QCOMPARE(result.outcome.outcome, QByteArray("load"));
    QCOMPARE(result.outcome.badHeaders.size(), 1U);
    QCOMPARE(result.outcome.badHeaders.front().first, QByteArray("X-Foo"));
    QCOMPARE(rig.lastHeader("X-Bar"), QByteArray("2"));
}

void TestBrowserHabits::typeOfXhr_isJudgedAsWrittenByFirefox()
{
    for (const auto &[browser, asked] :
         {std::pair(BrowserName::Firefox, "content-type"), std::pair(BrowserName::Standard, "")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = callOf(Api::Xhr, "http://b.test/x");
        call.method = "POST";
        call.body.emplace().bytes = "b";
        // One type with a charset that is set right, and by then a safe one.
        call.headers = {{"Content-Type", "text/plain;charset=UTF-8, text/plain"}};
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Access-Control-Request-Headers"), QByteArray(asked));
    }
}

void TestBrowserHabits::listOfTypes_asksFirstInFirefox()
{
    for (const auto &[browser, method] :
         {std::pair(BrowserName::Chromium, "POST"), std::pair(BrowserName::Firefox, "OPTIONS")}) {
        FetchRig rig(browser);
        ScriptRequest call = fetchOf("http://b.test/x", "POST");
        call.headers = {{"Content-Type", "text/plain;a=b, text/plain"}};
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.transport.asked().front().method, QByteArray(method));
    }
}

void TestBrowserHabits::clientHints_stayWithThePagesOriginInChromium()
{
    for (const auto &[browser, stays] :
         {std::pair(BrowserName::Chromium, false), std::pair(BrowserName::Standard, true)}) {
        FetchRig rig(browser);
        rig.transport.on("OPTIONS", {},
                         {.headers = {{"Access-Control-Allow-Origin", "*"},
                                      {"Access-Control-Allow-Headers", "*"}}});
        rig.transport.on({}, "http://a.test/x",
                         {.status = 307, .headers = {{"Location", "http://b.test/y"}}});
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = fetchOf("http://a.test/x");
        call.headers = {{"DPR", "1"}, {"Save-Data", "on"}};
        QCOMPARE(rig.play(call).outcome.status, 200);
        QCOMPARE(rig.last().headers.contains("DPR"), stays);
        QVERIFY(rig.last().headers.contains("Save-Data"));
    }
}

void TestBrowserHabits::typeOfBeaconsBlob_mustParseInChromium()
{
    for (const auto &[browser, method] :
         {std::pair(BrowserName::Chromium, "POST"), std::pair(BrowserName::Standard, "OPTIONS")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf({}, ""));
        ScriptRequest call = callOf(Api::Beacon, "http://b.test/x");
        call.body.emplace().kind = ScriptBody::Kind::Blob;
        call.body->bytes = "b";
        call.body->type = "x";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.last().method, method);
    }
}

void TestBrowserHabits::upload_endsWithTheAnswerInChromium_data()
{
    QTest::addColumn<std::optional<QByteArray>>("body");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<std::vector<QByteArray>>("events");
    using Events = std::vector<QByteArray>;
    using Body = std::optional<QByteArray>;
    const auto row = [](const char *clause, const Body &body, const QByteArray &header, int status,
                        bool allowed, const Events &events) {
        QTest::newRow(clause) << body << header << status << allowed << events;
    };
    row("done", Body("b"), {}, 200, true, {"loadstart", "progress", "load", "loadend"});
    row("answer refused", Body("b"), {}, 200, false, {"loadstart", "progress", "load", "loadend"});
    row("redirect refused", Body("b"), {}, 307, false, {"loadstart", "error", "loadend"});
    row("no bytes", Body(""), {}, 200, true, {"loadstart"});
    row("no bytes, refused", Body(""), {}, 200, false, {"loadstart", "error", "loadend"});
    row("no body", {}, {}, 200, true, {});
    row("no body, a simple request refused", {}, {}, 200, false, {});
    row("no body, refused", {}, "X-Foo", 200, false, {"error", "loadend"});
}

void TestBrowserHabits::upload_endsWithTheAnswerInChromium()
{
    QFETCH(const std::optional<QByteArray>, body);
    QFETCH(const QByteArray, header);
    QFETCH(const int, status);
    QFETCH(const bool, allowed);
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on(
        "OPTIONS", {},
        {.headers = {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Headers", "*"}}});
    HeaderList headers = allowed ? AllowAll : HeaderList();
    if (status == 307)
        headers.append("Location", "http://b.test/y");
    rig.transport.on({}, {}, answerOf(headers, "", status));
    ScriptRequest call = callOf(Api::Xhr, "http://b.test/x");
    call.method = "POST";
    call.uploadListener = true;
    if (body)
        call.body.emplace().bytes = *body;
    if (!header.isEmpty())
        call.headers = {{header, "1"}};
    const auto events = rig.play(call).outcome.upload;
    QVERIFY(events.has_value());
    QTEST(*events, "events");
}

void TestBrowserHabits::opaquePage_namesItsOriginToItsSiteInChromium_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("names"); ///< behind the redirect to another site
    const auto row = [](const char *clause, const QByteArray &method, const QByteArray &url,
                        int status,
                        bool names) { QTest::newRow(clause) << method << url << status << names; };
    row("its site", "GET", "http://www.a.test/x", 302, true);
    row("its site by another scheme", "GET", "https://a.test/x", 302, false);
    row("another site", "GET", "http://b.test/x", 302, false);
    row("POST that becomes GET", "POST", "http://www.a.test/x", 302, false);
    row("POST that stays", "POST", "http://www.a.test/x", 307, true);
}

void TestBrowserHabits::opaquePage_namesItsOriginToItsSiteInChromium()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, url);
    QFETCH(const int, status);
    FetchRig rig(BrowserName::Chromium);
    rig.page.embed = rig.page.origin;
    rig.page.origin = Origin();
    rig.transport.on({}, url, answerOf({{"Location", "http://c.test/y"}}, "", status));
    rig.transport.on({}, {}, answerOf({}, ""));
    ScriptRequest call = fetchOf(url, method);
    call.mode = "no-cors";
    call.credentials = "include";
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.last().url.href(), QByteArray("http://c.test/y"));
    QTEST(rig.last().headers.contains("Origin"), "names");
}

void TestBrowserHabits::laterLine_mayReplaceInFirefox()
{
    using Lines = std::vector<Header>;
    const std::tuple<Lines, const char *, const char *> rows[] = {
        {{{"Content-Type", "x/y"}, {"Content-Type", "x/z"}}, "x/y, x/z", "x/z"},
        {{{"Authorization", "a"}, {"Authorization", "a"}}, "a, a", "a"},
        {{{"X-A", "a"}, {"X-A", "b"}}, "a, b", "a, b"},
        {{{"X-A", ""}, {"X-A", "b"}}, ", b", "b"},
        {{{"X-A", "a"}, {"X-A", ""}}, "a, ", ""}};
    for (const auto &[lines, chromium, firefox] : rows) {
        for (const auto &[browser, sent] : {std::pair(BrowserName::Chromium, chromium),
                                            std::pair(BrowserName::Firefox, firefox)}) {
            FetchRig rig(browser);
            ScriptRequest call = fetchOf("http://a.test/x");
            call.headers = lines;
            static_cast<void>(rig.play(call));
            QCOMPARE(rig.lastHeader(lines.front().name), QByteArray(sent));
        }
    }
}

void TestBrowserHabits::firstType_goesWithABodyInFirefox()
{
    for (const auto &[browser, body, first, second] :
         {std::tuple(BrowserName::Firefox, true, "x/y", "x/z"),
          std::tuple(BrowserName::Firefox, false, "x/z", "x/z"),
          std::tuple(BrowserName::Chromium, true, "x/y, x/z", "x/y, x/z")}) {
        FetchRig rig(browser);
        rig.transport.on({}, "http://a.test/x", answerOf({{"Location", "/y"}}, "", 307));
        rig.transport.on({}, {}, answerOf({}, ""));
        ScriptRequest call = fetchOf("http://a.test/x", "POST");
        call.headers = {{"Content-Type", "x/y"}, {"Content-Type", "x/z"}};
        if (body)
            call.body.emplace().bytes = "b";
        static_cast<void>(rig.play(call));
        const auto typeOf = [](const TransportRequest &request) {
            return request.headers.get("Content-Type").value_or(QByteArray());
        };
        QCOMPARE(typeOf(rig.transport.asked().front()), QByteArray(first));
        QCOMPARE(typeOf(rig.transport.asked().back()), QByteArray(second));
    }
}

void TestBrowserHabits::failedXhr_tellsItsUrlInFirefox()
{
    const QByteArray own = "http://a.test/x";
    for (const auto &[browser, from, to, url] :
         {std::tuple(BrowserName::Firefox, own, "http://[", own),
          std::tuple(BrowserName::Chromium, own, "http://[", QByteArray()),
          std::tuple(BrowserName::Firefox, own, "http://b.test/", QByteArray()),
          std::tuple(BrowserName::Firefox, QByteArray("blob:http://a.test/1"), "", QByteArray()),
          std::tuple(BrowserName::Firefox, QByteArray("http://b.test/x"), "http://[",
                     QByteArray())}) {
        FetchRig rig(browser);
        rig.transport.on({}, from, answerOf({{"Location", to}}, "", 302));
        const PlayResult result = rig.play(callOf(Api::Xhr, from));
        QCOMPARE(result.outcome.outcome, QByteArray("error"));
        QCOMPARE(result.outcome.url, url);
    }
}

void TestBrowserHabits::xhrToABlockedPort_hangsInFirefox()
{
    const QByteArray own = "http://a.test/x";
    const QByteArray port = "http://a.test:22/";
    for (const auto &[browser, api, url, outcome] :
         {std::tuple(BrowserName::Firefox, Api::Xhr, own, "timeout"),
          std::tuple(BrowserName::Firefox, Api::Xhr, port, "error"),
          std::tuple(BrowserName::Firefox, Api::Fetch, own, "rejected"),
          std::tuple(BrowserName::Chromium, Api::Xhr, own, "error")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf({{"Location", port}}, "", 302));
        const PlayResult result = rig.play(callOf(api, url));
        QCOMPARE(result.outcome.outcome, QByteArray(outcome));
        QCOMPARE(result.outcome.url.value_or(QByteArray()), QByteArray());
        QCOMPARE(causeOf(result), "BadPort");
    }
}

void TestBrowserHabits::emptyReferrer_isAPolicyInFirefox()
{
    for (const auto &[browser, first, second] :
         {std::tuple(BrowserName::Firefox, "null", "http://a.test"),
          std::tuple(BrowserName::Standard, "http://a.test", "http://a.test")}) {
        FetchRig rig(browser);
        rig.transport.on({}, "http://a.test/x",
                         answerOf({{"Location", "/y"}, {"Referrer-Policy", "origin"}}, "", 307));
        rig.transport.on({}, {}, answerOf({}, ""));
        ScriptRequest call = fetchOf("http://a.test/x", "POST");
        call.mode = "same-origin";
        call.referrer = u""_qs;
        call.referrerPolicy = "unsafe-url";
        static_cast<void>(rig.play(call));
        const auto &sent = rig.transport.asked();
        QCOMPARE(sent.front().headers.get("Origin"), QByteArray(first));
        QCOMPARE(sent.back().headers.get("Origin"), QByteArray(second));
        QVERIFY(!sent.back().headers.contains("Referer"));
    }
}

void TestBrowserHabits::silentServer_isAskedAgainByFirefox()
{
    for (const auto &[browser, method, failure, times] :
         {std::tuple(BrowserName::Firefox, "GET", CauseCode::ConnectionClosed, 10),
          std::tuple(BrowserName::Firefox, "SEARCH", CauseCode::ConnectionClosed, 10),
          std::tuple(BrowserName::Firefox, "POST", CauseCode::ConnectionClosed, 1),
          std::tuple(BrowserName::Firefox, "GET", CauseCode::ConnectionRefused, 1),
          std::tuple(BrowserName::Chromium, "GET", CauseCode::ConnectionClosed, 1)}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.failure = failure});
        const PlayResult result = rig.play(fetchOf("http://a.test/x", method));
        QCOMPARE(causeOf(result), causeName(failure));
        QCOMPARE(rig.sent().size(), times);
        QCOMPARE(rig.report.messages.size(), std::size_t(times));
        QCOMPARE(rig.report.count(StepId::Network), 1);
    }
    // One that answers after all is heard.
    FetchRig rig(BrowserName::Firefox);
    rig.transport.on({}, {}, {.failure = CauseCode::ConnectionClosed}, 2);
    rig.transport.on({}, {}, answerOf({}, "ok"));
    QCOMPARE(rig.play(fetchOf("http://a.test/x")).outcome.body, QByteArray("ok"));
}

QTEST_GUILESS_MAIN(TestBrowserHabits)
#include "tst_browserhabits.moc"
