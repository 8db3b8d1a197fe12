// SPDX-License-Identifier: GPL-3.0-or-later
// What CurlTransport makes of answers, from ordinary ones to those that no server should give.
#include "tests/core/wire/transportcalls.h"
#include "tests/support/rawserver.h"

#include <QTest>

using namespace corslab;
using namespace std::chrono_literals;

namespace {

QByteArray manyHeaders(int count, int valueLength)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        lines += "X-" + QByteArray::number(i) + ": " + QByteArray(valueLength, 'v') + "\r\n";
    }
    return lines;
}

} // namespace

class TestCurlAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exactBytes_areKept();
    void interimAnswers_areKept();
    void parts_areDeliveredAsTheyCome();
    void aReceiverThatHasEnough_endsTheTransfer();
    void aReceiver_maySendAnother();
    void redirects_areNotFollowed();
    void codings_areNotUndone();
    void keptOpenConnections_areNotWaitedFor_data();
    void keptOpenConnections_areNotWaitedFor();
    void chunksOfHttp10_areBytesWhereAsked();
    void oddAnswers_areAccepted_data();
    void oddAnswers_areAccepted();
    void malformedAnswers_fail_data();
    void malformedAnswers_fail();
    void brokenBodies_keepTheHead_data();
    void brokenBodies_keepTheHead();
    void thousandsOfHeaders_areKept();
    void tooLongAHead_fails();
    void tooLongABody_isCut();
};

void TestCurlAnswers::exactBytes_areKept()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray head = "HTTP/1.1 299 Any \xe9 Word\r\n"
                            "Access-Control-Allow-Origin: *\r\n"
                            "access-control-allow-origin: http://a \t\r\n"
                            "X:y\r\n"
                            "Empty:\r\n"
                            "Bytes:  \x80\xff\r\n"
                            "Content-Length: 3\r\n"
                            "\r\n";
    server.on({}, RawAnswer::bytes(head + QByteArray("\0\r\n", 3)));
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 299);
    QCOMPARE(result->reason, QByteArray("Any \xe9 Word"));
    QCOMPARE(result->rawResponseHead, head);
    QCOMPARE(result->body, QByteArray("\0\r\n", 3));
    const HeaderList expected{{"Access-Control-Allow-Origin", "*"},
                              {"access-control-allow-origin", "http://a"},
                              {"X", "y"},
                              {"Empty", ""},
                              {"Bytes", "\x80\xff"},
                              {"Content-Length", "3"}};
    QVERIFY(result->headers == expected);
    QVERIFY(!result->bodyFailure);
}

void TestCurlAnswers::interimAnswers_areKept()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                               "HTTP/1.1 100 Continue\r\n\r\n";
    server.on({}, RawAnswer::bytes(interim).wait(5ms).write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/", "POST"));
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 200);
    const std::vector<InterimResponse> expected{{103, {{"Link", "</a>"}}}, {100, {}}};
    QVERIFY(result->interim == expected);
    QCOMPARE(result->rawResponseHead, interim + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

void TestCurlAnswers::parts_areDeliveredAsTheyCome()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({},
              RawAnswer::bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n")
                  .wait(30ms)
                  .write("3\r\ncde\r\n")
                  .wait(30ms)
                  .write("0\r\nTrailer: x\r\n\r\n"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    QList<QByteArray> parts;
    request.bodyReceived = [&](QByteArrayView part) {
        parts.append(part.toByteArray());
        return true;
    };
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QCOMPARE(parts, (QList<QByteArray>{"ab", "cde"}));
    QCOMPARE(result->body, QByteArray("abcde"));
    QVERIFY(!result->bodyFailure);
    QVERIFY(!result->headers.contains("Trailer"));
}

void TestCurlAnswers::aReceiverThatHasEnough_endsTheTransfer()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::response(200, {{"Content-Length", "1000"}}, "some"));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    request.bodyReceived = [](QByteArrayView) { return false; };
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QCOMPARE(result->body, QByteArray("some"));
    QVERIFY(!result->bodyFailure);
    QTRY_COMPARE(server.connectionsOpen(), 0);
}

void TestCurlAnswers::aReceiver_maySendAnother()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({{}, "/inner", {}, -1}, RawAnswer::withLength(200, {}, "inner"));
    server.on({}, RawAnswer::chunked(200, {}, {"a", "b"}));
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    const TransportRequest another = requestTo(server.origin() + "/inner");
    QByteArray inner;
    request.bodyReceived = [&](QByteArrayView) {
        if (inner.isEmpty()) {
            inner = sendAndWait(transport, another).value().body;
        }
        return true;
    };
    const TransportResult result = sendAndWait(transport, request);
    QVERIFY(result.has_value());
    QCOMPARE(result->body, QByteArray("ab"));
    QCOMPARE(inner, QByteArray("inner"));
}

void TestCurlAnswers::redirects_areNotFollowed()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({},
              RawAnswer::withLength(
                  302, {{"Location", "/b"}, {"Set-Cookie", "a=b"}, {"WWW-Authenticate", "Basic"}},
                  "moved"));
    CurlTransport transport;
    const TransportRequest request = requestTo(server.origin() + "/a");
    QCOMPARE(sendAndWait(transport, request).value().status, 302);
    QCOMPARE(sendAndWait(transport, request).value().body, QByteArray("moved"));
    QCOMPARE(server.requests().size(), std::size_t{2});
    QCOMPARE(server.requests().at(1).head, server.requests().at(0).head);
}

void TestCurlAnswers::codings_areNotUndone()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::withLength(200, {{"Content-Encoding", "gzip"}}, "not gzip"));
    CurlTransport transport;
    QCOMPARE(sendAndWait(transport, requestTo(server.origin() + "/")).value().body,
             QByteArray("not gzip"));
}

void TestCurlAnswers::keptOpenConnections_areNotWaitedFor_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const char *method, const QByteArray &answer,
                        const char *body) {
        QTest::newRow(name) << QByteArray(method) << "HTTP/1.1 " + answer << QByteArray(body);
    };
    row("HEAD", "HEAD", "200 OK\r\nContent-Length: 5\r\n\r\n", "");
    row("HEAD, body sent", "HEAD", "200 OK\r\nContent-Length: 5\r\n\r\nhello", "");
    row("204", "GET", "204 No Content\r\n\r\n", "");
    row("204, body sent", "GET", "204 No Content\r\nContent-Length: 5\r\n\r\nhello", "");
    row("304", "GET", "304 Not Modified\r\nContent-Length: 5\r\n\r\n", "");
    row("101", "GET", "101 Switching Protocols\r\nUpgrade: x\r\n\r\nbytes", "");
    row("length", "GET", "200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello");
    row("more than the length", "GET", "200 OK\r\nContent-Length: 5\r\n\r\nhello there", "hello");
    row("length 0", "GET", "200 OK\r\nContent-Length: 0\r\n\r\n", "");
    row("chunked", "GET", "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "a");
    row("chunked and a length", "GET",
        "200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "a");
}

void TestCurlAnswers::keptOpenConnections_areNotWaitedFor()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, answer);
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes(answer));
    CurlTransportOptions options;
    options.timeout = 10s;
    CurlTransport transport(options);
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/", method));
    QVERIFY(result.has_value());
    QVERIFY(!result->bodyFailure);
    QTEST(result->body, "body");
}

void TestCurlAnswers::chunksOfHttp10_areBytesWhereAsked()
{
    const QByteArray chunks = "2\r\nok\r\n0\r\n\r\n";
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray head = "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    server.on({}, RawAnswer::bytes(head + chunks).close());
    CurlTransport transport;
    TransportRequest request = requestTo(server.origin() + "/");
    QCOMPARE(sendAndWait(transport, request).value().body, QByteArray("ok"));
    request.headReading.chunksNeedHttp11 = true;
    QCOMPARE(sendAndWait(transport, request).value().body, chunks);
}

void TestCurlAnswers::oddAnswers_areAccepted_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("value"); // of the header A
    const auto row = [](const char *name, const QByteArray &answer, int status, const char *value) {
        QTest::newRow(name) << answer << status << QByteArray(value);
    };
    row("HTTP/1.0, ended by the close", "HTTP/1.0 200 OK\r\nA: 1\r\n\r\nhi", 200, "1");
    row("LF alone", "HTTP/1.1 200 OK\nA: 1\nContent-Length: 2\n\nhi", 200, "1");
    row("folded line", "HTTP/1.1 200 OK\r\nA: 1\r\n  2\r\nContent-Length: 2\r\n\r\nhi", 200, "1 2");
    row("no reason", "HTTP/1.1 200\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi", 200, "1");
    row("HTTP/2.0 in words", "HTTP/2.0 200 OK\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi", 200, "1");
    row("lower case version", "http/1.1 200 OK\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi", 200, "1");
    row("unknown status", "HTTP/1.1 999 OK\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi", 999, "1");
    row("same length twice",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi", 200, "1");
    row("negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\nA: 1\r\n\r\nhi", 200, "1");
    row("length in words", "HTTP/1.1 200 OK\r\nContent-Length: two\r\nA: 1\r\n\r\nhi", 200, "1");
    row("length without a value", "HTTP/1.1 200 OK\r\nContent-Length:\r\nA: 1\r\n\r\nhi", 200, "1");
    row("header without a name", "HTTP/1.1 200 OK\r\n: x\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi",
        200, "1");
    row("CR in a value", "HTTP/1.1 200 OK\r\nA: 1\rB: 2\r\nContent-Length: 2\r\n\r\nhi", 200,
        "1 B: 2");
    row("line of 90 KiB",
        "HTTP/1.1 200 OK\r\nX: " + QByteArray(90 * 1024, 'x') +
            "\r\nA: 1\r\nContent-Length: 2\r\n\r\nhi",
        200, "1");
}

void TestCurlAnswers::oddAnswers_areAccepted()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    QFETCH(const QByteArray, value);
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes(answer).close());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->status, status);
    QCOMPARE(result->headers.get("A"), std::optional(value));
    QCOMPARE(result->body, QByteArray("hi"));
    QVERIFY(!result->bodyFailure);
    QCOMPARE(result->rawResponseHead + "hi", answer);
}

void TestCurlAnswers::malformedAnswers_fail_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<CauseCode>("code");
    const auto row = [](const char *name, const QByteArray &answer, CauseCode code) {
        QTest::newRow(name) << answer << code;
    };
    using enum CauseCode;
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    row("garbage", "\x81\x82\x83\x84 garbage\r\n\r\n", MalformedResponse);
    row("NUL bytes", QByteArray(500, '\0'), MalformedResponse);
    row("HTTP/0.9", "<html>hello</html>", MalformedResponse);
    row("another protocol", "SSH-2.0-OpenSSH_9.2\r\n", MalformedResponse);
    row("line without a colon", ok + "A: 1\r\nbroken line\r\n\r\n", MalformedResponse);
    row("fold before any header", ok + "  A: 1\r\n\r\n", MalformedResponse);
    row("NUL in a value", ok + QByteArray("A: 1\0002\r\n\r\n", 10), MalformedResponse);
    row("two digits of status", "HTTP/1.1 20 OK\r\n\r\n", MalformedResponse);
    row("four digits of status", "HTTP/1.1 2000 OK\r\n\r\n", MalformedResponse);
    row("status 000", "HTTP/1.1 000 OK\r\n\r\n", MalformedResponse);
    row("status in letters", "HTTP/1.1 abc OK\r\n\r\n", MalformedResponse);
    row("no status", "HTTP/1.1\r\n\r\n", MalformedResponse);
    row("HTTP/1.2", "HTTP/1.2 200 OK\r\n\r\n", MalformedResponse);
    row("two lengths that differ", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
        MalformedResponse);
    row("nothing", "", ConnectionClosed);
    row("half a status line", "HTTP/1.1 200", ConnectionClosed);
    row("cut after a line", ok + "A: 1\r\n", ConnectionClosed);
    row("cut in a line", ok + "A: 1\r\nB: ", ConnectionClosed);
    row("interim and no more", "HTTP/1.1 103 Early Hints\r\n\r\n", ConnectionClosed);
    row("line over 100 KiB", ok + "A: " + QByteArray(110 * 1024, 'x') + "\r\n\r\n",
        ResponseTooLarge);
    row("head over 300 KiB", ok + manyHeaders(5000, 100) + "\r\n", ResponseTooLarge);
    row("endless interim answers", QByteArray("HTTP/1.1 103 A\r\n\r\n").repeated(30'000),
        ResponseTooLarge);
}

void TestCurlAnswers::malformedAnswers_fail()
{
    QFETCH(const QByteArray, answer);
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, RawAnswer::bytes(answer).close());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(!result.has_value());
    QTEST(result.error().cause.code, "code");
    if (result.error().cause.code == CauseCode::MalformedResponse) {
        QVERIFY(!result.error().cause.value.isEmpty());
    }
    QVERIFY(answer.startsWith(result.error().rawResponseHead));
    QCOMPARE(result.error().rawRequestHead, server.requests().front().head);
    QVERIFY(sendAndWait(transport, requestTo(server.origin() + "/")).error().localPort != 0);
}

void TestCurlAnswers::brokenBodies_keepTheHead_data()
{
    QTest::addColumn<RawAnswer>("answer");
    QTest::addColumn<CauseCode>("code");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const RawAnswer &answer, CauseCode code,
                        const char *body) {
        QTest::newRow(name) << answer << code << QByteArray(body);
    };
    using enum CauseCode;
    const HeaderList chunked{{"Transfer-Encoding", "chunked"}};
    row("shorter than its length",
        RawAnswer::response(200, {{"Content-Length", "9"}}, "half").close(), ConnectionClosed,
        "half");
    row("reset before its length",
        RawAnswer::response(200, {{"Content-Length", "9"}}, "half").wait(50ms).reset(),
        ConnectionClosed, "half");
    row("reset before the close", RawAnswer::response(200, {}, "half").wait(50ms).reset(),
        ConnectionClosed, "half");
    row("cut in a chunk", RawAnswer::response(200, chunked, "5\r\nhal").close(), ConnectionClosed,
        "hal");
    row("no last chunk", RawAnswer::response(200, chunked, "4\r\nhalf\r\n").close(),
        ConnectionClosed, "half");
    row("chunk length in letters", RawAnswer::response(200, chunked, "4\r\nhalf\r\nzz\r\n").close(),
        MalformedResponse, "half");
    row("no line end after a chunk", RawAnswer::response(200, chunked, "4\r\nhalfway\r\n").close(),
        MalformedResponse, "half");
}

void TestCurlAnswers::brokenBodies_keepTheHead()
{
    QFETCH(const RawAnswer, answer);
    RawServer server;
    QVERIFY(server.listen());
    server.on({}, answer);
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->status, 200);
    QTEST(result->body, "body");
    QVERIFY(result->bodyFailure.has_value());
    QTEST(result->bodyFailure->code, "code");
}

void TestCurlAnswers::thousandsOfHeaders_areKept()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray head = "HTTP/1.1 200 OK\r\n" + manyHeaders(5000, 20) + "\r\n";
    server.on({}, RawAnswer::bytes(head).close());
    CurlTransport transport;
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QCOMPARE(result->headers.size(), std::size_t{5000});
    QCOMPARE(result->headers.get("x-4999"), std::optional(QByteArray(20, 'v')));
    QCOMPARE(result->rawResponseHead, head);
}

void TestCurlAnswers::tooLongAHead_fails()
{
    RawServer server;
    QVERIFY(server.listen());
    const QByteArray head = "HTTP/1.1 204 No Content\r\n" + manyHeaders(10, 50) + "\r\n";
    server.on({}, RawAnswer::bytes(head));
    CurlTransportOptions options;
    options.maxHead = head.size();
    CurlTransport wide(options);
    QVERIFY(sendAndWait(wide, requestTo(server.origin() + "/")).has_value());
    options.maxHead = head.size() - 1;
    CurlTransport narrow(options);
    const TransportResult result = sendAndWait(narrow, requestTo(server.origin() + "/"));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().cause.code, CauseCode::ResponseTooLarge);
}

void TestCurlAnswers::tooLongABody_isCut()
{
    RawServer server;
    QVERIFY(server.listen());
    server.on({{}, "/fits", {}, -1}, RawAnswer::withLength(200, {}, QByteArray(1000, 'x')));
    server.on({}, RawAnswer::withLength(200, {}, QByteArray(1001, 'x')));
    CurlTransportOptions options;
    options.maxBody = 1000;
    CurlTransport transport(options);
    QVERIFY(!sendAndWait(transport, requestTo(server.origin() + "/fits")).value().bodyFailure);
    const TransportResult result = sendAndWait(transport, requestTo(server.origin() + "/"));
    QVERIFY(result.has_value());
    QVERIFY(result->bodyFailure.has_value());
    QCOMPARE(result->bodyFailure->code, CauseCode::ResponseTooLarge);
    QVERIFY(result->body.size() <= 1000);
}

QTEST_GUILESS_MAIN(TestCurlAnswers)
#include "tst_curlanswers.moc"
