// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand exchanges appended to the history: what of it the window's thread does in all, until
// the model has every row and nothing is left to be done.
#include "core/record/exchangelog.h"
#include "tests/benchmarks/bars.h"
#include "ui/history/historymodel.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>

using namespace corslab;

namespace {

constexpr int count = 10'000;

Exchange exchange(int number)
{
    Exchange one;
    one.begun = QDateTime(QDate(2035, 1, 1), QTime(12, 0), Qt::UTC).addMSecs(number);
    one.pageOrigin = "http://localhost:3000";
    one.url = "http://localhost:4000/items/" + QByteArray::number(number);
    one.request.url = QString::fromLatin1(one.url);
    one.finished = true;
    one.verdict = number % 3 ? Verdict::Allowed : Verdict::Blocked;
    Message message;
    message.method = "GET";
    message.url = one.url;
    message.requestHeaders = {{"Host", "localhost:4000"}, {"Origin", one.pageOrigin}};
    message.status = 200;
    message.responseHeaders = {{"Content-Type", "application/json"}, {"Vary", "Origin"}};
    one.messages.push_back(message);
    return one;
}

void append(benchmark::State &state)
{
    std::vector<Exchange> exchanges;
    for (int i = 0; i < count; ++i)
        exchanges.push_back(exchange(i));
    for (auto _ : state) {
        ExchangeLog log;
        HistoryModel model(log);
        for (const Exchange &each : exchanges)
            log.append(each);
        while (model.rowCount() < count)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

} // namespace

// Processor time: the model waits between two portions.
BENCHMARK(append)->Unit(benchmark::kMillisecond);

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    return runBenchmarks(
        argc, argv,
        {{"10,000 exchanges appended to the history", "append", Figure::ProcessorTime, 50e6}});
}
