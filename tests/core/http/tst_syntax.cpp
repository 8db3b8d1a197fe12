// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/syntax.h"

#include <QTest>

using namespace corslab;

class TestSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyByte_isATokenWhereRfc9110SaysSo();
    void tokens_haveNoOtherByteAndAreNotEmpty();
    void headerValue_hasNoLineBreaksNulOrOuterBlanks_data();
    void headerValue_hasNoLineBreaksNulOrOuterBlanks();
    void normalizedValue_losesOuterWhitespaceOnly();
    void trimming_takesTabsAndSpacesOnly();
    void lowering_leavesBytesBeyondAscii();
    void tokenList_skipsEmptyItems_data();
    void tokenList_skipsEmptyItems();
    void invalidItem_isNamed_data();
    void invalidItem_isNamed();
};

void TestSyntax::everyByte_isATokenWhereRfc9110SaysSo()
{
    const QByteArray allowed("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    for (int byte = 0; byte < 256; ++byte) {
        const char c = static_cast<char>(byte);
        QVERIFY2(isToken(QByteArrayView(&c, 1)) == allowed.contains(c),
                 qPrintable(QString::number(byte)));
    }
}

void TestSyntax::tokens_haveNoOtherByteAndAreNotEmpty()
{
    QVERIFY(isToken("Custom-Header"));
    QVERIFY(!isToken(""));
    QVERIFY(!isToken("a b"));
    QVERIFY(!isToken("a:"));
    QVERIFY(!isToken("\"a\""));
}

void TestSyntax::headerValue_hasNoLineBreaksNulOrOuterBlanks_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QByteArray() << true;
    QTest::newRow("inner blanks") << QByteArray("a \t b") << true;
    QTest::newRow("beyond ASCII") << QByteArray("\xe4\x80") << true;
    QTest::newRow("other controls") << QByteArray("a\x01\x7f") << true;
    QTest::newRow("leading space") << QByteArray(" a") << false;
    QTest::newRow("trailing tab") << QByteArray("a\t") << false;
    QTest::newRow("space alone") << QByteArray(" ") << false;
    QTest::newRow("CR") << QByteArray("a\rb") << false;
    QTest::newRow("LF") << QByteArray("a\nb") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
}

void TestSyntax::headerValue_hasNoLineBreaksNulOrOuterBlanks()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, valid);
    QCOMPARE(isHeaderValue(value), valid);
}

void TestSyntax::normalizedValue_losesOuterWhitespaceOnly()
{
    QCOMPARE(normalizeHeaderValue("\r\n \ta \n b\t\r\n"), "a \n b");
    QCOMPARE(normalizeHeaderValue(" \r\n"), "");
    QCOMPARE(normalizeHeaderValue("\fa\v"), "\fa\v");
}

void TestSyntax::trimming_takesTabsAndSpacesOnly()
{
    QCOMPARE(trimTabOrSpace("\t a b \t"), QByteArrayView("a b"));
    QCOMPARE(trimTabOrSpace("\na\n"), QByteArrayView("\na\n"));
    QCOMPARE(trimTabOrSpace(" "), QByteArrayView(""));
}

void TestSyntax::lowering_leavesBytesBeyondAscii()
{
    QCOMPARE(asciiLower("AZ@[az\xc4"), "az@[az\xc4");
}

void TestSyntax::tokenList_skipsEmptyItems_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QList<QByteArray>>("tokens");
    QTest::newRow("empty") << QByteArray() << QList<QByteArray>{};
    QTest::newRow("commas alone") << QByteArray(" ,, ,") << QList<QByteArray>{};
    QTest::newRow("one") << QByteArray("a") << QList<QByteArray>{"a"};
    QTest::newRow("case and order stay")
        << QByteArray("b,A\t, *") << QList<QByteArray>{"b", "A", "*"};
    QTest::newRow("empty items") << QByteArray(",a,,b,") << QList<QByteArray>{"a", "b"};
}

void TestSyntax::tokenList_skipsEmptyItems()
{
    QFETCH(QByteArray, value);
    QFETCH(QList<QByteArray>, tokens);
    QByteArray invalid;
    QCOMPARE(parseTokenList(value, &invalid).value(), tokens);
    QVERIFY(invalid.isEmpty());
}

void TestSyntax::invalidItem_isNamed_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("invalid");
    QTest::newRow("space inside") << QByteArray("a, b c ,d") << QByteArray("b c");
    QTest::newRow("quoted") << QByteArray("\"a\"") << QByteArray("\"a\"");
    QTest::newRow("first of two") << QByteArray("a;,b;") << QByteArray("a;");
}

void TestSyntax::invalidItem_isNamed()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, invalid);
    QByteArray named;
    QVERIFY(!parseTokenList(value, &named));
    QCOMPARE(named, invalid);
    QVERIFY(!parseTokenList(value));
}

QTEST_GUILESS_MAIN(TestSyntax)
#include "tst_syntax.moc"
