// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/chunkedbody.h"

#include <QTest>

using namespace corslab;

class TestChunkedBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void end_isFound_data();
    void end_isFound();
    void nonsense_isBroken_data();
    void nonsense_isBroken();
};

void TestChunkedBody::end_isFound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("dataSize");
    QTest::newRow("nothing") << QByteArray("0\r\n\r\n") << 0;
    QTest::newRow("two chunks") << QByteArray("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n") << 5;
    QTest::newRow("hexadecimal") << QByteArray("1A\r\n" + QByteArray(26, 'x') + "\r\n0\r\n\r\n")
                                 << 26;
    QTest::newRow("extension") << QByteArray("3;a=\"b\"\r\nabc\r\n0;c\r\n\r\n") << 3;
    QTest::newRow("trailers") << QByteArray("1\r\na\r\n0\r\nA: b\r\nC: d\r\n\r\n") << 1;
    QTest::newRow("data that looks like the end") << QByteArray("5\r\n0\r\n\r\n\r\n0\r\n\r\n") << 5;
    QTest::newRow("bare LF") << QByteArray("1\na\n0\n\n") << 1;
    QTest::newRow("leading zeros") << QByteArray("0001\r\na\r\n000\r\n\r\n") << 1;
}

void TestChunkedBody::end_isFound()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, dataSize);
    const QByteArray more = bytes + "GET / HTTP/1.1\r\n";
    ChunkedBody whole;
    QCOMPARE(whole.feed(more), bytes.size());
    QVERIFY(whole.isDone());
    QCOMPARE(whole.dataSize(), quint64(dataSize));

    ChunkedBody pieces;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        QVERIFY(!pieces.isDone());
        QCOMPARE(pieces.feed(QByteArrayView(bytes).sliced(i, 1)), qsizetype(1));
    }
    QVERIFY(pieces.isDone());
    QCOMPARE(pieces.dataSize(), quint64(dataSize));
}

void TestChunkedBody::nonsense_isBroken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no size") << QByteArray("\r\n");
    QTest::newRow("not hexadecimal") << QByteArray("xyz\r\n");
    QTest::newRow("negative") << QByteArray("-1\r\n");
    QTest::newRow("data longer than its size") << QByteArray("2\r\nabc\r\n");
    QTest::newRow("nine digits") << QByteArray("100000000\r\n");
    QTest::newRow("extension without an end") << QByteArray("1;" + QByteArray(20'000, 'a'));
    QTest::newRow("trailer without an end") << QByteArray("0\r\n" + QByteArray(20'000, 'a'));
}

void TestChunkedBody::nonsense_isBroken()
{
    QFETCH(QByteArray, bytes);
    ChunkedBody body;
    body.feed(bytes);
    QVERIFY(body.isBroken());
    QCOMPARE(body.feed("0\r\n\r\n"), qsizetype(0));
}

QTEST_GUILESS_MAIN(TestChunkedBody)
#include "tst_chunkedbody.moc"
