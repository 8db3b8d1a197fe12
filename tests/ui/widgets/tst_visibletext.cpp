// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/visibletext.h"

#include <QTest>

using namespace corslab;

class tst_VisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytes_areDrawnHarmless_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QByteArray("text/html; a=\"b\"")
                               << QStringLiteral("text/html; a=\"b\"");
        QTest::newRow("NUL, BEL, DEL")
            << QByteArray("a\0b\x07\x7F", 5) << QStringLiteral("a\\x00b\\x07\\x7F");
        QTest::newRow("tab and line")
            << QByteArray("a\tb\r\n") << QStringLiteral("a\\x09b\\x0D\\x0A");
        QTest::newRow("UTF-8") << QByteArray("caf\xC3\xA9") << QStringLiteral("café");
        QTest::newRow("not UTF-8") << QByteArray("caf\xE9") << QStringLiteral("caf\\xE9");
        QTest::newRow("two UTF-16 units")
            << QByteArray("\xF0\x9F\x98\x80") << QStringLiteral("\U0001F600");
        QTest::newRow("space and tilde") << QByteArray(" ~") << QStringLiteral(" ~");
        QTest::newRow("the last before a space") << QByteArray("\x1F") << QStringLiteral("\\x1F");
        QTest::newRow("the one after a tilde") << QByteArray("\x7F") << QStringLiteral("\\x7F");
        QTest::newRow("right-to-left override") << QByteArray("a\xE2\x80\xAE"
                                                              "b")
                                                << QStringLiteral("a\\u202Eb");
        QTest::newRow("isolate") << QByteArray("\xE2\x81\xA7") << QStringLiteral("\\u2067");
        QTest::newRow("zero width space")
            << QByteArray("a\xE2\x80\x8B") << QStringLiteral("a\\u200B");
        QTest::newRow("C1 control") << QByteArray("\xC2\x85") << QStringLiteral("\\x85");
        QTest::newRow("Hebrew is isolated")
            << QByteArray("\xD7\x90") << QString(QChar(0x2066)) + QChar(0x05D0) + QChar(0x2069);
    }

    void bytes_areDrawnHarmless()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(visibleText(bytes), text);
    }

    void origin_isNotBroken()
    {
        auto text = unbrokenOrigins(QStringLiteral("from http://a-b.test:80/c-d and on"));
        QCOMPARE(text.count(QChar(0x2060)), 5);
        QVERIFY(text.contains(QStringLiteral("80/c-d and on")));
        QCOMPARE(text.remove(QChar(0x2060)), QStringLiteral("from http://a-b.test:80/c-d and on"));
        QCOMPARE(unbrokenOrigins(QStringLiteral("https://")).remove(QChar(0x2060)),
                 QStringLiteral("https://"));
    }
};

QTEST_GUILESS_MAIN(tst_VisibleText)
#include "tst_visibletext.moc"
