// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/expectation.h"

#include "core/laboratory/replaytransport.h"
#include "core/record/observedexchanges.h"

#include <QCoroTask>
#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(corslab::BrowserName)

namespace {

const QByteArray Page = QByteArrayLiteral("http://localhost:3000");

ServedRequest served(const QByteArray &method, const HeaderList &requestHeaders,
                     const HeaderList &responseHeaders, int status = 200)
{
    ServedRequest request;
    request.server = QStringLiteral("api");
    request.origin = "http://localhost:4000";
    request.method = method;
    request.target = "/x";
    request.received = QDateTime(QDate(2026, 7, 2), QTime(12, 0), Qt::UTC);
    request.requestHeaders = requestHeaders;
    request.responseHeaders = responseHeaders;
    request.status = status;
    return request;
}

HeaderList plus(HeaderList headers, std::initializer_list<Header> more)
{
    for (const Header &header : more)
        headers.append(header.name, header.value);
    return headers;
}

ServedRequest preflight(const QByteArray &method, const QByteArray &names,
                        const HeaderList &responseHeaders, int status = 204)
{
    HeaderList headers{{"Origin", Page}, {"Access-Control-Request-Method", method}};
    if (!names.isEmpty())
        headers.append("Access-Control-Request-Headers", names);
    ServedRequest request = served("OPTIONS", headers, responseHeaders, status);
    request.preflight = true;
    return request;
}

QByteArray causeOf(const Exchange &exchange)
{
    return exchange.cause ? causeName(exchange.cause->code) : QByteArray();
}

} // namespace

class TestExpectation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void request_isJudged_data();
    void request_isJudged();
    void preflight_isHeldOrRefused_data();
    void preflight_isHeldOrRefused();
    void pair_isJudged_data();
    void pair_isJudged();
    void replay_endsWhereTheObservationDoes();
};

void TestExpectation::request_isJudged_data()
{
    QTest::addColumn<ServedRequest>("request");
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QByteArray>("cause");
    const auto row = [](const char *clause, const ServedRequest &request, Verdict verdict,
                        const QByteArray &cause = {}) {
        QTest::newRow(clause) << request << static_cast<int>(verdict) << cause;
    };
    const HeaderList cors{{"Origin", Page}, {"Sec-Fetch-Mode", "cors"}};
    const HeaderList allowed{{"Access-Control-Allow-Origin", Page}};
    row("allowed", served("GET", cors, allowed), Verdict::Allowed);
    row("404 that is allowed", served("GET", cors, allowed, 404), Verdict::Allowed);
    row("not allowed", served("GET", cors, {}), Verdict::Blocked, "MissingAllowOriginHeader");
    row("another origin",
        served("GET", cors, {{"Access-Control-Allow-Origin", "http://localhost:3001"}}),
        Verdict::Blocked, "AllowOriginMismatch");
    row("POST with a safe type",
        served("POST", plus(cors, {{"Content-Type", "text/plain"}, {"Content-Length", "3"}}),
               allowed),
        Verdict::Allowed);
    row("with a cookie, wildcard",
        served("GET", plus(cors, {{"Cookie", "a=1"}}), {{"Access-Control-Allow-Origin", "*"}}),
        Verdict::Blocked, "WildcardOriginNotAllowed");
    row("without a cookie, wildcard", served("GET", cors, {{"Access-Control-Allow-Origin", "*"}}),
        Verdict::Allowed);
    row("no-cors", served("GET", {{"Referer", Page + '/'}, {"Sec-Fetch-Mode", "no-cors"}}, {}),
        Verdict::Opaque);
    row("a navigation", served("GET", {{"Sec-Fetch-Mode", "navigate"}}, {}), Verdict::Allowed);
    row("a form that is sent",
        served("POST", {{"Origin", Page}, {"Sec-Fetch-Mode", "navigate"}}, {}), Verdict::Allowed);
    row("no page at all", served("GET", {{"User-Agent", "curl/8"}}, {}), Verdict::Allowed);
    row("an opaque origin", served("GET", {{"Origin", "null"}}, allowed), Verdict::Blocked,
        "AllowOriginMismatch");
    row("an opaque origin, allowed",
        served("GET", {{"Origin", "null"}}, {{"Access-Control-Allow-Origin", "null"}}),
        Verdict::Allowed);
    row("an Origin that is none", served("GET", {{"Origin", "nonsense"}}, {}), Verdict::Blocked,
        "MissingAllowOriginHeader");
    ServedRequest own = served("GET", {{"Referer", "http://localhost:4000/page"}}, {});
    row("the page's own server", own, Verdict::Allowed);
    row("no answer", served("GET", cors, {}, 0), Verdict::Failed, "ConnectionClosed");
}

void TestExpectation::request_isJudged()
{
    QFETCH(ServedRequest, request);
    Exchange exchange = ObservedExchanges::alone(request);
    QVERIFY(judgeObserved(exchange, {}));
    QTEST(causeOf(exchange), "cause");
    QTEST(static_cast<int>(exchange.verdict), "verdict");
    // Judging adds decisions and no messages.
    QCOMPARE(exchange.messages.size(), std::size_t(1));
    const bool cors = request.requestHeaders.contains("Origin") &&
                      !request.requestHeaders.contains("Referer") &&
                      request.requestHeaders.get("Sec-Fetch-Mode") != QByteArray("navigate");
    if (cors)
        QVERIFY(!exchange.steps.empty());
}

void TestExpectation::preflight_isHeldOrRefused_data()
{
    QTest::addColumn<ServedRequest>("request");
    QTest::addColumn<QByteArray>("cause"); ///< empty: its request is still to come
    const auto row = [](const char *clause, const ServedRequest &request,
                        const QByteArray &cause = {}) {
        QTest::newRow(clause) << request << cause;
    };
    const HeaderList good{{"Access-Control-Allow-Origin", Page},
                          {"Access-Control-Allow-Methods", "PUT"},
                          {"Access-Control-Allow-Headers", "x-a, content-type"}};
    row("method", preflight("PUT", {}, good));
    row("method and headers", preflight("PUT", "content-type,x-a", good));
    row("a safelisted name whose value asked", preflight("POST", "content-type", good));
    row("not allowed", preflight("PUT", {}, {}), "MissingAllowOriginHeader");
    row("status", preflight("PUT", {}, good, 404), "PreflightInvalidStatus");
    row("another method", preflight("DELETE", {}, good), "MethodDisallowedByPreflightResponse");
    row("another header", preflight("PUT", "x-b", good), "HeaderDisallowedByPreflightResponse");
    row("redirect", preflight("PUT", {}, plus(good, {{"Location", "/"}}), 302),
        "PreflightDisallowedRedirect");
    row("no answer", preflight("PUT", {}, {}, 0), "ConnectionClosed");
}

void TestExpectation::preflight_isHeldOrRefused()
{
    QFETCH(ServedRequest, request);
    QFETCH(QByteArray, cause);
    Exchange exchange = ObservedExchanges::alone(request);
    const bool decided = judgeObserved(exchange, {});
    QCOMPARE(decided, !cause.isEmpty());
    if (!decided)
        return;
    QCOMPARE(causeOf(exchange), cause);
    QCOMPARE(exchange.cause->phase, CausePhase::Preflight);
    QCOMPARE(exchange.verdict, cause == "ConnectionClosed" ? Verdict::Failed : Verdict::Blocked);
}

void TestExpectation::pair_isJudged_data()
{
    QTest::addColumn<HeaderList>("answer"); ///< to the actual request
    QTest::addColumn<QByteArray>("names");
    QTest::addColumn<HeaderList>("sent");
    QTest::addColumn<BrowserName>("browser");
    QTest::addColumn<QByteArray>("cause");
    const HeaderList json{{"Content-Type", "application/json"}, {"X-A", "1"}};
    const HeaderList allowed{{"Access-Control-Allow-Origin", Page}};
    const QByteArray names = "content-type,x-a";
    QTest::newRow("allowed") << allowed << names << json << BrowserName::Standard << QByteArray();
    QTest::newRow("the second answer is not")
        << HeaderList{} << names << json << BrowserName::Standard
        << QByteArray("MissingAllowOriginHeader");
    const HeaderList secret{{"Authorization", "Bearer x"}};
    QTest::newRow("Authorization under a wildcard, as Chromium does")
        << allowed << QByteArray("authorization") << secret << BrowserName::Chromium
        << QByteArray();
}

void TestExpectation::pair_isJudged()
{
    QFETCH(HeaderList, answer);
    QFETCH(QByteArray, names);
    QFETCH(HeaderList, sent);
    QFETCH(BrowserName, browser);
    QFETCH(QByteArray, cause);
    ObservedExchanges observed;
    observed.hold(preflight("POST", names,
                            {{"Access-Control-Allow-Origin", Page},
                             {"Access-Control-Allow-Headers", "*"},
                             {"Access-Control-Max-Age", "60"}}));
    HeaderList headers{{"Origin", Page}};
    for (const Header &header : sent)
        headers.append(header.name, header.value);
    ServedRequest post = served("POST", headers, answer);
    post.requestBody = "{}";
    Exchange exchange = observed.complete(post);
    QVERIFY(judgeObserved(exchange, browserProfile(browser)));
    QCOMPARE(causeOf(exchange), cause);
    QCOMPARE(exchange.verdict, cause.isEmpty() ? Verdict::Allowed : Verdict::Blocked);
    // The headers that the preflight asked about are the script's.
    QCOMPARE(exchange.request.headers.size(), sent.size());
    QCOMPARE(exchange.request.headers.front().value, sent.begin()->value);
    QCOMPARE(exchange.messages.size(), std::size_t(2));
}

void TestExpectation::replay_endsWhereTheObservationDoes()
{
    Message message;
    message.status = 201;
    message.responseBody = "abc";
    ReplayTransport transport({message});
    const TransportRequest request;
    const TransportResult first = QCoro::waitFor(transport.send(request, {}));
    QVERIFY(first);
    QCOMPARE(first->status, 201);
    QCOMPARE(first->body, "abc");
    QVERIFY(!transport.ranOut());
    const TransportResult second = QCoro::waitFor(transport.send(request, {}));
    QVERIFY(!second);
    QCOMPARE(second.error().cause.code, CauseCode::ConnectionClosed);
    QVERIFY(transport.ranOut());
}

QTEST_GUILESS_MAIN(TestExpectation)
#include "tst_expectation.moc"
