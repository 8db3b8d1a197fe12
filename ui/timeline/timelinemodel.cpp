// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinemodel.h"

#include "ui/timeline/decisioncards.h"
#include "ui/timeline/messageitems.h"
#include "ui/timeline/timelinetext.h"

#include <algorithm>
#include <iterator>

namespace corslab {

namespace {

const std::vector<int> &stepsAt(const std::vector<StepGroup> &groups, StepPlace place)
{
    static const std::vector<int> none;
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [place](const auto &g) { return g.place == place; });
    return found == groups.end() ? none : found->steps;
}

bool isCard(StepPlace place)
{
    return place != StepPlace::Call && place != StepPlace::Sending && place != StepPlace::Answer &&
           place != StepPlace::Outcome;
}

/// The check that ended the exchange's course between two messages; -1 where none did.
int stoppedAt(const Exchange &exchange, const std::vector<StepGroup> &groups)
{
    for (const auto &group : groups) {
        if (group.place != StepPlace::PreflightAnswer && group.place != StepPlace::CorsCheck &&
            group.place != StepPlace::OtherCheck && group.place != StepPlace::Redirect)
            continue;
        for (const int index : group.steps) {
            if (exchange.steps[static_cast<std::size_t>(index)].outcome == StepOutcome::Fail)
                return index;
        }
    }
    return -1;
}

} // namespace

void TimelineModel::clear()
{
    m_items.clear();
    m_settled.clear();
    m_exchange = 0;
}

void TimelineModel::append(TimelineItem item)
{
    ++m_made;
    if (item.time) {
        // The unit stands once, with the first time of all.
        item.timeLabel = m_items.empty() ? durationText(*item.time) : timeText(*item.time);
    }
    m_items.push_back(std::move(item));
}

std::size_t TimelineModel::update(const Exchange &exchange, const Diagnosis *diagnosis)
{
    if (exchange.id != m_exchange || m_settled.size() > exchange.messages.size())
        clear();
    m_exchange = exchange.id;

    // What leads up to a message is settled when the next message has begun: by then the answer
    // before is whole and no step can be added.
    const auto begun = exchange.messages.size();
    const auto settled = begun > 0 ? begun - 1 : 0;
    Stretch from;
    auto index = m_settled.size();
    if (index > 0) {
        // The last stretch that was settled says where it begins; it need not be made again, but
        // only the beginning of the next is known after it.
        --index;
        from = m_settled.back();
        m_settled.pop_back();
    }
    const auto kept = from.firstItem;
    std::vector<TimelineItem> before(
        std::make_move_iterator(m_items.begin() + static_cast<std::ptrdiff_t>(kept)),
        std::make_move_iterator(m_items.end()));
    m_items.resize(kept);

    auto step = from.firstStep;
    for (; index <= begun; ++index) {
        if (index < settled)
            m_settled.push_back({m_items.size(), step});
        auto end = step;
        while (end < exchange.steps.size() &&
               (index == begun || exchange.steps[end].messages <= static_cast<int>(index)))
            ++end;
        appendStretch(exchange, index == begun ? diagnosis : nullptr, index, step, end);
        step = end;
    }

    auto first = kept;
    while (first < m_items.size() && first - kept < before.size() &&
           m_items[first] == before[first - kept])
        ++first;
    return first;
}

void TimelineModel::appendStretch(const Exchange &exchange, const Diagnosis *diagnosis,
                                  std::size_t index, std::size_t firstStep, std::size_t lastStep)
{
    const bool last = index == exchange.messages.size();
    const int before = static_cast<int>(index) - 1;
    const bool afterPreflight =
        index > 0 && exchange.messages[index - 1].kind == MessageKind::Preflight;
    const auto groups = groupSteps(exchange, firstStep, lastStep, afterPreflight);
    const MessageItems messages(exchange);
    const DecisionCards cards(exchange, diagnosis);

    if (index == 0) {
        append(messages.call(stepsAt(groups, StepPlace::Call)));
    } else {
        auto answer = messages.answer(index - 1, stepsAt(groups, StepPlace::Answer),
                                      stoppedAt(exchange, groups));
        // The card that follows says it.
        if (!stepsAt(groups, StepPlace::Network).empty())
            answer.remark.clear();
        append(std::move(answer));
    }
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        if (!isCard(group->place))
            continue;
        const bool complete = !last || exchange.finished || std::next(group) != groups.end();
        append(cards.card(*group, before, complete));
        if (group->place == StepPlace::PreflightCache)
            append(messages.preflightNotNeeded());
    }
    auto sending = stepsAt(groups, StepPlace::Sending);
    const auto &outcome = stepsAt(groups, StepPlace::Outcome);
    if (!last) {
        sending.insert(sending.end(), outcome.begin(), outcome.end());
        append(messages.request(index, sending));
    } else if (exchange.finished) {
        appendEnd(exchange, sending, outcome);
    }
}

void TimelineModel::appendEnd(const Exchange &exchange, const std::vector<int> &sending,
                              const std::vector<int> &outcome)
{
    const MessageItems messages(exchange);
    if (messages.wasNeverSent()) {
        append(messages.neverSent(sending));
        append(messages.outcome(outcome));
        return;
    }
    auto steps = sending;
    steps.insert(steps.end(), outcome.begin(), outcome.end());
    append(messages.outcome(steps));
}

} // namespace corslab
