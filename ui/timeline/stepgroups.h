// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"
#include "ui/timeline/timelineitem.h"

#include <cstddef>
#include <vector>

namespace corslab {

/// Where a decision shows: as a card of its own, or with the message or the end that it is about.
enum class StepPlace : quint8 {
    Call,            ///< with the script's call
    CallRefused,     ///< card: the call throws, or something of it is dropped
    Gate,            ///< card: may this go straight out?
    PreflightCache,  ///< card: a preflight answered from the cache
    Sending,         ///< with the request that follows
    CookieWithheld,  ///< card
    HttpCacheHit,    ///< card
    Network,         ///< card: no answer
    PreflightAnswer, ///< card: the checks on a preflight's answer
    CorsCheck,       ///< card
    OtherCheck,      ///< card: Cross-Origin-Resource-Policy, integrity
    Redirect,        ///< card
    Answer,          ///< with the answer before
    CookieRefused,   ///< card
    Opaque,          ///< card
    Outcome          ///< with what the script is told
};

/// `afterPreflight`: the last message before the step is a preflight.
[[nodiscard]] StepPlace placeOf(const Step &step, bool afterPreflight);

/// Steps that belong together, in the order in which they were taken.
struct StepGroup
{
    StepPlace place{};
    std::vector<int> steps; ///< indices into Exchange::steps
};

/// The steps from `first` up to `last` (not included), which all stand between the same two
/// messages, grouped; in the order in which each group begins.
[[nodiscard]] std::vector<StepGroup> groupSteps(const Exchange &exchange, std::size_t first,
                                                std::size_t last, bool afterPreflight);

/// The step as a check with its sentence.
[[nodiscard]] TimelineCheck checkFor(const Exchange &exchange, int step);
[[nodiscard]] std::vector<TimelineCheck> checksFor(const Exchange &exchange,
                                                   const std::vector<int> &steps);
/// "CORS check, step 4".
[[nodiscard]] QString sourceText(StepId id);

} // namespace corslab
