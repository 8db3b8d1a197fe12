// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two values that ought to be the same.
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace corslab {

/// "the port differs", "the first one ends with a slash": in what `allowed`, a value of
/// Access-Control-Allow-Origin or an entry of a policy, differs from the origin `actual`. Empty
/// where they are the same.
[[nodiscard]] QString originDifference(QByteArrayView allowed, QByteArrayView actual);

/// The entry that a person most likely meant for `origin`: the one that differs in the fewest
/// parts. Regular expressions and wildcards are passed over; -1 where no entry comes near.
[[nodiscard]] qsizetype nearestEntry(const QList<OriginEntry> &entries, QByteArrayView origin);

/// The two values that were compared where the exchange ended. Nothing where none were.
[[nodiscard]] std::optional<Comparison> comparisonOf(const Exchange &exchange,
                                                     const std::optional<Policy> &policy);

} // namespace corslab
