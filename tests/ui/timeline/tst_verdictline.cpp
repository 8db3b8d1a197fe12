// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/verdictline.h"

#include <QTest>

using namespace corslab;

static VerdictGeometry::Input inputOfUsualWidth()
{
    VerdictGeometry::Input input;
    input.width = 760;
    input.shape = {14, 18};
    input.word = {90, 18};
    return input;
}

class tst_VerdictLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVerdict_hasAWordAndAShapeOfItsOwn()
    {
        QStringList words;
        QStringList shapes;
        for (const std::optional<Verdict> verdict :
             {std::optional<Verdict>(), std::optional(Verdict::Allowed),
              std::optional(Verdict::Opaque), std::optional(Verdict::Blocked),
              std::optional(Verdict::Failed), std::optional(Verdict::Invalid)}) {
            const auto look = verdictLook(verdict);
            words.append(look.word);
            shapes.append(look.shape);
        }
        QCOMPARE(words.removeDuplicates(), 0);
        QCOMPARE(shapes.removeDuplicates(), 0);
    }

    void parts_neverOverlap_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("sentence");
        QTest::addColumn<int>("button");
        for (const int width : {240, 320, 480, 760, 1400}) {
            for (const int sentence : {20, 300, 2000}) {
                for (const int button : {0, 80, 260}) {
                    QTest::addRow("%d wide, sentence %d, button %d", width, sentence, button)
                        << width << sentence << button;
                }
            }
        }
    }

    void parts_neverOverlap()
    {
        QFETCH(int, width);
        QFETCH(int, sentence);
        QFETCH(int, button);
        VerdictGeometry::Input input;
        input.width = width;
        input.shape = {14, 18};
        input.word = {96, 18};
        input.sentenceWidth = sentence;
        if (button > 0) {
            input.button = {button, 28};
            input.buttonLeast = qMin(button, 120);
        }
        const auto result = VerdictGeometry::compute(
            input, [sentence](int w) { return 16 * (sentence / qMax(1, w) + 1); });
        const QRect whole(0, 0, width, result.height);
        QList<QRect> parts{result.shape, result.word, result.sentence};
        if (button > 0)
            parts.append(result.button);
        else
            QVERIFY(result.button.isNull());
        for (qsizetype i = 0; i < parts.size(); ++i) {
            QVERIFY2(whole.contains(parts[i]), qPrintable(QString::number(i)));
            for (qsizetype j = i + 1; j < parts.size(); ++j)
                QVERIFY(!parts[i].intersects(parts[j]));
        }
    }

    void longButton_givesWayToTheSentence()
    {
        auto input = inputOfUsualWidth();
        input.sentenceWidth = 600;
        input.sentenceLeast = 340;
        input.button = {400, 28};
        input.buttonLeast = 150;
        const auto result = VerdictGeometry::compute(
            input, [](int w) { return w >= 600 ? 16 : w >= 320 ? 32 : 48; });
        QVERIFY(result.sentence.width() >= 340);
        QCOMPARE(result.sentence.height(), 32);
        QVERIFY(result.button.width() >= 150);
        QVERIFY(result.button.top() < result.sentence.bottom());
    }

    void oneLineOrTwo_areAsHigh()
    {
        QList<int> heights;
        for (const int sentence : {100, 800}) {
            auto input = inputOfUsualWidth();
            input.leastHeight = 32;
            input.sentenceWidth = sentence;
            input.sentenceLeast = sentence / 2 + 40;
            input.button = sentence > 100 ? QSize(90, 28) : QSize();
            heights.append(VerdictGeometry::compute(input, [sentence](int w) {
                               return w >= sentence ? 16 : 32;
                           }).height);
        }
        QCOMPARE(heights.front(), heights.back());
    }

    void roomForAll_isOneRow()
    {
        auto input = inputOfUsualWidth();
        input.sentenceWidth = 300;
        input.button = {120, 28};
        const auto result = VerdictGeometry::compute(input, [](int) { return 16; });
        QCOMPARE(result.height, 28 + 2 * (input.margin - 2));
        QVERIFY(result.sentence.right() < result.button.left());
    }
};

QTEST_GUILESS_MAIN(tst_VerdictLine)
#include "tst_verdictline.moc"
