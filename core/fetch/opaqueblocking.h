// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"
#include "core/http/headerlist.h"

namespace corslab {

/// Whether an opaque answer is kept from the page altogether, by what its headers say: text that
/// asks not to be taken for anything else, and what no element has a use for. What only the body
/// tells is left out: an element makes nothing of that either.
/// https://github.com/annevk/orb
[[nodiscard]] bool isBlockedAsOpaque(const Request &request, const HeaderList &headers,
                                     const BrowserProfile &profile);

} // namespace corslab
