// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace corslab {

/// What stands in Date: `Sun, 06 Nov 1994 08:49:37 GMT`. `utc` is in UTC. Written once a second at
/// most in each thread. Source: RFC 9110, 5.6.7.
[[nodiscard]] QByteArray httpDate(const QDateTime &utc);

} // namespace corslab
