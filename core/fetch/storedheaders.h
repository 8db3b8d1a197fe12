// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/http/headerlist.h"

namespace corslab {

/// Takes out what a cache does not keep: what is said to one receiver alone. RFC 9111, 3.1;
/// net/http/http_response_headers.cc, kHopByHopResponseHeaders and kChallengeResponseHeaders;
/// nsHttpHeaderArray.cpp, Flatten.
void dropUnkept(HeaderList &headers, const BrowserProfile &profile);

/// Takes over into what is kept what a 304 says anew: RFC 9111, 3.2.
void freshen(HeaderList &kept, const HeaderList &confirmation, const BrowserProfile &profile);

} // namespace corslab
