// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/record/exchange.h"

namespace corslab {

/// Lets the browser model judge what a real browser did, from what the server saw and answered:
/// fills in verdict, cause and steps. The page's credentials mode cannot be seen from a server;
/// cookies that came count as `include`. Gives back false where the model would have gone on: a
/// preflight passed, and its request is still to come.
bool judgeObserved(Exchange &exchange, const BrowserProfile &profile);

} // namespace corslab
