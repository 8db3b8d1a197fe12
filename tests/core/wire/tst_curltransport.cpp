// SPDX-License-Identifier: GPL-3.0-or-later
// What CurlTransport puts on the wire, and how it gets there.
#include "tests/core/wire/transportcalls.h"
#include "tests/support/rawserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

class TestCurlTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headerLines_goOutAsTheyAre();
    void noHeaders_meansNone();
    void method_goesOutAsItIs_data();
    void method_goesOutAsItIs();
    void target_isPathAndQueryAsTheyAre();
    void aLongBody_isSentWithoutExpect();
    void headersThatFrameABody_areNotInterpreted();
    void whatHttpCannotSay_isRefused_data();
    void whatHttpCannotSay_isRefused();
    void localhostNames_areLoopback_data();
    void localhostNames_areLoopback();
    void environmentProxy_isNotUsed();
    void eachRequest_hasItsOwnConnection();
    void manyAtOnce_allEnd();
    void localPort_isToldBeforeTheFirstByte();
    void timing_isInOrder();
    void tls_isVerifiedUnlessTold();
};

void TestCurlTransport::headerLines_goOutAsTheyAre()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::withLength(200, {}, "ok"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/", "POST");
    request.headers = {{"zeBra", "1"},
                       {"Content-Length", "4"},
                       {"Host", "somewhere.else:1"},
                       {"Empty", ""},
                       {"zeBra", "2"},
                       {"Bytes", "\x80\xe9\xff"},
                       {"user-agent", "me"},
                       {"Content-Type", ""},
                       {"Accept", "a/b; q=0.5;"},
                       {"Expect", "100-continue"},
                       {"Cookie", "a=b"},
                       {"Authorization", "Basic x"},
                       {"Accept-Encoding", "gzip"},
                       {"Connection", "keep-alive"},
                       {"X", "inner  spaces\tand: colons"},
                       {"HOST", "again"}};
    request.body = "body";
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    const QByteArray expected = "POST / HTTP/1.1\r\n"
                                "zeBra: 1\r\n"
                                "Content-Length: 4\r\n"
                                "Host: somewhere.else:1\r\n"
                                "Empty:\r\n"
                                "zeBra: 2\r\n"
                                "Bytes: \x80\xe9\xff\r\n"
                                "user-agent: me\r\n"
                                "Content-Type:\r\n"
                                "Accept: a/b; q=0.5;\r\n"
                                "Expect: 100-continue\r\n"
                                "Cookie: a=b\r\n"
                                "Authorization: Basic x\r\n"
                                "Accept-Encoding: gzip\r\n"
                                "Connection: keep-alive\r\n"
                                "X: inner  spaces\tand: colons\r\n"
                                "HOST: again\r\n"
                                "\r\n";
    QCOMPARE(server.received(), expected + "body");
    QCOMPARE(result->rawRequestHead, expected);
}

void TestCurlTransport::noHeaders_meansNone()
{
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    request.headers.clear();
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 404);
    QCOMPARE(server.received(), QByteArray("GET / HTTP/1.1\r\n\r\n"));
}

void TestCurlTransport::method_goesOutAsItIs_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    for (const char *method : {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "patch",
                               "head", "CHICKEN", "!#$%&'*+-.^_`|~"}) {
        QTest::addRow("%s", method) << QByteArray(method) << QByteArray();
        QTest::addRow("%s with a body", method)
            << QByteArray(method) << QByteArray("a\0\r\n\r\nb", 7);
    }
}

void TestCurlTransport::method_goesOutAsItIs()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    RawServer server;
    QVERIFY(server.listen());
    // No body comes after the head that announces it, for HEAD alone.
    server.on({"HEAD", {}, {}, -1}, RawAnswer::response(200, {{"Content-Length", "9"}}));
    server.on({}, RawAnswer::withLength(200, {}, "an answer"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/x", method);
    if (!body.isEmpty()) {
        request.headers.append("Content-Length", QByteArray::number(body.size()));
    }
    request.body = body;
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QVERIFY(!result->bodyFailure);
    QCOMPARE(result->body, method == "HEAD" ? QByteArray() : QByteArray("an answer"));
    const QByteArray length = body.isEmpty() ? "" : "Content-Length: 7\r\n";
    QCOMPARE(server.received(), method + " /x HTTP/1.1\r\nHost: " + request.url.hostAndPort() +
                                    "\r\n" + length + "\r\n" + body);
}

void TestCurlTransport::target_isPathAndQueryAsTheyAre()
{
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    const QByteArray target = "//a/%2e%2E/b;c=[]|{}/%zz//?x=%20&y='<\xc3\xa9?#";
    TransportRequest request = requestTo(server.origin() + target + "fragment");
    QVERIFY(sendAndWait(transport, request).has_value());
    request.url.setPath("/../raw/./\xff");
    request.url.setQuery(QByteArray());
    QVERIFY(sendAndWait(transport, request).has_value());
    QCOMPARE(server.requests().at(0).target, urlOf(server.origin() + target).requestTarget());
    QCOMPARE(server.requests().at(1).target, QByteArray("/../raw/./\xff?"));
}

void TestCurlTransport::aLongBody_isSentWithoutExpect()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::withLength(200, {}, "ok"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/", "PUT");
    request.body = QByteArray(3'000'000, 'x');
    request.headers.append("Content-Length", "3000000");
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QCOMPARE(result->body, QByteArray("ok"));
    QCOMPARE(server.requests().front().body, request.body);
    QCOMPARE(server.requests().front().headers.size(), std::size_t{2});
    QCOMPARE(result->rawRequestHead, server.requests().front().head);
}

void TestCurlTransport::headersThatFrameABody_areNotInterpreted()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::withLength(200, {}, "ok"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/", "POST");
    request.headers = {{"Transfer-Encoding", "chunked"}};
    request.body = "3\r\nabc\r\n0\r\n\r\n";
    QVERIFY(sendAndWait(transport, request).has_value());
    QTRY_COMPARE(server.received(),
                 QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") +
                     request.body);
}

void TestCurlTransport::whatHttpCannotSay_isRefused_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("offending");
    const auto row = [](const char *title, const QByteArray &method, const QByteArray &name,
                        const QByteArray &value, const QByteArray &path,
                        const QByteArray &offending) {
        QTest::newRow(title) << method << name << value << path << offending;
    };
    row("CR in a value", "GET", "A", "b\rc", "/", "b\rc");
    row("LF in a value", "GET", "A", "b\nc: d", "/", "b\nc: d");
    row("NUL in a value", "GET", "A", QByteArray("b\0c", 3), "/", QByteArray("b\0c", 3));
    row("colon in a name", "GET", "A:b", "c", "/", "A:b");
    row("LF in a name", "GET", "A\nb", "c", "/", "A\nb");
    row("empty name", "GET", "", "c", "/", "");
    row("space in the method", "G ET", "A", "b", "/", "G ET");
    row("CRLF in the method", "GET / HTTP/1.1\r\n", "A", "b", "/", "GET / HTTP/1.1\r\n");
    row("empty method", "", "A", "b", "/", "");
    row("space in the path", "GET", "A", "b", "/a b", "/a b");
    row("LF in the path", "GET", "A", "b", "/a\nb", "/a\nb");
    row("NUL in the path", "GET", "A", "b", QByteArray("/a\0b", 4), QByteArray("/a\0b", 4));
}

void TestCurlTransport::whatHttpCannotSay_isRefused()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, offending);
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/", method);
    request.url.setPath(path);
    request.headers.append(name, value);
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ThrewTypeError);
    QCOMPARE(result.error().cause.value, offending);
    QVERIFY(sendAndWait(transport, requestTo(server.origin() + "/good")).has_value());
    QCOMPARE(server.connectionsOpened(), 1);
}

void TestCurlTransport::localhostNames_areLoopback_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QHostAddress>("address");
    for (const char *host :
         {"localhost", "localhost.", "a.localhost", "a.b.localhost", "a.localhost.", "LOCALHOST"}) {
        QTest::addRow("%s on IPv4", host)
            << QByteArray(host) << QHostAddress(QHostAddress::LocalHost);
        QTest::addRow("%s on IPv6", host)
            << QByteArray(host) << QHostAddress(QHostAddress::LocalHostIPv6);
    }
    QTest::addRow("IPv6 address") << QByteArray("[::1]")
                                  << QHostAddress(QHostAddress::LocalHostIPv6);
}

void TestCurlTransport::localhostNames_areLoopback()
{
    QFETCH(const QByteArray, host);
    QFETCH(const QHostAddress, address);
    RawServer server;
    QVERIFY(server.listen(address));
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin(host) + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->localPort, server.requests().front().peerPort);
}

void TestCurlTransport::environmentProxy_isNotUsed()
{
    RawServer server;
    RawServer proxy;
    QVERIFY(server.listen() && proxy.listen());
    qputenv("http_proxy", proxy.origin());
    qputenv("all_proxy", proxy.origin());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    qunsetenv("http_proxy");
    qunsetenv("all_proxy");
    QVERIFY(result.has_value());
    QCOMPARE(server.connectionsOpened(), 1);
    QCOMPARE(proxy.connectionsOpened(), 0);
}

void TestCurlTransport::eachRequest_hasItsOwnConnection()
{
    RawServer server;
    QVERIFY(server.listen());
    // An answer at whose end libcurl would keep the connection.
    server.on({}, RawAnswer::chunked(200, {}, {"ok"}));
    CurlTransport transport;
    const TransportRequest request = requestTo(server.origin() + "/");
    QVERIFY(sendAndWait(transport, request).has_value());
    QVERIFY(sendAndWait(transport, request).has_value());
    QCOMPARE(server.connectionsOpened(), 2);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestCurlTransport::manyAtOnce_allEnd()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, [](const RawRequest &request) {
        return RawAnswer::withLength(200, {}, request.target);
    });
    CurlTransport transport;
    std::vector<TransportRequest> requests;
    for (int i = 0; i < 200; ++i) {
        requests.push_back(requestTo(server.origin() + "/" + QByteArray::number(i)));
    }
    std::vector<QCoro::Task<TransportResult>> tasks;
    for (const TransportRequest &request : requests) {
        tasks.push_back(transport.send(request, {}));
    }
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const TransportResult result = QCoro::waitFor(tasks[i]);
        QVERIFY(result.has_value());
        QCOMPARE(result->body, requests[i].url.requestTarget());
    }
}

void TestCurlTransport::localPort_isToldBeforeTheFirstByte()
{
    RawServer server;
    QVERIFY(server.listen());
    CurlTransport transport;
    quint16 port = 0;
    QByteArray receivedBefore = "not asked";
    transport.setConnectionOpened([&](quint16 localPort) {
        port = localPort;
        receivedBefore = server.received();
    });
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(receivedBefore, QByteArray());
    QCOMPARE(port, server.requests().front().peerPort);
    QCOMPARE(result->localPort, port);
}

void TestCurlTransport::timing_isInOrder()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer()
                      .wait(20ms)
                      .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")
                      .wait(20ms)
                      .write("k"));
    CurlTransport transport;
    const TransportResult result =
        sendAndWait(transport, requestTo(server.origin("localhost") + "/"));
    QVERIFY(result.has_value());
    const Timing &timing = result->timing;
    QVERIFY(timing.name && timing.connect && timing.sent && timing.firstByte && timing.end);
    QVERIFY(*timing.name >= 0.0);
    QVERIFY(*timing.connect >= *timing.name);
    QVERIFY(*timing.sent >= *timing.connect);
    QVERIFY(*timing.firstByte >= *timing.sent + 15.0);
    QVERIFY(*timing.end >= *timing.firstByte + 15.0);
    QVERIFY(*timing.end < 10'000.0);
}

void TestCurlTransport::tls_isVerifiedUnlessTold()
{
    const QString folder = QStringLiteral(CORSLAB_TEST_DATA "/tls/");
    const QList<QSslCertificate> certificates =
        QSslCertificate::fromPath(folder + QStringLiteral("localhost.crt"));
    QFile keyFile(folder + QStringLiteral("localhost.key"));
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    QVERIFY(!certificates.isEmpty());
    QSslConfiguration configuration;
    configuration.setLocalCertificate(certificates.first());
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    RawServer server;
    server.setTls(configuration);
    QVERIFY(server.listen());
    server.on({}, RawAnswer::withLength(200, {}, "secret"));
    const TransportRequest request = requestTo(server.origin("a.localhost") + "/");

    CurlTransport strict;
    const TransportResult refused = sendAndWait(strict, request);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().cause.code, CauseCode::Tls);
    QCOMPARE(refused.error().cause.value, QByteArray("a.localhost"));
    QVERIFY(server.requests().empty());

    CurlTransportOptions options;
    options.acceptAnyCertificate = true;
    CurlTransport trusting(options);
    const TransportResult accepted = sendAndWait(trusting, request);
    QVERIFY(accepted.has_value());
    QCOMPARE(accepted->body, QByteArray("secret"));
    QCOMPARE(accepted->rawRequestHead, server.requests().front().head);

    options.acceptAnyCertificate = false;
    options.trustedCertificates = (folder + QStringLiteral("localhost.crt")).toUtf8();
    CurlTransport informed(options);
    QVERIFY(sendAndWait(informed, requestTo(server.origin("localhost") + "/")).has_value());
}

QTEST_GUILESS_MAIN(TestCurlTransport)
#include "tst_curltransport.moc"
