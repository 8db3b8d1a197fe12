// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historydelegate.h"

#include "ui/history/historymodel.h"
#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/verdict/verdictline.h"

#include <QPainter>

namespace corslab {

namespace {
constexpr int padX = 6;
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const auto *model = qobject_cast<const HistoryModel *>(index.model());
    if (!model)
        return;
    painter->save();
    painter->setClipRect(option.rect);
    const auto &palette = option.palette;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect,
                      themeColor(selected ? ColorRole::SelectionTint : ColorRole::Ground, palette));
    auto font = option.font;
    auto role = ColorRole::Text;
    switch (index.column()) {
    case HistoryModel::VerdictColumn:
        role = verdictLook(model->entry(index.row()).verdict).role;
        font.setBold(true);
        break;
    case HistoryModel::FromColumn:
    case HistoryModel::RequestColumn:
    case HistoryModel::StatusColumn:
        font = protocolFont(font);
        break;
    case HistoryModel::NumberColumn:
    case HistoryModel::KindColumn:
        role = ColorRole::MutedText;
        break;
    default:
        break;
    }
    // On the selection's ground only the strong colours are sure to be readable.
    if (selected && role == ColorRole::MutedText)
        role = ColorRole::Text;
    painter->setFont(font);
    painter->setPen(themeColor(role, palette));
    if (index.column() == HistoryModel::WaterfallColumn) {
        paintWaterfall(painter, option, index);
    } else {
        const auto room = option.rect.adjusted(padX, 0, -padX, 0);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            room.width()));
    }
    painter->setPen(themeColor(ColorRole::Line, palette));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

void HistoryDelegate::paintWaterfall(QPainter *painter, const QStyleOptionViewItem &option,
                                     const QModelIndex &index)
{
    const auto &entry = static_cast<const HistoryModel *>(index.model())->entry(index.row());
    const auto &palette = option.palette;
    const auto cell = QRectF(option.rect).adjusted(padX, 4, -padX, -4);
    const double labelWidth = painter->fontMetrics().horizontalAdvance(u"00.0 ms"_qs) + 2.0;
    const auto places = WaterfallGeometry::compute(entry.spans, entry.duration, cell, labelWidth);
    for (const auto &bar : places.bars) {
        const auto role = bar.kind == MessageKind::Preflight ? ColorRole::Browser : ColorRole::Page;
        painter->fillRect(bar.waiting, themeColor(role, palette));
        painter->fillRect(bar.receiving, themeColor(ColorRole::Server, palette));
    }
    painter->drawText(places.label, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
}

} // namespace corslab
