// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "app/junitreport.h"
#include "app/laboratoryfile.h"
#include "core/laboratory/laboratory.h"

#include <QCoroTask>

#include <memory>

namespace corslab {

/// Plays the requests of one document, in order, in one browser session, and prints each as soon as
/// it is done.
class DocumentRun
{
public:
    /// `where` stands before messages; empty for the article's laboratory.
    DocumentRun(LoadedLaboratory loaded, const CommandLine &line, QString where);

    /// Gives back the exit status.
    QCoro::Task<int> play();
    /// What came of it, for a report.
    [[nodiscard]] JunitSuite takeSuite() { return std::move(m_suite); }

private:
    [[nodiscard]] bool start();
    void printExchange(const Exchange &exchange, int request);
    void printCookie(const ScriptOutcome &outcome, const QString &name, int request);
    /// Why the expectation does not hold; empty where it does.
    [[nodiscard]] static QString failureOf(const Expectation &expected, const Exchange &exchange);
    void report(const RequestEntry &entry, const Exchange &exchange);
    void printSummary() const;
    void warn(const QString &sentence) const;

    const CommandLine &m_line;
    QString m_where;
    QStringList m_warnings;
    JunitSuite m_suite;
    std::unique_ptr<Laboratory> m_laboratory;
};

} // namespace corslab
