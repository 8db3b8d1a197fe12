// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace corslab {

/// Paints the history's cells: the verdict in its colour, protocol text in its font, and the
/// waterfall from its geometry.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    static void paintWaterfall(QPainter *painter, const QStyleOptionViewItem &option,
                               const QModelIndex &index);
};

} // namespace corslab
