// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/headerrows.h"

#include "tests/ui/timeline/exchangesamples.h"
#include "ui/inspector/headerrowmodel.h"
#include "ui/window/workbench.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <algorithm>

using namespace corslab;
using Sight = HeaderRow::Sight;

namespace {

const HeaderRow *find(const std::vector<HeaderRow> &rows, const QString &name)
{
    const auto it = std::find_if(rows.begin(), rows.end(),
                                 [&](const HeaderRow &row) { return row.name == name; });
    return it == rows.end() ? nullptr : &*it;
}

} // namespace

class TestHeaderRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wireOrder_isKept();
    void setter_isTheScriptForItsOwnHeadersOnly();
    void preflight_isHiddenFromTheScript();
    void exposedHeader_isSeenAndOthersAreNot();
    void joinedLines_areReadAsOne();
    void blockedAnswer_isHiddenWhole();
    void redirect_isHidden();
    void droppedHeader_comesLastAsNeverSent();
    void call_standsForWhatWasNeverSent();
    void realBrowser_isNotKnown();
    void itemBelongsToItsMessage_data();
    void itemBelongsToItsMessage();
    void model_holdsItsContract();
};

void TestHeaderRows::wireOrder_isKept()
{
    const auto exchange = samples::preflightAllowed();
    for (int message = 0; message < 2; ++message) {
        const auto rows = requestRows(exchange, message);
        const auto &wire = exchange.messages[static_cast<std::size_t>(message)].requestHeaders;
        QCOMPARE(rows.size(), wire.size());
        auto row = rows.begin();
        for (const auto &header : wire)
            QCOMPARE((row++)->name, QString::fromUtf8(header.name));
    }
}

void TestHeaderRows::setter_isTheScriptForItsOwnHeadersOnly()
{
    const auto rows = requestRows(samples::preflightAllowed(), 1);
    QVERIFY(find(rows, u"Custom-Header"_qs) && find(rows, u"Origin"_qs));
    QCOMPARE(find(rows, u"Custom-Header"_qs)->setBy, HeaderSetter::Script);
    QCOMPARE(find(rows, u"Custom-Header"_qs)->sight, Sight::Same);
    QCOMPARE(find(rows, u"Origin"_qs)->setBy, HeaderSetter::Browser);
    QCOMPARE(find(rows, u"Origin"_qs)->sight, Sight::Hidden);
}

void TestHeaderRows::preflight_isHiddenFromTheScript()
{
    const auto exchange = samples::preflightAllowed();
    for (const auto &rows : {requestRows(exchange, 0), responseRows(exchange, 0)}) {
        QVERIFY(!rows.empty());
        for (const auto &row : rows) {
            QVERIFY(row.setBy != HeaderSetter::Script);
            QCOMPARE(row.sight, Sight::Hidden);
            QVERIFY(row.why.contains(u"preflight"_qs));
        }
    }
}

void TestHeaderRows::exposedHeader_isSeenAndOthersAreNot()
{
    const auto rows = responseRows(samples::preflightAllowed(), 1);
    QVERIFY(find(rows, u"Content-Type"_qs) && find(rows, u"Date"_qs));
    QCOMPARE(find(rows, u"Content-Type"_qs)->sight, Sight::Same);
    QCOMPARE(find(rows, u"Date"_qs)->sight, Sight::Hidden);
    QVERIFY(find(rows, u"Date"_qs)->why.contains(u"Access-Control-Expose-Headers"_qs));
}

void TestHeaderRows::joinedLines_areReadAsOne()
{
    auto exchange = samples::sameOrigin();
    exchange.messages[0].responseHeaders.append("X-List", "one");
    exchange.messages[0].responseHeaders.append("X-List", "two");
    exchange.messages[0].responseHeaders.append("Set-Cookie", "a=b");
    exchange.outcome.headers->push_back({"x-list", "one, two"});
    const auto rows = responseRows(exchange, 0);
    QCOMPARE(find(rows, u"X-List"_qs)->sight, Sight::Other);
    QCOMPARE(find(rows, u"X-List"_qs)->seen, u"one, two"_qs);
    QCOMPARE(find(rows, u"Set-Cookie"_qs)->sight, Sight::Hidden);
    QVERIFY(find(rows, u"Set-Cookie"_qs)->why.contains(u"No script"_qs));
}

void TestHeaderRows::blockedAnswer_isHiddenWhole()
{
    for (const auto &row : responseRows(samples::simpleBlocked(), 0)) {
        QCOMPARE(row.sight, Sight::Hidden);
        QVERIFY(row.why.contains(u"kept the answer"_qs));
    }
}

void TestHeaderRows::redirect_isHidden()
{
    const auto rows = responseRows(samples::redirectChain(2), 0);
    QVERIFY(find(rows, u"Location"_qs));
    QVERIFY(find(rows, u"Location"_qs)->why.contains(u"redirects"_qs));
}

void TestHeaderRows::droppedHeader_comesLastAsNeverSent()
{
    const auto rows = requestRows(samples::opaque(), 0);
    QCOMPARE(rows.back().name, u"Custom-Header"_qs);
    QCOMPARE(rows.back().sight, Sight::Dropped);
    QCOMPARE(rows.back().setBy, HeaderSetter::Script);
}

void TestHeaderRows::call_standsForWhatWasNeverSent()
{
    auto exchange = samples::threw();
    exchange.request.headers = {{"X-A", "1"}};
    const auto rows = requestRows(exchange, -1);
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0].name, u"X-A"_qs);
    QVERIFY(responseRows(exchange, -1).empty());
}

void TestHeaderRows::realBrowser_isNotKnown()
{
    auto exchange = samples::sameOrigin();
    exchange.source = ExchangeSource::RealBrowser;
    exchange.outcome = {};
    for (const auto &rows : {requestRows(exchange, 0), responseRows(exchange, 0)}) {
        for (const auto &row : rows)
            QCOMPARE(row.sight, Sight::Unknown);
    }
}

void TestHeaderRows::itemBelongsToItsMessage_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("index");
    QTest::addColumn<int>("expected");
    using Kind = ExchangeItem::Kind;
    QTest::newRow("nothing: the last one") << int(Kind::None) << -1 << 1;
    QTest::newRow("the call: the first one") << int(Kind::Call) << -1 << 0;
    QTest::newRow("request") << int(Kind::Request) << 0 << 0;
    QTest::newRow("response") << int(Kind::Response) << 1 << 1;
    QTest::newRow("out of range") << int(Kind::Response) << 99 << 1;
    QTest::newRow("a step before all messages") << int(Kind::Step) << 0 << 0;
    QTest::newRow("a step that is not there") << int(Kind::Step) << 999 << 1;
    QTest::newRow("outcome") << int(Kind::Outcome) << -1 << 1;
}

void TestHeaderRows::itemBelongsToItsMessage()
{
    QFETCH(int, kind);
    QFETCH(int, index);
    const ExchangeItem item{static_cast<ExchangeItem::Kind>(kind), index};
    QTEST(messageOf(samples::preflightAllowed(), item), "expected");
    QCOMPARE(messageOf(samples::threw(), item), -1);
}

void TestHeaderRows::model_holdsItsContract()
{
    HeaderRowModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const auto &sample : samples::all()) {
        const int last = static_cast<int>(sample.exchange.messages.size()) - 1;
        model.setRows(requestRows(sample.exchange, last));
        model.setRows(responseRows(sample.exchange, last));
        for (int row = 0; row < model.rowCount(); ++row) {
            for (int column = 0; column < HeaderRowModel::ColumnCount; ++column) {
                const auto text = model.index(row, column).data().toString();
                QVERIFY(text.size() < HeaderRowModel::LongestDrawn + 100);
                QVERIFY(!text.contains(QChar(0x202E)) && !text.contains(u'\x1b'));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestHeaderRows)
#include "tst_headerrows.moc"
