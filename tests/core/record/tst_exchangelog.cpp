// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/exchangelog.h"

#include "core/record/exchangerecorder.h"

#include <QSignalSpy>
#include <QTest>

using namespace corslab;

namespace {

/// An exchange whose body makes it a certain weight.
Exchange heavy(qsizetype bytes, bool finished = true)
{
    Exchange exchange;
    exchange.finished = finished;
    Message message;
    message.responseBody = QByteArray(bytes, 'x');
    exchange.messages.push_back(std::move(message));
    return exchange;
}

QList<quint64> idsOf(const ExchangeLog &log)
{
    QList<quint64> ids;
    for (std::size_t i = 0; i < log.size(); ++i)
        ids.append(log.at(i)->id);
    return ids;
}

qsizetype sumOf(const ExchangeLog &log)
{
    qsizetype bytes = 0;
    for (std::size_t i = 0; i < log.size(); ++i)
        bytes += log.at(i)->byteCount();
    return bytes;
}

} // namespace

class TestExchangeLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appended_getsTheNextId();
    void bytesRunOut_oldestLeave();
    void newest_staysHoweverHeavy();
    void unfinished_keepsTheOthersToo();
    void touched_isCountedAnew();
    void touchedAfterItLeft_doesNothing();
    void cleared_isEmptyAndGoesOnCounting();
    void byteCount_countsWhatIsHeld_data();
    void byteCount_countsWhatIsHeld();
    void recorder_writesAsItHappens();
};

void TestExchangeLog::appended_getsTheNextId()
{
    ExchangeLog log;
    QSignalSpy appended(&log, &ExchangeLog::appended);
    QCOMPARE(log.limit(), ExchangeLog::DefaultLimit);
    Exchange named = heavy(1);
    named.id = 77;
    const auto first = log.append(named);
    const auto second = log.append(heavy(2));
    QCOMPARE(first->id, quint64(1));
    QCOMPARE(second->id, quint64(2));
    QCOMPARE(log.size(), std::size_t(2));
    QCOMPARE(log.at(0), first);
    QCOMPARE(log.find(2), second);
    QVERIFY(!log.find(0) && !log.find(3));
    QCOMPARE(appended.size(), 2);
    QCOMPARE(appended.at(1).at(0).toULongLong(), quint64(2));
    QCOMPARE(log.byteCount(), sumOf(log));
}

void TestExchangeLog::bytesRunOut_oldestLeave()
{
    const qsizetype each = heavy(1000).byteCount();
    ExchangeLog log(3 * each);
    QSignalSpy removed(&log, &ExchangeLog::removedOldest);
    for (int i = 0; i < 3; ++i)
        log.append(heavy(1000));
    QCOMPARE(log.byteCount(), log.limit());
    QVERIFY(removed.isEmpty());
    log.append(heavy(1000));
    QCOMPARE(idsOf(log), (QList<quint64>{2, 3, 4}));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.at(0).at(0).toInt(), 1);
    QVERIFY(!log.find(1));
    // Twice as heavy: two leave at once.
    log.append(heavy(1000 + each));
    QCOMPARE(idsOf(log), (QList<quint64>{4, 5}));
    QCOMPARE(removed.at(1).at(0).toInt(), 2);
    QCOMPARE(log.byteCount(), sumOf(log));
}

void TestExchangeLog::newest_staysHoweverHeavy()
{
    ExchangeLog log(10);
    log.append(heavy(1000));
    QCOMPARE(idsOf(log), (QList<quint64>{1}));
    const auto kept = log.append(heavy(5000));
    QCOMPARE(idsOf(log), (QList<quint64>{2}));
    QCOMPARE(kept->messages.front().responseBody.size(), qsizetype(5000));
}

void TestExchangeLog::unfinished_keepsTheOthersToo()
{
    ExchangeLog log(10);
    const auto running = log.append(heavy(1000, false));
    log.append(heavy(1000));
    log.append(heavy(1000));
    // The order is kept: nothing leaves before the oldest does.
    QCOMPARE(idsOf(log), (QList<quint64>{1, 2, 3}));
    running->finished = true;
    log.touch(running);
    QCOMPARE(idsOf(log), (QList<quint64>{3}));
    QCOMPARE(log.byteCount(), sumOf(log));
}

void TestExchangeLog::touched_isCountedAnew()
{
    ExchangeLog log;
    QSignalSpy changed(&log, &ExchangeLog::changed);
    log.append(heavy(10));
    const auto kept = log.append(heavy(10));
    log.append(heavy(10));
    const qsizetype before = log.byteCount();
    kept->messages.front().responseBody += "12345";
    log.touch(kept);
    QCOMPARE(log.byteCount(), before + 5);
    kept->messages.clear();
    log.touch(kept);
    QCOMPARE(log.byteCount(), sumOf(log));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.at(0).at(0).toULongLong(), kept->id);
}

void TestExchangeLog::touchedAfterItLeft_doesNothing()
{
    ExchangeLog log;
    const auto gone = log.append(heavy(10));
    log.clear();
    const auto kept = log.append(heavy(10));
    QSignalSpy changed(&log, &ExchangeLog::changed);
    gone->messages.front().responseBody += "12345";
    log.touch(gone);
    // One that never was in it, though of an id that is.
    const auto stranger = std::make_shared<Exchange>(heavy(9999));
    stranger->id = kept->id;
    log.touch(stranger);
    QVERIFY(changed.isEmpty());
    QCOMPARE(log.byteCount(), kept->byteCount());
}

void TestExchangeLog::cleared_isEmptyAndGoesOnCounting()
{
    ExchangeLog log;
    QSignalSpy cleared(&log, &ExchangeLog::cleared);
    const auto held = log.append(heavy(10));
    log.clear();
    QCOMPARE(cleared.size(), 1);
    QCOMPARE(log.size(), std::size_t(0));
    QCOMPARE(log.byteCount(), qsizetype(0));
    QVERIFY(!log.find(1));
    // Whoever holds one still may, and an id is never given twice.
    QCOMPARE(held->id, quint64(1));
    QCOMPARE(log.append(heavy(10))->id, quint64(2));
}

void TestExchangeLog::byteCount_countsWhatIsHeld_data()
{
    QTest::addColumn<int>("part");
    int part = 0;
    for (const char *name :
         {"url", "request body", "response body", "raw heads", "request headers",
          "response headers", "steps", "served body", "served headers", "outcome's body"})
        QTest::newRow(name) << part++;
}

void TestExchangeLog::byteCount_countsWhatIsHeld()
{
    QFETCH(int, part);
    constexpr qsizetype Size = 100000;
    const QByteArray big(Size, 'x');
    Exchange exchange = heavy(0);
    exchange.served.emplace_back();
    const qsizetype before = exchange.byteCount();
    Message &message = exchange.messages.front();
    switch (part) {
    case 0:
        exchange.url = big;
        break;
    case 1:
        message.requestBody = big;
        break;
    case 2:
        message.responseBody = big;
        break;
    case 3:
        message.rawRequestHead = big.first(Size / 2);
        message.rawResponseHead = big.first(Size / 2);
        break;
    case 4:
        message.requestHeaders.append("X-A", big);
        break;
    case 5:
        message.responseHeaders.append("X-A", big);
        break;
    case 6:
        exchange.steps.emplace_back().actual = big;
        break;
    case 7:
        exchange.served.front().responseBody = big;
        break;
    case 8:
        exchange.served.front().requestHeaders.append("X-A", big);
        break;
    default:
        exchange.outcome.body = big;
        break;
    }
    QVERIFY(exchange.byteCount() >= before + Size);
}

void TestExchangeLog::recorder_writesAsItHappens()
{
    ExchangeLog log;
    const auto exchange = log.append(heavy(0, false));
    exchange->messages.clear();
    QSignalSpy changed(&log, &ExchangeLog::changed);
    ExchangeRecorder recorder(log, exchange);

    Step step;
    step.id = StepId::AllowOriginMatch;
    recorder.stepTaken(step);
    QCOMPARE(exchange->steps, std::vector<Step>{step});

    Message preflight;
    preflight.kind = MessageKind::Preflight;
    recorder.messageBegun(preflight);
    QCOMPARE(exchange->messages.size(), std::size_t(1));
    QVERIFY(exchange->hasPreflight());
    QCOMPARE(changed.size(), 1);
    preflight.status = 204;
    preflight.responseBody = QByteArray(500, 'x');
    recorder.messageEnded(preflight);
    QCOMPARE(exchange->messages.front().status, 204);
    QCOMPARE(changed.size(), 2);
    QCOMPARE(log.byteCount(), exchange->byteCount());

    recorder.messageBegun({});
    Message actual;
    actual.status = 200;
    recorder.messageEnded(actual);
    QCOMPARE(exchange->messages.front().status, 204);
    QCOMPARE(exchange->messages.back().status, 200);
}

QTEST_GUILESS_MAIN(TestExchangeLog)
#include "tst_exchangelog.moc"
