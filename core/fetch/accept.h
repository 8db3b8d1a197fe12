// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"

namespace corslab {

/// The Accept of a request whose script gave none.
/// https://fetch.spec.whatwg.org/#concept-fetch, 12.
[[nodiscard]] QByteArray acceptFor(Api initiator, Destination destination,
                                   const BrowserProfile &profile);

} // namespace corslab
