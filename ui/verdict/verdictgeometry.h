// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>

namespace corslab {

/// Where the parts of the verdict line stand: beside one another where there is room, the button
/// and then the sentence below where there is not.
struct VerdictGeometry
{
    struct Input
    {
        int width = 0;
        int margin = 12;
        int gap = 10;
        QSize shape;
        QSize word;
        int leastHeight = 0;     ///< of the row that holds shape and word
        QSize button;            ///< with all its words; empty where there is none
        int buttonLeast = 0;     ///< it gives way to the sentence as far as that
        int sentenceWidth = 0;   ///< on one line
        int sentenceLeast = 180; ///< a narrower column than this is hard to read
    };

    QRect shape;
    QRect word;
    QRect sentence; ///< its height is what is asked of `heightOf`
    QRect button;
    int height = 0;

    /// `heightOf`: how high the sentence is at a width.
    template <typename HeightOf>
    [[nodiscard]] static VerdictGeometry compute(const Input &input, HeightOf heightOf)
    {
        VerdictGeometry result;
        const int right = input.width - input.margin;
        const int rowHeight = qMax(qMax(input.shape.height(), input.word.height()),
                                   qMax(input.button.height(), input.leastHeight));
        int x = input.margin;
        int y = input.margin - 2;
        const auto centred = [&](QSize size, int left) {
            return QRect(QPoint(left, y + (rowHeight - size.height()) / 2), size);
        };
        result.shape = centred(input.shape, x);
        x += input.shape.width() + input.gap * 2 / 3;
        result.word = centred(input.word, x);
        x += input.word.width() + input.gap;

        const int wanted = qMin(input.sentenceWidth, input.sentenceLeast);
        int buttonWidth = input.button.width();
        const int buttonMost = right - x - wanted - input.gap;
        if (buttonMost >= input.buttonLeast)
            buttonWidth = qMin(buttonWidth, buttonMost);
        const int buttonRoom = input.button.isEmpty() ? 0 : buttonWidth + input.gap;
        const int beside = right - x - buttonRoom;
        if (beside >= wanted) {
            const int height = heightOf(beside);
            result.sentence = QRect(x, y + qMax(0, (rowHeight - height) / 2), beside, height);
            if (buttonRoom > 0)
                result.button = centred({buttonWidth, input.button.height()}, right - buttonWidth);
            result.height = y + qMax(rowHeight, height) + input.margin - 2;
            return result;
        }
        // The sentence takes lines of its own below the word; the button stays beside the word as
        // long as it fits there.
        const bool buttonBeside = buttonRoom > 0 && x + input.buttonLeast <= right;
        if (buttonBeside) {
            buttonWidth = qMin(input.button.width(), right - x);
            result.button = centred({buttonWidth, input.button.height()}, right - buttonWidth);
        }
        y += rowHeight + 4;
        const int width = qMax(1, right - input.margin);
        const int height = heightOf(width);
        result.sentence = QRect(input.margin, y, width, height);
        y += height;
        if (buttonRoom > 0 && !buttonBeside) {
            y += 6;
            result.button =
                QRect(input.margin, y, qMin(input.button.width(), width), input.button.height());
            y += input.button.height();
        }
        result.height = y + input.margin - 2;
        return result;
    }
};

} // namespace corslab
