// SPDX-License-Identifier: GPL-3.0-or-later
// How requests of CurlTransport are stopped, by their caller or by its end.
#include "tests/core/wire/transportcalls.h"
#include "tests/support/rawserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <thread>

using namespace corslab;

class TestCurlStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stopBeforeSending_opensNoConnection();
    void stopWhileStalled_abortsAndCloses();
    void stopFromAnotherThread_aborts();
    void stopDuringTheBody_keepsTheHead();
    void stopWhenDone_doesNothing();
    void destruction_endsWhatIsUnderWay();
    void destructionByAContinuation_isSafe_data();
    void destructionByAContinuation_isSafe();
    void sendWhileBeingDestroyed_isAborted();
};

void TestCurlStop::stopBeforeSending_opensNoConnection()
{
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    std::stop_source stop;
    stop.request_stop();
    const TransportResult result =
        sendAndWait(transport, requestTo(server.origin() + "/"), stop.get_token());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Aborted);
    QCOMPARE(server.connectionsOpened(), 0);
}

void TestCurlStop::stopWhileStalled_abortsAndCloses()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    CurlTransport transport;
    std::stop_source stop;
    connect(&server, &RawServer::requestReceived, this, [&] { stop.request_stop(); });
    const TransportResult result =
        sendAndWait(transport, requestTo(server.origin() + "/"), stop.get_token());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Aborted);
    QVERIFY(result.error().rawRequestHead.startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(result.error().localPort != 0);
    QVERIFY(result.error().timing.end);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestCurlStop::stopFromAnotherThread_aborts()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    CurlTransport transport;
    std::stop_source stop;
    std::jthread other;
    connect(&server, &RawServer::requestReceived, this,
            [&] { other = std::jthread([&] { stop.request_stop(); }); });
    const TransportResult result =
        sendAndWait(transport, requestTo(server.origin() + "/"), stop.get_token());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Aborted);
}

void TestCurlStop::stopDuringTheBody_keepsTheHead()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::response(200, {{"Content-Length", "9"}}, "half"));
    CurlTransport transport;
    std::stop_source stop;
    TransportRequest request = requestTo(server.origin() + "/");
    request.bodyReceived = [&](QByteArrayView) {
        stop.request_stop();
        return true;
    };
    const TransportResult result = sendAndWait(transport, request, stop.get_token());
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 200);
    QCOMPARE(result->body, QByteArray("half"));
    QVERIFY(result->bodyFailure.has_value());
    QCOMPARE(result->bodyFailure->code, CauseCode::Aborted);
}

void TestCurlStop::stopWhenDone_doesNothing()
{
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    std::stop_source stop;
    const TransportRequest request = requestTo(server.origin() + "/");
    QVERIFY(sendAndWait(transport, request, stop.get_token()).has_value());
    stop.request_stop();
    QVERIFY(sendAndWait(transport, request).has_value());
}

void TestCurlStop::destruction_endsWhatIsUnderWay()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    QSignalSpy requested(&server, &RawServer::requestReceived);
    auto transport = std::make_unique<CurlTransport>();
    const TransportRequest first = requestTo(server.origin() + "/1");
    const TransportRequest second = requestTo(server.origin() + "/2");
    QCoro::Task<TransportResult> firstTask = transport->send(first, {});
    QVERIFY(requested.wait());
    QCoro::Task<TransportResult> secondTask = transport->send(second, {});
    transport.reset();
    QVERIFY(firstTask.isReady());
    QVERIFY(secondTask.isReady());
    QCOMPARE(QCoro::waitFor(firstTask).error().cause.code, CauseCode::Aborted);
    QCOMPARE(QCoro::waitFor(secondTask).error().cause.code, CauseCode::Aborted);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

namespace {

QCoro::Task<int> sendAndDestroy(std::unique_ptr<CurlTransport> &transport,
                                const TransportRequest &request)
{
    const TransportResult result = co_await transport->send(request, {});
    transport.reset();
    co_return result.has_value() ? result->status : 0;
}

QCoro::Task<TransportResult> sendTwice(CurlTransport &transport, const TransportRequest &request)
{
    static_cast<void>(co_await transport.send(request, {}));
    co_return co_await transport.send(request, {});
}

} // namespace

void TestCurlStop::destructionByAContinuation_isSafe_data()
{
    QTest::addColumn<RawAnswer>("answer");
    QTest::newRow("ended by us") << RawAnswer::withLength(200, {}, "ok");
    QTest::newRow("ended by libcurl") << RawAnswer::chunked(200, {}, {"ok"});
}

void TestCurlStop::destructionByAContinuation_isSafe()
{
    QFETCH(const RawAnswer, answer);
    RawServer server;
    QVERIFY(server.listen());
    server.on({{}, "/slow", {}, -1}, RawAnswer::stall());
    server.on({}, answer);
    auto transport = std::make_unique<CurlTransport>();
    const TransportRequest slow = requestTo(server.origin() + "/slow");
    const TransportRequest quick = requestTo(server.origin() + "/quick");
    QCoro::Task<TransportResult> slowTask = transport->send(slow, {});
    QCOMPARE(QCoro::waitFor(sendAndDestroy(transport, quick)), 200);
    QVERIFY(!transport);
    QCOMPARE(QCoro::waitFor(slowTask).error().cause.code, CauseCode::Aborted);
}

void TestCurlStop::sendWhileBeingDestroyed_isAborted()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    QSignalSpy requested(&server, &RawServer::requestReceived);
    auto transport = std::make_unique<CurlTransport>();
    const TransportRequest request = requestTo(server.origin() + "/");
    QCoro::Task<TransportResult> task = sendTwice(*transport, request);
    QVERIFY(requested.wait());
    transport.reset();
    QVERIFY(task.isReady());
    QCOMPARE(QCoro::waitFor(task).error().cause.code, CauseCode::Aborted);
    QCOMPARE(server.connectionsOpened(), 1);
}

QTEST_GUILESS_MAIN(TestCurlStop)
#include "tst_curlstop.moc"
