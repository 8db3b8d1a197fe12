// SPDX-License-Identifier: GPL-3.0-or-later
// What a request says of where it comes from: Referer, Origin and Sec-Fetch-Site.
#include "tests/core/fetch/fetchrig.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)
Q_DECLARE_METATYPE(corslab::PageKind)

namespace {

const QByteArray Full = QByteArrayLiteral("full");
const QByteArray Short = QByteArrayLiteral("origin");

/// A browser whose every question is answered with yes.
struct OpenRig : FetchRig
{
    OpenRig(const QByteArray &pageUrl, BrowserName browser = BrowserName::Standard)
        : FetchRig(browser, pageUrl)
    {
        transport.on("OPTIONS", {},
                     {.headers = {{"Access-Control-Allow-Origin", page.origin.serialized()},
                                  {"Access-Control-Allow-Methods", "PUT"}}});
        transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
    }
    QByteArray referer(const ScriptRequest &call)
    {
        static_cast<void>(play(call));
        const QByteArray value = lastHeader("Referer");
        if (value == page.url.hrefWithoutFragment())
            return Full;
        return value == page.origin.serialized() + '/' ? Short : value;
    }
};

} // namespace

class TestReferrer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policy_choosesTheReferrer_data();
    void policy_choosesTheReferrer();
    void referrer_isStripped_data();
    void referrer_isStripped();
    void redirectsPolicy_isTheLastKnownOne_data();
    void redirectsPolicy_isTheLastKnownOne();
    void origin_isSaid_data();
    void origin_isSaid();
    void policy_hidesTheOrigin_data();
    void policy_hidesTheOrigin();
    void fetchMetadata_tellTheRelation_data();
    void fetchMetadata_tellTheRelation();
    void fetchMetadata_askForTheSchemeByProfile();
    void preflightSite_forgetsRedirectsInChromium();
    void redirectToAnotherOrigin_hidesOriginInChromium();
    void laxPolicy_isWholeAgainBackHomeInFirefox();
    void fetchMetadata_endTheSiteAtHttpByProfile();
    void sandboxedFrame_tellsItsDocumentByProfile();
    void opaquePage_namesItsOriginWithCookiesOfTheTop_data();
    void opaquePage_namesItsOriginWithCookiesOfTheTop();
};

void TestReferrer::policy_choosesTheReferrer_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<QByteArray>("sameOrigin");  ///< https to the same origin
    QTest::addColumn<QByteArray>("crossOrigin"); ///< https to another origin in https
    QTest::addColumn<QByteArray>("downgrade");   ///< https to http
    const auto row = [](const QByteArray &policy, const QByteArray &sameOrigin,
                        const QByteArray &crossOrigin, const QByteArray &downgrade) {
        QTest::newRow(policy.isEmpty() ? "(none)" : policy.constData())
            << policy << sameOrigin << crossOrigin << downgrade;
    };
    row("", Full, Short, "");
    row("no-referrer", "", "", "");
    row("no-referrer-when-downgrade", Full, Full, "");
    row("same-origin", Full, "", "");
    row("origin", Short, Short, Short);
    row("strict-origin", Short, Short, "");
    row("origin-when-cross-origin", Full, Short, Short);
    row("strict-origin-when-cross-origin", Full, Short, "");
    row("unsafe-url", Full, Full, Full);
}

void TestReferrer::policy_choosesTheReferrer()
{
    QFETCH(QByteArray, policy);
    // http://localhost may be fetched from an https page, so that there is something to see.
    OpenRig rig("https://a.test/dir/page?q#f");
    const auto asked = [&](const QByteArray &url) {
        ScriptRequest call = fetchOf(url);
        call.referrerPolicy = policy;
        return rig.referer(call);
    };
    QTEST(asked("/x"), "sameOrigin");
    QTEST(asked("https://b.test/x"), "crossOrigin");
    QTEST(asked("http://localhost/x"), "downgrade");
}

void TestReferrer::referrer_isStripped_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QString>("member"); ///< of the call
    QTest::addColumn<QByteArray>("referer");
    const auto row = [](const char *clause, const QByteArray &page, const QString &member,
                        const QByteArray &referer) {
        QTest::newRow(clause) << page << member << referer;
    };
    const QString client = QStringLiteral("about:client");
    row("fragment", "http://a.test/x?y#z", client, "http://a.test/x?y");
    row("credentials", "http://u:p@a.test/x", client, "http://a.test/x");
    row("4096 bytes", "http://a.test/" + QByteArray(4082, 'x'), client,
        "http://a.test/" + QByteArray(4082, 'x'));
    row("4097 bytes", "http://a.test/" + QByteArray(4083, 'x'), client, "http://a.test/");
    row("none wanted", "http://a.test/x", QString(), "");
    row("another of the same origin", "http://a.test/x", QStringLiteral("/y#z"), "http://a.test/y");
}

void TestReferrer::referrer_isStripped()
{
    QFETCH(QByteArray, page);
    QFETCH(QString, member);
    OpenRig rig(page);
    ScriptRequest call = fetchOf("http://a.test/t");
    call.referrer = member;
    static_cast<void>(rig.play(call));
    QTEST(rig.lastHeader("Referer"), "referer");
    // A sandboxed frame does not say where it is.
    rig.page.origin = Origin();
    rig.page.kind = PageKind::Sandbox;
    call.referrer.reset();
    static_cast<void>(rig.play(call));
    QVERIFY(!rig.last().headers.contains("Referer"));
}

void TestReferrer::redirectsPolicy_isTheLastKnownOne_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("referer"); ///< of the next hop, to another origin
    QTest::newRow("one") << QByteArray("origin") << Short;
    QTest::newRow("any case") << QByteArray("UNSAFE-URL") << Full;
    QTest::newRow("the last") << QByteArray("no-referrer, unsafe-url") << Full;
    QTest::newRow("the last that is known")
        << QByteArray("no-referrer, future-policy") << QByteArray();
    QTest::newRow("empty item") << QByteArray("no-referrer, ") << QByteArray();
    QTest::newRow("unknown") << QByteArray("future-policy") << Short;
}

void TestReferrer::redirectsPolicy_isTheLastKnownOne()
{
    QFETCH(QByteArray, value);
    FetchRig rig;
    rig.transport.on(
        {}, "http://a.test/1",
        {.status = 302, .headers = {{"Location", "http://b.test/2"}, {"Referrer-Policy", value}}});
    rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
    static_cast<void>(rig.play(fetchOf("/1")));
    const QByteArray sent = rig.lastHeader("Referer");
    QTEST(sent == "http://a.test/page" ? Full : sent == "http://a.test/" ? Short : sent, "referer");
}

void TestReferrer::origin_isSaid_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<PageKind>("kind");
    QTest::addColumn<QByteArray>("origin");
    const auto row = [](const char *clause, const QByteArray &method, const QByteArray &url,
                        const QByteArray &mode, const QByteArray &origin,
                        PageKind kind = PageKind::Document) {
        QTest::newRow(clause) << method << url << mode << kind << origin;
    };
    row("same-origin GET", "GET", "/x", "cors", "");
    row("same-origin HEAD", "HEAD", "/x", "cors", "");
    row("same-origin POST", "POST", "/x", "cors", "http://a.test");
    row("same-origin PUT", "PUT", "/x", "same-origin", "http://a.test");
    row("cors GET", "GET", "http://b.test/x", "cors", "http://a.test");
    row("cors HEAD", "HEAD", "http://b.test/x", "cors", "http://a.test");
    row("no-cors GET", "GET", "http://b.test/x", "no-cors", "");
    row("no-cors POST", "POST", "http://b.test/x", "no-cors", "http://a.test");
    row("sandboxed GET to its own URL", "GET", "http://a.test/x", "cors", "null",
        PageKind::Sandbox);
    row("sandboxed POST", "POST", "http://b.test/x", "no-cors", "null", PageKind::Sandbox);
}

void TestReferrer::origin_isSaid()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, mode);
    QFETCH(PageKind, kind);
    OpenRig rig("http://a.test/page");
    rig.page.kind = kind;
    if (kind == PageKind::Sandbox)
        rig.page.origin = Origin();
    ScriptRequest call = fetchOf(url, method);
    call.mode = mode;
    static_cast<void>(rig.play(call));
    QTEST(rig.lastHeader("Origin"), "origin");
    QCOMPARE(rig.report.step(StepId::OriginHeader)->actual, rig.lastHeader("Origin"));
}

void TestReferrer::policy_hidesTheOrigin_data()
{
    QTest::addColumn<QByteArray>("policy");
    QTest::addColumn<bool>("sameOrigin"); ///< hidden from the page's own origin
    QTest::addColumn<bool>("crossOrigin");
    QTest::addColumn<bool>("downgrade");
    const auto row = [](const QByteArray &policy, bool sameOrigin, bool crossOrigin,
                        bool downgrade) {
        QTest::newRow(policy.isEmpty() ? "(none)" : policy.constData())
            << policy << sameOrigin << crossOrigin << downgrade;
    };
    row("", false, false, true);
    row("no-referrer", true, true, true);
    row("no-referrer-when-downgrade", false, false, true);
    row("same-origin", false, true, true);
    row("origin", false, false, false);
    row("strict-origin", false, false, true);
    row("origin-when-cross-origin", false, false, false);
    row("strict-origin-when-cross-origin", false, false, true);
    row("unsafe-url", false, false, false);
}

void TestReferrer::policy_hidesTheOrigin()
{
    QFETCH(QByteArray, policy);
    QFETCH(bool, sameOrigin);
    QFETCH(bool, crossOrigin);
    QFETCH(bool, downgrade);
    for (const auto &[url, hidden] :
         {std::pair("/x", sameOrigin), std::pair("https://b.test/x", crossOrigin),
          std::pair("http://localhost/x", downgrade)}) {
        ScriptRequest call = fetchOf(url, "POST");
        call.mode = "no-cors";
        call.referrerPolicy = policy;
        OpenRig standard("https://a.test/page");
        static_cast<void>(standard.play(call));
        QCOMPARE(standard.lastHeader("Origin"), hidden ? "null" : "https://a.test");
        // Chromium takes no notice of the policy here.
        OpenRig chromium("https://a.test/page", BrowserName::Chromium);
        static_cast<void>(chromium.play(call));
        QCOMPARE(chromium.lastHeader("Origin"), "https://a.test");
        // Where CORS is spoken the origin is always said.
        call.mode = "cors";
        static_cast<void>(standard.play(call));
        if (QByteArray(url) != "/x")
            QCOMPARE(standard.lastHeader("Origin"), "https://a.test");
    }
}

void TestReferrer::fetchMetadata_tellTheRelation_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("via"); ///< redirected to from here, or empty
    QTest::addColumn<QByteArray>("site");
    const auto row = [](const char *clause, const QByteArray &page, const QByteArray &url,
                        const QByteArray &via, const QByteArray &site) {
        QTest::newRow(clause) << page << url << via << site;
    };
    row("same origin", "https://a.test/", "https://a.test/x", "", "same-origin");
    row("another port", "https://a.test/", "https://a.test:8443/x", "", "same-site");
    row("subdomain", "https://www.a.test/", "https://api.a.test/x", "", "same-site");
    row("another site", "https://a.test/", "https://b.test/x", "", "cross-site");
    row("another scheme", "http://localhost/", "https://localhost/x", "", "cross-site");
    row("two ports of localhost", "http://localhost:1/", "http://localhost:3000/x", "",
        "same-site");
    row("public suffix", "https://a.co.uk/", "https://b.co.uk/x", "", "cross-site");
    row("a hop elsewhere", "https://a.test/", "https://a.test/x", "https://b.test/1", "cross-site");
    row("not trustworthy: none", "http://a.test/", "http://a.test/x", "", "");
}

void TestReferrer::fetchMetadata_tellTheRelation()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, via);
    FetchRig rig(BrowserName::Standard, page);
    if (!via.isEmpty())
        rig.transport.on(
            {}, via,
            {.status = 302, .headers = {{"Location", url}, {"Access-Control-Allow-Origin", "*"}}});
    rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
    static_cast<void>(rig.play(fetchOf(via.isEmpty() ? url : via)));
    QTEST(rig.lastHeader("Sec-Fetch-Site"), "site");
    const bool said = rig.last().headers.contains("Sec-Fetch-Site");
    QCOMPARE(rig.lastHeader("Sec-Fetch-Mode"), said ? "cors" : "");
    QCOMPARE(rig.lastHeader("Sec-Fetch-Dest"), said ? "empty" : "");
}

void TestReferrer::fetchMetadata_askForTheSchemeByProfile()
{
    for (const auto &[browser, site] : {std::pair(BrowserName::Chromium, "cross-site"),
                                        std::pair(BrowserName::Firefox, "same-site")}) {
        FetchRig rig(browser, "https://localhost/");
        rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
        static_cast<void>(rig.play(fetchOf("http://localhost:3000/x")));
        QCOMPARE(rig.lastHeader("Sec-Fetch-Site"), site);
    }
}

void TestReferrer::preflightSite_forgetsRedirectsInChromium()
{
    for (const auto &[browser, site] : {std::pair(BrowserName::Standard, "cross-site"),
                                        std::pair(BrowserName::Chromium, "same-origin")}) {
        FetchRig rig(browser, "http://localhost/page");
        const HeaderList agreed{{"Access-Control-Allow-Origin", "*"},
                                {"Access-Control-Allow-Headers", "x-a"}};
        HeaderList onward = agreed;
        onward.append("Location", "http://localhost/2");
        rig.transport.on("OPTIONS", {}, {.headers = agreed});
        rig.transport.on({}, "http://b.localhost/1", {.status = 302, .headers = onward});
        rig.transport.on({}, {}, {.headers = agreed});
        ScriptRequest call = fetchOf("http://b.localhost/1");
        call.headers = {{"X-A", "1"}};
        static_cast<void>(rig.play(call));
        const auto &asked = rig.transport.asked();
        QCOMPARE(asked.size(), 4);
        QCOMPARE(asked[2].method, "OPTIONS");
        QCOMPARE(asked[2].headers.get("Sec-Fetch-Site"), std::optional(QByteArray(site)));
    }
}

void TestReferrer::redirectToAnotherOrigin_hidesOriginInChromium()
{
    for (const auto &[browser, origin] : {std::pair(BrowserName::Standard, "http://a.test"),
                                          std::pair(BrowserName::Chromium, "null")}) {
        FetchRig rig(browser);
        rig.transport.on({}, "http://a.test/1",
                         {.status = 307, .headers = {{"Location", "http://b.test/2"}}});
        rig.transport.on({}, {}, {});
        ScriptRequest call = fetchOf("http://a.test/1", "POST");
        call.mode = "no-cors";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.lastHeader("Origin"), origin);
    }
}

void TestReferrer::laxPolicy_isWholeAgainBackHomeInFirefox()
{
    // Nothing stays nothing.
    for (const auto &[browser, page, elsewhere, home] :
         {std::tuple(BrowserName::Standard, "http://localhost/page", "http://localhost/page",
                     "http://localhost/page"),
          std::tuple(BrowserName::Firefox, "http://localhost/page", "http://localhost/",
                     "http://localhost/page"),
          std::tuple(BrowserName::Firefox, "https://localhost/page", "", "")}) {
        FetchRig rig(browser, page);
        rig.transport.on({}, "http://b.localhost/1",
                         {.status = 302,
                          .headers = {{"Location", "http://localhost/2"},
                                      {"Access-Control-Allow-Origin", "*"}}});
        rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
        ScriptRequest call = fetchOf("http://b.localhost/1");
        call.referrerPolicy = "unsafe-url";
        static_cast<void>(rig.play(call));
        QCOMPARE(rig.transport.asked().front().headers.get("Referer").value_or(QByteArray()),
                 QByteArray(elsewhere));
        QCOMPARE(rig.last().url.href(), "http://localhost/2");
        QCOMPARE(rig.lastHeader("Referer"), home);
    }
}

void TestReferrer::fetchMetadata_endTheSiteAtHttpByProfile()
{
    for (const auto &[browser, site] : {std::pair(BrowserName::Chromium, "same-site"),
                                        std::pair(BrowserName::Firefox, "cross-site")}) {
        FetchRig rig(browser, "http://localhost/");
        for (const char *step : {"http://localhost:3000/1", "http://localhost/2"})
            rig.transport.on({}, step,
                             {.status = 302,
                              .headers = {{"Location", "http://localhost:3000/x"},
                                          {"Access-Control-Allow-Origin", "*"}}});
        rig.transport.on({}, {}, {.headers = {{"Access-Control-Allow-Origin", "*"}}});
        static_cast<void>(rig.play(fetchOf("http://localhost:3000/x")));
        QCOMPARE(rig.lastHeader("Sec-Fetch-Site"), "same-site");
        for (const char *begin : {"http://localhost:3000/1", "/2"}) {
            static_cast<void>(rig.play(fetchOf(begin)));
            QCOMPARE(rig.lastHeader("Sec-Fetch-Site"), site);
        }
    }
}

void TestReferrer::sandboxedFrame_tellsItsDocumentByProfile()
{
    for (const Api api : {Api::Img, Api::Script, Api::Beacon, Api::EventSource}) {
        for (const auto &[browser, referer] :
             {std::pair(BrowserName::Standard, ""), std::pair(BrowserName::Chromium, ""),
              std::pair(BrowserName::Firefox, "http://a.test/")}) {
            FetchRig rig(browser);
            rig.page.origin = Origin();
            rig.page.kind = PageKind::Sandbox;
            rig.transport.on({}, {}, {});
            ScriptRequest call = fetchOf("http://b.test/x");
            call.api = api;
            static_cast<void>(rig.play(call));
            QCOMPARE(rig.lastHeader("Referer"), QByteArray(referer));
            // Not even to its document's own server, however lax the policy.
            call.url = u"http://a.test/x"_qs;
            call.referrerPolicy = "unsafe-url";
            static_cast<void>(rig.play(call));
            QCOMPARE(rig.lastHeader("Referer"), QByteArray(referer));
        }
    }
}

void TestReferrer::opaquePage_namesItsOriginWithCookiesOfTheTop_data()
{
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("onward"); ///< redirected to from there, or empty
    QTest::addColumn<bool>("credentials");
    QTest::addColumn<QByteArray>("origin");
    const auto row = [](const char *clause, BrowserName browser, const QByteArray &url,
                        const QByteArray &onward, const QByteArray &origin,
                        bool credentials = true) {
        QTest::newRow(clause) << browser << url << onward << credentials << origin;
    };
    const QByteArray own = QByteArrayLiteral("http://a.test/1");
    const QByteArray sibling = QByteArrayLiteral("http://b.a.test/2");
    const QByteArray stranger = QByteArrayLiteral("http://c.test/3");
    row("standard", BrowserName::Standard, own, "", "");
    row("Chromium", BrowserName::Chromium, own, "", "null");
    row("Firefox", BrowserName::Firefox, own, "", "null");
    row("without credentials", BrowserName::Chromium, own, "", "", false);
    row("to another site", BrowserName::Chromium, stranger, "", "");
    row("Chromium, on within the site", BrowserName::Chromium, own, sibling, "null");
    row("Firefox, on within the site", BrowserName::Firefox, own, sibling, "");
    row("Firefox, on within the origin", BrowserName::Firefox, own, "/2", "null");
    row("Chromium, home from another site", BrowserName::Chromium, stranger, own, "");
}

void TestReferrer::opaquePage_namesItsOriginWithCookiesOfTheTop()
{
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, onward);
    QFETCH(bool, credentials);
    FetchRig rig(browser);
    rig.page.embed = rig.page.origin;
    rig.page.origin = Origin();
    rig.page.kind = PageKind::Sandbox;
    if (!onward.isEmpty())
        rig.transport.on({}, url, {.status = 302, .headers = {{"Location", onward}}});
    rig.transport.on({}, {}, {});
    ScriptRequest call = fetchOf(url);
    call.mode = "no-cors";
    call.credentials = credentials ? "include" : "omit";
    static_cast<void>(rig.play(call));
    QCOMPARE(rig.sent().size(), onward.isEmpty() ? 1 : 2);
    QTEST(rig.lastHeader("Origin"), "origin");
}

QTEST_GUILESS_MAIN(TestReferrer)
#include "tst_referrer.moc"
