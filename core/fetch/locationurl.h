// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/response.h"
#include "core/http/url.h"

#include <QByteArray>

#include <optional>

namespace corslab {

/// What an answer says in Location; nothing where it counts as having none.
[[nodiscard]] std::optional<QByteArray> locationOf(const Response &response,
                                                   const BrowserProfile &profile);

/// Location's bytes as a URL; the fragment of `base` is inherited where it has none.
/// https://fetch.spec.whatwg.org/#concept-response-location-url
[[nodiscard]] std::optional<Url> parseLocation(const QByteArray &value, const Url &base,
                                               const BrowserProfile &profile);

} // namespace corslab
