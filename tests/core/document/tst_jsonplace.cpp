// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/jsonplace.h"

#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

class TestJsonPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offset_isLineAndColumn_data();
    void offset_isLineAndColumn();
    void place_isWhereItsValueBegins_data();
    void place_isWhereItsValueBegins();
    void brokenText_endsTheWalk();
};

void TestJsonPlace::offset_isLineAndColumn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("beginning") << QByteArray("ab") << 0 << 1 << 1;
    QTest::newRow("same line") << QByteArray("ab") << 1 << 1 << 2;
    QTest::newRow("behind the end") << QByteArray("ab") << 99 << 1 << 3;
    QTest::newRow("before the beginning") << QByteArray("ab") << -1 << 1 << 1;
    QTest::newRow("after a line feed") << QByteArray("a\nb") << 2 << 2 << 1;
    QTest::newRow("CR belongs to its line") << QByteArray("a\r\n\r\nbc") << 6 << 3 << 2;
    QTest::newRow("characters, not bytes") << QByteArray("\xC3\xBC\xE6\x9D\xB1x") << 5 << 1 << 3;
    QTest::newRow("the mark is no character") << QByteArray("\xEF\xBB\xBFx") << 3 << 1 << 1;
    QTest::newRow("empty") << QByteArray() << 0 << 1 << 1;
}

void TestJsonPlace::offset_isLineAndColumn()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QTEST(positionAt(text, offset).line, "line");
    QTEST(positionAt(text, offset).column, "column");
}

void TestJsonPlace::place_isWhereItsValueBegins_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("begin"); ///< what stands from there to the line's end
    const QByteArray text = R"({
 "a": 1,
 "list": [ [10, "x,]}\"", {"k": 2}],
  {"b": {"c": "deep"}} ,
  "last"],
 "escap\u0065d": true,
 "twice": 1,
 "twice": 2
})";
    const auto row = [&](const char *name, const QString &place, const QString &begin) {
        QTest::newRow(name) << text << place << begin;
    };
    row("whole file", {}, u"{"_s);
    row("a key", u"a"_s, u"1,"_s);
    row("an item", u"list[1]"_s, u"{\"b\": {\"c\": \"deep\"}} ,"_s);
    row("behind brackets in a string", u"list[0][2].k"_s, u"2}],"_s);
    row("string with brackets", u"list[0][1]"_s, u"\"x,]}\\\"\", {\"k\": 2}],"_s);
    row("nested keys", u"list[1].b.c"_s, u"\"deep\"}} ,"_s);
    row("last item", u"list[2]"_s, u"\"last\"],"_s);
    row("escaped key", u"escaped"_s, u"true,"_s);
    row("of two equal keys the last", u"twice"_s, u"2"_s);
    row("missing key: the object", u"list[1].b.none"_s, u"{\"c\": \"deep\"}} ,"_s);
    row("missing item: the list", u"list[3]"_s, u"[ [10, \"x,]}\\\"\", {\"k\": 2}],"_s);
    row("key of a list", u"list.none"_s, u"[ [10, \"x,]}\\\"\", {\"k\": 2}],"_s);
    row("item of an object", u"[0]"_s, u"{"_s);
    row("nonsense", u"..[["_s, u"{"_s);
}

void TestJsonPlace::place_isWhereItsValueBegins()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const TextPosition position = positionOf(text, place);
    const QString line = QString::fromUtf8(text.split('\n').at(position.line - 1));
    QTEST(line.sliced(position.column - 1), "begin");
    const TextPosition marked = positionOf("\xEF\xBB\xBF" + text, place);
    QCOMPARE(marked, position);
}

void TestJsonPlace::brokenText_endsTheWalk()
{
    const QByteArray text = R"({"a": [1, {"b\"": "c"}]})";
    for (qsizetype size = 0; size <= text.size(); ++size) {
        for (const QString &place : {u"a[1].b\""_s, u"a[5]"_s, u"z"_s})
            QVERIFY(positionOf(QByteArrayView(text).first(size), place).line == 1);
    }
}

QTEST_GUILESS_MAIN(TestJsonPlace)
#include "tst_jsonplace.moc"
