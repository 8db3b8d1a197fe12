// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/fetchparams.h"

namespace corslab {

/// Whether the page may see the response's timing. https://fetch.spec.whatwg.org/#concept-tao-check
[[nodiscard]] bool timingAllowCheck(const Request &request, const HeaderList &responseHeaders,
                                    FetchTrace &trace);

} // namespace corslab
