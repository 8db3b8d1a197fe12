// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/patternlist.h"

#include <QElapsedTimer>
#include <QTest>

using namespace corslab;

namespace {

QByteArray texts(const PatternList &list)
{
    QByteArrayList all;
    for (const OriginEntry &entry : list.entries)
        all.append(entry.text);
    return all.join(' ');
}

} // namespace

class TestPatternList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void list_isReadHoweverItIsWritten_data();
    void list_isReadHoweverItIsWritten();
    void serversName_isTaken();
    void mistake_isPlacedAndTheRestKept();
    void known_areNotAddedAgain();
    void hundredThousandLines_areReadAtOnce();
};

void TestPatternList::list_isReadHoweverItIsWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("nothing", "", "");
    row("empty lines", "\n \n\t\r\n", "");
    row("one a line", "https://a.test\nhttps://*.b.test\r\nhttp://localhost:*\n",
        "https://a.test https://*.b.test http://localhost:*");
    row("JSON", "[\n  \"https://a.test\",\n  \"https://b.test\"\n]",
        "https://a.test https://b.test");
    row("JSON on a line", "[\"https://a.test\", \"https://b.test\"]",
        "https://a.test https://b.test");
    row("commas", "https://a.test, https://b.test;", "https://a.test https://b.test");
    row("IPv6", "http://[::1]:3000\nhttp://[::1]\n[\"http://[::2]\"]\n[http://[::3]]",
        "http://[::1]:3000 http://[::1] http://[::2] http://[::3]");
    row("comments", "# ours\nhttps://a.test # the shop", "https://a.test");
    row("null and *", "null\n*", "null *");
}

void TestPatternList::list_isReadHoweverItIsWritten()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, expected);
    const PatternList list = parsePatternList(text);
    QCOMPARE(texts(list), expected);
    QCOMPARE(list.errors.size(), std::size_t(0));
}

void TestPatternList::serversName_isTaken()
{
    const PatternList list = parsePatternList("{{pages}}\nhttps://a.test\n{{pages\n{{}}\n");
    QCOMPARE(texts(list), QByteArray("{{pages}} https://a.test"));
    QCOMPARE(list.errors.size(), std::size_t(2));
    QCOMPARE(list.errors[0].line, 3);
    QCOMPARE(list.errors[1].line, 4);
}

void TestPatternList::mistake_isPlacedAndTheRestKept()
{
    const PatternList list =
        parsePatternList("https://a.test\n  \"https://b.test/path\",\n"
                         "https://ü.test/x#y\nhttps://c*.test\nhttps://d.test");
    QCOMPARE(texts(list), QByteArray("https://a.test https://d.test"));
    QCOMPARE(list.errors.size(), std::size_t(3));
    QCOMPARE(list.errors[0].line, 2);
    QCOMPARE(list.errors[0].column, 18); // the slash
    QCOMPARE(int(list.errors[0].error.code), int(PatternErrorCode::HasPath));
    QCOMPARE(list.errors[1].line, 3);
    QCOMPARE(list.errors[1].column, 15); // the slash, counted in characters
    QCOMPARE(list.errors[2].line, 4);
    QCOMPARE(list.errors[2].column, 10); // the star
    QCOMPARE(int(list.errors[2].error.code), int(PatternErrorCode::WildcardInsideLabel));
}

void TestPatternList::known_areNotAddedAgain()
{
    const PatternList list = parsePatternList("https://a.test\nhttps://b.test\nhttps://b.test",
                                              {OriginEntry{"https://a.test", false, false}});
    QCOMPARE(texts(list), QByteArray("https://b.test"));
    QCOMPARE(list.repeated, 2);
}

void TestPatternList::hundredThousandLines_areReadAtOnce()
{
    QByteArray text;
    for (int i = 0; i < 100'000; ++i) {
        text += i % 1000 == 999 ? "https://host" : "https://www.host";
        text += QByteArray::number(i) + (i % 1000 == 999 ? ".example/\n" : ".example\n");
    }
    QElapsedTimer timer;
    timer.start();
    const PatternList list = parsePatternList(text);
    const qint64 elapsed = timer.elapsed();
    QCOMPARE(list.entries.size(), 99'900);
    QCOMPARE(list.errors.size(), std::size_t(100));
    QCOMPARE(list.errors[0].line, 1000);
    QCOMPARE(list.errors[99].line, 100'000);
    // A guard against quadratic work, which would take minutes, and not a measurement.
    QVERIFY2(elapsed < 5000, QByteArray::number(elapsed).constData());
}

QTEST_GUILESS_MAIN(TestPatternList)
#include "tst_patternlist.moc"
