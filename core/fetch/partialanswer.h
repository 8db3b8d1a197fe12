// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/request.h"
#include "core/fetch/response.h"

#include <optional>
#include <utility>

namespace corslab {

/// The first and the last position that a Range means in a body of such a size, in bytes; nothing
/// where it means none. net/http/http_byte_range.cc, ComputeBounds.
[[nodiscard]] std::optional<std::pair<qsizetype, qsizetype>> boundsOf(QByteArrayView range,
                                                                      qsizetype size);

/// What was asked of a whole answer, and all of it where it has no such part:
/// net/http/partial_data.cc, FixResponseHeaders.
[[nodiscard]] Response partOf(Response whole, const Request &http);

} // namespace corslab
