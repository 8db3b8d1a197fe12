// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policypreset.h"

#include <QString>

namespace corslab {

[[nodiscard]] QString presetTitle(PolicyPreset preset);
/// A sentence on what the preset is for and what it takes.
[[nodiscard]] QString presetText(PolicyPreset preset);

} // namespace corslab
