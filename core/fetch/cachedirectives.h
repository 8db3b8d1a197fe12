// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/http/headerlist.h"

#include <chrono>
#include <limits>
#include <optional>

namespace corslab {

/// More than that counts as that: RFC 9111, 1.2.2.
inline constexpr std::chrono::seconds LongestAge{std::numeric_limits<qint32>::max()};

/// The directives of Cache-Control that a private cache heeds: RFC 9111, 5.2.
struct CacheControl
{
    bool noStore = false;
    bool noCache = false;
    bool mustRevalidate = false;
    bool saysForWhom = false; ///< `public` or `private`
    std::optional<std::chrono::seconds> maxAge;
    std::optional<std::chrono::seconds> staleWhileRevalidate; ///< RFC 5861, 3
    std::optional<std::chrono::seconds> minFresh; ///< of requests
    std::optional<std::chrono::seconds> maxStale; ///< of requests
};
[[nodiscard]] CacheControl parseCacheControl(const HeaderList &headers,
                                             const BrowserProfile &profile);

/// `Pragma: no-cache`, among others or alone.
[[nodiscard]] bool saysNoCache(const HeaderList &headers, const BrowserProfile &profile);

} // namespace corslab
