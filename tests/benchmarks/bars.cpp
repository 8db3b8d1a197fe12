// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/bars.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <utility>

namespace corslab {

namespace {

enum class Digits { AsGiven, Three };

std::string written(double value, Figure figure, Digits digits)
{
    static constexpr std::pair<double, const char *> units[] = {
        {1e6, "ms"}, {1e3, "µs"}, {1.0, "ns"}};
    char text[48];
    if (figure == Figure::Growth) {
        std::snprintf(text, sizeof text, "%.0f bytes", value);
        return text;
    }
    const auto *unit = std::find_if(std::begin(units), std::end(units) - 1,
                                    [value](const auto &each) { return value >= each.first; });
    const double number = value / unit->first;
    if (digits == Digits::AsGiven)
        std::snprintf(text, sizeof text, "%g %s", number, unit->second);
    else
        std::snprintf(text, sizeof text, "%.*f %s", number < 10 ? 2 : number < 100 ? 1 : 0, number,
                      unit->second);
    return text;
}

/// Writes each run as ever, and keeps the figures.
class BarReporter final : public benchmark::ConsoleReporter
{
public:
    explicit BarReporter(std::vector<Bar> bars)
        : m_bars(std::move(bars))
    {
    }

    void ReportRuns(const std::vector<Run> &runs) override
    {
        ConsoleReporter::ReportRuns(runs);
        for (const Run &run : runs) {
            m_failed = m_failed || run.error_occurred;
            const bool median = run.run_type == Run::RT_Aggregate && run.aggregate_name == "median";
            if (run.error_occurred || (run.run_type == Run::RT_Aggregate && !median))
                continue;
            for (const Bar &bar : m_bars) {
                if (run.run_name.str() != bar.benchmark)
                    continue;
                Measured &measured = m_measured[bar.benchmark];
                (median ? measured.medians : measured.single).push_back(figureOf(run, bar.figure));
            }
        }
    }

    /// Whether everything is kept that was measured.
    [[nodiscard]] bool writeTable()
    {
        bool kept = !m_failed;
        std::printf("\n| what | corslab | peer | ratio | bar | kept |\n|---|---|---|---|---|---|\n");
        for (const Bar &bar : m_bars) {
            const auto found = m_measured.find(bar.benchmark);
            if (found == m_measured.end())
                continue;
            std::vector<double> &values =
                found->second.medians.empty() ? found->second.single : found->second.medians;
            const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
            std::nth_element(values.begin(), middle, values.end());
            const bool holds = *middle < bar.below;
            kept = kept && holds;
            std::printf("| %s | %s | - | - | < %s | %s |\n", bar.what,
                        written(*middle, bar.figure, Digits::Three).c_str(),
                        written(bar.below, bar.figure, Digits::AsGiven).c_str(), holds ? "yes" : "NO");
        }
        return kept;
    }

private:
    struct Measured
    {
        std::vector<double> medians; ///< of repetitions
        std::vector<double> single;
    };

    static double figureOf(const Run &run, Figure figure)
    {
        const double unit = 1e9 / benchmark::GetTimeUnitMultiplier(run.time_unit);
        switch (figure) {
        case Figure::ProcessorTime:
            return run.GetAdjustedCPUTime() * unit;
        case Figure::ElapsedTime:
            return run.GetAdjustedRealTime() * unit;
        case Figure::Growth:
            break;
        }
        return run.counters.at("growth");
    }

    std::vector<Bar> m_bars;
    std::map<std::string, Measured> m_measured;
    bool m_failed = false;
};

} // namespace

int runBenchmarks(int argc, char **argv, std::vector<Bar> bars)
{
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 2;
    BarReporter reporter(std::move(bars));
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    return reporter.writeTable() ? 0 : 1;
}

} // namespace corslab
