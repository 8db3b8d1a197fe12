// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixdelegate.h"

#include "ui/matrix/causewords.h"
#include "ui/matrix/matrixgeometry.h"
#include "ui/matrix/matrixmodel.h"
#include "ui/verdict/verdictline.h"

#include <QPainter>

namespace corslab {

void MatrixDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const auto *model = qobject_cast<const MatrixModel *>(index.model());
    if (!model)
        return;
    const auto &cell = model->cell(index.row(), index.column());
    const auto change = model->change(index.row(), index.column());
    const auto &palette = option.palette;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto look = verdictLook(cell.verdict);
    painter->save();
    painter->setClipRect(option.rect);
    const auto ground = selected      ? ColorRole::SelectionTint
                        : !cell.known ? ColorRole::Ground
                                      : look.tint;
    painter->fillRect(option.rect, themeColor(ground, palette));
    auto bold = option.font;
    bold.setBold(true);
    const QFontMetrics words(bold);
    const QFontMetrics plain(option.font);
    MatrixGeometry::Input input;
    input.cell = option.rect;
    const auto word = cell.known ? look.word.toLower() : u"…"_qs;
    const auto shape = cell.known ? look.shape : QString();
    const auto cause = cell.known && cell.hasCause ? causeWords(cell.cause) : QString();
    const auto changed = changeWord(change);
    input.shapeWidth = words.horizontalAdvance(u"✕"_qs) + 4;
    input.wordWidth = words.horizontalAdvance(word) + 2;
    input.causeWidth = cause.isEmpty() ? 0 : plain.horizontalAdvance(cause) + 2;
    input.changeWidth = changed.isEmpty() ? 0 : words.horizontalAdvance(changed) + 10;
    const auto places = MatrixGeometry::compute(input);
    const auto role = cell.known ? look.role : ColorRole::MutedText;
    constexpr int alignment = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine;
    painter->setPen(themeColor(role, palette));
    painter->setFont(bold);
    painter->drawText(places.shape, Qt::AlignCenter, shape);
    painter->drawText(places.word, alignment,
                      words.elidedText(word, Qt::ElideRight, places.word.width()));
    painter->setFont(option.font);
    if (!places.cause.isEmpty())
        painter->drawText(places.cause, alignment,
                          plain.elidedText(cause, Qt::ElideRight, places.cause.width()));
    if (change != MatrixChange::None) {
        // What an edit changed has a frame too, for a cell too narrow for the word.
        painter->setPen(QPen(themeColor(ColorRole::Accent, palette), 2));
        painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
        if (!places.change.isEmpty()) {
            painter->fillRect(places.change, themeColor(ColorRole::Accent, palette));
            painter->setPen(themeColor(ColorRole::AccentText, palette));
            painter->setFont(bold);
            painter->drawText(places.change, Qt::AlignCenter, changed);
        }
    }
    painter->setPen(themeColor(ColorRole::Line, palette));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(themeColor(ColorRole::Text, palette), 1, Qt::DotLine));
        painter->drawRect(option.rect.adjusted(2, 2, -4, -4));
    }
    painter->restore();
}

} // namespace corslab
