// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinegeometry.h"

class QPainter;

namespace corslab {

/// Paints what TimelineGeometry placed. Knows no items: all that it draws stands in the geometry.
class TimelinePainter
{
public:
    struct State
    {
        bool selected = false;
        bool focused = false; ///< a frame around the selected item
        int check = -1;       ///< the check that is selected within the item
    };

    /// Borrows all three.
    TimelinePainter(QPainter &painter, const TimelineGeometry &geometry, ColorScheme scheme);

    /// The lanes' lines between two heights.
    void paintLanes(qreal top, qreal bottom);
    void paintSelection(std::size_t index, const State &state);
    /// Only the lines between `top` and `bottom`, which are contents coordinates.
    void paintItem(std::size_t index, const State &state, qreal top, qreal bottom);

private:
    void paintArrow(const TimelineArrow &arrow);
    void paintLine(const TextLine &line);
    [[nodiscard]] QColor color(ColorRole role) const { return themeColor(role, m_scheme); }

    QPainter &m_painter;
    const TimelineGeometry &m_geometry;
    ColorScheme m_scheme;
};

} // namespace corslab
