// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace corslab {

/// `corslab lint`: what is wrong with the policies of each file. Gives back the exit status.
[[nodiscard]] int lint(const CommandLine &line);

} // namespace corslab
