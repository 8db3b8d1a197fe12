// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"
#include "ui/history/waterfallgeometry.h"

#include <QString>

#include <optional>
#include <vector>

namespace corslab {

/// What the history shows of one exchange, ready to be drawn, sorted and searched.
struct HistoryEntry
{
    quint64 id = 0;
    std::optional<Verdict> verdict; ///< absent while it goes on
    QString kind;                   ///< "simple", "asked first, redirected"
    QString kindStandard;           ///< the standard's words for the same
    QString from;                   ///< the page's origin, and who asked
    QString request;                ///< "PUT :4000/items/7"
    QString url;                    ///< the whole address
    QString statuses;               ///< "204, 200"
    QString reason;                 ///< why it did not end well; empty where it did
    double duration = 0.0;          ///< milliseconds
    std::vector<WaterfallSpan> spans;
    QString name;             ///< as the file calls the request
    mutable QString searched; ///< searchedText(), kept; empty until a filter asks
};

/// Everything that an entry says in one text, lower case: made when a filter asks for it first.
[[nodiscard]] const QString &searchedText(const HistoryEntry &entry);

[[nodiscard]] HistoryEntry historyEntry(const Exchange &exchange);

} // namespace corslab
