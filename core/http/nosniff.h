// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

namespace corslab {

/// Whether an answer asks not to be taken for another type than it says.
/// https://fetch.spec.whatwg.org/#determine-nosniff
[[nodiscard]] bool determineNosniff(const HeaderList &headers);

} // namespace corslab
