// SPDX-License-Identifier: GPL-3.0-or-later
// The guard before QHttpServer, over real connections to a LabServer.
#include "core/server/labserver.h"

#include "rawclient.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace corslab;
using namespace std::chrono_literals;

namespace {

const QByteArray simple = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
const QByteArray slow = "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n";

ServerConfig limited(const ConnectionLimits &limits = {})
{
    ServerConfig config;
    config.name = u"api"_qs;
    config.origin = "http://localhost:0";
    Endpoint any;
    any.path = "*";
    any.body = "ok";
    Endpoint late = any;
    late.path = "/slow";
    late.body = "slow";
    late.delay = 200ms;
    Endpoint empty = any;
    empty.path = "/empty";
    empty.status = 204;
    config.endpoints = {late, empty, any};
    config.limits = limits;
    return config;
}

QByteArray statusOf(const QByteArray &answer)
{
    return answer.sliced(0, qMin<qsizetype>(12, answer.size()));
}

struct Running
{
    explicit Running(const ConnectionLimits &limits = {})
        : server(limited(limits))
    {
        if (!server.listen())
            qFatal("No port is free.");
    }
    [[nodiscard]] bool answers() const
    {
        return RawClient(server.port()).ask(simple).endsWith("ok");
    }

    LabServer server;
};

} // namespace

class TestConnectionGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beyondALimit_isRefused_data();
    void beyondALimit_isRefused();
    void atTheLimit_isServed();
    void headThatDoesNotCome_isToldSo();
    void bodyThatDoesNotCome_isToldSo();
    void idleConnection_isClosedWithoutAWord();
    void delayedAnswer_isNotIdle();
    void longestWaiting_makesRoom();
    void whenAllWaitForAnswers_theNextIsRefused();
    void refusal_canBeReadBehindAnUnfinishedBody();
    void pipelinedAnswers_keepTheirOrder();
    void http10_isClosed();
    void expectation_isMetBeforeTheBody();
    void expectation_ofTooMuchIsNot();
    void upgrade_doesNoHarm();
    void date_isSent();
    void emptyAnswer_hasNoBody();
    void foreignHost_isRefusedUnlessAllowed();
};

void TestConnectionGuard::beyondALimit_isRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    const QByteArray post = "POST /a HTTP/1.1\r\nHost: localhost\r\n";
    const auto row = [](const char *name, const QByteArray &request, const QByteArray &status) {
        QTest::newRow(name) << request << status;
    };
    row("one long line", "GET /" + QByteArray(3000, 'a') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 431");
    row("many lines", "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(400) + "\r\n",
        "HTTP/1.1 431");
    row("head without an end", "GET / HTTP/1.1\r\nA: " + QByteArray(100'000, 'a'), "HTTP/1.1 431");
    row("announced body", post + "Content-Length: 4097\r\n\r\n", "HTTP/1.1 413");
    row("chunked body",
        post + "Transfer-Encoding: chunked\r\n\r\n1000\r\n" + QByteArray(4096, 'a') + "\r\n1\r\na",
        "HTTP/1.1 413");
    row("body of nothing but framing",
        post + "Transfer-Encoding: chunked\r\n\r\n" +
            QByteArray("1;" + QByteArray(1000, 'x') + "\r\na\r\n").repeated(200),
        "HTTP/1.1 413");
    row("length twice", post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na", "HTTP/1.1 400");
    row("bad length", post + "Content-Length: x\r\n\r\n", "HTTP/1.1 400");
    row("length and chunks",
        post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.1 400");
    row("broken chunk", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 400");
    row("no request", "\x16\x03\x01\x02 hello\r\n\r\n", "HTTP/1.1 400");
    row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 505");
    row("no Host", "GET /a HTTP/1.1\r\n\r\n", "HTTP/1.1 400");
}

void TestConnectionGuard::beyondALimit_isRefused()
{
    QFETCH(QByteArray, request);
    Running running({.head = 2048, .body = 4096});
    QSignalSpy spy(&running.server, &LabServer::served);
    RawClient other(running.server.port());
    QVERIFY(other.ask(simple).endsWith("ok"));
    RawClient client(running.server.port());
    const QByteArray answer = client.ask(request);
    QTEST(statusOf(answer), "status");
    QVERIFY(answer.contains("Connection: close\r\n"));
    QVERIFY(client.isClosed());
    // Nobody else notices.
    QVERIFY(other.ask(simple).endsWith("ok"));
    QVERIFY(running.answers());
}

void TestConnectionGuard::atTheLimit_isServed()
{
    Running running({.head = 2048, .body = 4096});
    RawClient client(running.server.port());
    QByteArray head = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4096\r\nA: ";
    head += QByteArray(2048 - head.size() - 4, 'a') + "\r\n\r\n";
    QCOMPARE(head.size(), qsizetype(2048));
    QVERIFY(client.ask(head + QByteArray(4096, 'b')).endsWith("ok"));
    QVERIFY(client
                .ask("POST /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                     "1000\r\n" +
                     QByteArray(4096, 'a') + "\r\n0\r\n\r\n")
                .endsWith("ok"));
    QVERIFY(client.ask(simple).endsWith("ok"));
}

void TestConnectionGuard::headThatDoesNotCome_isToldSo()
{
    Running running({.headTime = 300ms});
    RawClient client(running.server.port());
    QElapsedTimer clock;
    clock.start();
    // A byte now and then does not help: the whole head is waited for.
    client.send("GET /a");
    QTest::qWait(150);
    client.send(" HTTP/1.1\r\n");
    QCOMPARE(statusOf(client.readAnswer()), QByteArray("HTTP/1.1 408"));
    QVERIFY(clock.elapsed() >= 299);
    QVERIFY(client.isClosed());
}

void TestConnectionGuard::bodyThatDoesNotCome_isToldSo()
{
    Running running({.idleTime = 200ms});
    RawClient client(running.server.port());
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\na");
    QCOMPARE(statusOf(client.readAnswer()), QByteArray("HTTP/1.1 408"));
    QVERIFY(client.isClosed());
}

void TestConnectionGuard::idleConnection_isClosedWithoutAWord()
{
    Running running({.idleTime = 200ms});
    RawClient fresh(running.server.port());
    RawClient used(running.server.port());
    QVERIFY(used.ask(simple).endsWith("ok"));
    QVERIFY(fresh.isClosed());
    QVERIFY(used.isClosed());
}

void TestConnectionGuard::delayedAnswer_isNotIdle()
{
    Running running({.headTime = 50ms, .idleTime = 50ms});
    RawClient client(running.server.port());
    QVERIFY(client.ask(slow).endsWith("slow"));
}

void TestConnectionGuard::longestWaiting_makesRoom()
{
    Running running({.connections = 3});
    RawClient half(running.server.port());
    half.send("GET /a HTT");
    QVERIFY(running.answers()); // so the bytes above have arrived
    RawClient busy(running.server.port());
    busy.send(slow);
    RawClient third(running.server.port());
    QVERIFY(third.ask(simple).endsWith("ok"));
    RawClient fourth(running.server.port());
    QVERIFY(fourth.ask(simple).endsWith("ok"));
    QCOMPARE(statusOf(half.readAnswer()), QByteArray("HTTP/1.1 408"));
    QVERIFY(half.isClosed());
    QVERIFY(third.ask(simple).endsWith("ok"));
    QVERIFY(busy.readAnswer().endsWith("slow"));
}

void TestConnectionGuard::whenAllWaitForAnswers_theNextIsRefused()
{
    Running running({.connections = 2});
    RawClient first(running.server.port());
    RawClient second(running.server.port());
    // The second request is taken up before the server looks at anything else.
    QVERIFY(first.ask(simple + slow).endsWith("ok"));
    QVERIFY(second.ask(simple + slow).endsWith("ok"));
    RawClient third(running.server.port());
    QCOMPARE(statusOf(third.readAnswer()), QByteArray("HTTP/1.1 503"));
    QVERIFY(third.isClosed());
    QVERIFY(first.readAnswer().endsWith("slow"));
    QVERIFY(second.readAnswer().endsWith("slow"));
    QVERIFY(running.answers());
}

void TestConnectionGuard::refusal_canBeReadBehindAnUnfinishedBody()
{
    Running running({.body = 4096});
    RawClient client(running.server.port());
    // Far more than fits into the buffers between the two: a reset would lose the answer.
    client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40000000\r\n\r\n");
    client.send(QByteArray(40'000'000, 'x'));
    QCOMPARE(statusOf(client.readAnswer()), QByteArray("HTTP/1.1 413"));
    QVERIFY(client.isClosed());
}

void TestConnectionGuard::pipelinedAnswers_keepTheirOrder()
{
    Running running;
    QSignalSpy spy(&running.server, &LabServer::served);
    RawClient client(running.server.port());
    client.send(slow + simple + slow + simple);
    QVERIFY(client.readAnswer().endsWith("slow"));
    QVERIFY(client.readAnswer().endsWith("ok"));
    QVERIFY(client.readAnswer().endsWith("slow"));
    QVERIFY(client.readAnswer().endsWith("ok"));
    QTRY_COMPARE(spy.size(), 4);
}

void TestConnectionGuard::http10_isClosed()
{
    Running running;
    RawClient client(running.server.port());
    QVERIFY(client.ask("GET /a HTTP/1.0\r\n\r\n").endsWith("ok"));
    QVERIFY(client.isClosed());
}

void TestConnectionGuard::expectation_isMetBeforeTheBody()
{
    Running running;
    RawClient client(running.server.port());
    const QByteArray head = "POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n"
                            "Expect: 100-continue\r\n\r\n";
    QCOMPARE(client.ask(head), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    QVERIFY(client.ask("abc").endsWith("ok"));
    // Whoever does not wait needs no leave.
    QVERIFY(client.ask(head + "abc").startsWith("HTTP/1.1 200"));
}

void TestConnectionGuard::expectation_ofTooMuchIsNot()
{
    Running running({.body = 10});
    RawClient client(running.server.port());
    QCOMPARE(statusOf(client.ask("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n"
                                 "Expect: 100-continue\r\n\r\n")),
             QByteArray("HTTP/1.1 413"));
    QVERIFY(client.isClosed());
}

void TestConnectionGuard::upgrade_doesNoHarm()
{
    Running running;
    RawClient client(running.server.port());
    client.send(
        "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY(client.readAnswer().startsWith("HTTP/1.1 "));
    QVERIFY(running.answers());
}

void TestConnectionGuard::date_isSent()
{
    Running running;
    const QRegularExpression date(
        u"\r\nDate: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} "
        "\\d\\d:\\d\\d:\\d\\d GMT\r\n"_qs);
    for (const QByteArray &request : {simple, QByteArray("GET /a HTTP/1.1\r\nbroken\r\n\r\n")}) {
        const QByteArray answer = RawClient(running.server.port()).ask(request);
        QVERIFY2(date.match(QString::fromLatin1(answer)).hasMatch(), answer);
    }
}

void TestConnectionGuard::emptyAnswer_hasNoBody()
{
    Running running;
    RawClient client(running.server.port());
    const QByteArray answer = client.ask("GET /empty HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(answer.startsWith("HTTP/1.1 204 No Content\r\n"));
    QVERIFY(!answer.contains("Content-Length"));
    QVERIFY(client.ask(simple).startsWith("HTTP/1.1 200"));
}

void TestConnectionGuard::foreignHost_isRefusedUnlessAllowed()
{
    Running running;
    const QByteArray foreign = "GET /a HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    QSignalSpy spy(&running.server, &LabServer::served);
    RawClient client(running.server.port());
    QCOMPARE(statusOf(client.ask(foreign)), QByteArray("HTTP/1.1 421"));
    QVERIFY(client.isClosed());
    QTRY_COMPARE(spy.size(), 1);
    ServerConfig config = running.server.config();
    config.anyHost = true;
    running.server.setConfig(config);
    QVERIFY(RawClient(running.server.port()).ask(foreign).endsWith("ok"));
}

QTEST_GUILESS_MAIN(TestConnectionGuard)
#include "tst_connectionguard.moc"
