// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"

#include <optional>

namespace corslab {

/// https://fetch.spec.whatwg.org/#bad-port
[[nodiscard]] bool isBadPort(quint16 port) noexcept;

/// Why a request may not even begin: a bad port, or mixed content. Asked again for each redirect.
[[nodiscard]] std::optional<Cause>
blockedBeforeFetch(const Request &request, const BrowserProfile &profile, FetchTrace &trace);

} // namespace corslab
