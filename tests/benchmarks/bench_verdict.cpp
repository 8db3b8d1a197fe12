// SPDX-License-Identifier: GPL-3.0-or-later
// One verdict over a transport without a network: the whole way from the script's call through the
// browser model and the server's policy to what the page learns.
#include "core/fetch/useragent.h"
#include "core/server/policytransport.h"
#include "tests/benchmarks/bars.h"
#include "tests/benchmarks/benchedserver.h"

#include <QCoroTask>

#include <benchmark/benchmark.h>

#include <malloc.h>

using namespace corslab;

namespace {

Environment page()
{
    Environment environment;
    environment.url = *Url::parse(u"http://localhost:3000/");
    environment.origin = environment.url.origin();
    return environment;
}

ScriptRequest simple()
{
    ScriptRequest call;
    call.url = QStringLiteral("http://localhost:4000/simple");
    return call;
}

ScriptRequest preflighted()
{
    ScriptRequest call;
    call.url = QStringLiteral("http://localhost:4000/custom-header");
    call.method = "POST";
    call.headers = {{"Content-Type", "application/json"},
                    {"Authorization", "Bearer xyz123"},
                    {"Custom-Header", "value"}};
    call.body.emplace();
    call.body->bytes = R"({"foo":"bar"})";
    return call;
}

/// Keeps the steps and messages, as the record does.
class Keeper final : public FetchObserver
{
public:
    void stepTaken(Step step) override { steps.push_back(std::move(step)); }
    void messageBegun(const Message &message) override { messages.push_back(message); }
    void messageEnded(const Message &message) override { messages.back() = message; }

    std::vector<Step> steps;
    std::vector<Message> messages;
};

enum class Watched { No, Yes };

/// Where nothing waits, the task is done when this returns, and no event loop is needed.
QCoro::Task<> playInto(PlayResult &result, UserAgent &agent, const ScriptRequest &call,
                       const Environment &page, FetchObserver *observer)
{
    result = co_await agent.play(call, page, observer, {});
}

void verdict(benchmark::State &state, const ScriptRequest &call, Watched watched)
{
    const SystemClock clock;
    PolicyTransport transport({benchedServer({{"http://localhost:3000"}})});
    UserAgent agent(browserProfile(BrowserName::Standard), transport, clock);
    const Environment environment = page();
    for (auto _ : state) {
        // Otherwise the preflight cache would answer for the second preflight.
        agent.reset();
        Keeper keeper;
        PlayResult result;
        playInto(result, agent, call, environment, watched == Watched::Yes ? &keeper : nullptr);
        if (result.verdict != Verdict::Allowed)
            state.SkipWithError("the verdict is not what it should be");
    }
}

/// Bytes in use, whoever asked for them.
std::size_t heapInUse()
{
    return mallinfo2().uordblks;
}

void heap(benchmark::State &state)
{
    const SystemClock clock;
    PolicyTransport transport({benchedServer({{"http://localhost:3000"}})});
    UserAgent agent(browserProfile(BrowserName::Standard), transport, clock);
    const Environment environment = page();
    const ScriptRequest call = preflighted();
    std::size_t begun = 0;
    int done = 0;
    for (auto _ : state) {
        if (done == 1000)
            begun = heapInUse();
        PlayResult result;
        playInto(result, agent, call, environment, nullptr);
        // Every second one asks again.
        if (++done % 2 == 0)
            agent.reset();
    }
    const std::size_t ended = heapInUse();
    state.counters["growth"] = double(ended) - double(begun);
}

/// Tables that grow to their size once.
constexpr double slack = 65536;

} // namespace

BENCHMARK_CAPTURE(verdict, simple, simple(), Watched::No);
BENCHMARK_CAPTURE(verdict, preflighted, preflighted(), Watched::No);
BENCHMARK_CAPTURE(verdict, simple_recorded, simple(), Watched::Yes);
BENCHMARK_CAPTURE(verdict, preflighted_recorded, preflighted(), Watched::Yes);
BENCHMARK(heap)->Iterations(10'000'000)->Repetitions(1);

int main(int argc, char *argv[])
{
    return runBenchmarks(
        argc, argv,
        {{"a simple verdict", "verdict/simple", Figure::ProcessorTime, 3e3},
         {"a preflighted verdict", "verdict/preflighted", Figure::ProcessorTime, 6e3},
         {"heap after ten million verdicts", "heap/iterations:10000000/repeats:1", Figure::Growth,
          slack}});
}
