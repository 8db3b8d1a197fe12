// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/response.h"

#include <optional>

namespace corslab {

/// What fetching a data: URL gives; nothing where it is malformed.
/// https://fetch.spec.whatwg.org/#data-url-processor
[[nodiscard]] std::optional<Response> dataUrlResponse(const Url &url);

} // namespace corslab
