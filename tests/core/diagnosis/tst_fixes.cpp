// SPDX-License-Identifier: GPL-3.0-or-later
// Each fix, applied, must turn the answer: the policy is asked again with it.
#include "core/diagnosis/fixes.h"
#include "core/http/syntax.h"

#include "exchanges.h"

#include <QtTest>

#include <algorithm>

using namespace corslab;
using namespace corslab::test;

namespace {

/// What the fixed policy says to the preflight of this exchange's request.
PolicyAnswer preflightAnswer(const Fix &fix, const QByteArray &method,
                             const QByteArray &headers = {})
{
    std::optional<QByteArray> asked;
    if (!headers.isEmpty())
        asked = headers;
    return CompiledPolicy(fix.policy.value()).answer({"OPTIONS", Page, method, asked});
}

QByteArray said(const PolicyAnswer &answer, QByteArrayView name)
{
    return answer.headers.get(name).value_or(QByteArray());
}

QByteArray allowOriginAfter(const Fix &fix)
{
    return said(
        CompiledPolicy(fix.policy.value()).answer({"GET", Page, std::nullopt, std::nullopt}),
        "Access-Control-Allow-Origin");
}

bool hasHeader(const ScriptRequest &request, QByteArrayView name)
{
    return std::any_of(request.headers.begin(), request.headers.end(),
                       [name](const Header &h) { return equalsIgnoreCase(h.name, name); });
}

} // namespace

class TestFixes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void originNotListed_isAdded();
    void originMistyped_isReplaced_data();
    void originMistyped_isReplaced();
    void originOfANull_isNeverAllowedByName();
    void errorWithoutHeaders_sendsThemAlways();
    void wildcardWithCredentials_namesTheOriginOrDropsThem();
    void credentialsMissing_areAllowedOrDropped();
    void methodMissing_isAllowed();
    void methodInLowerCase_isWrittenInUpperCaseFirst();
    void headerMissing_isAllowedTogetherWithTheOthers();
    void authorizationUnderWildcard_isListed();
    void responseHeaderInRequest_isDeletedFirst();
    void preflightStatus_becomes204();
    void preflightThatGoesOn_isAnsweredByThePolicy();
    void preflightRedirect_asksTheFinalAddress();
    void badMethodList_isWrittenAnew();
    void badHeaderList_isWrittenAnew();
    void rawHeaders_makeRoomForAPolicy();
    void ownServerWithoutPolicy_getsOne();
    void foreignServer_getsNoPolicy();
    void redirectWithCredentials_asksWithoutThem();
    void taintedOrigin_asksTheLastAddress();
    void modes_areLoosened();
    void callThatThrew_isMended();
    void noCors_becomesCors();
    void hiddenHeader_isExposed();
    void resourcePolicy_isOpened();
    void everyCause_givesOnlyFixesThatChangeSomething();
};

void TestFixes::originNotListed_isAdded()
{
    const Policy policy = allowing({"http://localhost:9999"});
    Exchange exchange = begun();
    answer(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), policy);
    QVERIFY(!fixes.empty());
    QCOMPARE(fixes.front().label, QStringLiteral("Allow http://localhost:5173 too"));
    QCOMPARE(fixes.front().where, Fix::Where::Policy);
    QCOMPARE(allowOriginAfter(fixes.front()), Page);
    QVERIFY(CompiledPolicy(*fixes.front().policy).allows("http://localhost:9999"));
}

void TestFixes::originMistyped_isReplaced_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("slash at the end") << QByteArray("http://localhost:5173/");
    QTest::newRow("path") << QByteArray("http://localhost:5173/app");
    QTest::newRow("upper case") << QByteArray("HTTP://LocalHost:5173");
    QTest::newRow("no scheme") << QByteArray("localhost:5173");
}

void TestFixes::originMistyped_isReplaced()
{
    QFETCH(QByteArray, entry);
    const Policy policy = allowing({entry, "http://localhost:9999"});
    Exchange exchange = begun();
    answer(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), policy);
    QVERIFY(!fixes.empty());
    QCOMPARE(fixes.front().policy->origins.size(), 2);
    QCOMPARE(fixes.front().policy->origins.front().text, Page);
    QVERIFY(fixes.front().label.startsWith(QStringLiteral("Write http://localhost:5173 in place")));
    QCOMPARE(allowOriginAfter(fixes.front()), Page);
}

void TestFixes::originOfANull_isNeverAllowedByName()
{
    const Policy policy = allowing({"http://localhost:9999"});
    Exchange exchange = begun();
    exchange.pageOrigin = "null";
    answer(exchange, policy);
    for (const Fix &fix :
         fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), policy)) {
        if (fix.policy)
            QVERIFY(!fix.policy->origins.contains(OriginEntry{"null"}));
    }
}

void TestFixes::errorWithoutHeaders_sendsThemAlways()
{
    Policy policy = allowing({Page});
    policy.onErrors = false;
    Exchange exchange = begun();
    answer(exchange, policy, 500);
    QVERIFY(!exchange.messages.back().responseHeaders.contains("Access-Control-Allow-Origin"));
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), policy);
    QCOMPARE(fixes.size(), std::size_t{1});
    const CompiledPolicy fixed(*fixes.front().policy);
    const auto headers =
        fixed.headersFor(fixed.answer({"GET", Page, std::nullopt, std::nullopt}), 500);
    QCOMPARE(headers.get("Access-Control-Allow-Origin"), std::optional<QByteArray>(Page));
}

void TestFixes::wildcardWithCredentials_namesTheOriginOrDropsThem()
{
    Policy policy = allowing({"*"});
    policy.credentials = true;
    Exchange exchange = begun();
    exchange.request.credentials = "include";
    answer(exchange, policy);
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::WildcardOriginNotAllowed, "*"), policy);
    QCOMPARE(fixes.size(), std::size_t{2});
    QCOMPARE(allowOriginAfter(fixes[0]), Page);
    QVERIFY(fixes[0].policy->credentials);
    QCOMPARE(fixes[1].where, Fix::Where::Request);
    QVERIFY(!fixes[1].request->credentials.has_value());
}

void TestFixes::credentialsMissing_areAllowedOrDropped()
{
    const Policy policy = allowing({Page});
    Exchange exchange = begun();
    exchange.request.credentials = "include";
    answer(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::InvalidAllowCredentials), policy);
    QCOMPARE(fixes.size(), std::size_t{2});
    QCOMPARE(
        said(CompiledPolicy(*fixes[0].policy).answer({"GET", Page, std::nullopt, std::nullopt}),
             "Access-Control-Allow-Credentials"),
        QByteArray("true"));
    QVERIFY(!fixes[1].request->credentials.has_value());
}

void TestFixes::methodMissing_isAllowed()
{
    Policy policy = allowing({Page});
    policy.methods = {"DELETE"};
    Exchange exchange = begun("PUT");
    preflight(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::MethodDisallowedByPreflightResponse,
                                         "PUT", CausePhase::Preflight),
                               policy);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(fixes[0].label, QStringLiteral("Allow the method PUT"));
    QCOMPARE(said(preflightAnswer(fixes[0], "PUT"), "Access-Control-Allow-Methods"),
             QByteArray("DELETE, PUT"));
}

void TestFixes::methodInLowerCase_isWrittenInUpperCaseFirst()
{
    Policy policy = allowing({Page});
    policy.methods = {"PATCH"};
    Exchange exchange = begun("patch");
    preflight(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::MethodDisallowedByPreflightResponse,
                                         "patch", CausePhase::Preflight),
                               policy);
    QVERIFY(!fixes.empty());
    QCOMPARE(fixes[0].label, QStringLiteral("Write the method as PATCH"));
    QCOMPARE(fixes[0].request->method, std::optional<QByteArray>("PATCH"));
}

void TestFixes::headerMissing_isAllowedTogetherWithTheOthers()
{
    const Policy policy = allowing({Page});
    Exchange exchange = begun("POST");
    exchange.request.headers = {{"Content-Type", "application/json"}, {"X-Trace", "1"}};
    preflight(exchange, policy, "content-type,x-trace");
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::HeaderDisallowedByPreflightResponse,
                                         "content-type", CausePhase::Preflight),
                               policy);
    QVERIFY(!fixes.empty());
    QCOMPARE(fixes[0].label, QStringLiteral("Allow the headers Content-Type, X-Trace"));
    QCOMPARE(said(preflightAnswer(fixes[0], "POST", "content-type,x-trace"),
                  "Access-Control-Allow-Headers"),
             QByteArray("Content-Type, X-Trace"));
}

void TestFixes::authorizationUnderWildcard_isListed()
{
    Policy policy = allowing({Page});
    policy.headers = {"*"};
    Exchange exchange = begun();
    exchange.request.headers = {{"Authorization", "Bearer x"}};
    preflight(exchange, policy, "authorization");
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::HeaderDisallowedByPreflightResponse,
                                         "authorization", CausePhase::Preflight),
                               policy);
    QCOMPARE(fixes[0].policy->headers, (QList<QByteArray>{"*", "Authorization"}));
}

void TestFixes::responseHeaderInRequest_isDeletedFirst()
{
    const Policy policy = allowing({Page});
    Exchange exchange = begun();
    exchange.request.headers = {{"Access-Control-Allow-Origin", "*"}};
    preflight(exchange, policy, "access-control-allow-origin");
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::HeaderDisallowedByPreflightResponse,
                                         "access-control-allow-origin", CausePhase::Preflight),
                               policy);
    QVERIFY(!fixes.empty());
    QCOMPARE(fixes[0].where, Fix::Where::Request);
    QVERIFY(!hasHeader(*fixes[0].request, "access-control-allow-origin"));
}

void TestFixes::preflightStatus_becomes204()
{
    Policy policy = allowing({Page});
    policy.preflightStatus = 405;
    Exchange exchange = begun("PUT");
    preflight(exchange, policy);
    const auto fixes = fixesOf(
        blockedBy(exchange, CauseCode::PreflightInvalidStatus, "405", CausePhase::Preflight),
        policy);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(preflightAnswer(fixes[0], "PUT").status, std::optional<int>(204));
}

void TestFixes::preflightThatGoesOn_isAnsweredByThePolicy()
{
    Policy policy = allowing({Page});
    policy.preflightContinue = true;
    Exchange exchange = begun("PUT");
    preflight(exchange, policy, {}, 401);
    const auto fixes = fixesOf(
        blockedBy(exchange, CauseCode::PreflightInvalidStatus, "401", CausePhase::Preflight),
        policy);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(preflightAnswer(fixes[0], "PUT").status, std::optional<int>(204));
}

void TestFixes::preflightRedirect_asksTheFinalAddress()
{
    Exchange exchange = begun("PUT");
    preflight(exchange, std::nullopt, {}, 301).responseHeaders.append("Location", "/items/");
    const auto fixes = fixesOf(
        blockedBy(exchange, CauseCode::PreflightDisallowedRedirect, "301", CausePhase::Preflight),
        std::nullopt);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(fixes[0].request->url, QStringLiteral("http://localhost:4000/items/"));
}

void TestFixes::badMethodList_isWrittenAnew()
{
    Policy policy = allowing({Page});
    policy.methods = {"\"PUT\"", "DELETE POST"};
    Exchange exchange = begun("PUT");
    preflight(exchange, policy);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::InvalidAllowMethodsPreflightResponse,
                                         "\"PUT\", DELETE POST", CausePhase::Preflight),
                               policy);
    QCOMPARE(said(preflightAnswer(fixes.at(0), "PUT"), "Access-Control-Allow-Methods"),
             QByteArray("PUT, DELETE, POST"));
}

void TestFixes::badHeaderList_isWrittenAnew()
{
    Policy policy = allowing({Page});
    policy.headers = {"X-Foo:"};
    Exchange exchange = begun();
    exchange.request.headers = {{"X-Foo", "1"}};
    preflight(exchange, policy, "x-foo");
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::InvalidAllowHeadersPreflightResponse,
                                         "X-Foo:", CausePhase::Preflight),
                               policy);
    QCOMPARE(said(preflightAnswer(fixes.at(0), "GET", "x-foo"), "Access-Control-Allow-Headers"),
             QByteArray("X-Foo"));
}

void TestFixes::rawHeaders_makeRoomForAPolicy()
{
    Policy policy;
    policy.raw = Policy::Raw{{}, {{"Access-Control-Allow-Origin", "*, *"}}};
    Exchange exchange = begun("PUT");
    exchange.request.headers = {{"X-Foo", "1"}};
    preflight(exchange, policy, "x-foo");
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader, {}, CausePhase::Preflight),
                policy);
    QVERIFY(!fixes.empty());
    QVERIFY(!fixes[0].policy->raw.has_value());
    const PolicyAnswer after = preflightAnswer(fixes[0], "PUT", "x-foo");
    QCOMPARE(said(after, "Access-Control-Allow-Origin"), Page);
    QCOMPARE(said(after, "Access-Control-Allow-Methods"), QByteArray("PUT"));
    QCOMPARE(said(after, "Access-Control-Allow-Headers"), QByteArray("X-Foo"));
    QCOMPARE(after.status, std::optional<int>(204));
}

void TestFixes::ownServerWithoutPolicy_getsOne()
{
    Exchange exchange = begun();
    answer(exchange, std::nullopt);
    exchange.served.push_back({});
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), std::nullopt);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(allowOriginAfter(fixes[0]), Page);
}

void TestFixes::foreignServer_getsNoPolicy()
{
    Exchange exchange = begun();
    answer(exchange, std::nullopt);
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::MissingAllowOriginHeader), std::nullopt);
    QVERIFY(fixes.empty());
}

void TestFixes::redirectWithCredentials_asksWithoutThem()
{
    Exchange exchange = begun();
    answer(exchange, std::nullopt, 302);
    const auto fixes = fixesOf(blockedBy(exchange, CauseCode::RedirectContainsCredentials,
                                         "http://u:p@localhost:4000/there", CausePhase::Redirect),
                               std::nullopt);
    QCOMPARE(fixes.at(0).request->url, QStringLiteral("http://localhost:4000/there"));
}

void TestFixes::taintedOrigin_asksTheLastAddress()
{
    Exchange exchange = begun();
    Message &message = answer(exchange, std::nullopt);
    message.kind = MessageKind::Redirected;
    message.url = "http://localhost:4001/there";
    message.requestHeaders.set("Origin", "null");
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::AllowOriginMismatch, Page), std::nullopt);
    QCOMPARE(fixes.at(0).request->url, QStringLiteral("http://localhost:4001/there"));
}

void TestFixes::modes_areLoosened()
{
    Exchange exchange = begun();
    exchange.request.mode = "same-origin";
    auto fixes = fixesOf(blockedBy(exchange, CauseCode::SameOriginMode, Address, CausePhase::Call),
                         std::nullopt);
    QCOMPARE(fixes.at(0).request->mode, std::optional<QByteArray>("cors"));

    exchange.request.mode = "no-cors";
    exchange.request.redirect = "manual";
    fixes = fixesOf(blockedBy(exchange, CauseCode::NoCorsRedirectMode, "manual", CausePhase::Call),
                    std::nullopt);
    QVERIFY(!fixes.at(0).request->redirect.has_value());

    exchange.request.redirect = "error";
    fixes = fixesOf(blockedBy(exchange, CauseCode::RedirectMode, "/x", CausePhase::Redirect),
                    std::nullopt);
    QVERIFY(!fixes.at(0).request->redirect.has_value());
}

void TestFixes::callThatThrew_isMended()
{
    Exchange exchange = begun();
    exchange.request.url = QStringLiteral("http://u:p@localhost:4000/");
    exchange.steps.push_back({StepId::RequestUrlCredentials, StepOutcome::Fail, {}, "u:p"});
    blockedBy(exchange, CauseCode::ThrewTypeError, {}, CausePhase::Call);
    QCOMPARE(fixesOf(exchange, std::nullopt).at(0).request->url,
             QStringLiteral("http://localhost:4000/"));

    exchange.request = begun().request;
    exchange.request.body = ScriptBody{};
    exchange.steps = {{StepId::RequestBody, StepOutcome::Fail, {}, "GET"}};
    const auto fixes = fixesOf(exchange, std::nullopt);
    QCOMPARE(fixes.at(0).request->method, std::optional<QByteArray>("POST"));
    QVERIFY(!fixes.at(1).request->body.has_value());
}

void TestFixes::noCors_becomesCors()
{
    Exchange exchange = begun();
    exchange.request.mode = "no-cors";
    exchange.verdict = Verdict::Opaque;
    answer(exchange, std::nullopt);
    QCOMPARE(fixesOf(exchange, std::nullopt).at(0).request->mode,
             std::optional<QByteArray>("cors"));
}

void TestFixes::hiddenHeader_isExposed()
{
    const Policy policy = allowing({Page});
    Exchange exchange = begun();
    exchange.verdict = Verdict::Allowed;
    answer(exchange, policy).responseHeaders.append("X-Total", "3");
    exchange.outcome.type = "cors";
    exchange.outcome.headers = std::vector<Header>{{"content-type", "text/plain"}};
    const auto fixes = fixesOf(exchange, policy);
    QCOMPARE(fixes.size(), std::size_t{1});
    QCOMPARE(
        said(CompiledPolicy(*fixes[0].policy).answer({"GET", Page, std::nullopt, std::nullopt}),
             "Access-Control-Expose-Headers"),
        QByteArray("X-Total"));
}

void TestFixes::resourcePolicy_isOpened()
{
    Policy policy = allowing({Page});
    policy.resourcePolicy = "same-origin";
    Exchange exchange = begun();
    exchange.request.mode = "no-cors";
    answer(exchange, policy);
    const auto fixes =
        fixesOf(blockedBy(exchange, CauseCode::ResourcePolicy, "same-origin"), policy);
    QCOMPARE(fixes.at(0).policy->resourcePolicy, std::optional<QByteArray>("cross-origin"));
    QCOMPARE(fixes.at(1).request->mode, std::optional<QByteArray>("cors"));
}

void TestFixes::everyCause_givesOnlyFixesThatChangeSomething()
{
    Policy policy = allowing({"http://localhost:9999"});
    policy.preflightStatus = 500;
    for (int code = 0; code <= int(CauseCode::ThrewSyntaxError); ++code) {
        Exchange exchange = begun("PUT");
        exchange.request.credentials = "include";
        preflight(exchange, policy, "x-foo");
        blockedBy(exchange, CauseCode(code), "x-foo", CausePhase::Preflight);
        for (const Fix &fix : fixesOf(exchange, policy)) {
            QVERIFY(!fix.label.isEmpty());
            QVERIFY(fix.label.front().isUpper());
            QVERIFY2(!fix.label.contains(u'%'), qPrintable(fix.label));
            QCOMPARE(fix.policy.has_value(), fix.where == Fix::Where::Policy);
            QCOMPARE(fix.request.has_value(), fix.where == Fix::Where::Request);
            QVERIFY2(fix.policy != policy && fix.request != exchange.request,
                     qPrintable(fix.label));
        }
    }
}

QTEST_GUILESS_MAIN(TestFixes)
#include "tst_fixes.moc"
