// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/connectionwatch.h"

#include <QTest>

using namespace corslab;

class TestConnectionWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void head_isReadAsItStands_data();
    void head_isReadAsItStands();
    void notARequestLine_isNothing_data();
    void notARequestLine_isNothing();
};

void TestConnectionWatch::head_isReadAsItStands_data()
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
    row("line without a colon", "GET / HTTP/1.1\r\nA: b\r\nnonsense\r\nC: d\r\n", "GET", "/",
        {{"A", "b"}, {"C", "d"}});
    row("continued line", "GET / HTTP/1.1\r\nA: b\r\n  c\r\nD: e\r\n", "GET", "/",
        {{"A", "b c"}, {"D", "e"}});
    row("bytes over 127", "GET / HTTP/1.1\r\nA: \xff\x80\r\n", "GET", "/", {{"A", "\xff\x80"}});
}

void TestConnectionWatch::head_isReadAsItStands()
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

void TestConnectionWatch::notARequestLine_isNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("one word") << QByteArray("GET\r\n");
    QTest::newRow("two words") << QByteArray("GET /\r\n");
    QTest::newRow("begins with a space") << QByteArray(" / HTTP/1.1\r\n");
}

void TestConnectionWatch::notARequestLine_isNothing()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!RequestHead::parse(bytes).has_value());
}

QTEST_GUILESS_MAIN(TestConnectionWatch)
#include "tst_connectionwatch.moc"
