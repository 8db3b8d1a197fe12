// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/waterfallgeometry.h"

#include <QTest>

#include <limits>

using namespace corslab;

class TestWaterfallGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoMessages_standWhereTheyHappened();
    void shortMessage_isStillSeen();
    void noRoom_drawsNoBar();
    void wrongTimes_stayInTheCell();
};

void TestWaterfallGeometry::twoMessages_standWhereTheyHappened()
{
    const auto places = WaterfallGeometry::compute(
        {{MessageKind::Preflight, 0.0, 4.0, 5.0}, {MessageKind::Actual, 5.0, 9.0, 10.0}}, 10.0,
        QRectF(10, 20, 156, 20), 50);
    QCOMPARE(places.bars.size(), std::size_t(2));
    QCOMPARE(places.bars[0].kind, MessageKind::Preflight);
    QCOMPARE(places.bars[0].waiting, QRectF(10, 25, 40, 10));
    QCOMPARE(places.bars[0].receiving, QRectF(50, 25, 10, 10));
    QCOMPARE(places.bars[1].waiting, QRectF(60, 25, 40, 10));
    QCOMPARE(places.bars[1].receiving, QRectF(100, 25, 10, 10));
    QCOMPARE(places.label, QRectF(116, 20, 50, 20));
}

void TestWaterfallGeometry::shortMessage_isStillSeen()
{
    const auto places = WaterfallGeometry::compute({{MessageKind::Actual, 8000.0, 8000.0, 8000.0}},
                                                   8000.0, QRectF(0, 0, 106, 10), 0);
    QCOMPARE(places.bars.size(), std::size_t(1));
    const auto &bar = places.bars[0];
    QCOMPARE(bar.waiting.width() + bar.receiving.width(), 2.0);
    QVERIFY(bar.receiving.right() <= 100.0);
}

void TestWaterfallGeometry::noRoom_drawsNoBar()
{
    const std::vector<WaterfallSpan> spans{{MessageKind::Actual, 0.0, 1.0, 2.0}};
    QVERIFY(WaterfallGeometry::compute(spans, 2.0, QRectF(0, 0, 50, 10), 50).bars.empty());
    QVERIFY(WaterfallGeometry::compute({}, 0.0, QRectF(0, 0, 100, 10), 10).bars.empty());
    QVERIFY(WaterfallGeometry::compute({{}}, 0.0, QRectF(0, 0, 100, 10), 10).bars.empty());
}

void TestWaterfallGeometry::wrongTimes_stayInTheCell()
{
    const QRectF cell(0, 0, 106, 10);
    const auto places = WaterfallGeometry::compute({{MessageKind::Actual, -5.0, -9.0, 3.0},
                                                    {MessageKind::Redirected, 6.0, 2.0, 1.0},
                                                    {MessageKind::Actual, 2.0, 99.0, 4.0}},
                                                   4.0, cell, 0);
    for (const auto &bar : places.bars) {
        QVERIFY(bar.waiting.width() >= 0.0 && bar.receiving.width() >= 0.0);
        QVERIFY(bar.waiting.left() >= 0.0 && bar.receiving.right() <= 100.0);
    }
}

QTEST_GUILESS_MAIN(TestWaterfallGeometry)
#include "tst_waterfallgeometry.moc"
