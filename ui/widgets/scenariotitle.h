// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QString>

namespace corslab {

/// A scenario's name for a person: the article's as a learner would say them, others as they are.
[[nodiscard]] inline QString scenarioTitle(const QString &name)
{
    if (name == u"same-origin")
        return QCoreApplication::translate("corslab::ScenarioTitle", "Same-origin");
    if (name == u"simple")
        return QCoreApplication::translate("corslab::ScenarioTitle", "Cross-origin simple");
    if (name == u"preflighted")
        return QCoreApplication::translate("corslab::ScenarioTitle", "Cross-origin preflighted");
    return visibleText(name);
}

} // namespace corslab
