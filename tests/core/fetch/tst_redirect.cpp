// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/fetch/redirectcalls.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::BrowserName)

namespace {

ScriptRequest withBody(const QByteArray &url, const QByteArray &method)
{
    ScriptRequest call = fetchOf(url, method);
    call.body = ScriptBody{};
    call.body->bytes = "abc";
    call.headers = {{"Content-Language", "de"}, {"X-A", "1"}};
    return call;
}

} // namespace

class TestRedirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void method_changesByStatus_data();
    void method_changesByStatus();
    void status_isARedirectOrNot_data();
    void status_isARedirectOrNot();
    void chain_taintsTheOrigin_data();
    void chain_taintsTheOrigin();
    void twentyHops_areFollowedAndNoMore();
    void credentialsInLocation_areRefused_data();
    void credentialsInLocation_areRefused();
    void location_isRead_data();
    void location_isRead();
    void mode_decides_data();
    void mode_decides();
    void authorization_staysWithItsOrigin();
    void corsCheck_comesBeforeTheRedirect();
    void everyHop_asksAnew();
    void streamedBody_cannotBeSentAgain();
    void sameOriginMode_endsAtAnotherOrigin();
    void referrerPolicyOfTheRedirect_applies();
};

void TestRedirect::method_changesByStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<bool>("keepsBody");
    const auto row = [](int status, const QByteArray &method, const QByteArray &then) {
        QTest::newRow((QByteArray::number(status) + ' ' + method).constData())
            << status << method << then << (method == then && method != "GET" && method != "HEAD");
    };
    for (const int status : {301, 302, 303, 307, 308}) {
        row(status, "GET", "GET");
        row(status, "HEAD", "HEAD");
        row(status, "POST", status <= 303 ? "GET" : "POST");
        row(status, "PUT", status == 303 ? "GET" : "PUT");
        row(status, "DELETE", status == 303 ? "GET" : "DELETE");
        row(status, "patch", status == 303 ? "GET" : "patch");
    }
}

void TestRedirect::method_changesByStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, then);
    QFETCH(bool, keepsBody);
    FetchRig rig;
    rig.transport.on({}, "http://a.test/1", redirectTo("/2", status));
    openUp(rig.transport);
    const bool bodyless = method == "GET" || method == "HEAD";
    const PlayResult result = rig.play(bodyless ? fetchOf("/1", method) : withBody("/1", method));
    QCOMPARE(result.verdict, Verdict::Allowed);
    QCOMPARE(result.outcome.redirected, true);
    QCOMPARE(result.outcome.url, "http://a.test/2");
    QCOMPARE(rig.last().method, then);
    QCOMPARE(rig.last().body, keepsBody ? "abc" : "");
    // The headers that describe a body go with it; the others stay.
    QCOMPARE(rig.last().headers.contains("Content-Type"), keepsBody);
    QCOMPARE(rig.last().headers.contains("Content-Language"), keepsBody);
    QCOMPARE(rig.last().headers.contains("X-A"), !bodyless);
    QCOMPARE(rig.lastHeader("Content-Length"), keepsBody ? "3" : "");
    QCOMPARE(rig.report.count(StepId::RedirectMethodChange), method == then ? 0 : 1);
    QCOMPARE(rig.report.messages.back().kind, MessageKind::Redirected);
}

void TestRedirect::status_isARedirectOrNot_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("location");
    QTest::addColumn<bool>("follows");
    for (const int status : {300, 301, 302, 303, 304, 305, 306, 307, 308, 200, 201}) {
        const bool redirect = status > 300 && status != 304 && status != 305 && status != 306;
        QTest::newRow((QByteArray::number(status) + " with Location").constData())
            << status << true << redirect;
        QTest::newRow((QByteArray::number(status) + " without").constData())
            << status << false << false;
    }
}

void TestRedirect::status_isARedirectOrNot()
{
    QFETCH(int, status);
    QFETCH(bool, location);
    QFETCH(bool, follows);
    FetchRig rig;
    ScriptedAnswer answer{.status = status};
    if (location)
        answer.headers.append("Location", "/2");
    rig.transport.on({}, "http://a.test/1", answer);
    rig.transport.on({}, "http://a.test/2", {.status = 299});
    const PlayResult result = rig.play(fetchOf("/1"));
    QCOMPARE(result.verdict, Verdict::Allowed);
    QCOMPARE(result.outcome.status, follows ? 299 : status);
}

void TestRedirect::chain_taintsTheOrigin_data()
{
    QTest::addColumn<QByteArray>("chain");  ///< one letter a hop: a is the page's own origin
    QTest::addColumn<QByteArray>("origin"); ///< what the last hop is told
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const QByteArray &chain, const QByteArray &origin, const QByteArray &type) {
        QTest::newRow(chain.constData()) << chain << origin << type;
    };
    row("a", "", "basic");
    row("aa", "", "basic");
    row("b", "http://a.test", "cors");
    row("ab", "http://a.test", "cors");
    row("bb", "http://a.test", "cors");
    row("abb", "http://a.test", "cors");
    row("aba", "null", "cors");
    row("ba", "null", "cors");
    row("bc", "null", "cors");
    row("abc", "null", "cors");
    row("bcb", "null", "cors");
    row("bac", "null", "cors");
    row("baa", "null", "cors");
}

void TestRedirect::chain_taintsTheOrigin()
{
    QFETCH(QByteArray, chain);
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, type);
    FetchRig rig;
    const auto urlAt = [&chain](qsizetype hop) {
        return QByteArray("http://") + chain.at(hop) + ".test/" + QByteArray::number(hop);
    };
    for (qsizetype hop = 0; hop < chain.size(); ++hop) {
        ScriptedAnswer answer;
        if (hop + 1 < chain.size())
            answer = redirectTo(urlAt(hop + 1));
        answer.headers.set("Access-Control-Allow-Origin", "*");
        rig.transport.on({}, urlAt(hop), answer);
    }
    const PlayResult result = rig.play(fetchOf(urlAt(0)));
    QCOMPARE(result.verdict, Verdict::Allowed);
    QCOMPARE(result.outcome.type.value_or(QByteArray()), type);
    QCOMPARE(rig.lastHeader("Origin"), origin);
    QCOMPARE(rig.report.count(StepId::RedirectTaint), origin == "null" ? 1 : 0);
    QCOMPARE(rig.sent().size(), chain.size());
}

void TestRedirect::twentyHops_areFollowedAndNoMore()
{
    for (const int hops : {20, 21}) {
        FetchRig rig;
        for (int i = 0; i < hops; ++i)
            rig.transport.on({}, "http://a.test/" + QByteArray::number(i),
                             redirectTo('/' + QByteArray::number(i + 1)));
        rig.transport.on({}, {}, {});
        const PlayResult result = rig.play(fetchOf("/0"));
        QCOMPARE(causeOf(result), hops == 20 ? "" : "TooManyRedirects");
        QCOMPARE(rig.sent().size(), qsizetype(21));
    }
}

void TestRedirect::credentialsInLocation_areRefused_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("standard");
    QTest::addColumn<bool>("chromium");
    const auto row = [](const QByteArray &mode, const QByteArray &from, const QByteArray &to,
                        bool standard, bool chromium) {
        QTest::newRow((mode + ": " + from + " to " + to).constData())
            << mode << from << to << standard << chromium;
    };
    row("cors", "http://a.test/1", "http://u:p@a.test/2", false, true);
    row("cors", "http://a.test/1", "http://u:p@b.test/2", true, true);
    row("cors", "http://a.test/1", "http://u@b.test/2", true, true);
    row("cors", "http://a.test/1", "http://@b.test/2", false, false);
    row("cors", "http://b.test/1", "http://u:p@b.test/2", true, true);
    row("cors", "http://b.test/1", "http://u:p@a.test/2", true, true);
    row("no-cors", "http://b.test/1", "http://u:p@b.test/2", false, true);
    row("no-cors", "http://a.test/1", "http://u:p@b.test/2", false, true);
    row("same-origin", "http://a.test/1", "http://u:p@a.test/2", false, true);
}

void TestRedirect::credentialsInLocation_areRefused()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(bool, standard);
    QFETCH(bool, chromium);
    for (const auto &[browser, refused] :
         {std::pair(BrowserName::Standard, standard), std::pair(BrowserName::Chromium, chromium)}) {
        FetchRig rig(browser);
        rig.transport.on({}, from, redirectTo(to));
        openUp(rig.transport);
        ScriptRequest call = fetchOf(from);
        call.mode = mode;
        const PlayResult result = rig.play(call);
        QCOMPARE(causeOf(result), refused ? "RedirectContainsCredentials" : "");
        QCOMPARE(rig.sent().size(), qsizetype(refused ? 1 : 2));
        if (refused)
            QCOMPARE(result.cause->phase, CausePhase::Redirect);
    }
}

void TestRedirect::location_isRead_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("next"); ///< empty where it fails
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, const QByteArray &url, const QByteArray &location,
                        const QByteArray &next, const QByteArray &cause = {}) {
        QTest::newRow(clause) << url << location << next << cause;
    };
    row("absolute", "/d/1", "http://a.test/x", "http://a.test/x");
    row("relative", "/d/1", "x?y", "http://a.test/d/x?y");
    row("fragment of its own", "/1#f", "/2#g", "http://a.test/2#g");
    row("fragment is inherited", "/1#f", "/2", "http://a.test/2#f");
    row("UTF-8", "/1", "/\xc3\xa4", "http://a.test/%C3%A4");
    row("bytes that are no UTF-8", "/1", "/\xe4", "http://a.test/%E4");
    row("empty: itself again", "/1", "", "http://a.test/1");
    row("no URL", "/1", "http://[", {}, "RedirectLocation");
    row("data:", "/1", "data:,x", {}, "SchemeNotHttp");
    row("file:", "/1", "file:///etc/passwd", {}, "SchemeNotHttp");
    row("bad port", "/1", "http://a.test:25/", {}, "BadPort");
}

void TestRedirect::location_isRead()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, next);
    QFETCH(QByteArray, cause);
    FetchRig rig;
    rig.transport.on({}, {}, redirectTo(location), 1);
    rig.transport.on({}, {}, {});
    const PlayResult result = rig.play(fetchOf(url));
    QCOMPARE(causeOf(result), cause);
    QCOMPARE(rig.sent().value(1), next.isEmpty() ? QByteArray() : "GET " + next);
}

void TestRedirect::mode_decides_data()
{
    QTest::addColumn<QByteArray>("redirect");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("allowed"); ///< the redirect itself has Access-Control-Allow-Origin
    QTest::addColumn<QByteArray>("cause");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const QByteArray &redirect, const QByteArray &mode, const QByteArray &url,
                        bool allowed, const QByteArray &cause, const QByteArray &type) {
        QTest::newRow(
            (redirect + ", " + mode + ", " + url + (allowed ? "" : ", not allowed")).constData())
            << redirect << mode << url << allowed << cause << type;
    };
    row("follow", "cors", "http://b.test/1", true, "", "cors");
    row("follow", "no-cors", "http://b.test/1", false, "", "opaque");
    row("error", "cors", "http://a.test/1", false, "RedirectMode", "");
    row("error", "cors", "http://b.test/1", true, "RedirectMode", "");
    row("error", "cors", "http://b.test/1", false, "MissingAllowOriginHeader", "");
    row("manual", "cors", "http://a.test/1", false, "", "opaqueredirect");
    row("manual", "cors", "http://b.test/1", true, "", "opaqueredirect");
    row("manual", "cors", "http://b.test/1", false, "MissingAllowOriginHeader", "");
    row("manual", "no-cors", "http://a.test/1", false, "", "opaqueredirect");
    row("manual", "no-cors", "http://b.test/1", true, "NoCorsRedirectMode", "");
    row("error", "no-cors", "http://b.test/1", true, "NoCorsRedirectMode", "");
}

void TestRedirect::mode_decides()
{
    QFETCH(QByteArray, redirect);
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, url);
    QFETCH(bool, allowed);
    QFETCH(QByteArray, cause);
    QFETCH(QByteArray, type);
    FetchRig rig;
    ScriptedAnswer answer = redirectTo("/2");
    if (!allowed)
        answer.headers.remove("Access-Control-Allow-Origin");
    rig.transport.on({}, url, answer);
    openUp(rig.transport);
    ScriptRequest call = fetchOf(url);
    call.mode = mode;
    call.redirect = redirect;
    const PlayResult result = rig.play(call);
    QCOMPARE(causeOf(result), cause);
    QCOMPARE(result.outcome.type.value_or(QByteArray()), type);
    const qsizetype expected = redirect == "follow" ? 2 : cause == "NoCorsRedirectMode" ? 0 : 1;
    QCOMPARE(rig.sent().size(), expected);
    if (type == "opaqueredirect") {
        QCOMPARE(result.verdict, Verdict::Opaque);
        QCOMPARE(result.outcome.status, 0);
        QCOMPARE(result.outcome.url, url);
        QVERIFY(result.outcome.headers->empty());
    }
}

void TestRedirect::authorization_staysWithItsOrigin()
{
    for (const auto &[to, kept] :
         {std::pair("http://b.test/2", true), std::pair("http://b.test:8080/2", false),
          std::pair("https://b.test/2", false), std::pair("http://c.test/2", false)}) {
        FetchRig rig;
        rig.transport.on("GET", "http://b.test/1", redirectTo(to));
        openUp(rig.transport, "*");
        // The first hop is asked about; its answer must name the header.
        ScriptRequest call = fetchOf("http://b.test/1", "GET");
        call.headers = {{"Authorization", "Bearer x"}, {"X-A", "1"}};
        const PlayResult result = rig.play(call);
        QVERIFY2(result.verdict == Verdict::Allowed, causeOf(result).constData());
        QCOMPARE(rig.lastHeader("Authorization"), kept ? "Bearer x" : "");
        QCOMPARE(rig.lastHeader("X-A"), "1");
        QCOMPARE(rig.report.count(StepId::RedirectAuthorization), kept ? 0 : 1);
    }
}

void TestRedirect::corsCheck_comesBeforeTheRedirect()
{
    FetchRig rig;
    ScriptedAnswer answer = redirectTo("http://[");
    answer.headers.remove("Access-Control-Allow-Origin");
    rig.transport.on({}, "http://b.test/1", answer);
    QCOMPARE(causeOf(rig.play(fetchOf("http://b.test/1"))), "MissingAllowOriginHeader");
}

void TestRedirect::everyHop_asksAnew()
{
    FetchRig rig;
    rig.transport.on("PUT", "http://b.test/1", redirectTo("http://b.test/2", 307));
    rig.transport.on("PUT", "http://b.test/2", redirectTo("http://c.test/3", 307));
    rig.transport.on("OPTIONS", "http://c.test/3",
                     {.headers = {{"Access-Control-Allow-Origin", "null"},
                                  {"Access-Control-Allow-Methods", "PUT"}}});
    rig.transport.on("PUT", "http://c.test/3",
                     {.headers = {{"Access-Control-Allow-Origin", "null"}}});
    openUp(rig.transport);
    QCOMPARE(rig.play(fetchOf("http://b.test/1", "PUT")).verdict, Verdict::Allowed);
    const QList<QByteArray> expected{"OPTIONS http://b.test/1", "PUT http://b.test/1",
                                     "OPTIONS http://b.test/2", "PUT http://b.test/2",
                                     "OPTIONS http://c.test/3", "PUT http://c.test/3"};
    QCOMPARE(rig.sent(), expected);
    // The last question is asked in the name of `null`, though Firefox names the page.
    QCOMPARE(rig.transport.asked()[4].headers.get("Origin"), QByteArray("null"));
    QCOMPARE(rig.transport.asked()[2].headers.get("Origin"), QByteArray("http://a.test"));
}

void TestRedirect::streamedBody_cannotBeSentAgain()
{
    for (const auto &[status, cause] : {std::pair(307, "RedirectBody"), std::pair(303, "")}) {
        FetchRig rig;
        rig.transport.on("POST", {}, redirectTo("/2", status));
        openUp(rig.transport);
        ScriptRequest call = withBody("/1", "POST");
        call.body->kind = ScriptBody::Kind::Stream;
        call.duplex = "half";
        QCOMPARE(causeOf(rig.play(call)), cause);
    }
}

void TestRedirect::sameOriginMode_endsAtAnotherOrigin()
{
    FetchRig rig;
    rig.transport.on({}, "http://a.test/1", redirectTo("http://b.test/2"));
    openUp(rig.transport);
    ScriptRequest call = fetchOf("/1");
    call.mode = "same-origin";
    QCOMPARE(causeOf(rig.play(call)), "SameOriginMode");
    QCOMPARE(rig.sent().size(), qsizetype(1));
    call.url = QStringLiteral("http://b.test/2");
    QCOMPARE(causeOf(rig.play(call)), "SameOriginMode");
    QCOMPARE(rig.sent().size(), qsizetype(0));
}

void TestRedirect::referrerPolicyOfTheRedirect_applies()
{
    FetchRig rig;
    ScriptedAnswer answer = redirectTo("/2");
    answer.headers.append("Referrer-Policy", "no-such-policy, no-referrer, unknown");
    rig.transport.on({}, "http://a.test/1", answer);
    openUp(rig.transport);
    static_cast<void>(rig.play(fetchOf("/1")));
    QCOMPARE(rig.transport.asked()[0].headers.get("Referer"), QByteArray("http://a.test/page"));
    QVERIFY(!rig.last().headers.contains("Referer"));
}

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
