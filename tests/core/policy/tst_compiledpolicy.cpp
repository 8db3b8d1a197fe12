// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/compiledpolicy.h"

#include "policyrequests.h"

#include <QTest>

using namespace corslab;

class TestCompiledPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void key_decidesTheAnswer_data();
    void key_decidesTheAnswer();
    void entry_allows_data();
    void entry_allows();
};

void TestCompiledPolicy::key_decidesTheAnswer_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, Change change, Ask ask, const QByteArray &expected) {
        QTest::newRow(name) << std::move(change) << std::move(ask) << expected;
    };
    const Change none = [](Policy &) {};
    const Change empty = [](Policy &p) { p = Policy(); };
    const QByteArray origin = "AC-Allow-Origin: http://localhost:3000|";
    const QByteArray lists = "AC-Allow-Methods: GET, POST, PUT, OPTIONS|"
                             "AC-Allow-Headers: Content-Type, Authorization, Custom-Header";
    const QByteArray credentials = "AC-Allow-Credentials: true";
    const QByteArray full = "204|" + origin + "Vary: Origin|" + credentials + '|' + lists;
    const QByteArray actualFull = "-|" + origin + "Vary: Origin|" + credentials;

    row("article, preflight", none, preflight, full);
    row("article, actual", none, actual, actualFull);
    row("article, refused preflight", none, refusedPreflight, "204|Vary: Origin");
    row("article, refused actual", none, refusedActual, "-|Vary: Origin");
    row("article, no Origin", none, originless, "-|Vary: Origin");
    row(
        "OPTIONS without Request-Method is actual", none,
        [](PolicyRequest &r) {
            preflight(r);
            r.requestMethod.reset();
        },
        actualFull);
    row(
        "OPTIONS without Origin is actual", none,
        [](PolicyRequest &r) {
            preflight(r);
            r.origin.reset();
        },
        "-|Vary: Origin");
    row("empty policy, preflight", empty, preflight, "204");
    row("empty policy, actual", empty, actual, "-");

    const Change star = [](Policy &p) {
        p.origins = {{"*", false, false}};
        p.credentials = false;
    };
    const Change starCredentials = [](Policy &p) { p.origins = {{"*", false, false}}; };
    row("origins *, actual", star, actual, "-|AC-Allow-Origin: *");
    row("origins *, no Origin", star, originless, "-|AC-Allow-Origin: *");
    row("origins *, preflight", star, preflight, "204|AC-Allow-Origin: *|" + lists);
    row("O01, * with credentials is sent as configured", starCredentials, actual,
        "-|AC-Allow-Origin: *|" + credentials);
    row(
        "O17, * beside others",
        [](Policy &p) {
            p.origins.append({"*", false, false});
        },
        actual, "-|AC-Allow-Origin: *|" + credentials);
    row(
        "origins null",
        [](Policy &p) {
            p.origins = {{"null", false, false}};
        },
        [](PolicyRequest &r) {
            actual(r);
            r.origin = "null";
        },
        "-|AC-Allow-Origin: null|Vary: Origin|" + credentials);

    const Change reflect = [](Policy &p) {
        p.origins.clear();
        p.reflect = true;
    };
    row("reflect, any origin", reflect, refusedActual,
        "-|AC-Allow-Origin: http://evil.test|Vary: Origin|" + credentials);
    row("reflect, no Origin", reflect, originless, "-|Vary: Origin");
    row(
        "reflect beside *",
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.reflect = true;
        },
        actual, actualFull);

    row(
        "methods echo",
        [](Policy &p) {
            p.methodsMode = Policy::Lists::Echo;
            p.headers.clear();
        },
        preflight,
        "204|" + origin + "Vary: Origin, AC-Request-Method|" + credentials +
            "|AC-Allow-Methods: POST");
    row(
        "methods *",
        [](Policy &p) {
            p.methods = {"*"};
            p.headers.clear();
        },
        preflight, "204|" + origin + "Vary: Origin|" + credentials + "|AC-Allow-Methods: *");
    row(
        "methods empty",
        [](Policy &p) {
            p.methods.clear();
            p.headers.clear();
        },
        preflight, "204|" + origin + "Vary: Origin|" + credentials);
    row(
        "headers reflect",
        [](Policy &p) {
            p.headersMode = Policy::Lists::Echo;
            p.methods.clear();
        },
        preflight,
        "204|" + origin + "Vary: Origin, AC-Request-Headers|" + credentials +
            "|AC-Allow-Headers: authorization,content-type,custom-header");
    row(
        "headers reflect, none asked",
        [](Policy &p) {
            p.headersMode = Policy::Lists::Echo;
            p.methods.clear();
        },
        [](PolicyRequest &r) {
            preflight(r);
            r.requestHeaders.reset();
        },
        "204|" + origin + "Vary: Origin, AC-Request-Headers|" + credentials);

    const Change requested = [](Policy &p) { p.answer = Policy::Answer::Requested; };
    const QByteArray varyAll = "Vary: Origin, AC-Request-Method, AC-Request-Headers|";
    row(
        "answer requested", requested,
        [](PolicyRequest &r) {
            preflight(r);
            r.requestHeaders = "x-other, custom-header,";
        },
        "204|" + origin + varyAll + credentials +
            "|AC-Allow-Methods: POST|AC-Allow-Headers: custom-header");
    row(
        "answer requested, not on the lists", requested,
        [](PolicyRequest &r) {
            preflight(r);
            r.requestMethod = "post";
            r.requestHeaders = "x-other";
        },
        "204|" + origin + varyAll + credentials);
    row(
        "answer requested, lists *",
        [](Policy &p) {
            p.answer = Policy::Answer::Requested;
            p.methods = {"*"};
            p.headers = {"*"};
        },
        [](PolicyRequest &r) {
            preflight(r);
            r.requestMethod = "PATCH";
            r.requestHeaders = "x-a,x-b";
        },
        "204|" + origin + varyAll + credentials +
            "|AC-Allow-Methods: PATCH|AC-Allow-Headers: x-a, x-b");

    row(
        "credentials false", [](Policy &p) { p.credentials = false; }, actual,
        "-|" + origin + "Vary: Origin");
    const Change expose = [](Policy &p) { p.expose = {"X-One", "X-Two"}; };
    row("expose, actual", expose, actual, actualFull + "|AC-Expose-Headers: X-One, X-Two");
    row("expose, not on a preflight", expose, preflight, full);
    row(
        "maxAge", [](Policy &p) { p.maxAge = 600; }, preflight, full + "|AC-Max-Age: 600");
    row(
        "maxAge 0", [](Policy &p) { p.maxAge = 0; }, preflight, full + "|AC-Max-Age: 0");
    row(
        "A01, maxAge negative is sent", [](Policy &p) { p.maxAge = -5; }, preflight,
        full + "|AC-Max-Age: -5");
    row(
        "maxAge, not on an actual answer", [](Policy &p) { p.maxAge = 600; }, actual, actualFull);
    row(
        "preflightStatus", [](Policy &p) { p.preflightStatus = 200; }, preflight,
        QByteArray(full).replace(0, 3, "200"));
    row(
        "preflightStatus, refused", [](Policy &p) { p.preflightStatus = 200; }, refusedPreflight,
        "200|Vary: Origin");
    row(
        "preflightContinue", [](Policy &p) { p.preflightContinue = true; }, preflight,
        QByteArray(full).replace(0, 3, "-"));

    const Change first = [](Policy &p) {
        p.refused = Policy::Refused::First;
        p.origins.append({"http://second.test", false, false});
    };
    row("refused first, actual", first, refusedActual, actualFull);
    row("refused first, preflight", first, refusedPreflight, full);
    row("refused first, no Origin", first, originless, actualFull);
    row(
        "refused first, on the list", first,
        [](PolicyRequest &r) {
            actual(r);
            r.origin = "http://second.test";
        },
        "-|AC-Allow-Origin: http://second.test|Vary: Origin|" + credentials);
    row(
        "refused first, one exact entry is constant",
        [](Policy &p) { p.refused = Policy::Refused::First; }, refusedActual,
        "-|" + origin + credentials);
    row(
        "refused first, nothing but a broken expression",
        [](Policy &p) {
            p.refused = Policy::Refused::First;
            p.origins = {{"(", true}};
        },
        refusedActual, "-|Vary: Origin");
    row(
        "refused first, nothing to be first",
        [](Policy &p) {
            p.refused = Policy::Refused::First;
            p.origins.clear();
        },
        refusedActual, "-");
    const Change forbidden = [](Policy &p) { p.refused = Policy::Refused::Forbidden; };
    row("refused 403, actual", forbidden, refusedActual, "403|Vary: Origin");
    row("refused 403, preflight", forbidden, refusedPreflight, "403|Vary: Origin");
    row("refused 403, no Origin passes", forbidden, originless, "-|Vary: Origin");
    row("refused 403, allowed", forbidden, actual, actualFull);
    row(
        "refused 403, empty list",
        [](Policy &p) {
            p.refused = Policy::Refused::Forbidden;
            p.origins.clear();
        },
        originless, "-|Vary: Origin");
    row(
        "refused 403, preflightContinue does not pass",
        [](Policy &p) {
            p.refused = Policy::Refused::Forbidden;
            p.preflightContinue = true;
        },
        refusedPreflight, "403|Vary: Origin");
    row(
        "refused 500", [](Policy &p) { p.refused = Policy::Refused::ServerError; }, refusedActual,
        "500|Vary: Origin");
    const Change partial = [](Policy &p) { p.refused = Policy::Refused::Partial; };
    row("refused partial, preflight", partial, refusedPreflight,
        "204|Vary: Origin|" + credentials + '|' + lists);
    row("refused partial, actual", partial, refusedActual, "-|Vary: Origin|" + credentials);

    row(
        "vary never", [](Policy &p) { p.vary = Policy::Vary::Never; }, actual,
        "-|" + origin + credentials);
    row(
        "vary always, constant *",
        [](Policy &p) {
            p.origins = {{"*", false, false}};
            p.vary = Policy::Vary::Always;
        },
        actual, "-|AC-Allow-Origin: *|Vary: Origin|" + credentials);
    row(
        "vary always, preflight", [](Policy &p) { p.vary = Policy::Vary::Always; },
        refusedPreflight, "204|Vary: Origin, AC-Request-Method, AC-Request-Headers");

    const Change extras = [](Policy &p) {
        p.timingAllowOrigin = QList<QByteArray>{"http://a.test", "http://b.test"};
        p.resourcePolicy = "same-site";
    };
    const QByteArray extraLines = "|Timing-Allow-Origin: http://a.test, "
                                  "http://b.test|Cross-Origin-Resource-Policy: same-site";
    row("timingAllowOrigin, resourcePolicy", extras, actual, actualFull + extraLines);
    row("timingAllowOrigin, resourcePolicy, no Origin", extras, originless,
        "-|Vary: Origin" + extraLines);
    row("timingAllowOrigin, resourcePolicy, not on a preflight", extras, preflight, full);

    const Change raw = [](Policy &p) {
        p.raw = Policy::Raw{
            {{"access-control-allow-origin", "*"}},
            {{"Access-Control-Allow-Origin", "a"}, {"Access-Control-Allow-Origin", " b "}}};
    };
    row("raw, preflight", raw, refusedPreflight, "204|access-control-allow-origin: *");
    row("raw, actual, repeated and as it stands", raw, refusedActual,
        "-|AC-Allow-Origin: a|AC-Allow-Origin:  b ");
}

void TestCompiledPolicy::key_decidesTheAnswer()
{
    QFETCH(Change, change);
    QFETCH(Ask, ask);
    QFETCH(QByteArray, expected);
    Policy policy = article();
    change(policy);
    PolicyRequest request;
    ask(request);
    const CompiledPolicy compiled(policy);
    QCOMPARE(shown(compiled.answer(request)), expected);
    QCOMPARE(compiled.answer(request), compiled.answer(request));
    QCOMPARE(compiled.policy(), policy);
}

void TestCompiledPolicy::entry_allows_data()
{
    QTest::addColumn<OriginEntry>("entry");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, const OriginEntry &entry, const char *origin,
                        bool allowed) {
        QTest::newRow(name) << entry << QByteArray(origin) << allowed;
    };
    row("pattern", {"https://*.example.com", false, false}, "https://a.example.com", true);
    row("pattern, apex", {"https://*.example.com", false, false}, "https://example.com", false);
    row("no pattern is compared as it stands", {"capacitor://localhost", false, false},
        "capacitor://localhost", true);
    row("O15, a slash never matches a browser", {"https://a.com/", false, false}, "https://a.com",
        false);
    row("O15, upper case never matches", {"https://A.com", false, false}, "https://a.com", false);
    const OriginEntry unanchored{R"(https://.*\.example\.com)", true, false};
    row("regex", unanchored, "https://a.example.com", true);
    row("O08, regex not anchored", unanchored, "https://a.example.com.evil.org", true);
    const OriginEntry anchored{R"(https://.*\.example\.com)", true, true};
    row("regex anchored", anchored, "https://a.example.com", true);
    row("regex anchored, longer end", anchored, "https://a.example.com.evil.org", false);
    row("regex anchored, longer start", {"a|b", true, true}, "ab", false);
    row("O09, unescaped dot", {R"(https://www.example\.com)", true, true},
        "https://wwwxexample.com", true);
    row("regex that does not compile", {"(", true, false}, "(", false);
}

void TestCompiledPolicy::entry_allows()
{
    QFETCH(OriginEntry, entry);
    QFETCH(QByteArray, origin);
    QFETCH(bool, allowed);
    Policy policy;
    policy.origins = {entry};
    const CompiledPolicy compiled(policy);
    QCOMPARE(compiled.allows(origin), allowed);
    PolicyRequest request;
    actual(request);
    request.origin = origin;
    const PolicyAnswer answer = compiled.answer(request);
    QCOMPARE(answer.originAllowed, allowed);
    QCOMPARE(answer.headers.get("Access-Control-Allow-Origin"),
             allowed ? std::optional(origin) : std::nullopt);
}

QTEST_GUILESS_MAIN(TestCompiledPolicy)
#include "tst_compiledpolicy.moc"
