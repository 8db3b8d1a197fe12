// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/lint.h"

#include "policyrequests.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::LintId)
Q_DECLARE_METATYPE(corslab::OriginErrorCode)

namespace {

/// A policy of which nothing can be said.
Policy sound()
{
    Policy policy;
    policy.origins = {{"https://app.example", false, false}};
    policy.methods = {"PUT", "PATCH"};
    policy.headers = {"Content-Type"};
    policy.maxAge = 600;
    return policy;
}

bool has(const std::vector<Lint> &lints, LintId id)
{
    return std::any_of(lints.begin(), lints.end(),
                       [id](const Lint &lint) { return lint.id == id; });
}

QByteArray listed(const std::vector<Lint> &lints)
{
    QByteArray text;
    for (const Lint &lint : lints)
        text += lintName(lint.id) + ' ' + placeText(lint.place) + " = " + lint.value + "; ";
    return text;
}

Change origins(const QList<QByteArray> &texts, bool credentials = false)
{
    return [texts, credentials](Policy &policy) {
        policy.origins.clear();
        for (const QByteArray &text : texts)
            policy.origins.append({text, false, false});
        policy.credentials = credentials;
    };
}

Change regex(const char *text, bool anchored = false, bool credentials = false)
{
    return [text, anchored, credentials](Policy &policy) {
        policy.origins = {{text, true, anchored}};
        policy.credentials = credentials;
    };
}

Change methods(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.methods = names;
        policy.credentials = credentials;
    };
}

Change headers(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.headers = names;
        policy.credentials = credentials;
    };
}

Change expose(const QList<QByteArray> &names, bool credentials = false)
{
    return [names, credentials](Policy &policy) {
        policy.expose = names;
        policy.credentials = credentials;
    };
}

Change maxAge(std::optional<qint64> seconds)
{
    return [seconds](Policy &policy) { policy.maxAge = seconds; };
}

Change raw(const std::vector<Header> &lines)
{
    return [lines](Policy &policy) { policy.raw = Policy::Raw{lines, lines}; };
}

} // namespace

class TestLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundPolicy_hasNone();
    void mistake_isFoundAndItsNearMissIsNot_data();
    void mistake_isFoundAndItsNearMissIsNot();
    void fix_makesTheLintGoAway_data() { mistake_isFoundAndItsNearMissIsNot_data(); }
    void fix_makesTheLintGoAway();
    void originThatNeverMatches_namesTheRuleItBreaks_data();
    void originThatNeverMatches_namesTheRuleItBreaks();
    void placeholders_areLeftToWhoeverResolvesThem();
    void lints_comeGravestFirst();
    void places_areWrittenAsInTheFile();
    void tenThousandEntries_areLintedWhileOneTypes();
};

void TestLint::soundPolicy_hasNone()
{
    const std::vector<Lint> lints = lintsOf(sound());
    QVERIFY2(lints.empty(), listed(lints).constData());
}

void TestLint::mistake_isFoundAndItsNearMissIsNot_data()
{
    QTest::addColumn<LintId>("id");
    QTest::addColumn<Change>("mistake");
    QTest::addColumn<Change>("nearMiss");
    const auto row = [](const char *name, LintId id, const Change &mistake,
                        const Change &nearMiss) {
        QTest::newRow(name) << id << mistake << nearMiss;
    };
    using Id = LintId;
    row("O01", Id::O01, origins({"*"}, true), origins({"*"}));
    row("O01, raw", Id::O01,
        raw({{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Credentials", "true"}}),
        raw({{"Access-Control-Allow-Origin", "*"}}));
    row(
        "O02, reflect", Id::O02,
        [](Policy &p) {
            p.reflect = true;
            p.credentials = true;
        },
        [](Policy &p) { p.reflect = true; });
    row("O02, an expression for everything", Id::O02, regex("https?://.*", true, true),
        regex("https://[a-z]+\\.example\\.com", true, true));
    row("O03", Id::O03, origins({"null"}), origins({"https://null"}));
    row("O03, an expression", Id::O03, regex("null|https://app\\.example", true),
        regex("https://null\\.example", true));
    row("O03, raw", Id::O03, raw({{"Access-Control-Allow-Origin", "null"}}),
        raw({{"Access-Control-Allow-Origin", "https://null"}}));
    row("O04", Id::O04, origins({"http://app.example"}, true),
        origins({"http://localhost:3000", "http://127.0.0.1", "https://app.example"}, true));
    row("O04, without credentials", Id::O04, origins({"http://app.example:8080"}, true),
        origins({"http://app.example:8080"}));
    row("O04, an expression", Id::O04, regex("https?://app\\.example", true, true),
        regex("https://app\\.example", true, true));
    row("O05", Id::O05, origins({"https://*.github.io"}, true),
        origins({"https://*.me.github.io"}, true));
    row("O05, co.uk", Id::O05, origins({"https://*.co.uk"}, true),
        origins({"https://*.co.uk"}, false));
    row("O06", Id::O06, origins({"https://*.example.com"}, true),
        origins({"https://*.example.com"}));
    row("O06, loopback", Id::O06, origins({"https://*.example.com:8443"}, true),
        origins({"http://*.localhost:3000"}, true));
    row("O06, an expression", Id::O06, regex("https://[a-z0-9-]+\\.example\\.com", true, true),
        regex("https://(www|shop)\\.example\\.com", true, true));
    row("O07", Id::O07, regex("example\\.com$"), regex("https://example\\.com", true));
    row("O07, .* before the name", Id::O07, regex("https://.*example\\.com", true),
        regex("https://.*\\.example\\.com", true));
    row("O08", Id::O08, regex("^https://([a-z]+\\.)?example\\.com"),
        regex("^https://([a-z]+\\.)?example\\.com$"));
    row("O08, the end is what anchored adds", Id::O08, regex("https://www\\.example\\.com"),
        regex("https://www\\.example\\.com", true));
    row("O09", Id::O09, regex("https://www.example\\.com", true),
        regex("https://www[.]example\\.com", true));
    row("O10", Id::O10, regex("example\\.com"), regex("example\\.com$"));
    row("O11", Id::O11, regex("https://[^.]+\\.example\\.com", true),
        regex("https://[a-z0-9-]+\\.example\\.com", true));
    row("O11, .*", Id::O11, regex("https://.*\\.example\\.com", true),
        origins({"https://*.example.com"}));
    row("O12", Id::O12, regex("^http://localhost"), regex("^http://localhost(:[0-9]+)?$"));
    row("O13, inside a label", Id::O13, origins({"https://app-*.example.com"}),
        origins({"https://*.app.example.com"}));
    row("O13, everything", Id::O13, origins({"https://*"}), origins({"https://app.example:*"}));
    row("O13, the top-level domain", Id::O13, origins({"https://*.com"}),
        origins({"http://*.localhost"}));
    row("O14", Id::O14, origins({"app.example"}), origins({"https://app.example"}));
    row("O14, with a port", Id::O14, origins({"localhost:3000"}),
        origins({"http://localhost:3000"}));
    row("O14, raw", Id::O14, raw({{"Access-Control-Allow-Origin", "app.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://app.example"}}));
    row("O15", Id::O15, origins({"https://app.example/"}), origins({"https://app.example"}));
    row("O15, below *.", Id::O15, origins({"https://*.Example.com"}),
        origins({"https://*.example.com"}));
    row("O15, no expression", Id::O15, regex("https://(", true), regex("https://(a)", true));
    row("O15, raw", Id::O15, raw({{"Access-Control-Allow-Origin", "https://app.example/"}}),
        raw({{"Access-Control-Allow-Origin", "https://app.example"}}));
    row("O16, empty", Id::O16, origins({}), [](Policy &p) {
        p.origins.clear();
        p.reflect = true;
    });
    row("O16, twice", Id::O16, origins({"https://a.example", "https://a.example"}),
        origins({"https://a.example", "http://a.example"}));
    row("O16, covered by *.", Id::O16, origins({"https://*.example.com", "https://a.example.com"}),
        origins({"https://*.example.com", "https://example.com", "http://a.example.com"}));
    row("O16, *. covered by *.", Id::O16,
        origins({"https://*.a.example.com", "https://*.example.com"}),
        origins({"https://*.a.example.com", "https://*.b.example.com"}));
    row("O16, covered by :*", Id::O16, origins({"http://localhost:*", "http://localhost:3000"}),
        origins({"http://localhost:*", "http://127.0.0.1:3000"}));
    row("O17", Id::O17, origins({"https://app.example", "*"}), origins({"*"}));
    row("O18", Id::O18, origins({"https://codepen.io"}), origins({"https://codepen.io.example"}));
    row("O18, below", Id::O18, origins({"https://*.github.io"}), origins({"https://me.github.io"}));
    row("M01, forbidden", Id::M01, methods({"Track"}), methods({"TRACKS"}));
    row("M01, no token", Id::M01, methods({"PUT DELETE"}), methods({"PUT", "DELETE"}));
    row("M02", Id::M02, methods({"GET"}), methods({"PUT"}));
    row("M02, OPTIONS", Id::M02, methods({"OPTIONS"}), methods({"REPORT"}));
    row("M03", Id::M03, methods({"patch"}), methods({"PATCH"}));
    row("M03, Put", Id::M03, methods({"Put"}), methods({"chicken"}));
    row("M04, methods", Id::M04, methods({"*"}, true), methods({"*"}));
    row("M04, headers", Id::M04, headers({"*", "Authorization"}, true),
        headers({"*", "Authorization"}));
    row("M04, expose", Id::M04, expose({"*"}, true), expose({"*"}));
    row("M04, raw", Id::M04,
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"Access-Control-Allow-Methods", "*"},
             {"Access-Control-Allow-Credentials", "true"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"Access-Control-Allow-Methods", "*"}}));
    row("H01", Id::H01, headers({"cookie"}), headers({"X-Cookie"}));
    row("H01, Sec-", Id::H01, headers({"Sec-Fetch-Site"}), headers({"Section"}));
    row("H02", Id::H02, headers({"Access-Control-Allow-Origin"}), headers({"X-Allow-Origin"}));
    row("H03", Id::H03, headers({"*"}), headers({"*", "authorization"}));
    row("H04", Id::H04, headers({"accept"}), headers({"Content-Type", "Accept-Version"}));
    row("H05, no token", Id::H05, headers({"X Y"}), headers({"X-Y"}));
    row(
        "H05, a line break", Id::H05,
        [](Policy &p) { p.resourcePolicy = "same-site\r\nSet-Cookie: a=b"; },
        [](Policy &p) { p.resourcePolicy = "same-site"; });
    row("H05, raw", Id::H05, raw({{"X-A", "a\nb"}}), raw({{"X-A", "a b"}}));
    row(
        "H06", Id::H06,
        [](Policy &p) {
            p.headers.clear();
            p.headersMode = Policy::Lists::Echo;
        },
        [](Policy &p) {
            p.methods.clear();
            p.methodsMode = Policy::Lists::Echo;
        });
    row("X01", Id::X01, expose({"set-cookie"}), expose({"Cookie-Count"}));
    row("X01, requests' names", Id::X01, expose({"Access-Control-Request-Method"}),
        expose({"Access-Control-Allow-Methods"}));
    row("X02", Id::X02, expose({"Content-Type"}), expose({"Content-Disposition"}));
    row("A01, negative", Id::A01, maxAge(-2), maxAge(-1));
    row("A01, over a day", Id::A01, maxAge(86401), maxAge(86400));
    row("A01, raw", Id::A01, raw({{"Access-Control-Max-Age", "a day"}}),
        raw({{"Access-Control-Max-Age", "600"}}));
    row("A02, over Chromium's cap", Id::A02, maxAge(7201), maxAge(600));
    row("A02, over WebKit's cap", Id::A02, maxAge(601), maxAge(600));
    row("A02, absent", Id::A02, maxAge(std::nullopt), [](Policy &p) {
        p.maxAge.reset();
        p.methods.clear();
        p.headers.clear();
    });
    row("A03", Id::A03, maxAge(0), maxAge(1));
    row(
        "V01", Id::V01, [](Policy &p) { p.vary = Policy::Vary::Never; },
        [](Policy &p) { p.vary = Policy::Vary::Always; });
    row(
        "V01, *", Id::V01,
        [](Policy &p) {
            p.origins = {{"https://*.example.com", false, false}};
            p.vary = Policy::Vary::Never;
        },
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.vary = Policy::Vary::Never;
        });
    row(
        "V02", Id::V02,
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.vary = Policy::Vary::Always;
        },
        [](Policy &p) {
            p.origins = {{"*", false, false}};
        });
    row("V02, raw", Id::V02, raw({{"Access-Control-Allow-Origin", "*"}, {"Vary", "Origin"}}),
        raw({{"Access-Control-Allow-Origin", "*"}, {"Vary", "Accept"}}));
    row("R01, a list", Id::R01,
        raw({{"Access-Control-Allow-Origin", "https://a.example, https://b.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"}}));
    row("R01, two lines", Id::R01,
        raw({{"Access-Control-Allow-Origin", "https://a.example"},
             {"access-control-allow-origin", "https://a.example"}}),
        raw({{"Access-Control-Allow-Origin", "https://a.example"}, {"X", "https://a.example"}}));
    row("R01, True", Id::R01, raw({{"Access-Control-Allow-Credentials", "True"}}),
        raw({{"Access-Control-Allow-Credentials", "true"}}));
    row(
        "R01, an entry that is sent as it stands", Id::R01,
        [](Policy &p) {
            p.origins = {{"https://a.example, https://b.example", false, false}};
            p.refused = Policy::Refused::First;
        },
        [](Policy &p) { p.refused = Policy::Refused::First; });
    row(
        "R02", Id::R02, [](Policy &p) { p.preflightStatus = 401; },
        [](Policy &p) { p.preflightStatus = 200; });
    row(
        "R02, a redirect", Id::R02, [](Policy &p) { p.preflightStatus = 301; },
        [](Policy &p) { p.preflightStatus = 299; });
    row(
        "R03", Id::R03, [](Policy &p) { p.onErrors = false; },
        [](Policy &p) { p.onErrors = true; });
    row(
        "R05", Id::R05, [](Policy &p) { p.refused = Policy::Refused::Forbidden; },
        [](Policy &p) { p.refused = Policy::Refused::Partial; });
}

void TestLint::mistake_isFoundAndItsNearMissIsNot()
{
    QFETCH(const LintId, id);
    QFETCH(const Change, mistake);
    QFETCH(const Change, nearMiss);
    Policy faulty = sound();
    mistake(faulty);
    QVERIFY2(has(lintsOf(faulty), id), listed(lintsOf(faulty)).constData());
    Policy near = sound();
    nearMiss(near);
    QVERIFY2(!has(lintsOf(near), id), listed(lintsOf(near)).constData());
}

void TestLint::fix_makesTheLintGoAway()
{
    QFETCH(const LintId, id);
    QFETCH(const Change, mistake);
    Policy policy = sound();
    mistake(policy);
    LintContext context;
    context.pageOrigin = "https://page.example";
    int rounds = 0;
    for (;;) {
        const std::vector<Lint> lints = lintsOf(policy, context);
        const auto lint = std::find_if(lints.begin(), lints.end(),
                                       [id](const Lint &each) { return each.id == id; });
        if (lint == lints.end())
            break;
        QVERIFY2(++rounds <= 2, listed(lints).constData()); // preflight and actual lines
        QVERIFY2(!lint->fix.empty(), listed(lints).constData());
        const Policy after = applied(policy, lint->fix);
        QVERIFY(after != policy);
        policy = after;
    }
    QVERIFY(rounds > 0);
}

void TestLint::originThatNeverMatches_namesTheRuleItBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<OriginErrorCode>("rule");
    QTest::addColumn<QByteArray>("meant");
    const auto row = [](const char *text, OriginErrorCode rule, const char *meant) {
        QTest::newRow(text) << QByteArray(text) << rule << QByteArray(meant);
    };
    using Code = OriginErrorCode;
    row("https://app.example/", Code::HasPath, "https://app.example");
    row("https://app.example/api", Code::HasPath, "https://app.example");
    row("https://app.example:443", Code::DefaultPort, "https://app.example");
    row("http://app.example:80", Code::DefaultPort, "http://app.example");
    row("https://App.example", Code::UpperCase, "https://app.example");
    row("HTTPS://app.example", Code::UpperCase, "https://app.example");
    row("https://bücher.example", Code::NotAscii, "https://xn--bcher-kva.example");
    row("https://[0:0:0:0:0:0:0:1]", Code::InvalidHost, "https://[::1]");
    row("https://app.example:0", Code::InvalidPort, "");
    row("https://app.example:65536", Code::InvalidPort, "");
    row("file://", Code::UnsupportedScheme, ""); // null is no better
    row("https://u:p@app.example", Code::HasCredentials, "https://app.example");
    row("https://*.App.example:443", Code::UpperCase, "https://*.app.example");
    row("https://*.app.example/:*", Code::HasPath, "https://*.app.example:*");
}

void TestLint::originThatNeverMatches_namesTheRuleItBreaks()
{
    QFETCH(const QByteArray, text);
    QFETCH(const OriginErrorCode, rule);
    QFETCH(const QByteArray, meant);
    Policy policy = sound();
    policy.origins.append({text, false, false});
    const std::vector<Lint> lints = lintsOf(policy);
    QCOMPARE(listed(lints), "O15 origins[1] = " + text + "; ");
    QVERIFY(lints[0].origin);
    QCOMPARE(int(lints[0].origin->code), int(rule));
    const Policy after = applied(policy, lints[0].fix);
    if (meant.isEmpty())
        QCOMPARE(after, sound());
    else
        QCOMPARE(after.origins.value(1).text, meant);
}

void TestLint::placeholders_areLeftToWhoeverResolvesThem()
{
    Policy policy = sound();
    policy.origins = {{"{{pages}}", false, false}};
    QVERIFY2(lintsOf(policy).empty(), listed(lintsOf(policy)).constData());
}

void TestLint::lints_comeGravestFirst()
{
    Policy policy = sound();
    policy.origins = {{"https://app.example/", false, false}, {"null", false, false}};
    policy.methods = {"GET"};
    policy.reflect = true;
    policy.credentials = true;
    QCOMPARE(listed(lintsOf(policy)),
             QByteArray("O02 reflect = true; O03 origins[1] = null; "
                        "O15 origins[0] = https://app.example/; M02 methods[0] = GET; "));
}

void TestLint::places_areWrittenAsInTheFile()
{
    PolicyPlace place;
    QCOMPARE(placeText(place), QByteArray());
    place.key = PolicyKey::RawActual;
    place.index = 3;
    QCOMPARE(placeText(place), QByteArray("raw.actual[3]"));
    place.server = 0;
    place.route = 1;
    QCOMPARE(placeText(place), QByteArray("servers[0].routes[1].policy.raw.actual[3]"));
    QCOMPARE(placePointer(place), QByteArray("/servers/0/routes/1/policy/raw/actual/3"));
    place.route.reset();
    place.endpoint = 2;
    place.key = PolicyKey::EndpointHeaders;
    QCOMPARE(placeText(place), QByteArray("servers[0].endpoints[2].headers[3]"));
}

void TestLint::tenThousandEntries_areLintedWhileOneTypes()
{
    Policy policy = sound();
    policy.origins.clear();
    for (int i = 0; i < 10'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        policy.origins.append({i % 2 ? "https://*.host" + number + ".example"
                                     : "https://www.host" + number + ".example",
                               false, false});
    }
    policy.origins.append(policy.origins.first());
    QElapsedTimer timer;
    timer.start();
    const std::vector<Lint> lints = lintsOf(policy);
    QCOMPARE(listed(lints), QByteArray("O16 origins[10000] = https://www.host0.example; "));
    // A second is what nobody waits for at a key; quadratic work takes minutes.
    QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
