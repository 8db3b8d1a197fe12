// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelineitem.h"

#include <QString>
#include <QStringView>

#include <vector>

namespace corslab {

/// Where two compared values are not the same.
struct ValueDifference
{
    std::vector<TextSpan> first;
    std::vector<TextSpan> second;
    QString words; ///< "the port differs"; empty where there is nothing to add
    bool operator==(const ValueDifference &) const = default;
};

/// Two origins, or what somebody took for one: compared by scheme, host, port and whatever
/// follows. Both are read leniently, since the point of the comparison is that one is wrong.
/// Nothing is marked where one of them is no origin at all.
[[nodiscard]] ValueDifference markOriginDifference(QStringView first, QStringView second);

} // namespace corslab
