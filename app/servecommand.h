// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"

namespace corslab {

/// `corslab serve`: the servers alone, until interrupted. The file is read again whenever it
/// changes. Gives back the exit status.
[[nodiscard]] int serve(const CommandLine &line);

} // namespace corslab
