// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historymodel.h"

#include "tests/ui/timeline/exchangesamples.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace corslab;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

void appendAll(ExchangeLog &log)
{
    for (auto &sample : samples::all())
        log.append(std::move(sample.exchange));
}

QList<quint64> ids(const HistoryModel &model)
{
    QList<quint64> result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(model.entry(row).id);
    return result;
}

QString cell(const HistoryModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

/// Waits until the model has caught up with the log.
bool caughtUp(HistoryModel &model, const ExchangeLog &log)
{
    return QTest::qWaitFor([&] { return model.total() == log.size(); }, 30'000);
}

} // namespace

class TestHistoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sample_isSaidInWords_data();
    void sample_isSaidInWords();
    void filter_wantsEveryWord_data();
    void filter_wantsEveryWord();
    void verdicts_areChosenTogether();
    void sort_byAnyColumn_data();
    void sort_byAnyColumn();
    void sort_keepsWhatIsHeld();
    void newExchange_comesWhereTheOrderWantsIt();
    void changedExchange_isShownAsItIs();
    void changedExchange_entersAndLeavesTheFilter();
    void oldestRemoved_leave_data();
    void oldestRemoved_leave();
    void cleared_isEmptyAndGoesOn();
    void tenThousand_comeInPortions();
    void toolTip_takesNoMarkup();
};

void TestHistoryModel::sample_isSaidInWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("statuses");
    QTest::newRow("same-origin") << "same-origin"
                                 << "✓ ALLOWED"
                                 << "same-origin"
                                 << "GET :3000/simple"
                                 << "200";
    QTest::newRow("preflighted") << "preflight-allowed"
                                 << "✓ ALLOWED"
                                 << "asked first"
                                 << "POST :4000/custom-header"
                                 << "204, 200";
    QTest::newRow("refused") << "preflight-port-mismatch"
                             << "✕ BLOCKED"
                             << "asked first"
                             << "PUT :4000/items/7"
                             << "204";
    QTest::newRow("simple") << "simple-blocked"
                            << "✕ BLOCKED"
                            << "simple"
                            << "GET :4000/simple"
                            << "200";
    QTest::newRow("redirected") << "redirect-tainted"
                                << "✕ BLOCKED"
                                << "simple, redirected"
                                << "GET :4000/old"
                                << "307, 200";
    QTest::newRow("remembered") << "preflight-from-cache"
                                << "✓ ALLOWED"
                                << "asked before"
                                << "POST :4000/custom-header"
                                << "200";
    QTest::newRow("opaque") << "opaque"
                            << "◐ UNREADABLE"
                            << "simple"
                            << "GET :4000/picture"
                            << "200";
    QTest::newRow("no answer") << "connection-refused"
                               << "⚠ FAILED"
                               << "asked first"
                               << "DELETE :4999/items/7"
                               << "none";
    QTest::newRow("running") << "running"
                             << "▸ RUNNING…"
                             << "asked first"
                             << "POST :4000/custom-header"
                             << "204, …";
    QTest::newRow("threw") << "threw"
                           << "! THREW"
                           << "not sent"
                           << "TRACE :4000/simple"
                           << "";
}

void TestHistoryModel::sample_isSaidInWords()
{
    QFETCH(QString, name);
    ExchangeLog log;
    for (auto &sample : samples::all()) {
        if (name == QLatin1String(sample.name))
            log.append(std::move(sample.exchange));
    }
    HistoryModel model(log);
    QCOMPARE(model.rowCount(), 1);
    QTEST(cell(model, 0, HistoryModel::VerdictColumn), "verdict");
    QTEST(cell(model, 0, HistoryModel::KindColumn), "kind");
    QTEST(cell(model, 0, HistoryModel::RequestColumn), "request");
    QTEST(cell(model, 0, HistoryModel::StatusColumn), "statuses");
    QVERIFY(cell(model, 0, HistoryModel::FromColumn).endsWith(u"· model"_qs));
    const bool well = cell(model, 0, HistoryModel::VerdictColumn).contains(u"ALLOWED"_qs) ||
                      name == u"opaque"_qs || name == u"running"_qs;
    QCOMPARE(cell(model, 0, HistoryModel::ReasonColumn).isEmpty(), well);
}

void TestHistoryModel::filter_wantsEveryWord_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<quint64>>("expected");
    QTest::newRow("method") << "DELETE" << QList<quint64>{8};
    QTest::newRow("either case") << "delete" << QList<quint64>{8};
    QTest::newRow("two words") << "5173 blocked" << QList<quint64>{3, 4};
    QTest::newRow("the standard's word") << "preflighted allowed" << QList<quint64>{2, 6};
    QTest::newRow("nothing has it") << "nowhere" << QList<quint64>{};
    QTest::newRow("spaces only") << "  "
                                 << QList<quint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
}

void TestHistoryModel::filter_wantsEveryWord()
{
    QFETCH(QString, filter);
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.setFilter(filter);
    QTEST(ids(model), "expected");
    QCOMPARE(model.total(), log.size());
    model.setFilter({});
    QCOMPARE(model.rowCount(), 13);
}

void TestHistoryModel::verdicts_areChosenTogether()
{
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.setVerdicts({Verdict::Opaque});
    QCOMPARE(ids(model), QList<quint64>({7}));
    model.setVerdicts({Verdict::Opaque, Verdict::Invalid});
    QCOMPARE(ids(model), QList<quint64>({7, 10}));
    QVERIFY(model.isFiltered());
    model.setVerdicts({});
    QCOMPARE(model.rowCount(), 13);
}

void TestHistoryModel::sort_byAnyColumn_data()
{
    QTest::addColumn<int>("column");
    for (int column = 0; column < HistoryModel::ColumnCount; ++column)
        QTest::addRow("column %d", column) << column;
}

void TestHistoryModel::sort_byAnyColumn()
{
    QFETCH(int, column);
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.sort(column, Qt::AscendingOrder);
    for (int row = 1; row < model.rowCount(); ++row) {
        const auto &a = model.entry(row - 1);
        const auto &b = model.entry(row);
        if (column == HistoryModel::NumberColumn)
            QVERIFY(a.id < b.id);
        else if (column == HistoryModel::WaterfallColumn)
            QVERIFY(a.duration <= b.duration);
        else if (column != HistoryModel::VerdictColumn)
            QVERIFY(cell(model, row - 1, column)
                        .compare(cell(model, row, column), Qt::CaseInsensitive) <= 0);
    }
    const auto all = model.rowCount();
    model.sort(column, Qt::DescendingOrder);
    QCOMPARE(model.rowCount(), all);
    for (int row = 0; row < all; ++row)
        QCOMPARE(model.rowOf(model.entry(row).id), row);
}

void TestHistoryModel::sort_keepsWhatIsHeld()
{
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    const QPersistentModelIndex held(model.index(2, HistoryModel::RequestColumn));
    model.sort(HistoryModel::NumberColumn, Qt::DescendingOrder);
    QVERIFY(held.isValid());
    QCOMPARE(model.entry(held.row()).id, quint64(3));
    QCOMPARE(held.column(), int(HistoryModel::RequestColumn));
}

void TestHistoryModel::newExchange_comesWhereTheOrderWantsIt()
{
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.sort(HistoryModel::NumberColumn, Qt::DescendingOrder);
    log.append(samples::opaque());
    log.append(samples::threw());
    QCOMPARE(model.rowCount(), 13); // not at once
    QVERIFY(caughtUp(model, log));
    QCOMPARE(model.entry(0).id, quint64(15));
    QCOMPARE(model.entry(1).id, quint64(14));

    model.sort(HistoryModel::RequestColumn, Qt::AscendingOrder);
    log.append(samples::connectionRefused());
    QVERIFY(caughtUp(model, log));
    QCOMPARE(model.entry(0).id, quint64(8)); // DELETE, and the older one first
    QCOMPARE(model.entry(1).id, quint64(16));
}

void TestHistoryModel::changedExchange_isShownAsItIs()
{
    ExchangeLog log;
    const auto kept = log.append(samples::running());
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    kept->finished = true;
    kept->verdict = Verdict::Opaque;
    log.touch(kept);
    QVERIFY(changed.wait());
    QCOMPARE(cell(model, 0, HistoryModel::VerdictColumn), u"◐ UNREADABLE"_qs);
}

void TestHistoryModel::changedExchange_entersAndLeavesTheFilter()
{
    ExchangeLog log;
    const auto kept = log.append(samples::running());
    log.append(samples::opaque());
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.setVerdicts({Verdict::Opaque});
    QCOMPARE(ids(model), QList<quint64>({2}));
    kept->finished = true;
    kept->verdict = Verdict::Opaque;
    log.touch(kept);
    QTRY_COMPARE(ids(model), QList<quint64>({1, 2}));
    kept->verdict = Verdict::Allowed;
    log.touch(kept);
    QTRY_COMPARE(ids(model), QList<quint64>({2}));
}

void TestHistoryModel::oldestRemoved_leave_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::newRow("oldest on top") << int(HistoryModel::NumberColumn) << Qt::AscendingOrder;
    QTest::newRow("newest on top") << int(HistoryModel::NumberColumn) << Qt::DescendingOrder;
    QTest::newRow("scattered") << int(HistoryModel::RequestColumn) << Qt::AscendingOrder;
}

void TestHistoryModel::oldestRemoved_leave()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    const auto one = samples::simpleBlocked().byteCount();
    ExchangeLog log(one * 10);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    model.sort(column, order);
    for (int i = 0; i < 10; ++i) {
        log.append(samples::simpleBlocked());
        log.append(samples::threw());
    }
    QVERIFY(caughtUp(model, log));
    QSignalSpy removed(&log, &ExchangeLog::removedOldest);
    for (int i = 0; i < 8; ++i)
        log.append(samples::simpleBlocked());
    QVERIFY(!removed.isEmpty());
    QTRY_VERIFY(model.rowOf(28) >= 0);
    QVERIFY(caughtUp(model, log));
    QCOMPARE(model.rowCount(), static_cast<int>(log.size()));
    for (std::size_t i = 0; i < log.size(); ++i)
        QVERIFY(model.rowOf(log.at(i)->id) >= 0);
}

void TestHistoryModel::cleared_isEmptyAndGoesOn()
{
    ExchangeLog log;
    appendAll(log);
    HistoryModel model(log);
    QAbstractItemModelTester tester(&model, fatal);
    log.append(samples::opaque());
    log.clear();
    QCOMPARE(model.rowCount(), 0);
    log.append(samples::threw());
    QVERIFY(caughtUp(model, log));
    QCOMPARE(model.rowCount(), 1);
}

void TestHistoryModel::tenThousand_comeInPortions()
{
    ExchangeLog log;
    HistoryModel model(log);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const auto sample = samples::threw();
    for (int i = 0; i < 10'000; ++i)
        log.append(sample);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(caughtUp(model, log));
    QCOMPARE(model.rowCount(), 10'000);
    QCOMPARE(inserted.size(), 10'000 / HistoryModel::BatchSize);
    QCOMPARE(model.entry(9'999).id, quint64(10'000));
}

void TestHistoryModel::toolTip_takesNoMarkup()
{
    ExchangeLog log;
    auto exchange = samples::threw();
    exchange.url = "http://localhost:4000/<img src=x>";
    log.append(exchange);
    HistoryModel model(log);
    const auto tip = model.index(0, HistoryModel::RequestColumn).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.contains(u"&lt;img"_qs));
    QVERIFY(!tip.contains(u"<img"_qs));
}

QTEST_MAIN(TestHistoryModel)
#include "tst_historymodel.moc"
