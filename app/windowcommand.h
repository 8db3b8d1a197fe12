// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace corslab {

/// `corslab [FILE]`: the window. Gives back the exit status.
[[nodiscard]] int showWindow(int &argc, char *argv[], const CommandLine &line);

} // namespace corslab
