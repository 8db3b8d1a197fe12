// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"
#include "core/fetch/response.h"

#include <optional>

namespace corslab {

/// Why a response does not have the content that the page expects; nothing where it has, or where
/// the metadata name no hash that is known. https://w3c.github.io/webappsec-subresource-integrity/
[[nodiscard]] std::optional<Cause> integrityMismatch(const QByteArray &metadata,
                                                     const Response &response,
                                                     const BrowserProfile &profile,
                                                     FetchTrace &trace);

} // namespace corslab
