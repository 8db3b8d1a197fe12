// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"

namespace corslab {

/// The request's cache mode, or another one where its script does the cache's work with conditional
/// headers. https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, 8.16
[[nodiscard]] CacheMode effectiveCacheMode(const Request &request, const BrowserProfile &profile);

/// Whether a script does the cache's work: If-None-Match and its kin.
[[nodiscard]] bool hasOwnCondition(const HeaderList &headers);

/// Whether the cache mode makes a browser ask anew although it knows the answer.
[[nodiscard]] bool bypassesPreflightCache(const Request &request, const BrowserProfile &profile);

/// Appends what the cache mode tells servers and proxies. The same, 8.17-8.18.
void appendCacheControl(const Request &request, HeaderList &headers);

} // namespace corslab
