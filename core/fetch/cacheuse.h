// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/cachedirectives.h"
#include "core/fetch/request.h"

namespace corslab {

/// What a request asks of the HTTP cache, by its cache mode and by what its script has set.
struct CacheDemand
{
    CacheUse use = CacheUse::Full;
    bool asks = false;       ///< what is kept must be asked about, fresh or not
    bool takesStale = false; ///< it serves however old it is
    bool asksItself = false; ///< by conditions of its script's, which no others join
    CacheControl directives; ///< those that count
};
[[nodiscard]] CacheDemand cacheDemandOf(const Request &http, const BrowserProfile &profile);

/// Whether If-None-Match or If-Modified-Since is among them.
[[nodiscard]] bool hasValidator(const HeaderList &headers);

} // namespace corslab
