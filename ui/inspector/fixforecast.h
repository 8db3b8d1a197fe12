// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/record/exchange.h"

#include <optional>

namespace corslab {

class Workbench;

/// The verdict that the same call would get after a fix, as the browser model decides it over the
/// laboratory's servers, without a network. Nothing where the call goes to a server that is not the
/// laboratory's, or where it cannot be told at once.
[[nodiscard]] std::optional<Verdict> forecast(Workbench &workbench, const Exchange &exchange,
                                              const Fix &fix);

} // namespace corslab
