// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRect>

namespace corslab {

/// Where the chips of a ChipEdit stand: rows that wrap, and behind the last chip the place to type.
struct ChipLayout
{
    struct Metrics
    {
        int lineHeight = 16;
        int padX = 7;   ///< left of a chip's text
        int padY = 3;   ///< above and below it
        int cross = 16; ///< right of it, for the mark that removes the chip
        int gap = 5;
        int margin = 5;
        int minimumEditWidth = 70;
        [[nodiscard]] int rowHeight() const { return lineHeight + 2 * padY; }
        [[nodiscard]] int around() const { return padX + cross; }
    };

    QList<QRect> chips;
    QRect edit;
    int height = 0;

    /// `textWidths`: what each chip's text needs on one line. A text that is wider than a row gets
    /// as many lines as it needs.
    [[nodiscard]] static ChipLayout compute(const QList<int> &textWidths, int width,
                                            const Metrics &metrics);
    /// The mark that removes a chip.
    [[nodiscard]] static QRect crossOf(const QRect &chip, const Metrics &metrics);
    /// -1 where there is none.
    [[nodiscard]] int chipAt(QPoint position) const;
};

} // namespace corslab
