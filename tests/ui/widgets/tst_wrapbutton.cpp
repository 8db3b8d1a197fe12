// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapbutton.h"

#include <QTest>
#include <QVBoxLayout>

using namespace corslab;

class tst_WrapButton : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomEnough_isOneLine()
    {
        WrapButton button(QStringLiteral("Allow it & go on"));
        QVERIFY(!button.text().contains(u'\n') || button.width() < button.sizeHint().width());
        button.resize(button.sizeHint());
        QCOMPARE(button.text(), QStringLiteral("Allow it && go on"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Allow it & go on"));
    }

    void littleRoom_wrapsAndLosesNothing_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addRow("words") << QStringLiteral(
            "Allow http://localhost:3000 by name in place of everybody, with credentials");
        QTest::addRow("one endless word") << QString(300, u'w');
        QTest::addRow("no words") << QString();
        QTest::addRow("outside of the first plane")
            << QString::fromUtf8("\xF0\x9F\x98\x80").repeated(60);
    }

    void littleRoom_wrapsAndLosesNothing()
    {
        QFETCH(QString, label);
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *button = new WrapButton(label);
        column->addWidget(button, 0, Qt::AlignLeft);
        column->addStretch();
        window.resize(240, 400);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QVERIFY(button->width() <= window.width());
        const auto shown = button->text();
        const auto letters = [](QString text) { return text.remove(u' ').remove(u'\n'); };
        QCOMPARE(letters(shown), letters(label));
        const auto size = button->fontMetrics().size(0, shown);
        QVERIFY(size.width() <= button->width());
        QVERIFY(size.height() <= button->height());
        for (const auto &line : shown.split(u'\n'))
            QVERIFY(line.isEmpty() || !line.front().isLowSurrogate());
    }
};

QTEST_MAIN(tst_WrapButton)
#include "tst_wrapbutton.moc"
