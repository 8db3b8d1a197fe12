// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sectionheader.h"

#include <QPainter>

namespace corslab {

SectionHeader::SectionHeader(ColorRole role, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_role(role)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTitle(title);
}

void SectionHeader::setTitle(const QString &title)
{
    m_title = title;
    setAccessibleName(title);
    updateGeometry();
    update();
}

QFont SectionHeader::titleFont() const
{
    auto own = font();
    own.setBold(true);
    return own;
}

QSize SectionHeader::sizeHint() const
{
    const QFontMetrics metrics(titleFont());
    return {metrics.horizontalAdvance(m_title) + metrics.height() + 8, metrics.height() + 8};
}

QSize SectionHeader::minimumSizeHint() const
{
    return {QFontMetrics(titleFont()).height() * 6, sizeHint().height()};
}

void SectionHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(titleFont());
    const qreal side = metrics.ascent() * 0.8;
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(m_role, palette()));
    painter.drawRoundedRect(QRectF(0, (height() - side) / 2, side, side), 2, 2);
    painter.setFont(titleFont());
    painter.setPen(themeColor(ColorRole::Text, palette()));
    const int left = static_cast<int>(side) + 8;
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_title, Qt::ElideRight, width() - left));
}

} // namespace corslab
