// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/testlab.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/inspector/comparisonview.h"
#include "ui/inspector/consolechooser.h"
#include "ui/inspector/consoletab.h"
#include "ui/inspector/fixforecast.h"
#include "ui/inspector/headerrowmodel.h"
#include "ui/inspector/headerstab.h"
#include "ui/inspector/headertableview.h"
#include "ui/inspector/whytab.h"
#include "ui/widgets/wrapedit.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

namespace {

std::unique_ptr<Workbench> quietWorkbench()
{
    return std::make_unique<Workbench>(
        std::make_unique<Laboratory>(smallLaboratory(), LaboratoryOptions{}));
}

void show(Workbench &workbench, Exchange exchange)
{
    workbench.selectExchange(workbench.log().append(std::move(exchange))->id);
}

/// A real one, blocked because the laboratory's server does not name the page's origin.
bool playBlocked(Workbench &workbench)
{
    auto policy = workbench.server(u"api"_qs)->policy;
    policy->origins = {{"http://localhost:1", false, false}};
    workbench.editPolicy(u"api"_qs, *policy, u"refuse"_qs);
    QSignalSpy finished(&workbench, &Workbench::exchangeFinished);
    workbench.sendScenario(u"simple"_qs);
    return finished.wait(20'000) && workbench.selectedExchange()->verdict == Verdict::Blocked;
}

QStringList labels(const QWidget &root)
{
    QStringList result;
    const auto found = root.findChildren<QLabel *>();
    for (const auto *label : found) {
        if (label->isVisibleTo(&root))
            result.append(label->text());
    }
    return result;
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControl_hasAName();
    void everySample_isShown();
    void headers_followTheSelectedItem();
    void headers_explainTheSelectedName();
    void headers_copyWhatIsShown();
    void why_saysTheSentenceAndTheTwoValues();
    void why_opensTheStandard();
    void why_fixIsAppliedAndUndone();
    void why_saysWhatAFixWouldGive();
    void why_saysWhereSafarisTextsComeFrom();
    void console_printsInOrder();
    void console_lineSelectsItsExchange();
    void console_clearedWithTheRecord();
};

void TestInspector::everyControl_hasAName()
{
    const auto workbench = quietWorkbench();
    show(*workbench, samples::preflightPortMismatch());
    QCOMPARE(namelessControls(HeadersTab(*workbench)), QStringList());
    QCOMPARE(namelessControls(WhyTab(*workbench)), QStringList());
    QCOMPARE(namelessControls(ConsoleTab(*workbench)), QStringList());
}

void TestInspector::everySample_isShown()
{
    const auto workbench = quietWorkbench();
    HeadersTab headers(*workbench);
    WhyTab why(*workbench);
    ConsoleTab console(*workbench);
    for (auto *tab : std::initializer_list<QWidget *>{&headers, &why, &console}) {
        tab->resize(1024, 220);
        tab->show();
    }
    for (auto &sample : samples::all()) {
        show(*workbench, std::move(sample.exchange));
        QCoreApplication::processEvents();
        for (auto *tab : std::initializer_list<QWidget *>{&headers, &why, &console})
            QVERIFY2(!tab->grab().isNull(), sample.name);
    }
}

void TestInspector::headers_followTheSelectedItem()
{
    const auto workbench = quietWorkbench();
    HeadersTab tab(*workbench);
    show(*workbench, samples::preflightAllowed());
    QCOMPARE(tab.messageChooser().count(), 2);
    QCOMPARE(tab.messageChooser().currentIndex(), 1);
    workbench->selectItem({ExchangeItem::Kind::Response, 0});
    QCOMPARE(tab.messageChooser().currentIndex(), 0);
    const auto *model = qobject_cast<HeaderRowModel *>(tab.responseTable().model());
    QCOMPARE(model->row(0).name, u"Access-Control-Allow-Origin"_qs);
    QTest::keyClick(&tab.messageChooser(), Qt::Key_Down);
    QCOMPARE(workbench->selectedItem(), (ExchangeItem{ExchangeItem::Kind::Request, 1}));
}

void TestInspector::headers_explainTheSelectedName()
{
    const auto workbench = quietWorkbench();
    HeadersTab tab(*workbench);
    show(*workbench, samples::preflightAllowed());
    workbench->selectItem({ExchangeItem::Kind::Response, 0});
    const auto nothing = tab.explanation();
    tab.responseTable().selectRow(0);
    QVERIFY(tab.explanation().contains(headerSentence("Access-Control-Allow-Origin")));
    tab.requestTable().selectRow(0);
    QVERIFY(tab.explanation().startsWith(u"Host"_qs));
    QVERIFY(!tab.responseTable().selectionModel()->hasSelection());
    show(*workbench, samples::sameOrigin());
    QCOMPARE(tab.explanation(), nothing);
}

void TestInspector::headers_copyWhatIsShown()
{
    const auto workbench = quietWorkbench();
    HeadersTab tab(*workbench);
    show(*workbench, samples::manyHeaders(3));
    QVERIFY(tab.copyText().contains(u"Access-Control-Allow-Something-2: value 2"_qs));
    QVERIFY(tab.copyText().contains(QString(90'000, u'a')));
    tab.responseTable().selectRow(0);
    QCOMPARE(tab.copyText(), u"Access-Control-Allow-Origin: http://localhost:3000"_qs);
}

void TestInspector::why_saysTheSentenceAndTheTwoValues()
{
    const auto workbench = quietWorkbench();
    show(*workbench, samples::preflightPortMismatch());
    WhyTab tab(*workbench);
    tab.resize(1024, 220);
    tab.show();
    const auto &diagnosis = workbench->diagnosis();
    QVERIFY(diagnosis && diagnosis->comparison);
    QVERIFY(labels(tab).contains(diagnosis->sentence));
    const auto compared = tab.findChild<ComparisonView *>()->toPlainText();
    QVERIFY(compared.contains(u"http://localhost:3000"_qs));
    QVERIFY(compared.contains(u"http://localhost:5173"_qs));
    QVERIFY(compared.contains(diagnosis->comparison->difference));
}

void TestInspector::why_opensTheStandard()
{
    const auto workbench = quietWorkbench();
    show(*workbench, samples::simpleBlocked());
    WhyTab tab(*workbench);
    QList<QUrl> opened;
    tab.setLinkOpener([&](const QUrl &url) { opened.append(url); });
    const auto &diagnosis = *workbench->diagnosis();
    auto *link = named<QPushButton>(tab, u"Read in the standard: "_qs + diagnosis.linkLabel);
    QVERIFY(link);
    link->click();
    QCOMPARE(opened, QList<QUrl>{QUrl::fromEncoded(diagnosis.link)});
}

void TestInspector::why_fixIsAppliedAndUndone()
{
    const auto workbench = runningWorkbench();
    QVERIFY(playBlocked(*workbench));
    WhyTab tab(*workbench);
    const auto before = workbench->server(u"api"_qs)->policy;
    const auto label = workbench->diagnosis()->fixes.front().label;
    auto *button = named<QPushButton>(tab, label);
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(workbench->server(u"api"_qs)->policy != before);
    QTRY_VERIFY(labels(tab).contains(u"✓ Done: "_qs + label));
    workbench->undoStack().undo();
    QCOMPARE(workbench->server(u"api"_qs)->policy, before);
    QTRY_VERIFY(named<QPushButton>(tab, label));
}

void TestInspector::why_saysWhatAFixWouldGive()
{
    const auto workbench = runningWorkbench();
    QVERIFY(playBlocked(*workbench));
    const auto exchange = workbench->selectedExchange();
    const auto fixes = workbench->diagnosis()->fixes;
    QVERIFY(!fixes.empty());
    QCOMPARE(forecast(*workbench, *exchange, fixes.front()), std::optional(Verdict::Allowed));
    // Nothing mended: the same verdict again.
    QCOMPARE(forecast(*workbench, *exchange, {}), std::optional(Verdict::Blocked));
    // A server that is not the laboratory's cannot be foretold.
    QCOMPARE(forecast(*workbench, samples::simpleBlocked(), {}), std::nullopt);
}

void TestInspector::why_saysWhereSafarisTextsComeFrom()
{
    const auto workbench = quietWorkbench();
    show(*workbench, samples::simpleBlocked());
    WhyTab tab(*workbench);
    auto *console = tab.findChild<CodeView *>();
    const auto chromium = console->code();
    QVERIFY(chromium.contains(u"Access to fetch at"_qs));
    QVERIFY(!labels(tab).contains(u"Read in Safari’s source, never measured."_qs));
    tab.consoleChooser().choose(ConsoleStyle::Safari);
    QVERIFY(labels(tab).contains(u"Read in Safari’s source, never measured."_qs));
    QVERIFY(console->code() != chromium);
}

void TestInspector::console_printsInOrder()
{
    const auto workbench = quietWorkbench();
    ConsoleTab tab(*workbench);
    auto &log = workbench->log();
    const auto running = log.append(samples::running());
    log.append(samples::simpleBlocked());
    log.append(samples::sameOrigin());
    QTRY_VERIFY(tab.text().toPlainText().contains(u"localhost:4000/simple"_qs));
    QVERIFY(!tab.text().toPlainText().contains(u"custom-header"_qs));
    auto refused = samples::preflightPortMismatch();
    refused.id = running->id;
    *running = refused;
    log.touch(running);
    log.touch(running);
    QTRY_VERIFY(tab.text().toPlainText().contains(u"items/7"_qs));
    const auto text = tab.text().toPlainText();
    QVERIFY(text.indexOf(u"/simple"_qs) < text.indexOf(u"items/7"_qs));
    tab.consoleChooser().choose(ConsoleStyle::Firefox);
    QTRY_VERIFY(tab.text().toPlainText().contains(u"Cross-Origin Request Blocked"_qs));
}

void TestInspector::console_lineSelectsItsExchange()
{
    const auto workbench = quietWorkbench();
    workbench->log().append(samples::simpleBlocked());
    show(*workbench, samples::sameOrigin());
    ConsoleTab tab(*workbench);
    tab.resize(900, 200);
    tab.show();
    QTRY_VERIFY(tab.text().isVisible());
    QTest::mouseClick(tab.text().viewport(), Qt::LeftButton, {}, QPoint(20, 10));
    QCOMPARE(workbench->selectedExchange()->id, quint64(1));
    workbench->selectExchange(2);
    QTest::keyClick(&tab.text(), Qt::Key_Return);
    QCOMPARE(workbench->selectedExchange()->id, quint64(1));
}

void TestInspector::console_clearedWithTheRecord()
{
    const auto workbench = quietWorkbench();
    workbench->log().append(samples::simpleBlocked());
    ConsoleTab tab(*workbench);
    tab.show();
    QVERIFY(!tab.text().toPlainText().isEmpty());
    workbench->log().clear();
    QVERIFY(tab.text().toPlainText().isEmpty());
    QVERIFY(!tab.text().isVisible());
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
