// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/headerlist.h"

#include <QTest>

using namespace corslab;

class TestHeaderList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesInAnyCase_areTheSame();
    void lines_keepCaseOrderAndRepeats();
    void repeatedLines_joinInOrder();
    void absentName_givesNothing();
    void set_replacesTheFirstLineAndRemovesTheOthers();
    void remove_takesEveryLineOfTheName();
    void value_isSplitAtCommasOutsideQuotes_data();
    void value_isSplitAtCommasOutsideQuotes();
    void sortAndCombine_lowersSortsAndJoins();
    void sortAndCombine_keepsSetCookieApart();
};

void TestHeaderList::namesInAnyCase_areTheSame()
{
    QVERIFY(equalsIgnoreCase("Content-Type", "cONTENT-tYPE"));
    QVERIFY(equalsIgnoreCase("", ""));
    QVERIFY(!equalsIgnoreCase("a", "ab"));
    QVERIFY(!equalsIgnoreCase("@", "`"));
    QVERIFY(!equalsIgnoreCase("[", "{"));
    // Letters beyond ASCII have no case here.
    QVERIFY(!equalsIgnoreCase("\xc4", "\xe4"));
}

void TestHeaderList::lines_keepCaseOrderAndRepeats()
{
    HeaderList list;
    QVERIFY(list.isEmpty());
    list.append("X-B", "1");
    list.append("x-a", "2");
    list.append("x-b", "1");
    QCOMPARE(list.size(), 3u);
    QVERIFY((list == HeaderList{{"X-B", "1"}, {"x-a", "2"}, {"x-b", "1"}}));
    QVERIFY((list != HeaderList{{"x-b", "1"}, {"x-a", "2"}, {"x-b", "1"}}));
    QCOMPARE(list.lines("X-b"), (QList<QByteArray>{"1", "1"}));
    list.clear();
    QVERIFY(list.isEmpty());
}

void TestHeaderList::repeatedLines_joinInOrder()
{
    const HeaderList list{{"A", "1"}, {"B", "x"}, {"a", ""}, {"A", "3"}};
    QCOMPARE(list.get("a").value(), "1, , 3");
    QCOMPARE(list.get("b").value(), "x");
    QCOMPARE(*list.first("a"), "1");
    QVERIFY(list.contains("b"));
}

void TestHeaderList::absentName_givesNothing()
{
    const HeaderList list{{"A", ""}};
    QVERIFY(!list.get("b"));
    QVERIFY(!list.first("b"));
    QVERIFY(!list.contains("b"));
    QVERIFY(!list.getDecodeSplit("b"));
    QVERIFY(list.lines("b").isEmpty());
    // An empty value is a value.
    QVERIFY(list.get("a"));
}

void TestHeaderList::set_replacesTheFirstLineAndRemovesTheOthers()
{
    HeaderList list{{"B", "0"}, {"A", "1"}, {"B", "2"}, {"a", "3"}};
    list.set("a", "9");
    QVERIFY((list == HeaderList{{"B", "0"}, {"A", "9"}, {"B", "2"}}));
    list.set("C", "4");
    QVERIFY((list == HeaderList{{"B", "0"}, {"A", "9"}, {"B", "2"}, {"C", "4"}}));
}

void TestHeaderList::remove_takesEveryLineOfTheName()
{
    HeaderList list{{"A", "1"}, {"B", "2"}, {"a", "3"}};
    list.remove("A");
    QVERIFY((list == HeaderList{{"B", "2"}}));
}

void TestHeaderList::value_isSplitAtCommasOutsideQuotes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QList<QByteArray>>("items");
    const auto row = [](const char *name, QByteArray value, QList<QByteArray> items) {
        QTest::newRow(name) << value << items;
    };
    row("one", "a", {"a"});
    row("empty", "", {""});
    row("three", "a,b, c", {"a", "b", "c"});
    row("white space", " \ta\t , b ", {"a", "b"});
    row("comma at the end", "a,", {"a", ""});
    row("comma at the front", ",a", {"", "a"});
    row("commas alone", ",,", {"", "", ""});
    row("comma in quotes", R"("a,b",c)", {R"("a,b")", "c"});
    row("quotes inside an item", R"(x="a,b";y, c)", {R"(x="a,b";y)", "c"});
    row("escaped quote", R"("a\",b",c)", {R"("a\",b")", "c"});
    row("escaped back-slash", R"("a\\",b)", {R"("a\\")", "b"});
    row("quotes not closed", R"("a,b)", {R"("a,b)"});
    row("back-slash at the end", R"(a,"b\)", {"a", R"("b\)"});
    row("quotes at the end", R"(a,")", {"a", R"(")"});
    row("two quoted strings in an item", R"("a,"",b",c)", {R"("a,"",b")", "c"});
    row("new line is not trimmed", "a\n,b", {"a\n", "b"});
}

void TestHeaderList::value_isSplitAtCommasOutsideQuotes()
{
    QFETCH(QByteArray, value);
    QFETCH(QList<QByteArray>, items);
    const HeaderList list{{"X", value}};
    QCOMPARE(list.getDecodeSplit("x").value(), items);
}

void TestHeaderList::sortAndCombine_lowersSortsAndJoins()
{
    const HeaderList list{{"X-B", "1"}, {"A", "2"}, {"x-b", "3"}, {"x", "4"}};
    const std::vector<Header> expected{{"a", "2"}, {"x", "4"}, {"x-b", "1, 3"}};
    QVERIFY(list.sortAndCombine() == expected);
    // The list itself stays as it was.
    QCOMPARE(list.begin()->name, "X-B");
}

void TestHeaderList::sortAndCombine_keepsSetCookieApart()
{
    const HeaderList list{{"Set-Cookie", "b=1"}, {"Vary", "x"}, {"set-cookie", "a=2"}, {"A", ""}};
    const std::vector<Header> expected{
        {"a", ""}, {"set-cookie", "b=1"}, {"set-cookie", "a=2"}, {"vary", "x"}};
    QVERIFY(list.sortAndCombine() == expected);
}

QTEST_GUILESS_MAIN(TestHeaderList)
#include "tst_headerlist.moc"
