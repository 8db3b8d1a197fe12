// SPDX-License-Identifier: GPL-3.0-or-later
// Where browsers make of an answer what the standard does not: each knob by what it changes.
#include "tests/core/fetch/scriptcalls.h"

#include "core/fetch/answerlines.h"

#include <QTest>

using namespace corslab;

class TestAnswerHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scriptOfStatusThreeHundred_loadsInChromium();
    void opaqueBodyThatBreaksOff_failsInFirefox();
    void contradictoryLines_areRefused();
    void repeatedLines_areMergedForScripts();
    void emptyLines_arePassedOverByFirefox_data();
    void emptyLines_arePassedOverByFirefox();
    void answerWithoutBody_hasTheHashOfNothingInBrowsers();
    void typeOfScript_decides_data();
    void typeOfScript_decides();
    void opaqueAnswer_isNeverAsExpectedInBrowsers();
    void moduleOfStatusThreeHundred_fails();
    void laterPart_isBlockedByFirefox_data();
    void laterPart_isBlockedByFirefox();
    void typeOfRedirectToNowhere_isJudgedByFirefox();
};

void TestAnswerHabits::scriptOfStatusThreeHundred_loadsInChromium()
{
    for (const auto &[browser, status, outcome] :
         {std::tuple(BrowserName::Standard, 300, "error"),
          std::tuple(BrowserName::Chromium, 300, "load"),
          std::tuple(BrowserName::Chromium, 400, "error")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(typed("text/javascript"), "", status));
        QCOMPARE(rig.play(callOf(Api::Script, "http://a.test/x")).outcome.outcome,
                 QByteArray(outcome));
    }
}

void TestAnswerHabits::opaqueBodyThatBreaksOff_failsInFirefox()
{
    for (const auto &[browser, mode, outcome] :
         {std::tuple(BrowserName::Standard, "no-cors", "resolved"),
          std::tuple(BrowserName::Chromium, "no-cors", "resolved"),
          std::tuple(BrowserName::Firefox, "no-cors", "rejected"),
          std::tuple(BrowserName::Firefox, "cors", "resolved")}) {
        FetchRig rig(browser);
        ScriptedAnswer broken = answerOf(AllowAll, "o");
        broken.bodyFailure = Cause{CauseCode::ConnectionClosed, {}, {}};
        rig.transport.on({}, {}, broken);
        ScriptRequest call = fetchOf("http://b.test/x");
        call.mode = mode;
        QCOMPARE(rig.play(call).outcome.outcome, QByteArray(outcome));
    }
}

void TestAnswerHabits::contradictoryLines_areRefused()
{
    for (const char *name : {"Location", "Content-Disposition"}) {
        FetchRig rig(BrowserName::Chromium);
        rig.transport.on({}, {}, answerOf({{name, "a"}, {name, "b"}}, ""));
        QCOMPARE(causeOf(rig.play(fetchOf("http://a.test/x"))), QByteArray("MalformedResponse"));
        FetchRig same(BrowserName::Chromium);
        same.transport.on({}, {}, answerOf({{name, "a"}, {name, "a"}}, ""));
        QCOMPARE(same.play(fetchOf("http://a.test/x")).outcome.status, 200);
    }
}

void TestAnswerHabits::repeatedLines_areMergedForScripts()
{
    const HeaderList lines{{"X-A", "a"},
                           {"X-A", ""},
                           {"X-B", ""},
                           {"X-B", "b"},
                           {"Host", "a"},
                           {"Host", "b"},
                           {"Content-Type", "x/y"},
                           {"Content-Type", "x/z"}};
    QCOMPARE(linesForScript(lines, browserProfile(BrowserName::Firefox)),
             (HeaderList{{"X-A", "a"}, {"X-B", "b"}, {"Host", "a"}, {"Content-Type", "x/y,x/z"}}));
    QCOMPARE(linesForScript(lines, browserProfile(BrowserName::Chromium)), lines);
}

void TestAnswerHabits::emptyLines_arePassedOverByFirefox_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<QByteArray>("cause"); ///< in Firefox; empty where the answer may be read
    QTest::addColumn<QByteArray>("value");
    const QByteArray page = "http://a.test";
    const Header allow{"Access-Control-Allow-Origin", page};
    const Header spelled{"Access-Control-Allow-Origin", ""};
    const Header lower{"access-control-allow-origin", ""};
    const Header yes{"Access-Control-Allow-Credentials", "true"};
    const Header empty{"Access-Control-Allow-Credentials", ""};
    const QByteArray mismatch = "InvalidAllowOriginValue";
    QTest::newRow("after the origin")
        << HeaderList{allow, lower, yes} << QByteArray() << QByteArray();
    QTest::newRow("before the origin")
        << HeaderList{lower, allow, yes} << QByteArray() << QByteArray();
    QTest::newRow("nothing else") << HeaderList{spelled, lower, yes} << mismatch << QByteArray();
    QTest::newRow("spelled twice") << HeaderList{allow, spelled, yes}
                                   << QByteArray("MultipleAllowOriginValues") << page + ", ";
    QTest::newRow("of the credentials")
        << HeaderList{allow, empty, yes} << QByteArray() << QByteArray();
    QTest::newRow("credentials twice")
        << HeaderList{allow, yes, yes} << QByteArray("InvalidAllowCredentials")
        << QByteArray("true, true");
}

void TestAnswerHabits::emptyLines_arePassedOverByFirefox()
{
    QFETCH(const HeaderList, headers);
    QFETCH(const QByteArray, cause);
    QFETCH(const QByteArray, value);
    for (const BrowserName browser : {BrowserName::Firefox, BrowserName::Chromium}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(headers, ""));
        ScriptRequest call = fetchOf("http://b.test/x");
        call.credentials = "include";
        const PlayResult result = rig.play(call);
        if (browser == BrowserName::Firefox) {
            QCOMPARE(causeOf(result), cause);
            QCOMPARE(result.cause ? result.cause->value : QByteArray(), value);
        } else {
            QVERIFY(result.cause);
        }
    }
}

void TestAnswerHabits::answerWithoutBody_hasTheHashOfNothingInBrowsers()
{
    const QString nothing = u"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="_qs;
    for (const auto &[browser, cause] :
         {std::pair(BrowserName::Firefox, ""), std::pair(BrowserName::Chromium, ""),
          std::pair(BrowserName::Standard, "Integrity")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(AllowAll, "", 204));
        ScriptRequest call = fetchOf("http://b.test/x");
        call.integrity = nothing;
        QCOMPARE(causeOf(rig.play(call)), cause);
        call.integrity = u"sha256-AAAA"_qs;
        const PlayResult other = rig.play(call);
        QCOMPARE(causeOf(other), "Integrity");
        QCOMPARE(other.cause->value.isEmpty(), browser == BrowserName::Standard);
    }
}

void TestAnswerHabits::typeOfScript_decides_data()
{
    QTest::addColumn<int>("api");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<bool>("nosniff");
    QTest::addColumn<QByteArray>("outcome");
    const auto row = [](const char *name, Api api, const char *type, bool nosniff,
                        const char *outcome) {
        QTest::newRow(name) << static_cast<int>(api) << QByteArray(type) << nosniff
                            << QByteArray(outcome);
    };
    row("script of text", Api::Script, "text/plain", false, "load");
    row("script of text, nosniff", Api::Script, "text/plain", true, "error");
    row("script of an image", Api::Script, "image/gif", false, "error");
    row("script of comma-separated values", Api::Script, "text/csv", false, "error");
    row("module of text", Api::Module, "text/plain", false, "error");
    row("module of script", Api::Module, "text/javascript", true, "load");
    row("style, nosniff", Api::Style, "text/css", true, "load");
    row("style of text, nosniff", Api::Style, "text/plain", true, "error");
}

void TestAnswerHabits::typeOfScript_decides()
{
    QFETCH(const int, api);
    QFETCH(const QByteArray, type);
    QFETCH(const bool, nosniff);
    FetchRig rig(BrowserName::Chromium);
    HeaderList headers = AllowAll;
    headers.append("Content-Type", type);
    if (nosniff)
        headers.append("X-Content-Type-Options", "nosniff");
    rig.transport.on({}, {}, answerOf(headers, ""));
    ScriptRequest call = callOf(static_cast<Api>(api), "http://b.test/x");
    call.crossorigin = "anonymous";
    QTEST(rig.play(call).outcome.outcome, "outcome");
}

void TestAnswerHabits::opaqueAnswer_isNeverAsExpectedInBrowsers()
{
    for (const auto &[browser, outcome] :
         {std::pair(BrowserName::Chromium, "rejected"), std::pair(BrowserName::Firefox, "rejected"),
          std::pair(BrowserName::Standard, "resolved")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf({}, "b"));
        ScriptRequest call = fetchOf("http://b.test/x");
        call.mode = "no-cors";
        call.integrity = u"x"_qs;
        QCOMPARE(rig.play(call).outcome.outcome, outcome);
    }
}

void TestAnswerHabits::moduleOfStatusThreeHundred_fails()
{
    FetchRig rig(BrowserName::Chromium);
    rig.transport.on({}, {}, answerOf(typed("text/javascript", AllowAll), "", 302));
    QCOMPARE(rig.play(callOf(Api::Script, "http://b.test/x")).outcome.outcome, "load");
    QCOMPARE(rig.play(callOf(Api::Module, "http://b.test/x")).outcome.outcome, "error");
}

void TestAnswerHabits::laterPart_isBlockedByFirefox_data()
{
    QTest::addColumn<int>("api");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<QByteArray>("outcome"); ///< in Firefox; elsewhere it is used
    const auto row = [](const char *clause, Api api, const HeaderList &headers,
                        const char *outcome) {
        QTest::newRow(clause) << int(api) << headers << QByteArray(outcome);
    };
    row("image", Api::Img, typed("image/gif"), "error");
    row("first part", Api::Img, typed("image/gif", {{"Content-Range", "bytes 0-9/20"}}), "load");
    row("first part of unknown", Api::Img, typed("image/gif", {{"Content-Range", "bytes 0-9/*"}}),
        "load");
    row("second part", Api::Img, typed("image/gif", {{"Content-Range", "bytes 10-19/20"}}),
        "error");
    row("no range", Api::Img, typed("image/gif", {{"Content-Range", "bytes 0-"}}), "error");
    row("a drawing", Api::Img, typed("image/svg+xml"), "load");
    row("script", Api::Script, typed("text/javascript"), "load");
    row("script of text", Api::Script, typed("text/plain"), "error");
    row("style sheet without a type", Api::Style, {}, "error");
    row("style sheet", Api::Style, typed("text/css"), "load");
    row("fetch()", Api::Fetch, typed("image/gif"), "resolved");
}

void TestAnswerHabits::laterPart_isBlockedByFirefox()
{
    QFETCH(const int, api);
    QFETCH(const HeaderList, headers);
    QFETCH(const QByteArray, outcome);
    for (const BrowserName browser : {BrowserName::Firefox, BrowserName::Standard}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(headers, "GIF89a<svg", 206));
        ScriptRequest call = callOf(static_cast<Api>(api), "http://b.test/x");
        if (call.api == Api::Fetch)
            call.mode = "no-cors";
        const QByteArray used = call.api == Api::Fetch ? "resolved" : "load";
        QCOMPARE(rig.play(call).outcome.outcome, browser == BrowserName::Firefox ? outcome : used);
        // The page's own server may send what it likes.
        call.url = u"http://a.test/x"_qs;
        QCOMPARE(rig.play(call).outcome.outcome, used);
    }
}

void TestAnswerHabits::typeOfRedirectToNowhere_isJudgedByFirefox()
{
    for (const auto &[browser, headers, cause] :
         {std::tuple(BrowserName::Firefox, HeaderList{}, "InvalidResponse"),
          std::tuple(BrowserName::Firefox, HeaderList{{"Location", "/y"}},
                     "MissingAllowOriginHeader"),
          std::tuple(BrowserName::Chromium, HeaderList{}, "MissingAllowOriginHeader")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf(headers, "", 308));
        QCOMPARE(causeOf(rig.play(callOf(Api::Module, "http://b.test/x"))), cause);
    }
}

QTEST_GUILESS_MAIN(TestAnswerHabits)
#include "tst_answerhabits.moc"
