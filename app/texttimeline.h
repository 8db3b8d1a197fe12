// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"

#include <QString>

namespace corslab {

/// A finished exchange as a timeline for a terminal: three lanes, arrows, the headers that matter,
/// each check, the verdict and its reason. With `color`, ANSI colours beside the words and shapes.
[[nodiscard]] QString textTimeline(const Exchange &exchange, bool color);

} // namespace corslab
