// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/situation.h"
#include "core/policy/policy.h"

#include <QString>

#include <optional>

namespace corslab {

/// Whose fault it is, what is often meant, and, for a server that is not the laboratory's, the
/// header lines it would have to send. Empty where there is nothing to add.
[[nodiscard]] QString hintFor(const Situation &situation, const std::optional<Policy> &policy);

/// The lines alone, one a line. Empty where no header line would help.
[[nodiscard]] QString missingLines(const Situation &situation);

} // namespace corslab
