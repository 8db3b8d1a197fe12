// SPDX-License-Identifier: GPL-3.0-or-later
// A policy's origins, half exact and half `*.`: one match, a whole decision into response headers,
// and building it; beside a plain hash set, and beside the package cors of npm in the same run.
#include "core/policy/compiledpolicy.h"
#include "core/policy/originmatcher.h"
#include "tests/benchmarks/bars.h"
#include "tests/support/npmfolder.h"
#include "tests/support/runningprogram.h"

#include <benchmark/benchmark.h>

#include <string>
#include <unordered_set>

using namespace corslab;

namespace {

QByteArray hostOf(int i)
{
    return "tenant-" + QByteArray::number(i) + ".example-shop.com";
}

Policy policyOf(int entries)
{
    Policy policy;
    for (int i = 0; i < entries; ++i)
        policy.origins.append(
            OriginEntry{(i % 2 ? "https://*." : "https://") + hostOf(i), false, false});
    policy.methods = {"PUT", "DELETE"};
    policy.headers = {"Content-Type", "Authorization"};
    policy.credentials = true;
    policy.maxAge = 600;
    return policy;
}

std::vector<OriginPattern> patternsOf(int entries)
{
    std::vector<OriginPattern> patterns;
    for (const OriginEntry &entry : policyOf(entries).origins)
        patterns.push_back(*OriginPattern::parse(entry.text));
    return patterns;
}

enum class Asker { Exact, Subdomain, NearMiss, Miss };

/// 1,024 origins of a kind, spread over the whole list, so that the caches are not flattered.
std::vector<QByteArray> origins(Asker asker, int entries)
{
    std::vector<QByteArray> all;
    for (int i = 0; i < 1024; ++i) {
        const int step = int((qint64(i) * 7919) % (entries / 2)) * 2;
        switch (asker) {
        case Asker::Exact:
            all.push_back("https://" + hostOf(step));
            break;
        case Asker::Subdomain:
            all.push_back("https://www." + hostOf(step + 1));
            break;
        case Asker::NearMiss:
            all.push_back("https://evil" + hostOf(step));
            break;
        case Asker::Miss:
            all.push_back("https://stranger" + QByteArray::number(i) + ".test");
            break;
        }
    }
    return all;
}

void match(benchmark::State &state, Asker asker)
{
    const int entries = int(state.range(0));
    const OriginMatcher matcher(patternsOf(entries));
    const std::vector<QByteArray> asked = origins(asker, entries);
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(matcher.matches(asked[i++ & 1023]));
}
BENCHMARK_CAPTURE(match, exact, Asker::Exact)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(match, subdomain, Asker::Subdomain)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(match, nearMiss, Asker::NearMiss)->Arg(100)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(match, miss, Asker::Miss)->Arg(100)->Arg(10'000)->Arg(100'000);

/// What a list of exact origins costs where nothing else is wanted.
void hashSet(benchmark::State &state)
{
    const int entries = int(state.range(0));
    std::unordered_set<std::string> set;
    for (const OriginEntry &entry : policyOf(entries).origins)
        set.insert(entry.text.toStdString());
    std::vector<std::string> asked;
    for (const QByteArray &origin : origins(Asker::Exact, entries))
        asked.push_back(origin.toStdString());
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(set.contains(asked[i++ & 1023]));
}
BENCHMARK(hashSet)->Arg(100)->Arg(10'000)->Arg(100'000);

void decide(benchmark::State &state, bool preflight)
{
    const int entries = int(state.range(0));
    const CompiledPolicy policy(policyOf(entries));
    std::vector<PolicyRequest> asked;
    const std::vector<QByteArray> exact = origins(Asker::Exact, entries);
    const std::vector<QByteArray> below = origins(Asker::Subdomain, entries);
    for (std::size_t i = 0; i < 1024; ++i) {
        PolicyRequest request;
        request.method = preflight ? "OPTIONS" : "GET";
        request.origin = i % 2 ? exact[i] : below[i];
        if (preflight) {
            request.requestMethod = QByteArrayLiteral("PUT");
            request.requestHeaders = QByteArrayLiteral("content-type");
        }
        asked.push_back(std::move(request));
    }
    std::size_t i = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(policy.answer(asked[i++ & 1023]));
}
BENCHMARK_CAPTURE(decide, actual, false)->Arg(10'000)->Arg(100'000);
BENCHMARK_CAPTURE(decide, preflight, true)->Arg(10'000)->Arg(100'000);

void build(benchmark::State &state)
{
    const Policy policy = policyOf(int(state.range(0)));
    for (auto _ : state) {
        const CompiledPolicy compiled(policy);
        benchmark::DoNotOptimize(&compiled);
    }
}
BENCHMARK(build)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// The package cors on Node.js, which measures itself: a whole decision, half of the entries as
/// texts and half as regular expressions.
void expressCors(benchmark::State &state)
{
    static const auto installed =
        installNpmFolder(QStringLiteral(CORSLAB_SOURCE_DIR) + u"/tests/integration/express"_qs,
                         QStringLiteral(EXPRESS_FOLDER));
    if (!installed) {
        state.SkipWithError(qPrintable(installed.error()));
        return;
    }
    for (auto _ : state) {
        const auto node =
            runProgram(u"node"_qs, {u"corsbenchmark.mjs"_qs, QString::number(state.range(0))}, {},
                       QStringLiteral(EXPRESS_FOLDER), std::chrono::minutes(2));
        if (!node || node->exitCode != 0) {
            state.SkipWithError("node failed");
            return;
        }
        state.SetIterationTime(node->output.trimmed().toDouble() / 1e9);
    }
}
BENCHMARK(expressCors)->Arg(100)->Arg(10'000)->UseManualTime()->Iterations(1);

} // namespace

int main(int argc, char *argv[])
{
    return runBenchmarks(
        argc, argv,
        {{"a match among 10,000 origins", "match/exact/10000", Figure::ProcessorTime, 60},
         {"a match among 10,000 subdomains", "match/subdomain/10000", Figure::ProcessorTime, 60},
         {"a decision among 10,000", "decide/actual/10000", Figure::ProcessorTime, 250},
         {"a preflight's among 10,000", "decide/preflight/10000", Figure::ProcessorTime, 250},
         {"a policy of 10,000 built", "build/10000", Figure::ProcessorTime, 15e6}});
}
