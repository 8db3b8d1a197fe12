// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/record/exchange.h"
#include "ui/timeline/stepgroups.h"
#include "ui/timeline/timelineitem.h"

#include <QCoreApplication>

#include <optional>
#include <vector>

namespace corslab {

/// Makes the browser's cards from its steps.
class DecisionCards
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Timeline)

public:
    /// Borrows both. `diagnosis` may be null, as it is while the exchange goes on.
    DecisionCards(const Exchange &exchange, const Diagnosis *diagnosis);

    /// `before`: the message before the card, -1 where there is none. `complete`: nothing of this
    /// group can follow any more.
    [[nodiscard]] TimelineItem card(const StepGroup &group, int before, bool complete) const;

private:
    void fillCallRefused(TimelineItem &item, const StepGroup &group) const;
    void fillGate(TimelineItem &item, const StepGroup &group, bool complete) const;
    void fillQuestion(TimelineItem &item, const StepGroup &group, bool complete) const;
    void fillPreflightAnswer(TimelineItem &item, const StepGroup &group, int before,
                             bool complete) const;
    void fillCorsCheck(TimelineItem &item, const StepGroup &group, int before, bool complete) const;
    void fillRedirect(TimelineItem &item, const StepGroup &group, bool complete) const;
    void fillOther(TimelineItem &item, const StepGroup &group) const;
    /// The failed check in full: the two values where there are two, else its sentence.
    void fillFailure(TimelineItem &item, int failed) const;
    [[nodiscard]] std::optional<TimelineComparison> comparisonFor(const Step &step) const;

    [[nodiscard]] const Step &step(int index) const;
    [[nodiscard]] const Cause *failureOf(int message) const;
    [[nodiscard]] int firstFailure(const StepGroup &group) const;
    [[nodiscard]] const Step *find(const StepGroup &group, StepId id) const;

    const Exchange &m_exchange;
    const Diagnosis *m_diagnosis;
};

/// True where the call's credentials mode is "include", whatever the interface calls it.
[[nodiscard]] bool includesCredentials(const ScriptRequest &request);

} // namespace corslab
