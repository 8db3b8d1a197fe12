// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/endpointanswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace corslab;

namespace {

const QByteArray page = "http://localhost:3000";

Endpoint at(std::optional<QByteArray> method, std::optional<QByteArray> path,
            QByteArray body = "ok")
{
    Endpoint endpoint;
    endpoint.method = std::move(method);
    endpoint.path = std::move(path);
    endpoint.body = std::move(body);
    return endpoint;
}

EndpointRequest ask(QByteArray method, QByteArray target, HeaderList headers = {})
{
    return {std::move(method), std::move(target), std::move(headers), {}};
}

Policy listed()
{
    Policy policy;
    policy.origins = {{page, false, false}};
    policy.methods = {"PUT"};
    return policy;
}

HeaderList preflightHeaders(const QByteArray &origin = page)
{
    return {{"Origin", origin}, {"Access-Control-Request-Method", "PUT"}};
}

EndpointAnswer answerOf(const QList<Endpoint> &endpoints, const EndpointRequest &request,
                        std::optional<Policy> policy = {})
{
    ServerConfig config;
    config.endpoints = endpoints;
    config.policy = std::move(policy);
    return answerRequest(request, CompiledServer(config));
}

} // namespace

class TestEndpointAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void target_hasAPath_data();
    void target_hasAPath();
    void endpoints_firstThatMatchesServes_data();
    void endpoints_firstThatMatchesServes();
    void times_leaveTheNextOne();
    void headers_areSentAsTheyStand();
    void headerThatCouldSplit_isLeftOut();
    void framing_followsTheStatus_data();
    void framing_followsTheStatus();
    void connectionClose_isHonoured();
    void echo_tellsWhatArrived();
    void redirect_hasALocation();
    void requireOrigin_data();
    void requireOrigin();
    void delayAndDrop_areHandedOn();
    void policy_answersPreflights();
    void policy_comesBeforeTheEndpointsHeaders();
    void policy_coversTheMissingEndpoint();
    void refusal_doesNotReachTheEndpoint();
    void preflightContinue_reachesTheEndpoint();
    void rawCors_standsOutsideThePolicy();
    void onErrors_looksAtTheEndpointsStatus();
    void noPolicy_saysNothing();
};

void TestEndpointAnswer::target_hasAPath_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("plain") << QByteArray("/a/b") << QByteArray("/a/b");
    QTest::newRow("query") << QByteArray("/a?b=/c") << QByteArray("/a");
    QTest::newRow("fragment") << QByteArray("/a#b?c") << QByteArray("/a");
    QTest::newRow("URL in the query") << QByteArray("/a?http://x/y") << QByteArray("/a");
    QTest::newRow("absolute form") << QByteArray("http://x:1/a?b") << QByteArray("/a");
    QTest::newRow("absolute form, no path") << QByteArray("http://x:1") << QByteArray("/");
    QTest::newRow("asterisk form") << QByteArray("*") << QByteArray("*");
    QTest::newRow("two slashes") << QByteArray("//a://b") << QByteArray("//a://b");
}

void TestEndpointAnswer::target_hasAPath()
{
    QFETCH(QByteArray, target);
    QTEST(pathOf(target), "path");
}

void TestEndpointAnswer::endpoints_firstThatMatchesServes_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, QByteArray method, QByteArray target, QByteArray body) {
        QTest::newRow(name) << std::move(method) << std::move(target) << std::move(body);
    };
    row("method and path", "GET", "/a", "get a");
    row("query", "GET", "/a?x", "get a");
    row("no method in the match", "PUT", "/a", "any a");
    row("prefix", "GET", "/files/x/y", "files");
    row("no path in the match", "CHICKEN", "/zzz", "chicken");
    row("method's case", "chicken", "/a", "any a");
    row("nothing", "GET", "/zzz", "Nothing here answers GET /zzz.\n");
}

void TestEndpointAnswer::endpoints_firstThatMatchesServes()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    const QList<Endpoint> endpoints{at("GET", "/a", "get a"), at({}, "/a", "any a"),
                                    at("GET", "/files/*", "files"), at("GET", "/files/x", "late"),
                                    at("CHICKEN", {}, "chicken")};
    const EndpointAnswer answer = answerOf(endpoints, ask(method, target));
    QTEST(answer.body, "body");
    QCOMPARE(answer.status, answer.body.startsWith("Nothing") ? 404 : 200);
}

void TestEndpointAnswer::times_leaveTheNextOne()
{
    ServerConfig config;
    config.endpoints = {at("GET", "/a", "first"), at("GET", "/a", "then")};
    config.endpoints[0].times = 2;
    const CompiledServer server(config);
    QByteArrayList bodies;
    for (int i = 0; i < 4; ++i)
        bodies.append(answerRequest(ask("GET", "/a"), server).body);
    QCOMPARE(bodies, QByteArrayList({"first", "first", "then", "then"}));
}

void TestEndpointAnswer::headers_areSentAsTheyStand()
{
    Endpoint endpoint = at("GET", "/a");
    endpoint.headers = {{"x-B", "1"}, {"X-a", " 2 "}, {"x-B", "3"}};
    const HeaderList headers{{"x-B", "1"}, {"X-a", " 2 "}, {"x-B", "3"}, {"Content-Length", "2"}};
    QCOMPARE(answerOf({endpoint}, ask("GET", "/a")).headers, headers);
}

void TestEndpointAnswer::headerThatCouldSplit_isLeftOut()
{
    Endpoint endpoint = at("GET", "/a");
    endpoint.headers = {
        {"A", "b\r\nSet-Cookie: c"}, {"A\nB", "c"}, {"", "d"}, {"E", QByteArray("\0", 1)}};
    endpoint.redirect = EndpointRedirect{302, "/x\nSet-Cookie: c"};
    QCOMPARE(answerOf({endpoint}, ask("GET", "/a")).headers, HeaderList({{"Content-Length", "2"}}));
}

void TestEndpointAnswer::framing_followsTheStatus_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::vector<Header>>("own");
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("close");
    const auto row = [](const char *name, QByteArray method, int status, std::vector<Header> own,
                        HeaderList headers, QByteArray body, bool close) {
        QTest::newRow(name) << std::move(method) << status << std::move(own) << std::move(headers)
                            << std::move(body) << close;
    };
    row("200", "GET", 200, {}, {{"Content-Length", "2"}}, "ok", false);
    row("HEAD has the length and no body", "HEAD", 200, {}, {{"Content-Length", "2"}}, "", false);
    row("204", "GET", 204, {}, {}, "", false);
    row("304", "GET", 304, {}, {}, "", false);
    row("404", "GET", 404, {}, {{"Content-Length", "2"}}, "ok", false);
    row("unknown status", "GET", 299, {}, {{"Content-Length", "2"}}, "ok", false);
    row("own length, right", "GET", 200, {{"content-length", "2"}}, {{"content-length", "2"}}, "ok",
        false);
    row("own length, too long", "GET", 200, {{"Content-Length", "9"}}, {{"Content-Length", "9"}},
        "ok", true);
    row("own coding", "GET", 200, {{"Transfer-Encoding", "chunked"}},
        {{"Transfer-Encoding", "chunked"}}, "ok", true);
    row("own close", "GET", 200, {{"Connection", "Close"}},
        {{"Connection", "Close"}, {"Content-Length", "2"}}, "ok", true);
}

void TestEndpointAnswer::framing_followsTheStatus()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(std::vector<Header>, own);
    Endpoint endpoint = at("GET", "/a");
    endpoint.status = status;
    endpoint.headers = own;
    const EndpointAnswer answer = answerOf({endpoint}, ask(method, "/a"));
    QCOMPARE(answer.status, status);
    QTEST(answer.headers, "headers");
    QTEST(answer.body, "body");
    QTEST(answer.close, "close");
    QCOMPARE(answer.reason.isEmpty(), status == 299);
}

void TestEndpointAnswer::connectionClose_isHonoured()
{
    const EndpointAnswer answer =
        answerOf({at("GET", "/a")}, ask("GET", "/a", {{"Connection", "x, CLOSE"}}));
    QVERIFY(answer.close);
    QCOMPARE(answer.headers, HeaderList({{"Content-Length", "2"}, {"Connection", "close"}}));
    QVERIFY(!answerOf({at("GET", "/a")}, ask("GET", "/a", {{"Connection", "keep-alive"}})).close);
}

void TestEndpointAnswer::echo_tellsWhatArrived()
{
    Endpoint endpoint = at("POST", "/custom-header");
    endpoint.echo = true;
    endpoint.status = 500;
    EndpointRequest request =
        ask("POST", "/custom-header?a=%20", {{"Custom-Header", "customValue"}, {"x-b", "\xff"}});
    request.body = "{\"foo\":\"b\xc3\xa4r\"}";
    EndpointAnswer answer = answerOf({endpoint}, request);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.get("Content-Type"), std::optional<QByteArray>("application/json"));
    const QJsonObject echo = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(echo[u"method"].toString(), u"POST"_qs);
    QCOMPARE(echo[u"path"].toString(), u"/custom-header?a=%20"_qs);
    QCOMPARE(echo[u"body"].toString(), u"{\"foo\":\"b\u00e4r\"}"_qs);
    const QJsonArray headers{QJsonArray{u"Custom-Header"_qs, u"customValue"_qs},
                             QJsonArray{u"x-b"_qs, u"\u00ff"_qs}};
    QCOMPARE(echo[u"headers"].toArray(), headers);

    request.body = "\xff\x00";
    endpoint.headers = {{"content-type", "text/plain"}};
    answer = answerOf({endpoint}, request);
    QCOMPARE(QJsonDocument::fromJson(answer.body).object()[u"body"].toString(), u"\u00ff"_qs);
    QCOMPARE(answer.headers.get("Content-Type"), std::optional<QByteArray>("text/plain"));
}

void TestEndpointAnswer::redirect_hasALocation()
{
    Endpoint endpoint = at("GET", "/a", "");
    endpoint.redirect = EndpointRedirect{307, "http://localhost:1/b"};
    const EndpointAnswer answer = answerOf({endpoint}, ask("GET", "/a"));
    QCOMPARE(answer.status, 307);
    QCOMPARE(answer.reason, QByteArray("Temporary Redirect"));
    QCOMPARE(answer.headers,
             HeaderList({{"Location", "http://localhost:1/b"}, {"Content-Length", "0"}}));
}

void TestEndpointAnswer::requireOrigin_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<int>("status");
    QTest::newRow("Origin in the list") << HeaderList{{"Origin", page}} << 200;
    QTest::newRow("Origin not in it") << HeaderList{{"Origin", "http://evil.test"}} << 403;
    QTest::newRow("Referer in the list") << HeaderList{{"Referer", page + "/p?q"}} << 200;
    QTest::newRow("Referer not in it") << HeaderList{{"Referer", page + ".evil.test/"}} << 403;
    QTest::newRow("Referer is no URL") << HeaderList{{"Referer", "nonsense"}} << 403;
    QTest::newRow("Origin counts before Referer")
        << HeaderList{{"Referer", page + "/"}, {"Origin", "null"}} << 403;
    QTest::newRow("neither") << HeaderList{} << 403;
}

void TestEndpointAnswer::requireOrigin()
{
    QFETCH(HeaderList, headers);
    QFETCH(int, status);
    Endpoint endpoint = at("GET", "/a", "secret");
    endpoint.requireOrigin = QList<QByteArray>{page};
    endpoint.headers = {{"X-Secret", "1"}};
    const EndpointAnswer answer = answerOf({endpoint}, ask("GET", "/a", headers), listed());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body == "secret", status == 200);
    QCOMPARE(answer.headers.contains("X-Secret"), status == 200);
    QVERIFY(answer.headers.contains("Vary"));
}

void TestEndpointAnswer::delayAndDrop_areHandedOn()
{
    Endpoint endpoint = at("GET", "/a");
    endpoint.delay = std::chrono::milliseconds(250);
    endpoint.drop = true;
    const EndpointAnswer answer = answerOf({endpoint}, ask("GET", "/a"));
    QCOMPARE(answer.delay, std::chrono::milliseconds(250));
    QVERIFY(answer.drop);
}

void TestEndpointAnswer::policy_answersPreflights()
{
    // The endpoint would serve OPTIONS too, but a preflight is the policy's.
    const EndpointAnswer answer =
        answerOf({at({}, "/a")}, ask("OPTIONS", "/a", preflightHeaders()), listed());
    QVERIFY(answer.preflight);
    QCOMPARE(answer.originAllowed, std::optional(true));
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.headers, HeaderList({{"Access-Control-Allow-Origin", page},
                                         {"Vary", "Origin"},
                                         {"Access-Control-Allow-Methods", "PUT"}}));
    QVERIFY(answer.body.isEmpty());
    // Even where no endpoint is.
    QCOMPARE(answerOf({}, ask("OPTIONS", "/a", preflightHeaders()), listed()).status, 204);
}

void TestEndpointAnswer::policy_comesBeforeTheEndpointsHeaders()
{
    Endpoint endpoint = at("GET", "/a");
    endpoint.headers = {{"Vary", "Accept"}, {"Access-Control-Allow-Origin", "*"}};
    const EndpointAnswer answer =
        answerOf({endpoint}, ask("GET", "/a", {{"Origin", page}}), listed());
    QCOMPARE(answer.headers, HeaderList({{"Access-Control-Allow-Origin", page},
                                         {"Vary", "Origin"},
                                         {"Vary", "Accept"},
                                         {"Access-Control-Allow-Origin", "*"},
                                         {"Content-Length", "2"}}));
    QCOMPARE(answer.originAllowed, std::optional(true));
    QVERIFY(!answer.preflight);
}

void TestEndpointAnswer::policy_coversTheMissingEndpoint()
{
    const EndpointAnswer answer = answerOf({}, ask("GET", "/a", {{"Origin", page}}), listed());
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.headers.get("Access-Control-Allow-Origin"), std::optional(page));
    QCOMPARE(answer.headers.get("Content-Type"),
             std::optional<QByteArray>("text/plain; charset=utf-8"));
}

void TestEndpointAnswer::refusal_doesNotReachTheEndpoint()
{
    Policy policy = listed();
    policy.refused = Policy::Refused::Forbidden;
    ServerConfig config;
    config.policy = policy;
    config.endpoints = {at("GET", "/a")};
    config.endpoints[0].times = 1;
    const CompiledServer server(config);
    const EndpointAnswer refused =
        answerRequest(ask("GET", "/a", {{"Origin", "http://evil.test"}}), server);
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.originAllowed, std::optional(false));
    QCOMPARE(answerRequest(ask("GET", "/a"), server).status, 200);
}

void TestEndpointAnswer::preflightContinue_reachesTheEndpoint()
{
    Policy policy = listed();
    policy.preflightContinue = true;
    Endpoint endpoint = at("OPTIONS", "/a", "options");
    endpoint.status = 200;
    const EndpointRequest request = ask("OPTIONS", "/a", preflightHeaders());
    const EndpointAnswer answer = answerOf({endpoint}, request, policy);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("options"));
    QCOMPARE(answer.headers.get("Access-Control-Allow-Methods"), std::optional<QByteArray>("PUT"));
    QCOMPARE(answerOf({}, request, policy).status, 404);
}

void TestEndpointAnswer::rawCors_standsOutsideThePolicy()
{
    Policy policy = listed();
    policy.refused = Policy::Refused::Forbidden;
    Endpoint endpoint = at({}, "/a");
    endpoint.rawCors = true;
    const EndpointAnswer actual =
        answerOf({endpoint}, ask("PUT", "/a", {{"Origin", "http://evil.test"}}), policy);
    QCOMPARE(actual.status, 200);
    QCOMPARE(actual.headers, HeaderList({{"Content-Length", "2"}}));
    QVERIFY(!actual.originAllowed.has_value());
    // Preflights stay the policy's, unless the endpoint names their method.
    const EndpointRequest preflight = ask("OPTIONS", "/a", preflightHeaders());
    QCOMPARE(answerOf({endpoint}, preflight, policy).status, 204);
    endpoint.method = "OPTIONS";
    QCOMPARE(answerOf({endpoint}, preflight, policy).status, 200);
}

void TestEndpointAnswer::onErrors_looksAtTheEndpointsStatus()
{
    Policy policy = listed();
    policy.onErrors = false;
    Endpoint endpoint = at("GET", "/a");
    const EndpointRequest request = ask("GET", "/a", {{"Origin", page}});
    QVERIFY(answerOf({endpoint}, request, policy).headers.contains("Access-Control-Allow-Origin"));
    endpoint.status = 500;
    QVERIFY(!answerOf({endpoint}, request, policy).headers.contains("Access-Control-Allow-Origin"));
    QVERIFY(!answerOf({}, request, policy).headers.contains("Access-Control-Allow-Origin"));
}

void TestEndpointAnswer::noPolicy_saysNothing()
{
    const EndpointAnswer answer = answerOf({at("GET", "/a")}, ask("GET", "/a", {{"Origin", page}}));
    QCOMPARE(answer.headers, HeaderList({{"Content-Length", "2"}}));
    QVERIFY(!answer.originAllowed.has_value());
    QCOMPARE(answerOf({}, ask("OPTIONS", "/a", preflightHeaders())).status, 404);
}

QTEST_GUILESS_MAIN(TestEndpointAnswer)
#include "tst_endpointanswer.moc"
