// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinepainter.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace corslab {

namespace {

constexpr qreal CardRadius = 7.0;

} // namespace

TimelinePainter::TimelinePainter(QPainter &painter, const TimelineGeometry &geometry,
                                 ColorScheme scheme)
    : m_painter(painter)
    , m_geometry(geometry)
    , m_scheme(scheme)
{
    // What a server sends must not turn the line around it.
    m_painter.setLayoutDirection(Qt::LeftToRight);
}

void TimelinePainter::paintLanes(qreal top, qreal bottom)
{
    const auto &lanes = m_geometry.lanes();
    m_painter.setPen(QPen(color(ColorRole::Line), 1.0));
    for (const auto x : {lanes.page, lanes.browser, lanes.server})
        m_painter.drawLine(QPointF(x + 0.5, top), QPointF(x + 0.5, bottom));
}

void TimelinePainter::paintSelection(std::size_t index, const State &state)
{
    if (!state.selected)
        return;
    const auto rect = m_geometry.itemRect(index).adjusted(4.0, 0.5, -4.0, -0.5);
    m_painter.setPen(state.focused ? QPen(color(ColorRole::Accent), 1.5) : QPen(Qt::NoPen));
    m_painter.setBrush(color(ColorRole::SelectionTint));
    m_painter.drawRoundedRect(rect, 5.0, 5.0);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(color(ColorRole::Accent));
    m_painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3.0, rect.height()), 1.5, 1.5);
}

void TimelinePainter::paintItem(std::size_t index, const State &state, qreal top, qreal bottom)
{
    const auto &item = m_geometry.at(index);
    m_painter.save();
    m_painter.translate(0.0, item.top);
    top -= item.top;
    bottom -= item.top;
    for (const auto &ground : item.grounds) {
        auto rect = ground.rect;
        // A ground that lies over a selected item must not cut a hole into the selection.
        const bool bare = ground.fill == ColorRole::Ground;
        m_painter.setBrush(color(bare && state.selected ? ColorRole::SelectionTint : ground.fill));
        if (ground.border) {
            auto border = color(*ground.border);
            if (!state.selected)
                border.setAlphaF(0.6F);
            m_painter.setPen(QPen(border, state.selected ? 1.6 : 1.0));
            rect.adjust(0.5, 0.5, -0.5, -0.5);
            m_painter.drawRoundedRect(rect, CardRadius, CardRadius);
        } else {
            m_painter.setPen(Qt::NoPen);
            m_painter.drawRoundedRect(rect, 3.0, 3.0);
        }
    }
    for (const auto &zone : item.zones) {
        if (zone.kind != TimelineZone::Kind::Check || zone.check != state.check || state.check < 0)
            continue;
        m_painter.setPen(QPen(color(ColorRole::Accent), 1.0));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(zone.rect.adjusted(4.0, 0.0, -4.0, 0.0), 3.0, 3.0);
    }
    if (item.arrow)
        paintArrow(*item.arrow);
    // An unfolded answer may have thousands of lines; those out of sight cost nothing.
    auto line = std::partition_point(item.lines.begin(), item.lines.end(),
                                     [top](const auto &l) { return l.top + l.height < top; });
    for (; line != item.lines.end() && line->top <= bottom; ++line)
        paintLine(*line);
    m_painter.restore();
}

void TimelinePainter::paintArrow(const TimelineArrow &arrow)
{
    const auto unit = m_geometry.fonts().unit();
    const auto head = 7.0 * unit;
    const auto direction = arrow.to > arrow.from ? 1.0 : -1.0;
    const bool broken = arrow.style == TimelineArrow::Style::Broken;
    const auto y = std::round(arrow.y) + 0.5;
    const auto end = broken ? arrow.from + (arrow.to - arrow.from) * 0.6 : arrow.to;

    QPen pen(color(arrow.role), 1.3 * unit);
    pen.setCapStyle(Qt::FlatCap);
    switch (arrow.style) {
    case TimelineArrow::Style::Solid:
        break;
    case TimelineArrow::Style::Dashed:
    case TimelineArrow::Style::Broken:
        pen.setDashPattern({4.0, 3.0});
        break;
    case TimelineArrow::Style::Dotted:
        pen.setDashPattern({1.2, 3.0});
        break;
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(pen);
    m_painter.drawLine(QPointF(arrow.from, y),
                       QPointF(broken ? end : end - direction * head * 0.7, y));
    if (broken) {
        const auto arm = 4.0 * unit;
        m_painter.setPen(QPen(color(ColorRole::Bad), 1.8 * unit));
        m_painter.drawLine(QPointF(end - arm, y - arm), QPointF(end + arm, y + arm));
        m_painter.drawLine(QPointF(end - arm, y + arm), QPointF(end + arm, y - arm));
        return;
    }
    QPolygonF tip;
    tip << QPointF(end, y) << QPointF(end - direction * head, y - head * 0.45)
        << QPointF(end - direction * head, y + head * 0.45);
    // What did not happen has an open tip.
    const bool open = arrow.style == TimelineArrow::Style::Dotted;
    m_painter.setPen(open ? QPen(color(arrow.role), unit) : QPen(Qt::NoPen));
    m_painter.setBrush(open ? Qt::NoBrush : QBrush(color(arrow.role)));
    m_painter.drawPolygon(tip);
}

void TimelinePainter::paintLine(const TextLine &line)
{
    const auto &fonts = m_geometry.fonts();
    for (const auto &placed : line.runs) {
        m_painter.setFont(fonts.font(placed.run.font));
        m_painter.setPen(color(placed.run.role));
        m_painter.drawText(QPointF(placed.x, line.baseline), placed.run.text);
        if (placed.run.marked) {
            m_painter.setPen(QPen(color(placed.run.role), 1.5 * fonts.unit()));
            const auto y = line.baseline + 2.5 * fonts.unit();
            m_painter.drawLine(QPointF(placed.x, y), QPointF(placed.x + placed.width, y));
        }
    }
}

} // namespace corslab
