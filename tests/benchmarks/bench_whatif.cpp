// SPDX-License-Identifier: GPL-3.0-or-later
// The what-if matrix: origins × requests, as the window asks for it, from the edit to the last
// cell.
#include "core/laboratory/whatifrunner.h"
#include "tests/benchmarks/bars.h"
#include "tests/benchmarks/benchedserver.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <benchmark/benchmark.h>

using namespace corslab;

namespace {

WhatIfQuestion question(int origins, int requests)
{
    WhatIfQuestion asked;
    asked.servers = {benchedServer({{"http://localhost:3000"}, {"https://*.example.com"}})};
    for (int i = 0; i < origins; ++i)
        asked.origins.push_back("https://s" + QByteArray::number(i) +
                                (i % 2 == 0 ? ".example.com" : ".evil.example"));
    for (int i = 0; i < requests; ++i) {
        ScriptRequest call;
        call.url = QStringLiteral("http://localhost:4000/r%1").arg(i);
        // Half of them ask first.
        if (i % 2 == 1) {
            call.method = "POST";
            call.headers = {{"Content-Type", "application/json"}, {"Custom-Header", "value"}};
        }
        asked.requests.push_back({call.url, call});
    }
    return asked;
}

void matrix(benchmark::State &state)
{
    const auto side = static_cast<int>(state.range(0));
    const auto asked = question(side, side);
    WhatIfRunner runner;
    QEventLoop loop;
    QObject::connect(&runner, &WhatIfRunner::finished, &loop, &QEventLoop::quit);
    for (auto _ : state) {
        runner.run(std::make_shared<const WhatIf>(asked));
        loop.exec();
    }
    state.SetItemsProcessed(state.iterations() * side * side);
}

} // namespace

BENCHMARK(matrix)->Arg(10)->Arg(100)->Arg(1000)->UseRealTime()->Unit(benchmark::kMillisecond);

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    return runBenchmarks(
        argc, argv, {{"a matrix of 100 × 100", "matrix/100/real_time", Figure::ElapsedTime, 33e6}});
}
