// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawserver.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace corslab;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + more + "\r\n";
}

/// Writes, and reads until there are as many bytes or the connection is over.
QByteArray ask(QTcpSocket &socket, const RawServer &server, const QByteArray &bytes,
               qsizetype expected)
{
    if (socket.state() == QTcpSocket::UnconnectedState) {
        socket.connectToHost(QHostAddress::LocalHost, server.port());
    }
    socket.write(bytes);
    QByteArray answer;
    static_cast<void>(QTest::qWaitFor([&] {
        answer += socket.readAll();
        return answer.size() >= expected || socket.state() == QTcpSocket::UnconnectedState;
    }));
    return answer;
}

} // namespace

class TestRawServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exactBytes_areSaidAndKept();
    void rules_matchByMethodPathOriginAndTimes();
    void aBody_isReadByItsContentLength();
    void chunks_areSaidOneByOne();
    void drop_closesWithoutAWord();
    void reset_breaksTheConnection();
    void stall_neverAnswers();
    void onConnect_speaksFirst();
    void stoppedListening_refuses();
};

void TestRawServer::exactBytes_areSaidAndKept()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray answer = QByteArray("HTTP/1.1 299 \xff\r\nno colon\r\n\r\n") + '\0' + "b";
    server.on({}, RawAnswer::bytes(answer));
    QTcpSocket socket;
    const QByteArray question = "chicken /a?b HTTP/1.1\r\nhOST:x\r\nA: \xe9\r\n\r\n";
    QCOMPARE(ask(socket, server, question, answer.size()), answer);
    QCOMPARE(server.received(), question);
    QCOMPARE(server.requests().size(), std::size_t{1});
    const RawRequest &request = server.requests().front();
    QCOMPARE(request.head, question);
    QCOMPARE(request.method, QByteArray("chicken"));
    QCOMPARE(request.target, QByteArray("/a?b"));
    QCOMPARE(request.peerPort, socket.localPort());
    QVERIFY((request.headers == HeaderList{{"hOST", "x"}, {"A", "\xe9"}}));
}

void TestRawServer::rules_matchByMethodPathOriginAndTimes()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({"PUT", {}, {}, -1}, RawAnswer::bytes("method."));
    server.on({{}, "/path", {}, -1}, RawAnswer::bytes("path..."));
    server.on({{}, {}, "http://a", -1}, RawAnswer::bytes("origin."));
    server.on({{}, {}, {}, 1}, RawAnswer::bytes("once..."));
    server.on({},
              [](const RawRequest &request) { return RawAnswer::bytes("any" + request.target); });
    QTcpSocket socket;
    QCOMPARE(ask(socket, server, "PUT / HTTP/1.1\r\n\r\n", 7), QByteArray("method."));
    QCOMPARE(ask(socket, server, get("/path?query"), 7), QByteArray("path..."));
    QCOMPARE(ask(socket, server, get("/", "Origin: http://a\r\n"), 7), QByteArray("origin."));
    QCOMPARE(ask(socket, server, get("/"), 7), QByteArray("once..."));
    QCOMPARE(ask(socket, server, get("/123"), 7), QByteArray("any/123"));
    QCOMPARE(server.connectionsOpened(), 1);
}

void TestRawServer::aBody_isReadByItsContentLength()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes("ok"));
    QTcpSocket socket;
    const QByteArray question = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";
    QCOMPARE(ask(socket, server, question + question, 4), QByteArray("okok"));
    QCOMPARE(server.requests().size(), std::size_t{2});
    QCOMPARE(server.requests().back().body, QByteArray("hello"));
}

void TestRawServer::chunks_areSaidOneByOne()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::chunked(200, {}, {"ab", "cde"}).close());
    QTcpSocket socket;
    QCOMPARE(ask(socket, server, get("/"), 1000),
             QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"));
}

void TestRawServer::drop_closesWithoutAWord()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::drop());
    QTcpSocket socket;
    QCOMPARE(ask(socket, server, get("/"), 1), QByteArray());
    QCOMPARE(socket.error(), QAbstractSocket::RemoteHostClosedError);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestRawServer::reset_breaksTheConnection()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes("half").reset());
    QTcpSocket socket;
    ask(socket, server, get("/"), 1000);
    QCOMPARE(socket.state(), QTcpSocket::UnconnectedState);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestRawServer::stall_neverAnswers()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::stall());
    QSignalSpy requested(&server, &RawServer::requestReceived);
    QSignalSpy closed(&server, &RawServer::connectionClosed);
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, server.port());
    socket.write(get("/"));
    QVERIFY(requested.wait());
    QCOMPARE(server.connectionsOpen(), 1);
    socket.disconnectFromHost();
    QVERIFY(closed.wait());
    QCOMPARE(socket.readAll(), QByteArray());
}

void TestRawServer::onConnect_speaksFirst()
{
    RawServer server;
    QVERIFY(server.listen());
    server.onConnect(
        RawAnswer::bytes("hello").wait(std::chrono::milliseconds(1)).write(" you").close());
    QTcpSocket socket;
    QCOMPARE(ask(socket, server, {}, 9), QByteArray("hello you"));
    QVERIFY(server.requests().empty());
}

void TestRawServer::stoppedListening_refuses()
{
    RawServer server;
    QVERIFY(server.listen());
    const quint16 port = server.port();
    server.stopListening();
    QTcpSocket socket;
    QSignalSpy failed(&socket, &QTcpSocket::errorOccurred);
    socket.connectToHost(QHostAddress::LocalHost, port);
    QVERIFY(failed.count() > 0 || failed.wait());
    QCOMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
}

QTEST_GUILESS_MAIN(TestRawServer)
#include "tst_rawserver.moc"
