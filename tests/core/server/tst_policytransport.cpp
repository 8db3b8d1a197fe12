// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/policytransport.h"

#include <QCoroTask>
#include <QTest>

using namespace corslab;

namespace {

ServerConfig api()
{
    ServerConfig config;
    config.name = u"api"_qs;
    config.origin = "http://localhost:4000";
    config.policy = Policy();
    config.policy->origins = {{"http://localhost:3000", false, false}};
    Endpoint simple;
    simple.method = "GET";
    simple.path = "/simple";
    simple.body = "hello";
    simple.delay = std::chrono::hours(1);
    Endpoint drop;
    drop.path = "/drop";
    drop.drop = true;
    config.endpoints = {simple, drop};
    return config;
}

TransportRequest request(const QString &url)
{
    TransportRequest request;
    request.url = *Url::parse(url);
    request.method = "GET";
    request.headers = {{"Host", "localhost:4000"}, {"Origin", "http://localhost:3000"}};
    return request;
}

/// The task must be done at once: nobody runs an event loop here.
TransportResult send(const TransportRequest &request, std::stop_token stop = {})
{
    PolicyTransport transport({api()});
    auto task = transport.send(request, std::move(stop));
    if (!task.isReady())
        qFatal("the transport waited");
    return QCoro::waitFor(task);
}

} // namespace

class TestPolicyTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownServer_answersAtOnceWithItsPolicy();
    void body_isHandedOver();
    void drop_isAClosedConnection();
    void unknownServer_refusesTheConnection();
    void stopped_isAborted();
};

void TestPolicyTransport::knownServer_answersAtOnceWithItsPolicy()
{
    const TransportResult result = send(request(u"http://localhost:4000/simple?q"_qs));
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 200);
    QCOMPARE(result->reason, QByteArray("OK"));
    QCOMPARE(result->body, QByteArray("hello"));
    const HeaderList headers{{"Access-Control-Allow-Origin", "http://localhost:3000"},
                             {"Vary", "Origin"},
                             {"Content-Length", "5"}};
    QCOMPARE(result->headers, headers);
    QCOMPARE(result->rawRequestHead, QByteArray("GET /simple?q HTTP/1.1\r\nHost: localhost:4000\r\n"
                                                "Origin: http://localhost:3000\r\n\r\n"));
    QVERIFY(result->rawResponseHead.startsWith("HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: "));
    QCOMPARE(result->timing.end, std::optional(0.0));
}

void TestPolicyTransport::body_isHandedOver()
{
    TransportRequest asked = request(u"http://localhost:4000/simple"_qs);
    QByteArray seen;
    asked.bodyReceived = [&seen](QByteArrayView part) {
        seen += part;
        return true;
    };
    QVERIFY(send(asked).has_value());
    QCOMPARE(seen, QByteArray("hello"));
}

void TestPolicyTransport::drop_isAClosedConnection()
{
    const TransportResult result = send(request(u"http://localhost:4000/drop"_qs));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ConnectionClosed);
}

void TestPolicyTransport::unknownServer_refusesTheConnection()
{
    const TransportResult result = send(request(u"http://localhost:4001/simple"_qs));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ConnectionRefused);
    QCOMPARE(result.error().cause.value, QByteArray("localhost:4001"));
}

void TestPolicyTransport::stopped_isAborted()
{
    std::stop_source source;
    source.request_stop();
    const TransportResult result =
        send(request(u"http://localhost:4000/simple"_qs), source.get_token());
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::Aborted);
}

QTEST_GUILESS_MAIN(TestPolicyTransport)
#include "tst_policytransport.moc"
