// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/serverconfig.h"

namespace corslab {

/// The server that the browser model's benchmarks ask, http://localhost:4000.
[[nodiscard]] ServerConfig benchedServer(const QList<OriginEntry> &origins);

} // namespace corslab
