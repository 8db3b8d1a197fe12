// SPDX-License-Identifier: GPL-3.0-or-later
// Where browsers keep and ask what a preflight allowed in their own way.
#include "tests/core/fetch/scriptcalls.h"

#include <QTest>

using namespace corslab;

class TestPreflightHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forcedQuestion_isAnsweredByAnyAgreementInChromium();
    void questionPastTheCache_leavesTheCacheInChromium();
    void answerPastTheCache_isKeptUnlessNoStoreInChromium();
    void redirectError_keepsPreflightsInFirefox();
};

void TestPreflightHabits::forcedQuestion_isAnsweredByAnyAgreementInChromium()
{
    for (const auto &[browser, questions] :
         {std::pair(BrowserName::Chromium, 1), std::pair(BrowserName::Safari, 2)}) {
        FetchRig rig(browser);
        HeaderList allowed = AllowAll;
        allowed.append("Access-Control-Allow-Methods", "GET");
        rig.transport.on("OPTIONS", {}, {.headers = allowed});
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = callOf(Api::Xhr, "http://b.test/x");
        call.method = "POST";
        call.body.emplace().bytes = "b";
        call.uploadListener = true;
        static_cast<void>(rig.play(call));
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.sent().count("OPTIONS http://b.test/x"), questions);
    }
}

void TestPreflightHabits::questionPastTheCache_leavesTheCacheInChromium()
{
    FetchRig rig(BrowserName::Chromium);
    HeaderList allowed = AllowAll;
    allowed.append("Access-Control-Allow-Headers", "x-foo");
    rig.transport.on("OPTIONS", {}, {.headers = allowed});
    rig.transport.on({}, {}, answerOf(AllowAll, ""));
    ScriptRequest call = fetchOf("http://b.test/x");
    call.headers = {{"X-Foo", "1"}};
    ScriptRequest past = call;
    past.cache = "reload";
    static_cast<void>(rig.play(call));
    static_cast<void>(rig.play(past));
    static_cast<void>(rig.sent());
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.sent(), QList<QByteArray>{"GET http://b.test/x"});
}

void TestPreflightHabits::answerPastTheCache_isKeptUnlessNoStoreInChromium()
{
    for (const auto &[mode, questions] : {std::pair("no-cache", 1), std::pair("reload", 1),
                                          std::pair("default", 1), std::pair("no-store", 2)}) {
        FetchRig rig(BrowserName::Chromium);
        HeaderList allowed = AllowAll;
        allowed.append("Access-Control-Allow-Headers", "*");
        rig.transport.on("OPTIONS", {}, {.headers = allowed});
        rig.transport.on({}, {}, answerOf(AllowAll, ""));
        ScriptRequest call = fetchOf("http://b.test/x");
        call.headers = {{"X-Foo", "1"}};
        ScriptRequest first = call;
        first.cache = mode;
        static_cast<void>(rig.play(first));
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.sent().count("OPTIONS http://b.test/x"), questions);
    }
}

void TestPreflightHabits::redirectError_keepsPreflightsInFirefox()
{
    for (const auto &[browser, allowed, questions] :
         {std::tuple(BrowserName::Firefox, "*", 1), std::tuple(BrowserName::Standard, "*", 2),
          std::tuple(BrowserName::Firefox, "http://c.test", 2)}) {
        FetchRig rig(browser);
        HeaderList headers = AllowAll;
        headers.append("Access-Control-Allow-Methods", "PUT");
        rig.transport.on("OPTIONS", {}, answerOf(headers, ""));
        rig.transport.on(
            {}, {},
            answerOf({{"Location", "/y"}, {"Access-Control-Allow-Origin", allowed}}, "", 302));
        ScriptRequest call = fetchOf("http://b.test/x", "PUT");
        call.redirect = "error";
        static_cast<void>(rig.play(call));
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.sent().count("OPTIONS http://b.test/x"), questions);
    }
}

QTEST_GUILESS_MAIN(TestPreflightHabits)
#include "tst_preflighthabits.moc"
