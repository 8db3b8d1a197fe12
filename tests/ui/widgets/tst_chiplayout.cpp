// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chiplayout.h"

#include <QTest>

using namespace corslab;

class tst_ChipLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyList_hasOneRowToTypeIn()
    {
        const ChipLayout::Metrics metrics;
        const auto layout = ChipLayout::compute({}, 300, metrics);
        QCOMPARE(layout.edit, QRect(5, 5, 290, metrics.rowHeight()));
        QCOMPARE(layout.height, metrics.rowHeight() + 10);
    }

    void fullRow_wraps()
    {
        const auto layout = ChipLayout::compute({100, 100, 100}, 300, {});
        QCOMPARE(layout.chips.at(0).y(), layout.chips.at(1).y());
        QVERIFY(layout.chips.at(2).y() > layout.chips.at(1).y());
        QCOMPARE(layout.chips.at(2).x(), layout.chips.at(0).x());
    }

    void noRoomToType_givesARowOfItsOwn()
    {
        const auto layout = ChipLayout::compute({200}, 290, {});
        QVERIFY(layout.edit.y() > layout.chips.at(0).y());
    }

    void longText_getsLinesInsteadOfBeingCut()
    {
        const ChipLayout::Metrics metrics;
        const auto layout = ChipLayout::compute({1000}, 300, metrics);
        const int room = layout.chips.at(0).width() - metrics.around();
        const int lines = (layout.chips.at(0).height() - 2 * metrics.padY) / metrics.lineHeight;
        QVERIFY(lines * room >= 1000);
        QVERIFY(layout.chips.at(0).right() < 300);
    }

    void chips_neverOverlap()
    {
        QList<int> widths;
        for (int i = 0; i < 300; ++i)
            widths.append((i * 37) % 400);
        const auto layout = ChipLayout::compute(widths, 310, {});
        for (qsizetype i = 1; i < layout.chips.size(); ++i) {
            QVERIFY(!layout.chips.at(i).intersects(layout.chips.at(i - 1)));
            QCOMPARE(layout.chipAt(layout.chips.at(i).center()), static_cast<int>(i));
        }
        QVERIFY(!layout.edit.intersects(layout.chips.constLast()));
        QCOMPARE(layout.chipAt(QPoint(0, 0)), -1);
        QCOMPARE(layout.chipAt(QPoint(10, layout.height + 50)), -1);
    }
};

QTEST_GUILESS_MAIN(tst_ChipLayout)
#include "tst_chiplayout.moc"
