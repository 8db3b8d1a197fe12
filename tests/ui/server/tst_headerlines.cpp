// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/headerlines.h"

#include <QTest>

using namespace corslab;

class tst_HeaderLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lines_areReadInOrder()
    {
        const auto lines = parseHeaderLines(QStringLiteral("A: 1\n\n b : 2 \nA:\nUrl: http://x:1"));
        QVERIFY2(lines.error.isEmpty(), qPrintable(lines.error));
        QCOMPARE(lines.headers,
                 (std::vector<Header>{{"A", "1"}, {"b", "2"}, {"A", ""}, {"Url", "http://x:1"}}));
        QCOMPARE(parseHeaderLines(headerLines(lines.headers)).headers, lines.headers);
    }

    void badLine_isNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no colon") << QStringLiteral("A: 1\nnonsense");
        QTest::newRow("bad name") << QStringLiteral("A: 1\nb c: 1");
        QTest::newRow("no name") << QStringLiteral("A: 1\n: 1");
        QTest::newRow("not a byte") << QStringLiteral("A: 1\nB: \u20AC");
        QTest::newRow("control") << QStringLiteral("A: 1\nB: a\u0001b");
    }

    void badLine_isNamed()
    {
        QFETCH(QString, text);
        const auto lines = parseHeaderLines(text);
        QVERIFY2(lines.error.startsWith(QStringLiteral("Line 2: ")), qPrintable(lines.error));
    }
};

QTEST_GUILESS_MAIN(tst_HeaderLines)
#include "tst_headerlines.moc"
