// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/request.h"

#include <QByteArray>

#include <optional>

namespace corslab {

/// The value of Referer, or nothing where none is sent.
/// https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
[[nodiscard]] std::optional<QByteArray> determineReferrer(const Request &request,
                                                          const BrowserProfile &profile);

/// Makes what Referer will say the request's referrer, so that a redirect cannot say more again.
/// https://fetch.spec.whatwg.org/#concept-main-fetch, 9
void settleReferrer(Request &request, const BrowserProfile &profile);

/// Takes the last policy that a response's Referrer-Policy names and that is known.
/// https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect
void applyReferrerPolicy(Request &request, const HeaderList &responseHeaders);

} // namespace corslab
