// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"

#include <optional>

namespace corslab {

/// Whether Cross-Origin-Resource-Policy keeps a no-cors response from the page.
/// https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
[[nodiscard]] std::optional<Cause>
resourcePolicyCheck(const Request &request, const HeaderList &responseHeaders,
                    const BrowserProfile &profile, FetchTrace &trace);

} // namespace corslab
