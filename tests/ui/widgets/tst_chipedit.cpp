// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chipedit.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;

namespace {

QString noBang(const QByteArray &value)
{
    return value.contains('!') ? QStringLiteral("No exclamation marks, please.") : QString();
}

} // namespace

class tst_ChipEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_chips = std::make_unique<ChipEdit>(QStringLiteral("Allowed things"));
        m_chips->setValidator(noBang);
        m_chips->resize(300, 40);
        m_chips->show();
        m_chips->activateWindow();
        m_chips->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_chips.get()));
    }

    void typedValue_becomesAChip_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("return") << int(Qt::Key_Return);
        QTest::newRow("comma") << int(Qt::Key_Comma);
        QTest::newRow("space") << int(Qt::Key_Space);
    }

    void typedValue_becomesAChip()
    {
        QFETCH(int, key);
        QSignalSpy spy(m_chips.get(), &ChipEdit::edited);
        QTest::keyClicks(edit(), QStringLiteral("one"));
        QTest::keyClick(edit(), static_cast<Qt::Key>(key));
        QCOMPARE(m_chips->values(), QList<QByteArray>{"one"});
        QCOMPARE(edit()->text(), QString());
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.first().at(1).toString(), QStringLiteral("Allowed things: add one"));
    }

    void badValue_staysWithItsSentence()
    {
        QSignalSpy spy(m_chips.get(), &ChipEdit::edited);
        QTest::keyClicks(edit(), QStringLiteral("wow!"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QVERIFY(m_chips->values().isEmpty());
        QCOMPARE(edit()->text(), QStringLiteral("wow!"));
        QCOMPARE(m_chips->error(), QStringLiteral("No exclamation marks, please."));
        QCOMPARE(spy.size(), 0);
        QTest::keyClick(edit(), Qt::Key_Backspace);
        QVERIFY(m_chips->error().isEmpty());
    }

    void pastedList_keepsWhatIsBad()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("a, b\nbad!\n\tc  d,,"));
        QTest::keySequence(edit(), QKeySequence::Paste);
        QCOMPARE(m_chips->values(), (QList<QByteArray>{"a", "b", "c", "d"}));
        QCOMPARE(edit()->text(), QStringLiteral("bad!"));
    }

    void tenThousandPastedLines_areTakenAtOnce()
    {
        QStringList lines;
        for (int i = 0; i < 10000; ++i)
            lines.append(QStringLiteral("https://host%1.example").arg(i));
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        QElapsedTimer timer;
        timer.start();
        QTest::keySequence(edit(), QKeySequence::Paste);
        QCOMPARE(m_chips->values().size(), 10000);
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(m_chips->height() < 400);
    }

    void arrowsAndDelete_removeAChip()
    {
        m_chips->setValues({"a", "b", "c"});
        QTest::keyClick(edit(), Qt::Key_Left);
        QCOMPARE(m_chips->currentChip(), 2);
        QTest::keyClick(edit(), Qt::Key_Left);
        QTest::keyClick(edit(), Qt::Key_Delete);
        QCOMPARE(m_chips->values(), (QList<QByteArray>{"a", "c"}));
        QTest::keyClick(edit(), Qt::Key_End);
        QCOMPARE(m_chips->currentChip(), -1);
    }

    void editedChip_returnsToItsPlace()
    {
        m_chips->setValues({"a", "b", "c"});
        QTest::keyClick(edit(), Qt::Key_Left);
        QTest::keyClick(edit(), Qt::Key_Left);
        QTest::keyClick(edit(), Qt::Key_F2);
        QCOMPARE(edit()->text(), QStringLiteral("b"));
        QTest::keyClicks(edit(), QStringLiteral("x"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_chips->values(), (QList<QByteArray>{"a", "x", "c"}));
    }

    void clickOnTheCross_removes()
    {
        m_chips->setValues({"alpha", "beta"});
        const auto chip = m_chips->chipRect(0);
        QTest::mouseClick(m_chips->viewport(), Qt::LeftButton, {},
                          QPoint(chip.right() - 6, chip.center().y()));
        QCOMPARE(m_chips->values(), QList<QByteArray>{"beta"});
        QVERIFY(edit()->hasFocus());
    }

    void knownValue_isNotAddedTwice()
    {
        m_chips->setValues({"a"});
        QTest::keyClicks(edit(), QStringLiteral("a"));
        QTest::keyClick(edit(), Qt::Key_Return);
        QCOMPARE(m_chips->values().size(), 1);
        QVERIFY(m_chips->error().contains(QStringLiteral("already")));
    }

    void badChipOfAFile_isTold()
    {
        QSignalSpy spy(m_chips.get(), &ChipEdit::errorChanged);
        m_chips->setValues({"fine", "oh!"});
        QCOMPARE(spy.size(), 1);
        QCOMPARE(m_chips->error(), QStringLiteral("No exclamation marks, please."));
    }

    void screenReader_hearsTheValues()
    {
        m_chips->setValues({"a", "b"});
        QCOMPARE(edit()->accessibleName(), QStringLiteral("Allowed things"));
        QCOMPARE(edit()->accessibleDescription(), QStringLiteral("a, b"));
    }

private:
    [[nodiscard]] QLineEdit *edit() const { return m_chips->lineEdit(); }

    std::unique_ptr<ChipEdit> m_chips;
};

QTEST_MAIN(tst_ChipEdit)
#include "tst_chipedit.moc"
