// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace corslab {

/// Where a request goes, as short as it can be said: path and query where it is on `homeUrl`'s
/// origin, the whole URL without its fragment otherwise.
[[nodiscard]] QString targetText(const QByteArray &url, const QByteArray &homeUrl);

/// At most 120 characters, the middle left out. Only for what is not compared.
[[nodiscard]] QString shortened(const QString &text);

/// "Server :4000" on this machine, "Server api.example.com" elsewhere.
[[nodiscard]] QString serverLabel(const QByteArray &url);

/// A point in time: "0.4", "120", with seconds where it is long ("12.0 s").
[[nodiscard]] QString timeText(double milliseconds);
/// A duration with its unit: "2.7 ms".
[[nodiscard]] QString durationText(double milliseconds);

} // namespace corslab
