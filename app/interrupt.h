// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace corslab {

/// Makes Ctrl+C and a termination signal end the event loop in order, with exit status 0.
void quitOnInterrupt();

} // namespace corslab
