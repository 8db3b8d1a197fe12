// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"
#include "ui/timeline/timelineitem.h"

#include <QString>

#include <vector>

namespace corslab {

/// A header line of a message: what stands on the wire, and what the script may see of it.
struct HeaderRow
{
    enum class Sight : quint8 {
        Same,    ///< the script reads what stands on the wire
        Other,   ///< the script reads `seen`
        Hidden,  ///< the script does not learn of it
        Unknown, ///< a real browser's script, or not decided yet
        Dropped  ///< the script set it, and it never was on the wire
    };
    QString name;
    QString value;
    HeaderSetter setBy = HeaderSetter::Browser;
    Sight sight = Sight::Hidden;
    QString seen;
    QString why; ///< a sentence on `sight`
    bool operator==(const HeaderRow &) const = default;
};

/// In wire order; what the script had set and the browser dropped comes last. `message`: its index;
/// -1 where nothing was sent, for the call's own headers.
[[nodiscard]] std::vector<HeaderRow> requestRows(const Exchange &exchange, int message);
[[nodiscard]] std::vector<HeaderRow> responseRows(const Exchange &exchange, int message);

/// The message that a selected item belongs to: the last one where none does, -1 where there is
/// none.
struct ExchangeItem;
[[nodiscard]] int messageOf(const Exchange &exchange, const ExchangeItem &item);

} // namespace corslab
