// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/record/exchange.h"
#include "ui/timeline/stepgroups.h"
#include "ui/timeline/timelineitem.h"

#include <cstddef>
#include <vector>

namespace corslab {

/// An exchange as the ordered list of what is drawn of it. Grows with the exchange: what lies
/// before the last message but one is never made again, so that a chain of 300 redirects costs no
/// more than its end.
class TimelineModel
{
public:
    /// Brings the items up to date. `diagnosis` is null while the exchange goes on. Gives back the
    /// index of the first item that is not what it was.
    std::size_t update(const Exchange &exchange, const Diagnosis *diagnosis);
    void clear();

    [[nodiscard]] const std::vector<TimelineItem> &items() const noexcept { return m_items; }
    /// How many items were made over the model's life: tells what an update costs.
    [[nodiscard]] std::size_t madeCount() const noexcept { return m_made; }

private:
    /// Where what follows a message and leads to the next one begins.
    struct Stretch
    {
        std::size_t firstItem = 0;
        std::size_t firstStep = 0;
    };

    void appendStretch(const Exchange &exchange, const Diagnosis *diagnosis, std::size_t index,
                       std::size_t firstStep, std::size_t lastStep);
    void appendEnd(const Exchange &exchange, const std::vector<int> &sending,
                   const std::vector<int> &outcome);
    void append(TimelineItem item);

    std::vector<TimelineItem> m_items;
    std::vector<Stretch> m_settled;
    quint64 m_exchange = 0;
    std::size_t m_made = 0;
};

} // namespace corslab
