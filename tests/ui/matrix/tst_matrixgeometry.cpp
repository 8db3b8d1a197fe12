// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixgeometry.h"

#include <QTest>

using namespace corslab;

namespace {

MatrixGeometry::Input input(int width)
{
    MatrixGeometry::Input input;
    input.cell = QRect(100, 20, width, 24);
    input.shapeWidth = 14;
    input.wordWidth = 50;
    input.causeWidth = 90;
    input.changeWidth = 70;
    return input;
}

} // namespace

class tst_MatrixGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomyCell_hasEveryPartSideBySide()
    {
        const auto places = MatrixGeometry::compute(input(300));
        QVERIFY(places.shape.right() < places.word.left());
        QVERIFY(places.word.right() < places.cause.left());
        QVERIFY(places.cause.right() < places.change.left());
        QCOMPARE(places.cause.width(), 90);
        QVERIFY(places.change.right() < 400);
    }

    void partsStayInTheCell_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {0, 5, 20, 60, 100, 150, 200, 400})
            QTest::addRow("%d", width) << width;
    }
    void partsStayInTheCell()
    {
        QFETCH(int, width);
        const auto asked = input(width);
        const auto places = MatrixGeometry::compute(asked);
        for (const auto &rect : {places.shape, places.word, places.cause, places.change}) {
            if (!rect.isEmpty())
                QVERIFY(asked.cell.contains(rect));
        }
        QVERIFY(places.change.isEmpty() || !places.change.intersects(places.word));
    }

    void narrowCell_keepsShapeAndChange()
    {
        const auto places = MatrixGeometry::compute(input(110));
        QVERIFY(!places.shape.isEmpty());
        QVERIFY(!places.change.isEmpty());
        QVERIFY(places.cause.isEmpty());
    }
};

QTEST_APPLESS_MAIN(tst_MatrixGeometry)
#include "tst_matrixgeometry.moc"
