// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/requesthead.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::HeaderList)
Q_DECLARE_METATYPE(corslab::RequestFraming)

class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void head_isReadAsItStands_data();
    void head_isReadAsItStands();
    void badHead_isRefused_data();
    void badHead_isRefused();
    void end_isTheEmptyLine_data();
    void end_isTheEmptyLine();
    void framing_isRead_data();
    void framing_isRead();
};

void TestRequestHead::head_isReadAsItStands_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<HeaderList>("headers");
    const auto row = [](const char *name, QByteArray bytes, QByteArray method, QByteArray target,
                        const HeaderList &headers) {
        QTest::newRow(name) << std::move(bytes) << std::move(method) << std::move(target)
                            << headers;
    };
    row("order, case and repeats", "GET /a?b HTTP/1.1\r\nHost: x\r\nX-b: 1\r\nx-B: 2\r\n", "GET",
        "/a?b", {{"Host", "x"}, {"X-b", "1"}, {"x-B", "2"}});
    row("unknown method", "CHICKEN / HTTP/1.1\r\n", "CHICKEN", "/", {});
    row("lower case method", "patch / HTTP/1.1\n", "patch", "/", {});
    row("bare LF", "GET / HTTP/1.1\nA: b\nC: d\n", "GET", "/", {{"A", "b"}, {"C", "d"}});
    row("exact target", "GET //x/%2f%41?q#f HTTP/1.1\r\n", "GET", "//x/%2f%41?q#f", {});
    row("white space around a value", "GET / HTTP/1.1\r\nA: \t b c \r\n", "GET", "/",
        {{"A", "b c"}});
    row("empty value", "GET / HTTP/1.1\r\nA:\r\n", "GET", "/", {{"A", ""}});
    row("bytes over 127", "GET / HTTP/1.1\r\nA: \xff\x80\r\n", "GET", "/", {{"A", "\xff\x80"}});
}

void TestRequestHead::head_isReadAsItStands()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(HeaderList, headers);
    const auto head = RequestHead::parse(bytes);
    QVERIFY(head.has_value());
    QCOMPARE(head->method, method);
    QCOMPARE(head->target, target);
    QCOMPARE(head->headers, headers);
}

void TestRequestHead::badHead_isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
        QTest::newRow(name) << bytes << status;
    };
    row("empty", "");
    row("one word", "GET\r\n");
    row("two words", "GET /\r\n");
    row("begins with a space", " / HTTP/1.1\r\n");
    row("no target", "GET  HTTP/1.1\r\n");
    row("space in the target", "GET /a b HTTP/1.1\r\n");
    row("tab in the target", "GET /a\tb HTTP/1.1\r\n");
    row("method that is no token", "G(T / HTTP/1.1\r\n");
    row("version 2", "PRI * HTTP/2.0\r\n", 505);
    row("version in lower case", "GET / http/1.1\r\n");
    row("line without a colon", "GET / HTTP/1.1\r\nA: b\r\nnonsense\r\nC: d\r\n");
    row("line without a name", "GET / HTTP/1.1\r\n: b\r\n");
    row("space before the colon", "GET / HTTP/1.1\r\nContent-Length : 3\r\n");
    row("continued line", "GET / HTTP/1.1\r\nA: b\r\n  c\r\n");
    row("carriage return in a value", "GET / HTTP/1.1\r\nA: b\rc\r\n");
    row("NUL in a value", QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\n", 24));
}

void TestRequestHead::badHead_isRefused()
{
    QFETCH(QByteArray, bytes);
    const auto head = RequestHead::parse(bytes);
    QVERIFY(!head.has_value());
    QTEST(head.error().status, "status");
    QVERIFY(head.error().sentence.endsWith('.'));
}

void TestRequestHead::end_isTheEmptyLine_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("end");
    QTest::newRow("CR LF") << QByteArray("GET / HTTP/1.1\r\n\r\nx") << qsizetype(18);
    QTest::newRow("LF") << QByteArray("GET / HTTP/1.1\n\nx") << qsizetype(16);
    QTest::newRow("not yet") << QByteArray("GET / HTTP/1.1\r\n\r") << qsizetype(-1);
    QTest::newRow("a lone CR is no end") << QByteArray("GET / HTTP/1.1\r\r\n") << qsizetype(-1);
}

void TestRequestHead::end_isTheEmptyLine()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qsizetype, end);
    QCOMPARE(RequestHead::end(bytes).value_or(-1), end);
    // Looking on from where the last look ended finds the same.
    for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
        if (!RequestHead::end(bytes.first(cut)))
            QCOMPARE(RequestHead::end(bytes, std::max<qsizetype>(cut - 2, 0)).value_or(-1), end);
    }
}

void TestRequestHead::framing_isRead_data()
{
    QTest::addColumn<HeaderList>("headers");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<int>("status"); // 0: served
    QTest::addColumn<RequestFraming>("framing");
    const auto row = [](const char *name, const HeaderList &headers, int status,
                        const RequestFraming &framing = {}, int minorVersion = 1) {
        QTest::newRow(name) << headers << minorVersion << status << framing;
    };
    row("neither", {}, 0);
    row("a length", {{"content-length", "12"}}, 0, {12, false, false});
    row("zero", {{"Content-Length", "0"}}, 0);
    row("chunked", {{"Transfer-Encoding", "Chunked"}}, 0, {0, true, false});
    row("a sign", {{"Content-Length", "+3"}}, 400);
    row("negative", {{"Content-Length", "-3"}}, 400);
    row("hexadecimal", {{"Content-Length", "0x3"}}, 400);
    row("a list", {{"Content-Length", "3, 3"}}, 400);
    row("empty", {{"Content-Length", ""}}, 400);
    row("twice the same", {{"Content-Length", "3"}, {"content-length", "3"}}, 400);
    row("with a coding", {{"Content-Length", "3"}, {"Transfer-Encoding", "chunked"}}, 400);
    row("beyond 64 bits", {{"Content-Length", "99999999999999999999"}}, 413);
    row("another coding", {{"Transfer-Encoding", "gzip, chunked"}}, 501);
    row("coding twice", {{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}, 501);
    row("coding in HTTP/1.0", {{"Transfer-Encoding", "chunked"}}, 400, {}, 0);
    row("expects 100", {{"Content-Length", "3"}, {"Expect", "100-Continue"}}, 0, {3, false, true});
    row("expects 100 for nothing", {{"Expect", "100-continue"}}, 0);
    row("expects 100 in HTTP/1.0", {{"Content-Length", "3"}, {"Expect", "100-continue"}}, 0,
        {3, false, false}, 0);
    row("expects a miracle", {{"Expect", "a miracle"}}, 417);
}

void TestRequestHead::framing_isRead()
{
    RequestHead head{"POST", "/", 1, {}};
    QFETCH(int, minorVersion);
    QFETCH(int, status);
    head.minorVersion = minorVersion;
    QFETCH(HeaderList, headers);
    head.headers = headers;
    const auto framing = RequestFraming::of(head);
    QCOMPARE(framing ? 0 : framing.error().status, status);
    if (framing)
        QTEST(*framing, "framing");
}

QTEST_GUILESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
