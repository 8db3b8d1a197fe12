// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace corslab {

/// What came of one request of a laboratory.
struct JunitCase
{
    QString name;
    double seconds = 0.0;
    QString failure;      ///< why its expectation did not hold; empty where it held
    QString output;       ///< the exchange as text
    bool asserted = true; ///< false: nothing was expected of it, and it counts as skipped
};

/// The requests of one laboratory.
struct JunitSuite
{
    QString name;
    QString error; ///< why nothing could be played; empty where it could
    std::vector<JunitCase> cases;
};

/// A report in the form that JUnit made common and that CI servers read.
/// Source: https://github.com/testmoapp/junitxml
[[nodiscard]] QByteArray junitReport(const std::vector<JunitSuite> &suites);

} // namespace corslab
