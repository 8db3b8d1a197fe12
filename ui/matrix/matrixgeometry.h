// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QtGlobal>

namespace corslab {

/// Where the parts of a cell stand: shape and word first, what an edit changed at the right end,
/// the cause in what is left. What has no room is not there.
struct MatrixGeometry
{
    struct Input
    {
        QRect cell;
        int shapeWidth = 0;
        int wordWidth = 0;
        int causeWidth = 0;  ///< 0: there is none
        int changeWidth = 0; ///< 0: nothing changed
        int padding = 6;
        int gap = 6;
        int leastCause = 40; ///< narrower says nothing
    };

    QRect shape;
    QRect word;
    QRect cause;
    QRect change;

    [[nodiscard]] static MatrixGeometry compute(const Input &input)
    {
        MatrixGeometry result;
        int x = input.cell.left() + input.padding;
        int right = input.cell.right() + 1 - input.padding;
        const auto take = [&](int width) {
            const QRect rect(x, input.cell.top(), qBound(0, width, qMax(0, right - x)),
                             input.cell.height());
            x += rect.width();
            return rect;
        };
        result.shape = take(input.shapeWidth);
        x += input.gap / 2;
        if (input.changeWidth > 0 && right - x >= input.changeWidth) {
            result.change = QRect(right - input.changeWidth, input.cell.top() + 2,
                                  input.changeWidth, input.cell.height() - 5);
            right = result.change.left() - input.gap;
        }
        if (right > x)
            result.word = take(input.wordWidth);
        x += input.gap;
        if (input.causeWidth > 0 && right - x >= qMin(input.leastCause, input.causeWidth))
            result.cause = take(input.causeWidth);
        return result;
    }
};

} // namespace corslab
