// SPDX-License-Identifier: GPL-3.0-or-later
// What the imitations are known for. tests/integration compares five of them with the real ones.
#include "core/policy/imitation.h"

#include "core/policy/lint.h"
#include "policyrequests.h"

#include <QTest>

#include <algorithm>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::LintId)

namespace {

Change imitating(const char *name)
{
    return [name](Policy &policy) { policy.imitate = QByteArray(name); };
}

Change imitating(const char *name, const QList<OriginEntry> &origins)
{
    return [name, origins](Policy &policy) {
        policy.imitate = QByteArray(name);
        policy.origins = origins;
    };
}

} // namespace

class TestImitation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyName_isKnown();
    void imitation_answers_data();
    void imitation_answers();
    void imitation_admits_data();
    void imitation_admits();
    void imitation_hasItsLints_data();
    void imitation_hasItsLints();
    void lineBreak_doesNotLeaveTheLine();
    void emptyListOfRsCors_isEverybody();
};

void TestImitation::everyName_isKnown()
{
    const QByteArrayList names{"article",          "article-allow-list",
                               "express-cors",     "nginx-without-always",
                               "spring",           "fastapi",
                               "django",           "flask-cors",
                               "rs-cors",          "jub0bs-cors",
                               "auth-before-cors", "redirect-before-cors",
                               "two-layers"};
    for (qsizetype i = 0; i < names.size(); ++i)
        QCOMPARE(imitationFromName(names[i]), std::optional(static_cast<Imitation>(i)));
    QVERIFY(!imitationFromName("apache"));
}

void TestImitation::imitation_answers_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const Change &change, const Ask &ask,
                        const QByteArray &expected) {
        QTest::newRow(name) << change << ask << expected;
    };
    const QByteArray origin = "AC-Allow-Origin: http://localhost:3000|";
    const QByteArray credentials = "AC-Allow-Credentials: true";
    const QByteArray lists = "|AC-Allow-Methods: GET, POST, PUT, OPTIONS|"
                             "AC-Allow-Headers: Content-Type, Authorization, Custom-Header";

    row("article says the first origin to everybody", imitating("article"), refusedActual,
        "-|" + QByteArray(origin).chopped(1) + lists + '|' + credentials);
    row("article's allow-list forgets Vary", imitating("article-allow-list"), actual,
        "-|" + QByteArray(origin).chopped(1) + lists + '|' + credentials);
    row("article's allow-list is silent to others", imitating("article-allow-list"),
        refusedPreflight, "204");
    row("express: a refused preflight is a success with lists", imitating("express-cors"),
        refusedPreflight,
        "204|Vary: Origin|" + credentials +
            "|AC-Allow-Methods: GET,POST,PUT,OPTIONS|"
            "AC-Allow-Headers: Content-Type,Authorization,"
            "Custom-Header");
    row("spring: refused with 403", imitating("spring"), refusedActual,
        "403|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers");
    row(
        "spring: the actual request's method is judged", imitating("spring"),
        [](PolicyRequest &r) {
            actual(r);
            r.method = "DELETE";
        },
        "403|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers");
    row("spring: preflight", imitating("spring"), preflight,
        "200|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers|" + origin +
            "AC-Allow-Methods: GET,POST,PUT,OPTIONS|"
            "AC-Allow-Headers: authorization, content-type, custom-header|" +
            credentials + "|AC-Max-Age: 1800");
    row("spring: * with credentials throws", imitating("spring", {{"*", false, false}}), actual,
        "500|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers");
    row(
        "fastapi: * and a cookie is an echo", imitating("fastapi", {{"*", false, false}}),
        [](PolicyRequest &r) {
            actual(r);
            r.cookie = true;
        },
        "-|" + origin + credentials + "|Vary: Origin");
    row("fastapi: * without a cookie is *", imitating("fastapi", {{"*", false, false}}), actual,
        "-|AC-Allow-Origin: *|" + credentials);
    row("rs/cors: preflight", imitating("rs-cors"), preflight,
        "200|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers|" + origin +
            "AC-Allow-Methods: POST|"
            "AC-Allow-Headers: Authorization, Content-Type, Custom-Header|" +
            credentials);
    row(
        "rs/cors: one header too many and nothing is said", imitating("rs-cors"),
        [](PolicyRequest &r) {
            preflight(r);
            r.requestHeaders = "content-type,x-other";
        },
        "200|Vary: Origin|Vary: AC-Request-Method|Vary: AC-Request-Headers");
    row(
        "jub0bs/cors: preflight", imitating("jub0bs-cors"),
        [](PolicyRequest &r) {
            preflight(r);
            r.requestMethod = "PUT";
        },
        "204|Vary: AC-Request-Headers, AC-Request-Method, Origin|" + origin + credentials +
            "|AC-Allow-Methods: PUT|AC-Allow-Headers: authorization,content-type,custom-header");
    row("jub0bs/cors: refused with 403 and nothing else", imitating("jub0bs-cors"),
        refusedPreflight, "403|Vary: AC-Request-Headers, AC-Request-Method, Origin");
    row("jub0bs/cors: refused actual", imitating("jub0bs-cors"), refusedActual, "-|Vary: Origin");
    row("authentication answers preflights", imitating("auth-before-cors"), preflight,
        "401|WWW-Authenticate: Bearer");
    row(
        "authentication lets a token past", imitating("auth-before-cors"),
        [](PolicyRequest &r) {
            actual(r);
            r.authorization = true;
        },
        "-|" + origin + "Vary: Origin|" + credentials);
    row(
        "a redirect answers preflights", imitating("redirect-before-cors"),
        [](PolicyRequest &r) {
            preflight(r);
            r.target = "/api?x=1";
        },
        "301|Location: /api/?x=1");
    row(
        "a redirect ends at the slash", imitating("redirect-before-cors"),
        [](PolicyRequest &r) {
            actual(r);
            r.target = "/api/?x=/";
        },
        "-|" + origin + "Vary: Origin|" + credentials);
    row("two layers say everything twice", imitating("two-layers"), actual,
        "-|" + origin + "Vary: Origin|" + credentials + '|' + origin + "Vary: Origin|" +
            credentials);
}

void TestImitation::imitation_answers()
{
    QFETCH(const Change, change);
    QFETCH(const Ask, ask);
    QFETCH(const QByteArray, expected);
    Policy policy = article();
    change(policy);
    PolicyRequest request;
    ask(request);
    QCOMPARE(shown(CompiledPolicy(policy).answer(request)), expected);
}

void TestImitation::imitation_admits_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<OriginEntry>("entry");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("admitted");
    const auto row = [](const char *name, const OriginEntry &entry, const char *origin,
                        bool admitted) {
        QTest::addRow("%s, %s, %s", name, entry.text.constData(), origin)
            << QByteArray(name) << entry << QByteArray(origin) << admitted;
    };
    const OriginEntry star{"https://*.example.com", false, false};
    const OriginEntry open{R"(https://.*\.example\.com)", true, false};
    row("flask-cors", star, "https://a.example.com", false);
    row("flask-cors", star, "https://xexample.com", true);
    row("express-cors", star, "https://a.example.com", false);
    row("express-cors", open, "https://a.example.com.evil.org", true);
    row("django", open, "https://a.example.com.evil.org", true);
    row("django", open, "xhttps://a.example.com", false);
    row("fastapi", open, "https://a.example.com.evil.org", false);
    row("fastapi", open, "https://a.example.com", true);
    row("spring", star, "https://a_b.example.com", true);
    row("spring", {"https://a.test:[8080,8081]", false, false}, "https://a.test:8081", true);
    row("spring", {"https://a.test:[8080,8081]", false, false}, "https://a.test:8082", false);
    row("spring", {"https://a.test:[*]", false, false}, "https://a.test", true);
    row("rs-cors", {"https://a*.test", false, false}, "https://abc.test", true);
    row("rs-cors", {"https://a*.test", false, false}, "https://b.test", false);
    row("rs-cors", {"https://*.foo.com", false, false}, "https://foo.com", false);
    row("rs-cors", {"https://a.test", false, false}, "https://b.test", false);
    row("jub0bs-cors", star, "https://a_b.example.com", false);
    row("jub0bs-cors", star, "https://a.b.example.com", true);
    row("nginx-without-always", {"https://a.test", false, false}, "https://A.test", true);
}

void TestImitation::imitation_admits()
{
    QFETCH(const QByteArray, name);
    QFETCH(const OriginEntry, entry);
    QFETCH(const QByteArray, origin);
    QFETCH(const bool, admitted);
    Policy policy;
    policy.imitate = name;
    policy.origins = {entry};
    QCOMPARE(CompiledPolicy(policy).allows(origin), admitted);
}

void TestImitation::imitation_hasItsLints_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<LintId>("id");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *entry, LintId id, bool found) {
        QTest::addRow("%s, %s, %s", name, entry, lintName(id).constData())
            << QByteArray(name) << QByteArray(entry) << id << found;
    };
    const char *const star = "https://*.example.com";
    row("fastapi", "*", LintId::O02, true);
    row("fastapi", "*", LintId::O01, false);
    row("express-cors", "*", LintId::O01, true);
    row("express-cors", star, LintId::O15, true);
    row("jub0bs-cors", star, LintId::O15, false);
    row("flask-cors", star, LintId::O09, true);
    row("jub0bs-cors", star, LintId::O09, false);
    row("spring", star, LintId::O11, true);
    row("rs-cors", star, LintId::O06, true);
    row("flask-cors", "https://app.example", LintId::V01, true);
    row("fastapi", "https://app.example", LintId::V01, true);
    row("article-allow-list", "https://app.example", LintId::V01, true);
    row("django", "https://app.example", LintId::V01, false);
    row("nginx-without-always", "https://app.example", LintId::R03, true);
    row("django", "https://app.example", LintId::R03, false);
    row("auth-before-cors", "https://app.example", LintId::R02, true);
    row("redirect-before-cors", "https://app.example", LintId::R02, true);
    row("rs-cors", "https://app.example", LintId::R02, false);
    row("two-layers", "https://app.example", LintId::R01, true);
    row("spring", "https://app.example", LintId::R01, false);
}

void TestImitation::imitation_hasItsLints()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, entry);
    QFETCH(const LintId, id);
    QFETCH(const bool, found);
    Policy policy;
    policy.imitate = name;
    policy.origins = {{entry, false, false}};
    policy.methods = {"PUT"};
    policy.credentials = true;
    const auto find = [id](const std::vector<Lint> &lints) {
        return std::find_if(lints.begin(), lints.end(),
                            [id](const Lint &lint) { return lint.id == id; });
    };
    const std::vector<Lint> lints = lintsOf(policy);
    const auto lint = find(lints);
    QCOMPARE(lint != lints.end(), found);
    if (!found)
        return;
    const std::vector<Lint> after = lintsOf(applied(policy, lint->fix));
    QVERIFY(find(after) == after.end());
}

void TestImitation::lineBreak_doesNotLeaveTheLine()
{
    Policy policy = article();
    policy.expose = {"X\r\nSet-Cookie: a=b"};
    policy.imitate = QByteArrayLiteral("django");
    PolicyRequest request;
    actual(request);
    const PolicyAnswer answer = CompiledPolicy(policy).answer(request);
    QVERIFY(answer.headers.contains("Access-Control-Allow-Origin"));
    QVERIFY(!answer.headers.contains("Access-Control-Expose-Headers"));
}

void TestImitation::emptyListOfRsCors_isEverybody()
{
    Policy policy;
    policy.imitate = QByteArrayLiteral("rs-cors");
    policy.methods = {"PUT"};
    policy.credentials = true;
    PolicyRequest request;
    actual(request);
    request.method = "PUT";
    QCOMPARE(shown(CompiledPolicy(policy).answer(request)),
             QByteArray("-|Vary: Origin|AC-Allow-Origin: *|AC-Allow-Credentials: true"));
    QCOMPARE(int(lintsOf(policy).front().id), int(LintId::O01));
}

QTEST_GUILESS_MAIN(TestImitation)
#include "tst_imitation.moc"
