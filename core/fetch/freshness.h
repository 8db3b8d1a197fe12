// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/cachedirectives.h"
#include "core/fetch/response.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace corslab {

/// Any of the three forms: RFC 9110, 5.6.7.
[[nodiscard]] std::optional<QDateTime> parseHttpDate(const QByteArray &value);

/// Whether it says that it must not be used unasked, however old it is.
[[nodiscard]] bool mustBeAsked(const Response &response, const BrowserProfile &profile);

/// For how long the answer is fresh once it was made; nothing where it does not say and nobody may
/// guess. `received` is when it came: RFC 9111, 4.2.1 and 4.2.2.
[[nodiscard]] std::optional<std::chrono::seconds>
freshnessLifetime(const Response &response, const QDateTime &received,
                  const BrowserProfile &profile);

/// How old it was when it came: RFC 9111, 4.2.3.
[[nodiscard]] std::chrono::seconds
ageAtArrival(const Response &response, const QDateTime &received, const BrowserProfile &profile);

} // namespace corslab
