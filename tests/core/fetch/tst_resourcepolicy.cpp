// SPDX-License-Identifier: GPL-3.0-or-later
// What besides CORS decides on an answer: Cross-Origin-Resource-Policy, Timing-Allow-Origin, bad
// ports and mixed content.
#include "core/fetch/resourcepolicy.h"

#include "core/fetch/blocking.h"
#include "core/fetch/timingallow.h"
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

class TestResourcePolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policy_keepsTheAnswerFromThePage_data();
    void policy_keepsTheAnswerFromThePage();
    void domains_areComparedInChromium_data();
    void domains_areComparedInChromium();
    void policy_isAskedWithoutCorsOnly_data();
    void policy_isAskedWithoutCorsOnly();
    void timing_isShown_data();
    void timing_isShown();
    void port_isBad();
    void badPort_isNeverReached();
    void mixedContent_isBlocked_data();
    void mixedContent_isBlocked();
};

void TestResourcePolicy::policy_keepsTheAnswerFromThePage_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<bool>("blocked");
    using Lines = QList<QByteArray>;
    const auto row = [](const char *clause, const QByteArray &page, const QByteArray &url,
                        const Lines &lines,
                        bool blocked) { QTest::newRow(clause) << page << url << lines << blocked; };
    const QByteArray page = "https://www.a.test/";
    const QByteArray sameSite = "https://api.a.test/x";
    const QByteArray crossSite = "https://b.test/x";
    row("absent", page, crossSite, {}, false);
    row("cross-origin", page, crossSite, {"cross-origin"}, false);
    row("same-origin from another origin", page, sameSite, {"same-origin"}, true);
    row("same-origin from itself", page, "https://www.a.test/x", {"same-origin"}, false);
    row("same-origin from another port", page, "https://www.a.test:8443/x", {"same-origin"}, true);
    row("same-site from the site", page, sameSite, {"same-site"}, false);
    row("same-site from another", page, crossSite, {"same-site"}, true);
    row("same-site across a public suffix", "https://a.co.uk/", "https://b.co.uk/", {"same-site"},
        true);
    row("same-site: http page, https resource", "http://www.a.test/", sameSite, {"same-site"},
        true);
    row("same-site: https page, http resource", page, "http://api.a.test/x", {"same-site"}, false);
    row("same-site: both http", "http://www.a.test/", "http://api.a.test/x", {"same-site"}, false);
    row("same-site: two ports of localhost", "http://localhost:1/", "http://localhost:2/",
        {"same-site"}, false);
    row("upper case counts for nothing", page, crossSite, {"Same-Origin"}, false);
    row("unknown counts for nothing", page, crossSite, {"none"}, false);
    row("a list counts for nothing", page, crossSite, {"same-origin, same-origin"}, false);
    row("two lines count for nothing", page, crossSite, {"same-origin", "same-origin"}, false);
}

void TestResourcePolicy::policy_keepsTheAnswerFromThePage()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, url);
    QFETCH(QList<QByteArray>, lines);
    QFETCH(bool, blocked);
    const ManualClock clock;
    const Environment environment = pageAt(page);
    Request request;
    request.client = &environment;
    request.urlList.push_back(urlOf(url));
    HeaderList headers;
    for (const QByteArray &line : lines)
        headers.append("Cross-Origin-Resource-Policy", line);
    Report report;
    FetchTrace trace(&report, clock);
    const auto cause = resourcePolicyCheck(request, headers, {}, trace);
    QCOMPARE(cause.has_value(), blocked);
    if (blocked) {
        QCOMPARE(causeName(cause->code), "ResourcePolicy");
        QCOMPARE(cause->value, lines.first());
        QCOMPARE(report.step(StepId::ResourcePolicy)->expected, environment.origin.serialized());
    }
}

void TestResourcePolicy::domains_areComparedInChromium_data()
{
    QTest::addColumn<QByteArray>("page"); ///< empty: an opaque one
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("blockedByStandard");
    QTest::addColumn<bool>("blocked");
    const auto row = [](const char *clause, const QByteArray &page, const QByteArray &url,
                        bool byStandard, bool blocked) {
        QTest::newRow(clause) << page << url << byStandard << blocked;
    };
    row("one site", "http://www.a.test/", "http://api.a.test/x", false, false);
    row("localhost", "http://localhost:1/", "http://localhost:2/", false, false);
    row("an IP address", "http://127.0.0.1:1/", "http://127.0.0.1:2/", false, true);
    row("opaque page, localhost", {}, "http://localhost/", true, false);
    row("opaque page, localhost over https", {}, "https://localhost/", true, true);
    row("opaque page, a domain", {}, "http://a.test/", true, true);
}

void TestResourcePolicy::domains_areComparedInChromium()
{
    QFETCH(const QByteArray, page);
    QFETCH(const QByteArray, url);
    const ManualClock clock;
    Environment environment = pageAt(page.isEmpty() ? QByteArray("http://a.test/") : page);
    if (page.isEmpty())
        environment.origin = Origin();
    Request request;
    request.client = &environment;
    request.urlList.push_back(urlOf(url));
    const HeaderList headers{{"Cross-Origin-Resource-Policy", "same-site"}};
    FetchTrace trace(nullptr, clock);
    const auto blockedIn = [&](BrowserName browser) {
        return resourcePolicyCheck(request, headers, browserProfile(browser), trace).has_value();
    };
    QTEST(blockedIn(BrowserName::Standard), "blockedByStandard");
    QTEST(blockedIn(BrowserName::Chromium), "blocked");
}

void TestResourcePolicy::policy_isAskedWithoutCorsOnly_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("cause");
    QTest::newRow("no-cors") << QByteArray("no-cors") << QByteArray("http://b.test/x")
                             << QByteArray("ResourcePolicy");
    QTest::newRow("cors") << QByteArray("cors") << QByteArray("http://b.test/x") << QByteArray();
    QTest::newRow("own origin") << QByteArray("no-cors") << QByteArray("/x") << QByteArray();
    QTest::newRow("redirect") << QByteArray("no-cors") << QByteArray("http://b.test/r")
                              << QByteArray("ResourcePolicy");
}

void TestResourcePolicy::policy_isAskedWithoutCorsOnly()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, cause);
    FetchRig rig;
    HeaderList headers{{"Cross-Origin-Resource-Policy", "same-origin"},
                       {"Access-Control-Allow-Origin", "*"}};
    rig.transport.on({}, "http://b.test/r",
                     {.status = 302, .headers = {{"Location", "http://b.test/x"}}});
    rig.transport.on({}, {}, {.headers = headers});
    ScriptRequest call = fetchOf(url);
    call.mode = mode;
    const PlayResult result = rig.play(call);
    QCOMPARE(causeOf(result), cause);
    if (!cause.isEmpty())
        QCOMPARE(result.verdict, Verdict::Blocked);
}

void TestResourcePolicy::timing_isShown_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<bool>("shown");
    using Lines = QList<QByteArray>;
    QTest::newRow("absent") << Lines{} << false;
    QTest::newRow("wildcard") << Lines{"*"} << true;
    QTest::newRow("the origin") << Lines{"http://a.test"} << true;
    QTest::newRow("in a list") << Lines{"http://b.test , http://a.test"} << true;
    QTest::newRow("wildcard in a list") << Lines{"http://b.test,*"} << true;
    QTest::newRow("two lines") << Lines{"http://b.test", "http://a.test"} << true;
    QTest::newRow("another origin") << Lines{"http://b.test"} << false;
    QTest::newRow("trailing slash") << Lines{"http://a.test/"} << false;
    QTest::newRow("upper case") << Lines{"HTTP://a.test"} << false;
    QTest::newRow("quoted wildcard") << Lines{"\"*\""} << false;
    QTest::newRow("null") << Lines{"null"} << false;
}

void TestResourcePolicy::timing_isShown()
{
    QFETCH(QList<QByteArray>, lines);
    const ManualClock clock;
    const Environment page = pageAt("http://a.test/");
    Request request;
    request.client = &page;
    request.urlList.push_back(urlOf("http://c.test/"));
    request.responseTainting = ResponseTainting::Cors;
    HeaderList headers;
    for (const QByteArray &line : lines)
        headers.append("Timing-Allow-Origin", line);
    FetchTrace trace(nullptr, clock);
    QTEST(timingAllowCheck(request, headers, trace), "shown");
    request.responseTainting = ResponseTainting::Opaque;
    QTEST(timingAllowCheck(request, headers, trace), "shown");
    // The page's own origin needs no leave.
    request.responseTainting = ResponseTainting::Basic;
    QVERIFY(timingAllowCheck(request, headers, trace));
}

void TestResourcePolicy::port_isBad()
{
    const QList<quint16> bad{0,   1,    21,   22,   25,   53,   110,  139,  143,  587,
                             993, 2049, 4190, 5060, 6000, 6566, 6669, 6679, 6697, 10080};
    for (const quint16 port : bad)
        QVERIFY2(isBadPort(port), QByteArray::number(port).constData());
    const QList<quint16> good{2, 80, 443, 3000, 3306, 4000, 5000, 5432, 6001, 8080, 10081, 65535};
    for (const quint16 port : good)
        QVERIFY2(!isBadPort(port), QByteArray::number(port).constData());
}

void TestResourcePolicy::badPort_isNeverReached()
{
    FetchRig rig;
    rig.transport.on({}, {}, {});
    const PlayResult result = rig.play(fetchOf("http://a.test:6000/"));
    QCOMPARE(causeOf(result), "BadPort");
    QCOMPARE(result.cause->value, "6000");
    QCOMPARE(result.verdict, Verdict::Failed);
    QCOMPARE(rig.sent().size(), qsizetype(0));
}

void TestResourcePolicy::mixedContent_isBlocked_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("embed");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("blocked");
    const auto row = [](const char *clause, const QByteArray &page, const QByteArray &embed,
                        const QByteArray &url,
                        bool blocked) { QTest::newRow(clause) << page << embed << url << blocked; };
    row("https to http", "https://a.test/", "", "http://b.test/", true);
    row("https to https", "https://a.test/", "", "https://b.test/", false);
    row("http to http", "http://a.test/", "", "http://b.test/", false);
    row("https to localhost", "https://a.test/", "", "http://localhost:4000/", false);
    row("https to a loopback address", "https://a.test/", "", "http://127.0.0.1/", false);
    row("https to a private address", "https://a.test/", "", "http://192.168.0.1/", true);
    row("http in an https page", "http://a.test/", "https://top.test", "http://b.test/", true);
}

void TestResourcePolicy::mixedContent_isBlocked()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, embed);
    QFETCH(QByteArray, url);
    QFETCH(bool, blocked);
    FetchRig rig(BrowserName::Standard, page);
    if (!embed.isEmpty())
        rig.page.embed = originOf(embed);
    rig.transport.on(
        {}, "https://c.test/r",
        {.status = 302, .headers = {{"Location", url}, {"Access-Control-Allow-Origin", "*"}}});
    rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
    QCOMPARE(causeOf(rig.play(fetchOf(url))), blocked ? "MixedContent" : "");
    QCOMPARE(rig.sent().size(), qsizetype(blocked ? 0 : 1));
    // A redirect leads there no more than the page itself does.
    QCOMPARE(causeOf(rig.play(fetchOf("https://c.test/r"))), blocked ? "MixedContent" : "");
}

QTEST_GUILESS_MAIN(TestResourcePolicy)
#include "tst_resourcepolicy.moc"
