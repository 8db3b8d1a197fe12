// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/realbrowser.h"
#include "tests/support/runningprogram.h"

#include <QRegularExpression>
#include <QTest>

using namespace corslab;

/// The tool that the other tests here stand on, against a page that needs no server.
class TestRealBrowser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void page_isDrivenAsByAPerson_data();
    void page_isDrivenAsByAPerson();
};

void TestRealBrowser::page_isDrivenAsByAPerson_data()
{
    QTest::addColumn<bool>("firefox");
    QTest::newRow("Chromium") << false;
    QTest::newRow("Firefox") << true;
}

void TestRealBrowser::page_isDrivenAsByAPerson()
{
    QFETCH(const bool, firefox);
    const auto browser = firefox ? launchFirefox() : launchChromium();
    QVERIFY2(browser, qPrintable(wordsOf(browser)));
    QVERIFY2((*browser)->name().contains(QRegularExpression(u"^(Chrome|Firefox) \\d+$"_qs)),
             qPrintable((*browser)->name()));

    const QUrl page(
        u"data:text/html,<title>A page</title><div style='height:3000px'></div>"
        "<button onclick='document.title=event.isTrusted;console.log(\"pressed\")'>"_qs);
    const auto opened = (*browser)->navigate(page);
    QVERIFY2(opened, qPrintable(wordsOf(opened)));

    const auto title = (*browser)->evaluate(u"document.title"_qs);
    QVERIFY2(title, qPrintable(wordsOf(title)));
    QCOMPARE(title->toString(), u"A page"_qs);
    const auto sum = (*browser)->evaluate(u"Promise.resolve({ sum: [1, 2] })"_qs);
    QVERIFY2(sum, qPrintable(wordsOf(sum)));
    QCOMPARE((*sum)[u"sum"_qs][1].toInt(), 2);
    QVERIFY(!(*browser)->evaluate(u"nobody.knows"_qs));

    const auto pressed = (*browser)->click(u"button"_qs);
    QVERIFY2(pressed, qPrintable(wordsOf(pressed)));
    QCOMPARE((*browser)->evaluate(u"document.title"_qs)->toString(), u"true"_qs);
    QCOMPARE((*browser)->takeConsole(), QStringList{u"pressed"_qs});

    const auto missed = (*browser)->click(u"#nothing"_qs);
    QCOMPARE(wordsOf(missed), u"no element for #nothing"_qs);
}

QTEST_GUILESS_MAIN(TestRealBrowser)
#include "tst_realbrowser.moc"
