// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace corslab {

/// `corslab run`: plays the requests of every file. Gives back the exit status: 0 all ran and every
/// expectation held, 1 an expectation failed, 2 bad input.
[[nodiscard]] int run(const CommandLine &line);

} // namespace corslab
