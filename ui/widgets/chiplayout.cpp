// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chiplayout.h"

#include <algorithm>

namespace corslab {

ChipLayout ChipLayout::compute(const QList<int> &textWidths, int width, const Metrics &metrics)
{
    ChipLayout layout;
    layout.chips.reserve(textWidths.size());
    const int room = qMax(metrics.around() + 20, width - 2 * metrics.margin);
    const int textRoom = room - metrics.around();
    int x = 0;
    int y = metrics.margin;
    int rowHeight = metrics.rowHeight();
    const auto nextRow = [&] {
        x = 0;
        y += rowHeight + metrics.gap;
        rowHeight = metrics.rowHeight();
    };
    for (const int textWidth : textWidths) {
        // A line that breaks anywhere loses at most one character, so a long text gets one more.
        const int lines = textWidth <= textRoom ? 1 : textWidth / textRoom + 1;
        const int own = qMin(textWidth + metrics.around(), room);
        if (x > 0 && x + own > room)
            nextRow();
        const int height = lines * metrics.lineHeight + 2 * metrics.padY;
        layout.chips.append(QRect(metrics.margin + x, y, own, height));
        rowHeight = qMax(rowHeight, height);
        x += own + metrics.gap;
    }
    if (x > 0 && x + metrics.minimumEditWidth > room)
        nextRow();
    layout.edit = QRect(metrics.margin + x, y, room - x, metrics.rowHeight());
    layout.height = y + rowHeight + metrics.margin;
    return layout;
}

QRect ChipLayout::crossOf(const QRect &chip, const Metrics &metrics)
{
    return {chip.right() - metrics.cross + 1, chip.top(), metrics.cross, metrics.rowHeight()};
}

int ChipLayout::chipAt(QPoint position) const
{
    // Rows go down, so that the chips of a long list are found by halves.
    const auto first =
        std::partition_point(chips.cbegin(), chips.cend(), [position](const QRect &chip) {
            return chip.bottom() < position.y();
        });
    for (auto it = first; it != chips.cend() && it->top() <= position.y(); ++it) {
        if (it->contains(position))
            return static_cast<int>(it - chips.cbegin());
    }
    return -1;
}

} // namespace corslab
