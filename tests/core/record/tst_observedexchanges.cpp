// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/observedexchanges.h"

#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(corslab::HeaderList)

namespace {

const QDateTime Begin(QDate(2026, 7, 2), QTime(12, 0), Qt::UTC);
const QByteArray Firefox =
    QByteArrayLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0");

ServedRequest served(const QByteArray &method, qint64 milliseconds = 0)
{
    ServedRequest request;
    request.server = u"api"_s;
    request.origin = "http://localhost:4000";
    request.peerPort = 5555;
    request.received = Begin.addMSecs(milliseconds);
    request.duration = 2.5;
    request.method = method;
    request.target = "/x?y";
    request.status = 200;
    request.reason = "OK";
    request.requestHeaders = {{"Origin", "http://localhost:3000"},
                              {"User-Agent", Firefox},
                              {"Referer", "http://localhost:3000/page"},
                              {"Sec-Fetch-Mode", "cors"}};
    return request;
}

ServedRequest preflight(const QByteArray &method, qint64 milliseconds = 0)
{
    ServedRequest request = served("OPTIONS", milliseconds);
    request.preflight = true;
    request.status = 204;
    request.requestHeaders.append("Access-Control-Request-Method", method);
    return request;
}

} // namespace

class TestObservedExchanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preflightAndRequest_becomeOne();
    void request_doesNotTakeAnothersPreflight_data();
    void request_doesNotTakeAnothersPreflight();
    void twoAlike_areTakenInTurn();
    void preflightWithoutRequest_expires();
    void floodOfPreflights_isBounded();
    void call_isToldAsFarAsItCanBe();
    void browser_isNamed_data();
    void browser_isNamed();
};

void TestObservedExchanges::preflightAndRequest_becomeOne()
{
    ObservedExchanges observed;
    QVERIFY(!observed.isWaiting());
    observed.hold(preflight("PUT", 0));
    QVERIFY(observed.isWaiting());
    ServedRequest put = served("PUT", 40);
    put.requestBody = "abc";
    put.responseBody = "answer";
    put.responseHeaders = {{"X-A", "1"}};
    const Exchange exchange = observed.complete(put);
    QVERIFY(!observed.isWaiting());

    QCOMPARE(exchange.source, ExchangeSource::RealBrowser);
    QCOMPARE(exchange.browser, "Firefox 153");
    QCOMPARE(exchange.begun, Begin);
    QCOMPARE(exchange.pageOrigin, "http://localhost:3000");
    QCOMPARE(exchange.pageUrl, "http://localhost:3000/page");
    QCOMPARE(exchange.url, "http://localhost:4000/x?y");
    QVERIFY(exchange.finished && exchange.hasPreflight());
    QCOMPARE(exchange.duration, 42.5);
    QCOMPARE(exchange.served.size(), std::size_t(2));

    QCOMPARE(exchange.messages.size(), std::size_t(2));
    QCOMPARE(exchange.messages[0].kind, MessageKind::Preflight);
    QCOMPARE(exchange.messages[0].method, "OPTIONS");
    QCOMPARE(exchange.messages[0].start, 0.0);
    QCOMPARE(exchange.messages[0].timing.end, 2.5);
    const Message &actual = exchange.messages[1];
    QCOMPARE(actual.kind, MessageKind::Actual);
    QCOMPARE(actual.start, 40.0);
    QCOMPARE(actual.timing.end, 42.5);
    QCOMPARE(actual.method, "PUT");
    QCOMPARE(actual.url, "http://localhost:4000/x?y");
    QCOMPARE(actual.requestHeaders, put.requestHeaders);
    QCOMPARE(actual.requestBody, "abc");
    QCOMPARE(actual.status, 200);
    QCOMPARE(actual.reason, "OK");
    QCOMPARE(actual.responseHeaders, put.responseHeaders);
    QCOMPARE(actual.responseBody, "answer");
    QCOMPARE(actual.localPort, quint16(5555));
}

void TestObservedExchanges::request_doesNotTakeAnothersPreflight_data()
{
    QTest::addColumn<int>("difference");
    int difference = 0;
    for (const char *name : {"method", "target", "server", "origin", "browser"})
        QTest::newRow(name) << difference++;
}

void TestObservedExchanges::request_doesNotTakeAnothersPreflight()
{
    QFETCH(int, difference);
    ServedRequest other = served("PUT");
    switch (difference) {
    case 0:
        other.method = "DELETE";
        break;
    case 1:
        other.target = "/x";
        break;
    case 2:
        other.server = u"pages"_s;
        break;
    case 3:
        other.requestHeaders.set("Origin", "http://localhost:3001");
        break;
    default:
        other.requestHeaders.set("User-Agent", "curl/8");
        break;
    }
    ObservedExchanges observed;
    observed.hold(preflight("PUT"));
    const Exchange exchange = observed.complete(other);
    QCOMPARE(exchange.messages.size(), std::size_t(1));
    QVERIFY(!exchange.hasPreflight());
    QVERIFY(observed.isWaiting());
    QVERIFY(observed.complete(served("PUT")).hasPreflight());
}

void TestObservedExchanges::twoAlike_areTakenInTurn()
{
    ObservedExchanges observed;
    observed.hold(preflight("PUT", 0));
    observed.hold(preflight("PUT", 10));
    QCOMPARE(observed.complete(served("PUT", 20)).begun, Begin);
    QCOMPARE(observed.complete(served("PUT", 30)).begun, Begin.addMSecs(10));
    QVERIFY(!observed.complete(served("PUT", 40)).hasPreflight());
}

void TestObservedExchanges::floodOfPreflights_isBounded()
{
    ObservedExchanges observed;
    for (std::size_t i = 0; i < ObservedExchanges::MostPreflights; ++i)
        observed.hold(preflight("PUT", 0));
    QVERIFY(observed.expire(Begin).empty());
    observed.hold(preflight("DELETE", 0));
    const std::vector<Exchange> early = observed.expire(Begin);
    QCOMPARE(early.size(), std::size_t(1));
    QCOMPARE(early.front().request.method, QByteArray("PUT"));
}

void TestObservedExchanges::preflightWithoutRequest_expires()
{
    const qint64 wait = std::chrono::milliseconds(ObservedExchanges::PreflightWait).count();
    ObservedExchanges observed;
    observed.hold(preflight("PUT", 0));
    observed.hold(preflight("DELETE", 5));
    QVERIFY(observed.expire(Begin.addMSecs(wait - 1)).empty());
    const std::vector<Exchange> first = observed.expire(Begin.addMSecs(wait));
    QCOMPARE(first.size(), std::size_t(1));
    QCOMPARE(first.front().request.method, QByteArray("PUT"));
    QCOMPARE(first.front().messages.size(), std::size_t(1));
    QVERIFY(first.front().hasPreflight());
    QVERIFY(observed.isWaiting());
    QCOMPARE(observed.expire(Begin.addDays(1)).size(), std::size_t(1));
    QVERIFY(!observed.isWaiting());
    // The request that comes too late stands alone.
    QVERIFY(!observed.complete(served("PUT", wait + 1)).hasPreflight());
}

void TestObservedExchanges::call_isToldAsFarAsItCanBe()
{
    ServedRequest put = served("PUT");
    put.requestHeaders.append("Cookie", "a=1");
    put.requestBody = "abc";
    const ScriptRequest call = ObservedExchanges::alone(put).request;
    QCOMPARE(call.url, u"http://localhost:4000/x?y"_s);
    QCOMPARE(call.method, QByteArray("PUT"));
    QCOMPARE(call.mode, QByteArray("cors"));
    QCOMPARE(call.credentials, QByteArray("include"));
    QCOMPARE(call.body->bytes, "abc");

    ServedRequest bare = served("GET");
    bare.requestHeaders = {{"Referer", "http://localhost:3000/page?q"}};
    const Exchange exchange = ObservedExchanges::alone(bare);
    QVERIFY(!exchange.request.mode && !exchange.request.credentials && !exchange.request.body);
    // Without Origin, Referer tells it.
    QCOMPARE(exchange.pageOrigin, "http://localhost:3000");
    bare.requestHeaders.clear();
    QCOMPARE(ObservedExchanges::alone(bare).pageOrigin, "");
    QCOMPARE(ObservedExchanges::alone(bare).browser, "");
}

void TestObservedExchanges::browser_isNamed_data()
{
    QTest::addColumn<QByteArray>("userAgent");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const QByteArray &name, const QByteArray &userAgent) {
        QTest::newRow(name.isEmpty() ? "(nothing)" : name.constData()) << userAgent << name;
    };
    const QByteArray chrome =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ";
    row("Firefox 153", Firefox);
    row("Chrome 156", chrome + "Chrome/156.0.0.0 Safari/537.36");
    row("Chrome 155", chrome + "HeadlessChrome/155.0.0.0 Safari/537.36");
    row("Edge 150", chrome + "Chrome/150.0.0.0 Safari/537.36 Edg/150.0.1");
    row("Opera 120", chrome + "Chrome/150.0.0.0 Safari/537.36 OPR/120.0.0.0");
    row("Safari 26", "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                     "Version/26.0 Safari/605.1.15");
    row("curl/8.5.0", "curl/8.5.0");
    row("node", "node");
    row("PostmanRuntime/7.36.1", "PostmanRuntime/7.36.1 (x)");
    row("Firefox 1", "Firefox/1");
    row("", "");
}

void TestObservedExchanges::browser_isNamed()
{
    QFETCH(QByteArray, userAgent);
    QTEST(browserOf(userAgent), "name");
}

QTEST_GUILESS_MAIN(TestObservedExchanges)
#include "tst_observedexchanges.moc"
