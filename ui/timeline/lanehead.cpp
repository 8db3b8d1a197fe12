// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/lanehead.h"

#include <QPainter>

#include <algorithm>

namespace corslab {

LaneHead::LaneHead(QWidget *parent)
    : QWidget(parent)
    , m_server(tr("Server"))
{
}

void LaneHead::setServer(const QString &label)
{
    if (label == m_server)
        return;
    m_server = label;
    update();
}

int LaneHead::preferredHeight() const
{
    return m_geometry ? qCeil(m_geometry->fonts().lineHeight(TimelineFont::Bold) +
                              15.0 * m_geometry->fonts().unit())
                      : 0;
}

std::array<QRectF, 3> LaneHead::pills() const
{
    std::array<QRectF, 3> result;
    if (!m_geometry)
        return result;
    const auto &fonts = m_geometry->fonts();
    const auto unit = fonts.unit();
    const auto &lanes = m_geometry->lanes();
    const auto pillHeight = fonts.lineHeight(TimelineFont::Bold) + 5.0 * unit;
    const auto top = (height() - pillHeight) / 2.0;
    const auto edge = LaneNameEdge * unit;
    const auto pill = [&](qreal lane, const QString &text, qreal padding, qreal left, qreal right) {
        const auto wanted = fonts.width(TimelineFont::Bold, text) + 2.0 * padding;
        const auto pillWidth = std::min(wanted, right - left);
        return QRectF(std::clamp(lane - pillWidth / 2.0, left, right - pillWidth), top, pillWidth,
                      pillHeight);
    };
    const auto gap = 6.0 * unit;
    result[0] = pill(lanes.page, tr("Page"), 24.0 * unit, edge, lanes.browser - 40.0 * unit);
    result[1] = pill(lanes.browser, tr("Browser"), 26.0 * unit, result[0].right() + gap,
                     lanes.server - 20.0 * unit);
    result[2] = pill(lanes.server, m_server, LaneNamePadding * unit, result[1].right() + gap,
                     width() - edge);
    return result;
}

void LaneHead::paintEvent(QPaintEvent * /*event*/)
{
    if (!m_geometry)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), themeColor(ColorRole::Ground, palette()));
    const auto places = pills();
    const struct
    {
        QString text;
        ColorRole role;
        ColorRole tint;
    } words[] = {{tr("Page"), ColorRole::Page, ColorRole::PageTint},
                 {tr("Browser"), ColorRole::Browser, ColorRole::BrowserTint},
                 {m_server, ColorRole::Server, ColorRole::ServerTint}};
    const auto &font = m_geometry->fonts().font(TimelineFont::Bold);
    painter.setFont(font);
    for (std::size_t i = 0; i < places.size(); ++i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(themeColor(words[i].tint, palette()));
        painter.drawRoundedRect(places[i], 5.0, 5.0);
        painter.setPen(themeColor(words[i].role, palette()));
        const auto text =
            QFontMetricsF(font).elidedText(words[i].text, Qt::ElideMiddle, places[i].width() - 8.0);
        painter.drawText(places[i], Qt::AlignCenter, text);
    }
    painter.setPen(themeColor(ColorRole::Line, palette()));
    painter.drawLine(QPointF(0.0, height() - 0.5), QPointF(width(), height() - 0.5));
}

} // namespace corslab
