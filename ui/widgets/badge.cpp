// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge.h"

#include <QPainter>

namespace corslab {

namespace {
constexpr int padX = 7;
constexpr int padY = 3;
constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
} // namespace

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    // Not Fixed: the hint is of one line, and a layout would cut the others off.
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void Badge::setContent(Tone tone, const QString &text)
{
    if (tone == m_tone && text == m_text)
        return;
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QRect Badge::textRect(int width) const
{
    return fontMetrics().boundingRect(QRect(padX, padY, qMax(1, width - 2 * padX), 10000), flags,
                                      m_text);
}

QSize Badge::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2 * padX + 1,
            fontMetrics().height() + 2 * padY};
}

QSize Badge::minimumSizeHint() const
{
    return {4 * fontMetrics().averageCharWidth() + 2 * padX, fontMetrics().height() + 2 * padY};
}

int Badge::heightForWidth(int width) const
{
    return textRect(width).height() + 2 * padY;
}

ColorRole Badge::textRole(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return ColorRole::Neutral;
    case Tone::Good:
        return ColorRole::Good;
    case Tone::Bad:
        return ColorRole::Bad;
    case Tone::Warn:
        return ColorRole::Warn;
    case Tone::Page:
        return ColorRole::Page;
    case Tone::Browser:
        return ColorRole::Browser;
    case Tone::Server:
        return ColorRole::Server;
    }
    return ColorRole::Text;
}

ColorRole Badge::tintRole(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return ColorRole::NeutralTint;
    case Tone::Good:
        return ColorRole::GoodTint;
    case Tone::Bad:
        return ColorRole::BadTint;
    case Tone::Warn:
        return ColorRole::WarnTint;
    case Tone::Page:
        return ColorRole::PageTint;
    case Tone::Browser:
        return ColorRole::BrowserTint;
    case Tone::Server:
        return ColorRole::ServerTint;
    }
    return ColorRole::Surface;
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto text = textRect(width());
    const QRectF ground = QRectF(text).adjusted(-padX, -padY, padX, padY) & QRectF(rect());
    painter.setPen(Qt::NoPen);
    painter.setBrush(themeColor(tintRole(m_tone), palette()));
    painter.drawRoundedRect(ground, 4, 4);
    painter.setPen(themeColor(textRole(m_tone), palette()));
    painter.drawText(text.adjusted(0, 0, 2, 2), flags, m_text);
}

} // namespace corslab
