// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cookiejar.h"

#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(corslab::BrowserName)

namespace {

/// A jar, and the page whose requests fill and ask it.
class JarRig
{
public:
    explicit JarRig(BrowserName browser = BrowserName::Standard)
        : profile(browserProfile(browser))
        , jar(profile, clock)
    {
    }

    /// Why the line was refused; empty where it was stored.
    QByteArray store(const QByteArray &line, const QByteArray &url, const QByteArray &pageUrl)
    {
        Report report;
        FetchTrace trace(&report, clock);
        const Environment page = pageAt(pageUrl);
        jar.store({line}, requestTo(url, page), trace);
        const Step &step = report.steps.front();
        return step.outcome == StepOutcome::Fail ? step.expected : QByteArray();
    }
    QByteArray sent(const QByteArray &url, const Environment &page)
    {
        Report report;
        FetchTrace trace(&report, clock);
        QByteArray value = jar.cookiesFor(requestTo(url, page), trace);
        withheld.clear();
        for (const Step &step : report.steps) {
            if (step.outcome == StepOutcome::Fail)
                withheld = step.expected;
        }
        return value;
    }
    QByteArray sent(const QByteArray &url, const QByteArray &pageUrl)
    {
        return sent(url, pageAt(pageUrl));
    }

    ManualClock clock;
    BrowserProfile profile;
    CookieJar jar;
    QByteArray withheld; ///< why the last one was not sent

private:
    static Request requestTo(const QByteArray &url, const Environment &page)
    {
        Request request;
        request.client = &page;
        request.urlList.push_back(urlOf(url));
        return request;
    }
};

} // namespace

class TestCookies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataPage_throwsByProfile();
    void line_isStoredOrRefused_data();
    void line_isStoredOrRefused();
    void cookie_belongsToHostPathAndScheme_data();
    void cookie_belongsToHostPathAndScheme();
    void sameSite_decidesByTheTopLevelPage_data();
    void sameSite_decidesByTheTopLevelPage();
    void partitionedCookie_staysUnderItsPage();
    void cookie_expires_data();
    void cookie_expires();
    void order_isLongerPathsThenOlder();
    void sameCookie_isReplacedInItsPlace();
    void script_seesAndSetsWhatItMay();
    void credentialsMode_decides_data();
    void credentialsMode_decides();
};

void TestCookies::line_isStoredOrRefused_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("refusal");
    const auto row = [](const char *clause, const QByteArray &url, const QByteArray &line,
                        const QByteArray &refusal = {}) {
        QTest::newRow(clause) << url << line << refusal;
    };
    const QByteArray http = "http://www.a.test/d/x";
    const QByteArray https = "https://www.a.test/d/x";
    row("plain", http, "a=1");
    row("no value", http, "a=");
    row("empty", http, "=", "malformed");
    row("NUL", http, QByteArray("a=b\0c", 5), "control character");
    row("carriage return", http, "a=b\rc", "control character");
    row("delete", http, "a=b; Path=/\x7f", "control character");
    row("tab", http, "a=b\tc");
    row("4096 bytes", http, "a=" + QByteArray(4094, 'x'));
    row("4097 bytes", http, "a=" + QByteArray(4095, 'x'), "too long");
    row("domain: its own", http, "a=1; Domain=www.a.test");
    row("domain: above", http, "a=1; Domain=.A.test");
    row("domain: another", http, "a=1; Domain=b.test", "another domain");
    row("domain: below", http, "a=1; Domain=x.www.a.test", "another domain");
    row("domain: a tail that is no label", http, "a=1; Domain=w.a.test", "another domain");
    row("domain: public suffix", "http://www.a.co.uk/", "a=1; Domain=co.uk", "public suffix");
    row("domain: localhost of itself", "http://localhost/", "a=1; Domain=localhost");
    row("domain: address of itself", "http://127.0.0.1/", "a=1; Domain=127.0.0.1");
    row("domain: end of an address", "http://127.0.0.1/", "a=1; Domain=0.1", "another domain");
    row("Secure over http", http, "a=1; Secure", "Secure over http");
    row("Secure over https", https, "a=1; secure");
    row("Secure over localhost", "http://localhost/", "a=1; Secure");
    row("SameSite=None without Secure", https, "a=1; SameSite=None",
        "SameSite=None without Secure");
    row("SameSite=None with Secure", https, "a=1; SameSite=none; Secure");
    row("SameSite unknown", https, "a=1; SameSite=Sometimes");
    row("Partitioned without Secure", https, "a=1; Partitioned", "Partitioned without Secure");
    row("Partitioned with Secure", https, "a=1; Partitioned; Secure");
    row("__Secure- without Secure", https, "__Secure-a=1", "__Secure- without Secure");
    row("__Secure- in any case", https, "__secure-a=1", "__Secure- without Secure");
    row("__Secure- with Secure", https, "__Secure-a=1; Secure");
    row("__Host- complete", https, "__Host-a=1; Secure; Path=/");
    row("__Host- without Secure", https, "__Host-a=1; Path=/", "__Host- without Secure and Path=/");
    row("__Host- without a path", https, "__Host-a=1; Secure", "__Host- without Secure and Path=/");
    row("__Host- with another path", https, "__Host-a=1; Secure; Path=/d",
        "__Host- without Secure and Path=/");
    row("__Host- with a domain", https, "__Host-a=1; Secure; Path=/; Domain=www.a.test",
        "__Host- without Secure and Path=/");
}

void TestCookies::line_isStoredOrRefused()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, refusal);
    JarRig rig;
    QCOMPARE(rig.store(line, url, url), refusal);
    QCOMPARE(rig.jar.size(), refusal.isEmpty() ? 1 : 0);
    QCOMPARE(rig.sent(url, url).isEmpty(), !refusal.isEmpty());
}

void TestCookies::cookie_belongsToHostPathAndScheme_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("goes");
    const auto row = [](const char *clause, const QByteArray &from, const QByteArray &attributes,
                        const QByteArray &to,
                        bool goes) { QTest::newRow(clause) << from << attributes << to << goes; };
    row("host only: itself", "http://a.test/", "", "http://a.test/", true);
    row("host only: not below", "http://a.test/", "", "http://www.a.test/", false);
    row("host only: not above", "http://www.a.test/", "", "http://a.test/", false);
    row("domain: itself", "http://www.a.test/", "Domain=a.test", "http://a.test/", true);
    row("domain: below", "http://www.a.test/", "Domain=a.test", "http://x.y.a.test/", true);
    row("domain: not a tail", "http://www.a.test/", "Domain=a.test", "http://aa.test/", false);
    row("ports share", "http://a.test:1/", "", "http://a.test:8080/", true);
    row("schemes share", "http://a.test/", "", "https://a.test/", true);
    row("Secure: not over http", "https://a.test/", "Secure", "http://a.test/", false);
    row("Secure: over https", "https://a.test/", "Secure", "https://a.test/", true);
    row("path: default is the folder", "http://a.test/d/x", "", "http://a.test/d/y", true);
    row("path: default, the folder itself", "http://a.test/d/x", "", "http://a.test/d", true);
    row("path: default, not above", "http://a.test/d/x", "", "http://a.test/", false);
    row("path: below", "http://a.test/", "Path=/d", "http://a.test/d/e", true);
    row("path: not a longer name", "http://a.test/", "Path=/d", "http://a.test/dd", false);
    row("path: with a slash", "http://a.test/", "Path=/d/", "http://a.test/d/e", true);
    row("path: with a slash, not itself", "http://a.test/", "Path=/d/", "http://a.test/d", false);
    row("path: not one", "http://a.test/", "Path=d", "http://a.test/", true);
    row("path: query is none of it", "http://a.test/", "Path=/d", "http://a.test/d?x", true);
}

void TestCookies::cookie_belongsToHostPathAndScheme()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, to);
    QFETCH(bool, goes);
    // Firefox's rules on sites do not stand in the way of these.
    JarRig rig(BrowserName::Firefox);
    QCOMPARE(rig.store("a=1; " + attributes, from, from), "");
    QCOMPARE(rig.sent(to, to), goes ? "a=1" : "");
}

void TestCookies::sameSite_decidesByTheTopLevelPage_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("standard"); ///< why it stays; empty where it goes
    QTest::addColumn<QByteArray>("chromium");
    QTest::addColumn<QByteArray>("firefox");
    const auto row = [](const char *clause, const QByteArray &attributes, const QByteArray &page,
                        const QByteArray &standard, const QByteArray &chromium,
                        const QByteArray &firefox) {
        QTest::newRow(clause) << attributes << page << standard << chromium << firefox;
    };
    // The cookie is api.a.test's, over https.
    const QByteArray sameSite = "https://www.a.test/";
    const QByteArray crossSite = "https://b.test/";
    const QByteArray otherScheme = "http://www.a.test/";
    const QByteArray lax = "SameSite=Lax";
    const QByteArray strict = "SameSite=Strict";
    const QByteArray byDefault = "SameSite=Lax by default";
    row("Strict, same site", strict, sameSite, "", "", "");
    row("Strict, cross-site", strict, crossSite, strict, "third-party", strict);
    row("Lax, same site", lax, sameSite, "", "", "");
    row("Lax, cross-site", lax, crossSite, lax, "third-party", lax);
    row("None, cross-site", "SameSite=None; Secure", crossSite, "", "third-party", "");
    row("unset, same site", "", sameSite, "", "", "");
    row("unset, cross-site", "", crossSite, byDefault, "third-party", "");
    row("Lax, another scheme", lax, otherScheme, lax, "third-party", "");
    row("any case", "samesite=LAX", crossSite, lax, "third-party", lax);
    row("the last one counts", "SameSite=Lax; SameSite=None; Secure", crossSite, "", "third-party",
        "");
}

void TestCookies::sameSite_decidesByTheTopLevelPage()
{
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, standard);
    QFETCH(QByteArray, chromium);
    QFETCH(QByteArray, firefox);
    const QByteArray url = "https://api.a.test/x";
    for (const auto &[browser, reason] :
         {std::pair(BrowserName::Standard, standard), std::pair(BrowserName::Chromium, chromium),
          std::pair(BrowserName::Firefox, firefox)}) {
        JarRig rig(browser);
        QCOMPARE(rig.store("a=1; " + attributes, url, "https://api.a.test/"), "");
        QCOMPARE(rig.sent(url, page), reason.isEmpty() ? "a=1" : "");
        QCOMPARE(rig.withheld, reason);
        // What may not be sent may not be set from there either.
        JarRig there(browser);
        QCOMPARE(there.store("a=1; " + attributes, url, page), reason);
    }
    // A frame of the same site in a page of another is not the same site.
    JarRig rig;
    QCOMPARE(rig.store("a=1; SameSite=Lax", url, "https://api.a.test/"), "");
    Environment framed = pageAt("https://www.a.test/");
    framed.embed = originOf("https://b.test");
    QCOMPARE(rig.sent(url, framed), "");
    // Nor is a sandboxed one.
    Environment sandboxed = pageAt("https://www.a.test/");
    sandboxed.kind = PageKind::Sandbox;
    sandboxed.origin = Origin();
    QCOMPARE(rig.sent(url, sandboxed), "");
}

void TestCookies::partitionedCookie_staysUnderItsPage()
{
    const QByteArray url = "https://b.test/x";
    JarRig rig(BrowserName::Chromium);
    const QByteArray line = "a=1; Secure; SameSite=None; Partitioned";
    QCOMPARE(rig.store(line, url, "https://www.a.test/"), "");
    QCOMPARE(rig.sent(url, "https://other.a.test/"), "a=1");
    QCOMPARE(rig.sent(url, "https://c.test/"), "");
    QCOMPARE(rig.sent(url, "https://b.test/"), "");
    QCOMPARE(rig.store(line, url, "https://c.test/"), "");
    QCOMPARE(rig.jar.size(), 2);
}

void TestCookies::cookie_expires_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<int>("seconds"); ///< how long it lives; -1 for ever, 0 not at all
    // The clock of the test begins on 1 January 2035 at 13:00.
    QTest::newRow("session") << QByteArray("") << -1;
    QTest::newRow("Max-Age") << QByteArray("Max-Age=60") << 60;
    QTest::newRow("Max-Age nought") << QByteArray("Max-Age=0") << 0;
    QTest::newRow("Max-Age negative") << QByteArray("Max-Age=-5") << 0;
    QTest::newRow("Expires") << QByteArray("Expires=Mon, 01 Jan 2035 13:01:00 GMT") << 60;
    QTest::newRow("Expires, past") << QByteArray("Expires=Thu, 01 Jan 1970 00:00:00 GMT") << 0;
    QTest::newRow("Max-Age before Expires")
        << QByteArray("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT") << 60;
    QTest::newRow("Expires before Max-Age")
        << QByteArray("Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60") << 60;
    QTest::newRow("Max-Age that is no number") << QByteArray("Max-Age=soon") << -1;
}

void TestCookies::cookie_expires()
{
    QFETCH(QByteArray, attributes);
    QFETCH(int, seconds);
    const QByteArray url = "http://a.test/";
    JarRig rig;
    QCOMPARE(rig.store("a=0", url, url), "");
    QCOMPARE(rig.store("a=1; " + attributes, url, url), "");
    // One that is over takes the one before along.
    QCOMPARE(rig.jar.size(), seconds == 0 ? 0 : 1);
    if (seconds < 0) {
        rig.clock.advance(24h * 365);
        QCOMPARE(rig.sent(url, url), "a=1");
    } else if (seconds > 0) {
        rig.clock.advance(std::chrono::seconds(seconds) - 1ms);
        QCOMPARE(rig.sent(url, url), "a=1");
        rig.clock.advance(1ms);
        QCOMPARE(rig.sent(url, url), "");
        QCOMPARE(rig.jar.size(), 0);
    }
}

void TestCookies::order_isLongerPathsThenOlder()
{
    const QByteArray url = "http://a.test/d/e/x";
    JarRig rig;
    for (const char *line : {"a=1; Path=/", "b=2; Path=/d/e", "c=3; Path=/", "d=4; Path=/d"})
        QCOMPARE(rig.store(line, url, url), "");
    QCOMPARE(rig.sent(url, url), "b=2; d=4; a=1; c=3");
}

void TestCookies::sameCookie_isReplacedInItsPlace()
{
    const QByteArray url = "http://a.test/";
    JarRig rig;
    for (const char *line : {"a=1", "b=2", "a=3", "A=4", "a=5; Path=/d"})
        QCOMPARE(rig.store(line, url, url), "");
    QCOMPARE(rig.sent(url, url), "a=3; b=2; A=4");
    QCOMPARE(rig.jar.size(), 4);
    rig.jar.clear();
    QCOMPARE(rig.sent(url, url), "");
}

void TestCookies::script_seesAndSetsWhatItMay()
{
    FetchRig rig(BrowserName::Standard, "http://a.test/d/page");
    CookieJar &jar = rig.agent.cookies();
    rig.transport.on({}, {},
                     {.headers = {{"Set-Cookie", "seen=1"},
                                  {"Set-Cookie", "hidden=2; HttpOnly"},
                                  {"Set-Cookie", "bad=3; Secure"}}});
    static_cast<void>(rig.play(fetchOf("/d/x")));
    QCOMPARE(rig.report.count(StepId::SetCookie), 3);
    QCOMPARE(jar.documentCookies(rig.page), "seen=1");

    const ScriptOutcome assigned = rig.agent.assignCookie("own=4", rig.page);
    QCOMPARE(assigned.outcome, "cookie");
    QCOMPARE(assigned.cookie, "seen=1; own=4");
    // A script neither makes nor overwrites what it cannot see.
    static_cast<void>(rig.agent.assignCookie("mine=5; HttpOnly", rig.page));
    static_cast<void>(rig.agent.assignCookie("hidden=6", rig.page));
    static_cast<void>(rig.play(fetchOf("/d/x")));
    QCOMPARE(rig.lastHeader("Cookie"), "seen=1; hidden=2; own=4");

    rig.page.origin = Origin();
    rig.page.kind = PageKind::Sandbox;
    const ScriptOutcome sandboxed = rig.agent.assignCookie("x=1", rig.page);
    QCOMPARE(sandboxed.outcome, "threw");
    QCOMPARE(sandboxed.error->name, "SecurityError");
    QCOMPARE(jar.documentCookies(rig.page), "");
}

void TestCookies::credentialsMode_decides_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("included");
    const auto row = [](const QByteArray &mode, const QByteArray &url, bool included) {
        QTest::newRow((mode + ' ' + url).constData()) << mode << url << included;
    };
    for (const char *url : {"http://a.test/x", "http://www.a.test/x"}) {
        row("omit", url, false);
        row("same-origin", url, QByteArray(url) == "http://a.test/x");
        row("include", url, true);
    }
}

void TestCookies::credentialsMode_decides()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, url);
    QFETCH(bool, included);
    FetchRig rig(BrowserName::Standard, "http://a.test/page");
    // The answer sets another one, although CORS refuses it to the page.
    QVERIFY(rig.agent.cookies().assign("a=1; Domain=a.test", rig.page));
    rig.transport.on({}, {}, {.headers = {{"Set-Cookie", "set=1"}}});
    ScriptRequest call = fetchOf(url);
    call.credentials = mode;
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.lastHeader("Cookie"), included ? "a=1" : "");
    QCOMPARE(rig.agent.cookies().size(), included ? 2 : 1);
    QCOMPARE(rig.report.step(StepId::Credentials)->actual, included ? "sent" : "not sent");
    QCOMPARE(rig.report.step(StepId::Credentials)->expected, mode);
}

void TestCookies::dataPage_throwsByProfile()
{
    for (const auto &[browser, outcome] : {std::pair(BrowserName::Chromium, "threw"),
                                           std::pair(BrowserName::Firefox, "cookie")}) {
        FetchRig rig(browser);
        rig.page.origin = Origin();
        rig.page.kind = PageKind::Data;
        QCOMPARE(rig.agent.assignCookie("a=1", rig.page).outcome, outcome);
        rig.page.kind = PageKind::Sandbox;
        QCOMPARE(rig.agent.assignCookie("a=1", rig.page).outcome, "threw");
    }
}

QTEST_GUILESS_MAIN(TestCookies)
#include "tst_cookies.moc"
