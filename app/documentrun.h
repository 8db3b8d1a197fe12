// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
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

private:
    [[nodiscard]] bool start();
    void printExchange(const Exchange &exchange, int request);
    void printCookie(const ScriptOutcome &outcome, const QString &name, int request);
    [[nodiscard]] bool holds(const Expectation &expected, const Exchange &exchange,
                             const QString &name) const;
    void warn(const QString &sentence) const;

    const CommandLine &m_line;
    QString m_where;
    QStringList m_warnings;
    std::unique_ptr<Laboratory> m_laboratory;
};

} // namespace corslab
