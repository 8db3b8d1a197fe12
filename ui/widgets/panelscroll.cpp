// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panelscroll.h"

#include <QEvent>
#include <QScrollBar>

namespace corslab {

PanelScroll::PanelScroll(QWidget *content, QWidget *parent)
    : QScrollArea(parent)
{
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
}

QSize PanelScroll::minimumSizeHint() const
{
    const auto own = QScrollArea::minimumSizeHint();
    if (!widget())
        return own;
    const int least = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    return {qMax(own.width(), least), own.height()};
}

bool PanelScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace corslab
