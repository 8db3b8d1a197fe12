// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"

namespace corslab {

// Each names, above what it sets, where in the browser's sources the rule is; what names nothing
// was measured. All that is set for Chromium and Firefox is held by recorded cases and by random
// laboratories in the real browsers.

[[nodiscard]] BrowserProfile chromiumProfile();
[[nodiscard]] BrowserProfile firefoxProfile();
/// Read, never measured.
[[nodiscard]] BrowserProfile safariProfile();

} // namespace corslab
