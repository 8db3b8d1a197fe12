// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/lint.h"
#include "core/server/serverconfig.h"

#include <vector>

namespace corslab {

/// The lints of a server's policy, of its routes' policies and of its endpoints: what a policy
/// alone does not show. In the order of lintsOf(Policy). The server's origins and entries have been
/// resolved. `context.serverOrigin` is the server's own.
[[nodiscard]] std::vector<Lint> lintsOf(const ServerConfig &server, LintContext context = {});

/// The server after the changes, wherever in it they are.
[[nodiscard]] ServerConfig applied(ServerConfig server, const PolicyEdits &edits);

} // namespace corslab
