// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/runningprogram.h"

namespace corslab {

/// Copies a folder of scripts into the build folder and installs there what its package-lock.json
/// names: once for each build folder and each change of the lock file, and by one test at a time.
[[nodiscard]] tl::expected<void, QString> installNpmFolder(const QString &source,
                                                           const QString &target);

} // namespace corslab
