// SPDX-License-Identifier: GPL-3.0-or-later
// Benchmarks that must keep to something: a program of Google Benchmark's ends with the table that
// every measurement here ends with.
#pragma once

#include <string>
#include <vector>

namespace corslab {

/// What is measured of a benchmark's run, and in what it is written.
enum class Figure {
    ProcessorTime,
    ElapsedTime, ///< for what works on several threads
    Growth       ///< the counter `growth`, in bytes
};

/// A benchmark that has to stay below something.
struct Bar
{
    const char *what;      ///< in words
    std::string benchmark; ///< its name, as Google Benchmark writes it
    Figure figure;
    double below; ///< nanoseconds, or bytes
};

/// Runs what the arguments say, as benchmark_main does, and writes the table of those that have a
/// bar: the median of the repetitions beside it, and whether it is kept. The program's exit status:
/// 1 where one is not kept.
[[nodiscard]] int runBenchmarks(int argc, char **argv, std::vector<Bar> bars);

} // namespace corslab
