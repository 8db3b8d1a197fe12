// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"
#include "core/fetch/response.h"

namespace corslab {

/// Takes away what the page may not see, by the request's response tainting.
/// https://fetch.spec.whatwg.org/#concept-filtered-response
void filterResponse(Response &response, const Request &request, const BrowserProfile &profile,
                    FetchTrace &trace);

/// The names that Access-Control-Expose-Headers lets a script read besides the seven; `*` stands
/// for itself where credentials were included.
[[nodiscard]] HeaderList exposedHeaders(const HeaderList &headers, CredentialsMode credentials);

} // namespace corslab
