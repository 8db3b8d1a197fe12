// SPDX-License-Identifier: GPL-3.0-or-later
// Where one browser does what the standard does not: each knob of a profile by what it changes.
#include "tests/core/fetch/scriptcalls.h"

#include "core/fetch/answerlines.h"

#include <QTest>

using namespace corslab;

class TestBrowserHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestTimeout_isAskedAgainByChromium();
    void misdirectedRequest_isAskedAgainByAll();
    void charsetOfXhr_isReplacedAsTextByChromium();
    void wideHeader_throws();
    void wideHeaderOfXhr_isRefusedAlone();
    void contradictoryLines_areRefused();
    void repeatedLines_areMergedForScripts();
    void typeOfScript_decides_data();
    void typeOfScript_decides();
    void listOfTypes_asksFirstInFirefox();
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

void TestBrowserHabits::contradictoryLines_areRefused()
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

void TestBrowserHabits::repeatedLines_areMergedForScripts()
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

void TestBrowserHabits::typeOfScript_decides_data()
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

void TestBrowserHabits::typeOfScript_decides()
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

QTEST_GUILESS_MAIN(TestBrowserHabits)
#include "tst_browserhabits.moc"
