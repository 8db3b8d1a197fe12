// SPDX-License-Identifier: GPL-3.0-or-later
// Why a lint is one. Internal to core/diagnosis.
#pragma once

#include "core/diagnosis/linttext.h"

namespace corslab {

/// The reason and its source; message and label are left empty.
[[nodiscard]] LintText lintReason(const Lint &lint);

} // namespace corslab
