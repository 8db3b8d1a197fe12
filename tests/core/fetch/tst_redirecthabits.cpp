// SPDX-License-Identifier: GPL-3.0-or-later
// Where browsers follow redirects in their own way.
#include "tests/core/fetch/redirectcalls.h"

#include <QTest>

using namespace corslab;

class TestRedirectHabits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headers_comeBackInFirefox_data();
    void headers_comeBackInFirefox();
    void typeOfXhr_comesBackAsWrittenInFirefox();
    void errorMode_refusesWithoutLocationByProfile();
    void badLocation_comesBeforeCorsByProfile_data();
    void badLocation_comesBeforeCorsByProfile();
    void redirectToOtherScheme_endsEventSourceInChromium();
    void badLocation_comesBeforeCorsInChromium();
};

void TestRedirectHabits::headers_comeBackInFirefox_data()
{
    QTest::addColumn<QByteArray>("api");
    QTest::addColumn<int>("first");
    QTest::addColumn<QByteArray>("over"); ///< where the first redirect leads
    QTest::addColumn<int>("second");
    QTest::addColumn<QByteArray>("browser");
    QTest::addColumn<QByteArray>("type"); ///< of the last request
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QByteArray>("asked"); ///< of the last preflight
    const QByteArray near = "http://b.test/y";
    const QByteArray far = "http://c.test/y";
    for (const QByteArray api : {"fetch", "xhr"}) {
        const auto row = [&api](const char *clause, int first, const QByteArray &over, int second,
                                const char *browser, const char *type, const char *authorization,
                                const char *asked) {
            QTest::addRow("%s: %s", api.constData(), clause)
                << api << first << over << second << QByteArray(browser) << QByteArray(type)
                << QByteArray(authorization) << QByteArray(asked);
        };
        row("Authorization", 307, far, 307, "firefox", "x/y", "a",
            "authorization,content-type,x-a");
        row("Authorization elsewhere", 307, far, 307, "chromium", "x/y", "", "content-type,x-a");
        row("body headers", 303, near, 307, "firefox", "x/y", "a",
            "authorization,content-type,x-a");
        row("body headers, asked about alone", 303, near, 302, "firefox", "", "a",
            "authorization,content-type,x-a");
        row("body headers elsewhere", 303, near, 307, "standard", "", "a", "authorization,x-a");
    }
}

void TestRedirectHabits::headers_comeBackInFirefox()
{
    QFETCH(const QByteArray, api);
    QFETCH(const int, first);
    QFETCH(const QByteArray, over);
    QFETCH(const int, second);
    QFETCH(const QByteArray, browser);
    FetchRig rig(browserFromName(browser).value());
    const auto lead = [&](const QByteArray &from, const QByteArray &to, int status) {
        const ScriptedAnswer answer{
            .status = status, .headers = {{"Location", to}, {"Access-Control-Allow-Origin", "*"}}};
        for (const char *method : {"POST", "GET"})
            rig.transport.on(method, from, answer);
    };
    lead("http://b.test/x", over, first);
    lead(over, over.chopped(1) + "z", second);
    openUp(rig.transport, "*");
    ScriptRequest call = fetchOf("http://b.test/x", "POST");
    call.api = apiFromName(api).value();
    call.headers = {{"Authorization", "a"}, {"Content-Type", "x/y"}, {"X-A", "1"}};
    call.body = ScriptBody{};
    call.body->bytes = "b";
    QVERIFY(!rig.play(call).cause);
    const auto asked = rig.report.messages.end()[-2].requestHeaders;
    QTEST(asked.get("Access-Control-Request-Headers").value_or(QByteArray()), "asked");
    QTEST(rig.lastHeader("Content-Type"), "type");
    QTEST(rig.lastHeader("Authorization"), "authorization");
}

void TestRedirectHabits::typeOfXhr_comesBackAsWrittenInFirefox()
{
    const QByteArray written = "text/plain; ;charset=x";
    const QByteArray right = "text/plain;charset=UTF-8";
    for (const auto &[own, status, types] :
         {std::tuple(written, 307, QList<QByteArray>{right, written, written}),
          std::tuple(written, 303, QList<QByteArray>{right, {}, written}),
          std::tuple(QByteArray(), 307, QList<QByteArray>{right, right, right}),
          std::tuple(QByteArray(), 303, QList<QByteArray>{right, {}, {}})}) {
        FetchRig rig(BrowserName::Firefox);
        rig.transport.on({}, "http://a.test/x", redirectTo("/y", status));
        rig.transport.on({}, "http://a.test/y", redirectTo("/z", 307));
        openUp(rig.transport);
        ScriptRequest call = fetchOf("http://a.test/x", "POST");
        call.api = Api::Xhr;
        call.body = ScriptBody{};
        call.body->bytes = "b";
        if (!own.isEmpty())
            call.headers = {{"Content-Type", own}};
        static_cast<void>(rig.play(call));
        QList<QByteArray> sent;
        for (const TransportRequest &request : rig.transport.asked())
            sent.append(request.headers.get("Content-Type").value_or(QByteArray()));
        QCOMPARE(sent, types);
    }
}

void TestRedirectHabits::errorMode_refusesWithoutLocationByProfile()
{
    for (const auto &[browser, cause] :
         {std::pair(BrowserName::Standard, "RedirectMode"), std::pair(BrowserName::Chromium, ""),
          std::pair(BrowserName::Firefox, "RedirectMode")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, {.status = 301});
        ScriptRequest call = fetchOf("http://a.test/1");
        call.redirect = "error";
        QCOMPARE(causeOf(rig.play(call)), QByteArray(cause));
    }
}

void TestRedirectHabits::badLocation_comesBeforeCorsByProfile_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, BrowserName browser, const char *location,
                        const char *cause) {
        QTest::newRow(clause) << browser << QByteArray(location) << QByteArray(cause);
    };
    row("standard, no URL", BrowserName::Standard, "http://[", "MissingAllowOriginHeader");
    row("Chromium, no URL", BrowserName::Chromium, "http://[", "RedirectLocation");
    row("Firefox, no URL", BrowserName::Firefox, "http://[", "RedirectLocation");
    row("standard, data:", BrowserName::Standard, "data:,x", "MissingAllowOriginHeader");
    row("Chromium, data:", BrowserName::Chromium, "data:,x", "MissingAllowOriginHeader");
    row("Firefox, data:", BrowserName::Firefox, "data:,x", "SchemeNotHttp");
    row("Firefox, another scheme", BrowserName::Firefox, "about:blank", "MissingAllowOriginHeader");
    row("Firefox, a good URL", BrowserName::Firefox, "/y", "MissingAllowOriginHeader");
}

void TestRedirectHabits::badLocation_comesBeforeCorsByProfile()
{
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, location);
    FetchRig rig(browser);
    rig.transport.on({}, {}, {.status = 302, .headers = {{"Location", location}}});
    QTEST(causeOf(rig.play(fetchOf("http://b.test/x"))), "cause");
}

void TestRedirectHabits::redirectToOtherScheme_endsEventSourceInChromium()
{
    for (const auto &[browser, location, readyState] :
         {std::tuple(BrowserName::Chromium, "ftp://b.test/", 2),
          std::tuple(BrowserName::Chromium, "data:,x", 0),
          std::tuple(BrowserName::Standard, "ftp://b.test/", 0)}) {
        FetchRig rig(browser);
        HeaderList headers = AllowAll;
        headers.append("Location", location);
        rig.transport.on({}, {}, answerOf(headers, "", 302));
        QCOMPARE(rig.play(callOf(Api::EventSource, "http://b.test/x")).outcome.readyState,
                 readyState);
    }
}

void TestRedirectHabits::badLocation_comesBeforeCorsInChromium()
{
    for (const auto &[browser, mode, cause] :
         {std::tuple(BrowserName::Chromium, "follow", "RedirectLocation"),
          std::tuple(BrowserName::Chromium, "error", "RedirectLocation"),
          std::tuple(BrowserName::Chromium, "manual", "RedirectLocation"),
          std::tuple(BrowserName::Firefox, "follow", "RedirectLocation"),
          std::tuple(BrowserName::Firefox, "error", "MissingAllowOriginHeader"),
          std::tuple(BrowserName::Firefox, "manual", "MissingAllowOriginHeader")}) {
        FetchRig rig(browser);
        rig.transport.on({}, {}, answerOf({{"Location", "http://["}}, "", 302));
        ScriptRequest call = fetchOf("http://b.test/x");
        call.redirect = mode;
        QCOMPARE(causeOf(rig.play(call)), cause);
    }
}

QTEST_GUILESS_MAIN(TestRedirectHabits)
#include "tst_redirecthabits.moc"
