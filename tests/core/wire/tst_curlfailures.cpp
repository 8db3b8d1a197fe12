// SPDX-License-Identifier: GPL-3.0-or-later
// What CurlTransport says of connections that do not come about or do not last.
#include "tests/core/wire/transportcalls.h"
#include "tests/support/rawserver.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

class TestCurlFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyListening_isRefused();
    void anUnknownName_isNotResolved_data();
    void anUnknownName_isNotResolved();
    void aDrop_isAClosedConnection();
    void aReset_isAClosedConnection();
    void aDrop_isNotSentAgain();
    void aStall_timesOut();
    void anOldAnswer_mayBreakOff_data();
    void anOldAnswer_mayBreakOff();
    void aStallInTheBody_keepsTheHead();
    void plainTextWhereTlsIsExpected_isTls();
    void anotherScheme_isRefused();
};

void TestCurlFailures::nobodyListening_isRefused()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray origin = server.origin("localhost");
    server.stopListening();
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(origin + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ConnectionRefused);
    QCOMPARE(result.error().cause.value, QByteArray("localhost"));
    QCOMPARE(result.error().rawRequestHead, QByteArray());
    QVERIFY(result.error().timing.name);
    QVERIFY(!result.error().timing.connect);
    QVERIFY(result.error().timing.end);
}

void TestCurlFailures::anUnknownName_isNotResolved_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("reserved for this") << QByteArray("nowhere.invalid");
    QTest::newRow("no name that libcurl knows") << QByteArray("a'b");
}

void TestCurlFailures::anUnknownName_isNotResolved()
{
    QFETCH(const QByteArray, host);
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo("http://" + host + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::NameNotResolved);
    QCOMPARE(result.error().cause.value, host);
    QVERIFY(!result.error().timing.name);
}

void TestCurlFailures::aDrop_isAClosedConnection()
{
    RawServer server;
    QVERIFY(server.listen());
    server.onConnect(RawAnswer::drop());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ConnectionClosed);
}

void TestCurlFailures::aReset_isAClosedConnection()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer().reset());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ConnectionClosed);
    QCOMPARE(result.error().cause.value, QByteArray("127.0.0.1"));
}

void TestCurlFailures::aDrop_isNotSentAgain()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({{}, {}, {}, 1}, RawAnswer::withLength(200, {}, "ok"));
    server.on({}, RawAnswer::drop());
    CurlTransport transport;
    const TransportRequest request = requestTo(server.origin() + "/");
    QVERIFY(sendAndWait(transport, request).has_value());
    QCOMPARE(sendAndWait(transport, request).error().cause.code, CauseCode::ConnectionClosed);
    QCOMPARE(server.requests().size(), std::size_t{2});
}

void TestCurlFailures::aStall_timesOut()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    CurlTransportOptions options;
    options.timeout = 60ms;
    CurlTransport transport(options);
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Timeout);
    QVERIFY(result.error().timing.sent);
    QVERIFY(!result.error().timing.firstByte);
    QVERIFY(*result.error().timing.end >= 55.0);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestCurlFailures::anOldAnswer_mayBreakOff_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<bool>("forgiven");
    const QByteArray length = "Content-Length: 9\r\n\r\nok";
    const QByteArray chunk = "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";
    const QByteArray half = "Transfer-Encoding: chunked\r\n\r\n9\r\nok";
    QTest::newRow("1.0, length") << QByteArray("1.0") << length << true;
    QTest::newRow("1.0, no last chunk") << QByteArray("1.0") << chunk << true;
    QTest::newRow("1.0, half a chunk") << QByteArray("1.0") << half << true;
    QTest::newRow("1.1, length") << QByteArray("1.1") << length << false;
    QTest::newRow("1.1, no last chunk") << QByteArray("1.1") << chunk << false;
}

void TestCurlFailures::anOldAnswer_mayBreakOff()
{
    QFETCH(const QByteArray, version);
    QFETCH(const QByteArray, rest);
    QFETCH(const bool, forgiven);
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes("HTTP/" + version + " 200 OK\r\n" + rest).close());
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    for (const bool may : {true, false}) {
        request.headReading.oldBodyMayBreakOff = may;
        const TransportResult result = sendAndWait(transport, request);
        QVERIFY(result.has_value());
        QCOMPARE(result->body, QByteArray("ok"));
        QCOMPARE(result->bodyFailure.has_value(), !(may && forgiven));
    }
}

void TestCurlFailures::aStallInTheBody_keepsTheHead()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::response(200, {{"Content-Length", "9"}}, "half"));
    CurlTransportOptions options;
    options.timeout = 60ms;
    CurlTransport transport(options);
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->body, QByteArray("half"));
    QVERIFY(result->bodyFailure.has_value());
    QCOMPARE(result->bodyFailure->code, CauseCode::Timeout);
}

void TestCurlFailures::plainTextWhereTlsIsExpected_isTls()
{
    RawServer server;
    QVERIFY(server.listen());
    server.onConnect(RawAnswer::bytes("HTTP/1.1 400 Bad Request\r\n\r\n").close());
    CurlTransport transport;
    const TransportResult result = sendAndWait(
        transport, requestTo("https://127.0.0.1:" + QByteArray::number(server.port()) + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Tls);
}

void TestCurlFailures::anotherScheme_isRefused()
{
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo("ftp://127.0.0.1/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::SchemeNotHttp);
    QCOMPARE(result.error().cause.value, QByteArray("ftp"));
}

QTEST_GUILESS_MAIN(TestCurlFailures)
#include "tst_curlfailures.moc"
