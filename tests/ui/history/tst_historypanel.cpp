// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historypanel.h"

#include "tests/ui/testlab.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/history/historymodel.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

namespace {

std::unique_ptr<Workbench> quietWorkbench()
{
    return std::make_unique<Workbench>(
        std::make_unique<Laboratory>(smallLaboratory(), LaboratoryOptions{}));
}

void appendAll(ExchangeLog &log)
{
    for (auto &sample : samples::all())
        log.append(std::move(sample.exchange));
}

QList<int> selectedRows(HistoryPanel &panel)
{
    QList<int> rows;
    const auto indexes = panel.table().selectionModel()->selectedRows();
    for (const auto &index : indexes)
        rows.append(index.row());
    return rows;
}

} // namespace

class TestHistoryPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyControl_hasAName();
    void nothingSent_saysSo();
    void arrowKeys_selectTheExchange();
    void exchangeSelectedElsewhere_isSelectedHere();
    void exchangeSelectedBeforeItsRowIsThere_isSelectedThen();
    void filteredAway_leavesTheWindowAlone();
    void filterWithoutMatch_offersAll();
    void chip_showsItsVerdictOnly();
    void copiedRow_hasEveryColumn();
    void burst_keepsTheSelection();
};

void TestHistoryPanel::everyControl_hasAName()
{
    const auto workbench = quietWorkbench();
    HistoryPanel panel(*workbench);
    QCOMPARE(namelessControls(panel), QStringList());
}

void TestHistoryPanel::nothingSent_saysSo()
{
    const auto workbench = quietWorkbench();
    HistoryPanel panel(*workbench);
    panel.show();
    QVERIFY(!panel.table().isVisible());
    workbench->log().append(samples::opaque());
    QTRY_VERIFY(panel.table().isVisible());
}

void TestHistoryPanel::arrowKeys_selectTheExchange()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    panel.show();
    workbench->selectExchange(1);
    QTest::keyClick(&panel.table(), Qt::Key_Down);
    QVERIFY(workbench->selectedExchange());
    QCOMPARE(workbench->selectedExchange()->id, quint64(2));
}

void TestHistoryPanel::exchangeSelectedElsewhere_isSelectedHere()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    workbench->selectExchange(4);
    QCOMPARE(selectedRows(panel), QList<int>({3}));
}

void TestHistoryPanel::exchangeSelectedBeforeItsRowIsThere_isSelectedThen()
{
    const auto workbench = quietWorkbench();
    HistoryPanel panel(*workbench);
    workbench->selectExchange(workbench->log().append(samples::opaque())->id);
    QCOMPARE(panel.model().rowCount(), 0);
    QTRY_COMPARE(selectedRows(panel), QList<int>({0}));
}

void TestHistoryPanel::filteredAway_leavesTheWindowAlone()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    panel.show();
    workbench->selectExchange(4);
    QTest::keyClicks(&panel.filter(), u"delete"_qs);
    QCOMPARE(panel.model().rowCount(), 1);
    QCOMPARE(selectedRows(panel), QList<int>());
    QCOMPARE(workbench->selectedExchange()->id, quint64(4));
    panel.filter().clear();
    QCOMPARE(selectedRows(panel), QList<int>({3}));
}

void TestHistoryPanel::filterWithoutMatch_offersAll()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    panel.show();
    panel.filter().setText(u"nowhere"_qs);
    QVERIFY(!panel.table().isVisible());
    QPushButton *all = nullptr;
    const auto buttons = panel.findChildren<QPushButton *>();
    for (auto *button : buttons) {
        if (button->isVisible() && button->text() == u"Show all"_qs)
            all = button;
    }
    QVERIFY(all);
    QTest::mouseClick(all, Qt::LeftButton);
    QVERIFY(panel.table().isVisible());
    QCOMPARE(panel.model().rowCount(), 13);
}

void TestHistoryPanel::chip_showsItsVerdictOnly()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    auto *chip = named<QPushButton>(panel, u"Show only: unreadable"_qs);
    QVERIFY(chip);
    chip->click();
    QCOMPARE(panel.model().rowCount(), 1);
    chip->click();
    QCOMPARE(panel.model().rowCount(), 13);
}

void TestHistoryPanel::copiedRow_hasEveryColumn()
{
    const auto workbench = quietWorkbench();
    appendAll(workbench->log());
    HistoryPanel panel(*workbench);
    QCOMPARE(panel.rowText(), QString());
    workbench->selectExchange(3);
    const auto cells = panel.rowText().split(u'\t');
    QCOMPARE(cells.size(), int(HistoryModel::ColumnCount));
    QCOMPARE(cells.at(HistoryModel::RequestColumn), u"PUT :4000/items/7"_qs);
}

void TestHistoryPanel::burst_keepsTheSelection()
{
    const auto workbench = quietWorkbench();
    auto &log = workbench->log();
    log.append(samples::opaque());
    HistoryPanel panel(*workbench);
    panel.resize(1000, 200);
    panel.show();
    workbench->selectExchange(1);
    const auto sample = samples::threw();
    for (int i = 0; i < 10'000; ++i)
        log.append(sample);
    QTRY_COMPARE_WITH_TIMEOUT(panel.model().total(), log.size(), 60'000);
    QCOMPARE(workbench->selectedExchange()->id, quint64(1));
    QCOMPARE(selectedRows(panel), QList<int>({0}));
}

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"
