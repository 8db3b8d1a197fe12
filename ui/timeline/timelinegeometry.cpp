// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinegeometry.h"

#include "ui/timeline/itemlayout.h"

#include <algorithm>

namespace corslab {

TimelineGeometry::TimelineGeometry(TimelineFonts fonts)
    : m_fonts(std::move(fonts))
{
}

void TimelineGeometry::setFonts(TimelineFonts fonts)
{
    m_fonts = std::move(fonts);
    m_width = -1.0;
}

TimelineLanes TimelineGeometry::lanesFor(qreal width, const TimelineFonts &fonts)
{
    const auto unit = fonts.unit();
    const bool narrow = width < 480.0 * unit;
    TimelineLanes lanes;
    // Numbers end at one edge; the unit, which only the first has, stands behind it. Where there
    // is little room it is left out.
    lanes.timeRight = 8.0 * unit + fonts.width(TimelineFont::Small, QStringLiteral("000.0"));
    lanes.page = lanes.timeRight + 9.0 * unit;
    if (!narrow)
        lanes.page += fonts.width(TimelineFont::Small, QStringLiteral(" ms"));
    auto margin = qBound(12.0 * unit, width * 0.075, 60.0 * unit);
    if (!narrow) {
        // The name of a server on this machine stands right over its lane.
        const auto name = fonts.width(TimelineFont::Bold, QStringLiteral("Server :00000"));
        margin = qMax(margin, name / 2.0 + (LaneNamePadding + LaneNameEdge) * unit);
    }
    lanes.server = qMax(lanes.page + 120.0 * unit, width - margin);
    // The server's side has the longer lines, and needs its room first.
    const auto span = lanes.server - lanes.page;
    const auto share = qBound(0.22, 0.22 + (span / unit - 260.0) / 320.0 * 0.14, 0.36);
    lanes.browser = lanes.page + span * share;
    lanes.page = std::round(lanes.page);
    lanes.browser = std::round(lanes.browser);
    lanes.server = std::round(lanes.server);
    return lanes;
}

void TimelineGeometry::update(const std::vector<TimelineItem> &items, std::size_t first,
                              qreal width, const IsUnfolded &isUnfolded, std::size_t most)
{
    if (width != m_width) {
        m_width = width;
        m_lanes = lanesFor(width, m_fonts);
        first = 0;
    }
    first = std::min({first, items.size(), m_items.size()});
    m_items.resize(first);
    const ItemLayout layout(m_fonts, m_lanes);
    const auto end = first + std::min(most, items.size() - first);
    for (auto i = first; i < end; ++i) {
        m_items.push_back(layout.layOut(items[i], isUnfolded(i)));
        ++m_laidOut;
    }
    stack(first);
}

void TimelineGeometry::updateItem(const std::vector<TimelineItem> &items, std::size_t index,
                                  bool unfolded)
{
    if (index >= m_items.size())
        return;
    m_items[index] = ItemLayout(m_fonts, m_lanes).layOut(items[index], unfolded);
    ++m_laidOut;
    stack(index);
}

void TimelineGeometry::stack(std::size_t first)
{
    auto top = first == 0 ? std::round(2.0 * m_fonts.unit())
                          : m_items[first - 1].top + m_items[first - 1].height;
    for (auto i = first; i < m_items.size(); ++i) {
        m_items[i].top = top;
        top += m_items[i].height;
    }
}

qreal TimelineGeometry::height() const
{
    return m_items.empty()
               ? 0.0
               : m_items.back().top + m_items.back().height + std::round(6.0 * m_fonts.unit());
}

QRectF TimelineGeometry::itemRect(std::size_t index) const
{
    const auto &item = m_items[index];
    return {0.0, item.top, m_width, item.height};
}

std::pair<std::size_t, std::size_t> TimelineGeometry::between(qreal top, qreal bottom) const
{
    const auto first = std::partition_point(
        m_items.begin(), m_items.end(), [top](const auto &i) { return i.top + i.height <= top; });
    const auto last = std::partition_point(first, m_items.end(),
                                           [bottom](const auto &i) { return i.top < bottom; });
    return {static_cast<std::size_t>(first - m_items.begin()),
            static_cast<std::size_t>(last - m_items.begin())};
}

TimelineHit TimelineGeometry::hitTest(const QPointF &position) const
{
    TimelineHit hit;
    const auto [first, last] = between(position.y(), position.y() + 0.5);
    if (first >= last)
        return hit;
    const auto &item = m_items[first];
    hit.item = static_cast<int>(first);
    const auto local = position - QPointF(0.0, item.top);
    for (const auto &zone : item.zones) {
        if (!zone.rect.contains(local))
            continue;
        if (zone.kind == TimelineZone::Kind::Fold)
            hit.fold = true;
        else
            hit.check = zone.check;
    }
    return hit;
}

} // namespace corslab
