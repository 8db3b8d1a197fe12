// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/labserver.h"

#include "rawclient.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace corslab;

namespace {

const QHostAddress loopback4(QHostAddress::LocalHost);
const QHostAddress loopback6(QHostAddress::LocalHostIPv6);

Endpoint at(const char *method, const char *path, QByteArray body = "ok")
{
    Endpoint endpoint;
    endpoint.method = method;
    endpoint.path = path;
    endpoint.body = std::move(body);
    return endpoint;
}

ServerConfig withEndpoints(const QList<Endpoint> &endpoints)
{
    ServerConfig config;
    config.name = u"api"_qs;
    config.origin = "http://localhost:0";
    config.endpoints = endpoints;
    config.anyHost = true; // most of these requests name none
    return config;
}

ServedRequest servedOf(const QSignalSpy &spy, qsizetype index = -1)
{
    return spy.at(index < 0 ? spy.size() - 1 : index).first().value<ServedRequest>();
}

bool hasIpv6()
{
    QTcpServer probe;
    return probe.listen(loopback6);
}

} // namespace

class TestLabServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void localhost_listensOnBothLoopbacks();
    void takenPort_namesItsHolder_data();
    void takenPort_namesItsHolder();
    void closed_freesItsPortAndMayListenAgain();

    void answer_isWrittenByteForByte();
    void head_hasNoBody();
    void methodThatQtDoesNotKnow_keepsItsName_data();
    void methodThatQtDoesNotKnow_keepsItsName();
    void requestInPieces_isReadWhole();
    void requestsInOnePacket_keepTheirHeads();
    void headerLineWithoutColon_isRefused();
    void chunkedBody_arrivesWhole();
    void megabyteBody_comesBack();
    void drop_closesWithoutAByte();
    void connectionClose_closesAfterTheAnswer();
    void delayedAnswer_comesLater();
    void redirect_isSent();

    void served_tellsBothMessages();
    void configuration_isInForceForTheNextRequest();
    void configurationChangedUnderLoad_tearsNoAnswer();
    void clientsThatVanish_doNoHarm();
    void destroyedWithOpenConnections_endsThem();
};

void TestLabServer::localhost_listensOnBothLoopbacks()
{
    LabServer server(withEndpoints({at("GET", "/a")}));
    QVERIFY(!server.isListening());
    QVERIFY(server.origin().isEmpty());
    QVERIFY(server.listen().has_value());
    QVERIFY(server.isListening());
    QVERIFY(server.port() != 0);
    QCOMPARE(server.origin(), "http://localhost:" + QByteArray::number(server.port()));
    QCOMPARE(server.config().origin, QByteArray("http://localhost:0"));
    QSignalSpy spy(&server, &LabServer::served);
    int expected = 0;
    for (const QHostAddress &address : {loopback4, loopback6}) {
        if (address == loopback6 && !hasIpv6())
            continue;
        RawClient client(server.port(), address);
        QVERIFY(client.connected);
        QVERIFY(client.ask("GET /a HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 200 OK\r\n"));
        ++expected;
        QTRY_COMPARE(spy.size(), expected);
        QCOMPARE(servedOf(spy).peerIsIpv6, address == loopback6);
        QCOMPARE(servedOf(spy).peerPort, client.socket.localPort());
    }
}

void TestLabServer::takenPort_namesItsHolder_data()
{
    QTest::addColumn<QHostAddress>("address");
    QTest::newRow("127.0.0.1") << loopback4;
    if (hasIpv6())
        QTest::newRow("::1") << loopback6;
}

void TestLabServer::takenPort_namesItsHolder()
{
    QFETCH(QHostAddress, address);
    QTcpServer taken;
    QVERIFY(taken.listen(address));
    ServerConfig config;
    config.origin = "http://localhost:" + QByteArray::number(taken.serverPort());
    LabServer server(config);
    const auto result = server.listen();
    QVERIFY(!result.has_value());
    QVERIFY(!server.isListening());
    QCOMPARE(result.error().code, ListenErrorCode::PortTaken);
    QCOMPARE(result.error().origin, config.origin);
    QCOMPARE(result.error().port, taken.serverPort());
#ifdef Q_OS_LINUX
    const QString process = u"process %1"_qs.arg(QCoreApplication::applicationPid());
    QVERIFY2(result.error().holder.contains(process), qUtf8Printable(result.error().holder));
#endif
    // Nothing is kept of the half that succeeded.
    taken.close();
    QVERIFY(server.listen().has_value());
}

void TestLabServer::closed_freesItsPortAndMayListenAgain()
{
    LabServer server(withEndpoints({at("GET", "/a")}));
    QVERIFY(server.listen().has_value());
    const quint16 port = server.port();
    RawClient open(port);
    QVERIFY(open.ask("GET /a HTTP/1.1\r\n\r\n").endsWith("ok"));
    server.close();
    QVERIFY(!server.isListening());
    QVERIFY(server.origin().isEmpty());
    QVERIFY(open.isClosed());
    QVERIFY(!RawClient(port).connected);
    QVERIFY(server.listen().has_value());
    QVERIFY(RawClient(server.port()).ask("GET /a HTTP/1.1\r\n\r\n").endsWith("ok"));
}

void TestLabServer::answer_isWrittenByteForByte()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QSKIP("QHttpServer writes names in lower case from Qt 6.8 on");
#endif
    ServerConfig config = withEndpoints({at("GET", "/a", "body\n")});
    config.policy = Policy();
    config.policy->origins = {{"*", false, false}};
    config.endpoints[0].status = 418;
    config.endpoints[0].headers = {
        {"x-B", "1"}, {"Set-Cookie", "a=b"}, {"x-B", "\xff 2"}, {"Set-Cookie", "c=d"}};
    LabServer server(config);
    QVERIFY(server.listen().has_value());
    config.endpoints[0].headers.push_back({"Date", "today"});
    server.setConfig(config);
    QCOMPARE(RawClient(server.port()).ask("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"),
             QByteArray("HTTP/1.1 418 I'm a teapot\r\nAccess-Control-Allow-Origin: *\r\nx-B: 1\r\n"
                        "Set-Cookie: a=b\r\nx-B: \xff 2\r\nSet-Cookie: c=d\r\nDate: "
                        "today\r\nContent-Length: 5\r\n"
                        "\r\nbody\n"));
}

void TestLabServer::head_hasNoBody()
{
    LabServer server(withEndpoints({at("GET", "/a", "0123456789")}));
    QVERIFY(server.listen().has_value());
    RawClient client(server.port());
    const QByteArray head = client.ask("HEAD /a HTTP/1.1\r\n\r\n", true);
    QVERIFY(head.contains("Content-Length: 10\r\n"));
    // A body would now stand before the next answer.
    QVERIFY(client.ask("GET /a HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 200"));
}

void TestLabServer::methodThatQtDoesNotKnow_keepsItsName_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char *method : {"patch", "CHICKEN", "get", "PROPFIND", "PATCH", "TRACE"})
        QTest::newRow(method) << QByteArray(method);
}

void TestLabServer::methodThatQtDoesNotKnow_keepsItsName()
{
    QFETCH(QByteArray, method);
    LabServer server(withEndpoints({at(method.constData(), "/a", "served " + method)}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient client(server.port());
    QVERIFY(client.ask(method + " /a HTTP/1.1\r\n\r\n").endsWith("served " + method));
    QVERIFY(client.ask("OTHER /a HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404"));
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(servedOf(spy, 0).method, method);
    QCOMPARE(servedOf(spy, 1).method, QByteArray("OTHER"));
}

void TestLabServer::requestInPieces_isReadWhole()
{
    LabServer server(withEndpoints({at("chicken", "/a")}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient client(server.port());
    client.socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QByteArray request =
        "\r\n chicken /a?b HTTP/1.1\r\nX-a: 1\r\ncontent-length: 3\r\n\r\nxyz";
    for (const char c : request)
        client.send(QByteArray(1, c));
    QVERIFY(client.readAnswer().endsWith("ok"));
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(servedOf(spy).method, QByteArray("chicken"));
    QCOMPARE(servedOf(spy).target, QByteArray("/a?b"));
    QCOMPARE(servedOf(spy).requestHeaders, HeaderList({{"X-a", "1"}, {"content-length", "3"}}));
    QCOMPARE(servedOf(spy).requestBody, QByteArray("xyz"));
}

void TestLabServer::requestsInOnePacket_keepTheirHeads()
{
    LabServer server(withEndpoints({}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient client(server.port());
    client.send("ONE /1 HTTP/1.1\r\nContent-Length: 2\r\nA: 1\r\n\r\nab"
                "TWO /2 HTTP/1.1\r\nA: 2\r\n\r\n"
                "THREE /3 HTTP/1.1\r\nContent-Length: 4\r\nA: 3\r\n\r\nabcd");
    for (int i = 0; i < 3; ++i)
        QVERIFY(client.readAnswer().startsWith("HTTP/1.1 404"));
    QTRY_COMPARE(spy.size(), 3);
    QCOMPARE(servedOf(spy, 0).method, QByteArray("ONE"));
    QCOMPARE(servedOf(spy, 1).method, QByteArray("TWO"));
    QCOMPARE(servedOf(spy, 2).method, QByteArray("THREE"));
    QCOMPARE(servedOf(spy, 2).requestHeaders.get("A"), std::optional<QByteArray>("3"));
    QCOMPARE(servedOf(spy, 2).requestBody, QByteArray("abcd"));
}

void TestLabServer::headerLineWithoutColon_isRefused()
{
    LabServer server(withEndpoints({at("GET", "/a")}));
    QVERIFY(server.listen().has_value());
    RawClient client(server.port());
    QVERIFY(client.ask("GET /a HTTP/1.1\r\nA: 1\r\nnonsense\r\nB: 2\r\n\r\n")
                .startsWith("HTTP/1.1 400 "));
    QVERIFY(client.isClosed());
}

void TestLabServer::chunkedBody_arrivesWhole()
{
    LabServer server(withEndpoints({at("POST", "/a")}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient client(server.port());
    QVERIFY(client
                .ask("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                .endsWith("ok"));
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(servedOf(spy).requestBody, QByteArray("abcde"));
}

void TestLabServer::megabyteBody_comesBack()
{
    Endpoint echo = at("POST", "/echo");
    echo.echo = true;
    LabServer server(withEndpoints({echo}));
    QVERIFY(server.listen().has_value());
    const QByteArray body(1 << 20, 'x');
    const QByteArray answer = RawClient(server.port())
                                  .ask("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: " +
                                       QByteArray::number(body.size()) + "\r\n\r\n" + body);
    const QJsonObject json =
        QJsonDocument::fromJson(answer.sliced(answer.indexOf("\r\n\r\n") + 4)).object();
    QCOMPARE(json[u"body"].toString().size(), body.size());
    QCOMPARE(json[u"method"].toString(), u"POST"_qs);
    QCOMPARE(json[u"headers"].toArray().first().toArray(), QJsonArray({u"Host"_qs, u"h"_qs}));
}

void TestLabServer::drop_closesWithoutAByte()
{
    Endpoint endpoint = at("GET", "/a");
    endpoint.drop = true;
    LabServer server(withEndpoints({endpoint}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient client(server.port());
    client.send("GET /a HTTP/1.1\r\n\r\n");
    QVERIFY(client.isClosed());
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(servedOf(spy).status, 0);
    QVERIFY(servedOf(spy).responseHeaders.isEmpty());
}

void TestLabServer::connectionClose_closesAfterTheAnswer()
{
    LabServer server(withEndpoints({at("GET", "/a", QByteArray(1 << 20, 'x'))}));
    QVERIFY(server.listen().has_value());
    RawClient client(server.port());
    const QByteArray answer = client.ask("GET /a HTTP/1.1\r\nConnection: close\r\n\r\n");
    QVERIFY(answer.contains("Connection: close\r\n"));
    QVERIFY(answer.size() > 1 << 20);
    QVERIFY(client.isClosed());
}

void TestLabServer::delayedAnswer_comesLater()
{
    Endpoint endpoint = at("GET", "/slow");
    endpoint.delay = std::chrono::milliseconds(150);
    LabServer server(withEndpoints({endpoint, at("GET", "/fast")}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    RawClient slow(server.port());
    QElapsedTimer clock;
    clock.start();
    slow.send("GET /slow HTTP/1.1\r\n\r\n");
    // Nobody else waits for it.
    QVERIFY(RawClient(server.port()).ask("GET /fast HTTP/1.1\r\n\r\n").endsWith("ok"));
    QVERIFY(slow.readAnswer().endsWith("ok"));
    QVERIFY(clock.elapsed() >= 149);
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(servedOf(spy, 0).target, QByteArray("/fast"));
    QCOMPARE(servedOf(spy, 1).target, QByteArray("/slow"));
    QVERIFY(servedOf(spy, 1).duration >= 149);
}

void TestLabServer::redirect_isSent()
{
    Endpoint endpoint = at("GET", "/a", "");
    endpoint.redirect = EndpointRedirect{308, "/b"};
    LabServer server(withEndpoints({endpoint}));
    QVERIFY(server.listen().has_value());
    const QByteArray answer = RawClient(server.port()).ask("GET /a HTTP/1.1\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 308 Permanent Redirect\r\nLocation: /b\r\n"));
}

void TestLabServer::served_tellsBothMessages()
{
    ServerConfig config = withEndpoints({at("GET", "/a")});
    config.policy = Policy();
    config.policy->origins = {{"http://localhost:3000", false, false}};
    LabServer server(config);
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    connect(
        &server, &LabServer::served, &server,
        [&server] { QCOMPARE(QThread::currentThread(), server.thread()); }, Qt::DirectConnection);
    RawClient client(server.port());
    const QDateTime before = QDateTime::currentDateTimeUtc();
    QVERIFY(client
                .ask("OPTIONS /a HTTP/1.1\r\nOrigin: http://evil.test\r\n"
                     "Access-Control-Request-Method: PUT\r\n\r\n")
                .startsWith("HTTP/1.1 204 No Content\r\n"));
    QVERIFY(client.ask("GET /a HTTP/1.1\r\norigin: http://localhost:3000\r\n\r\n").endsWith("ok"));
    QTRY_COMPARE(spy.size(), 2);

    const ServedRequest preflight = servedOf(spy, 0);
    QVERIFY(preflight.preflight);
    QCOMPARE(preflight.originAllowed, std::optional(false));
    QCOMPARE(preflight.status, 204);
    QCOMPARE(preflight.responseHeaders.size(), std::size_t(2));
    QCOMPARE(preflight.responseHeaders.get("Vary"), std::optional<QByteArray>("Origin"));
    QVERIFY(preflight.responseHeaders.contains("Date"));
    const ServedRequest actual = servedOf(spy, 1);
    QVERIFY(!actual.preflight);
    QCOMPARE(actual.server, u"api"_qs);
    QCOMPARE(actual.origin, server.origin());
    QCOMPARE(actual.originAllowed, std::optional(true));
    QCOMPARE(actual.method, QByteArray("GET"));
    QCOMPARE(actual.target, QByteArray("/a"));
    QCOMPARE(actual.requestHeaders, HeaderList({{"origin", "http://localhost:3000"}}));
    QCOMPARE(actual.status, 200);
    QCOMPARE(actual.reason, QByteArray("OK"));
    QCOMPARE(actual.responseBody, QByteArray("ok"));
    QCOMPARE(actual.responseHeaders.get("Access-Control-Allow-Origin"),
             std::optional<QByteArray>("http://localhost:3000"));
    QVERIFY(actual.received >= before && actual.received <= QDateTime::currentDateTimeUtc());
    QVERIFY(actual.duration >= 0 && actual.duration < 5000);
}

void TestLabServer::configuration_isInForceForTheNextRequest()
{
    ServerConfig config = withEndpoints({at("GET", "/a", "0"), at("GET", "/once", "first")});
    config.endpoints[1].times = 1;
    LabServer server(config);
    QVERIFY(server.listen().has_value());
    const quint16 port = server.port();
    RawClient client(port);
    QVERIFY(client.ask("GET /once HTTP/1.1\r\n\r\n").endsWith("first"));
    for (int i = 1; i <= 50; ++i) {
        config.endpoints[0].body = QByteArray::number(i);
        server.setConfig(config);
        QVERIFY(client.ask("GET /a HTTP/1.1\r\n\r\n").endsWith("\r\n\r\n" + QByteArray::number(i)));
    }
    QVERIFY(client.ask("GET /once HTTP/1.1\r\n\r\n").startsWith("HTTP/1.1 404"));
    QCOMPARE(server.port(), port);
    QCOMPARE(server.config(), config);
}

void TestLabServer::configurationChangedUnderLoad_tearsNoAnswer()
{
    // Header, status and body of one answer must come from one configuration.
    const auto numbered = [](int i) {
        ServerConfig config = withEndpoints({at("GET", "/a", QByteArray::number(i).repeated(500))});
        config.policy = Policy();
        config.policy->raw = Policy::Raw{{}, {{"X-Policy", QByteArray::number(i)}}};
        config.endpoints[0].headers = {{"X-Endpoint", QByteArray::number(i)}};
        return config;
    };
    LabServer server(numbered(0));
    QVERIFY(server.listen().has_value());
    std::atomic<int> torn = 0;
    std::atomic<int> done = 0;
    std::vector<std::thread> clients;
    for (int c = 0; c < 3; ++c) {
        clients.emplace_back([&, port = server.port()] {
            RawClient client(port);
            for (int i = 0; i < 500; ++i) {
                const QByteArray answer = client.ask("GET /a HTTP/1.1\r\n\r\n");
                const qsizetype at = answer.indexOf("X-Policy: ") + 10;
                const QByteArray n = answer.sliced(at, answer.indexOf('\r', at) - at);
                if (!answer.contains("X-Endpoint: " + n + "\r\n") ||
                    !answer.endsWith("\r\n\r\n" + n.repeated(500)))
                    ++torn;
            }
            ++done;
        });
    }
    int changes = 0;
    while (done < 3)
        server.setConfig(numbered(++changes % 1000));
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(torn.load(), 0);
    QVERIFY2(changes > 100, QByteArray::number(changes));
}

void TestLabServer::clientsThatVanish_doNoHarm()
{
    Endpoint soon = at("GET", "/soon");
    soon.delay = std::chrono::milliseconds(1);
    Endpoint late = at("GET", "/late");
    late.delay = std::chrono::hours(1);
    LabServer server(withEndpoints({soon, late, at("GET", "/a")}));
    QVERIFY(server.listen().has_value());
    QSignalSpy spy(&server, &LabServer::served);
    for (int i = 0; i < 200; ++i) {
        RawClient client(server.port());
        QVERIFY(client.connected);
        client.send(i % 2 ? "GET /soon HTTP/1.1\r\n\r\n" : "GET /late HTTP/1.1\r\n\r\n");
        if (i % 4 < 2)
            client.socket.disconnectFromHost();
        // Otherwise the socket's end resets the connection.
    }
    // The late ones are told as soon as their clients are gone.
    QVERIFY(RawClient(server.port()).ask("GET /a HTTP/1.1\r\n\r\n").endsWith("ok"));
    const auto count = [&spy](const QByteArray &target) {
        return std::count_if(spy.begin(), spy.end(), [&](const QList<QVariant> &arguments) {
            return arguments.first().value<ServedRequest>().target == target;
        });
    };
    QTRY_VERIFY(count("/late") >= 50);
    QTRY_VERIFY(count("/soon") >= 50);
    for (qsizetype i = 0; i < spy.size(); ++i) {
        if (servedOf(spy, i).target == "/late")
            QCOMPARE(servedOf(spy, i).status, 0);
    }
}

void TestLabServer::destroyedWithOpenConnections_endsThem()
{
    Endpoint late = at("GET", "/late");
    late.delay = std::chrono::hours(1);
    auto server = std::make_unique<LabServer>(withEndpoints({late, at("GET", "/a")}));
    QVERIFY(server->listen().has_value());
    RawClient idle(server->port());
    RawClient waiting(server->port());
    RawClient half(server->port());
    QVERIFY(idle.ask("GET /a HTTP/1.1\r\n\r\n").endsWith("ok"));
    waiting.send("GET /late HTTP/1.1\r\n\r\n");
    half.send("GET /a HTT");
    QVERIFY(idle.ask("GET /a HTTP/1.1\r\n\r\n").endsWith("ok"));
    server.reset();
    QVERIFY(idle.isClosed());
    QVERIFY(waiting.isClosed());
    QVERIFY(half.isClosed());
}

QTEST_GUILESS_MAIN(TestLabServer)
#include "tst_labserver.moc"
