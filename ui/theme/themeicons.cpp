// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/themeicons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace corslab {

namespace {

/// The shape on a square of 16 by 16; filled ones have no outline.
struct Glyph
{
    QPainterPath path;
    bool filled = false;
};

QPainterPath lines(std::initializer_list<std::initializer_list<QPointF>> strokes)
{
    QPainterPath path;
    for (const auto &stroke : strokes) {
        bool first = true;
        for (const auto &point : stroke) {
            if (first)
                path.moveTo(point);
            else
                path.lineTo(point);
            first = false;
        }
    }
    return path;
}

QPainterPath roundArrow(bool clockwise)
{
    QPainterPath path;
    const QRectF circle(3, 4, 10, 10);
    path.arcMoveTo(circle, clockwise ? 180 : 0);
    path.arcTo(circle, clockwise ? 180 : 0, clockwise ? -180 : 180);
    const qreal x = clockwise ? 13 : 3;
    path.addPath(lines({{{x - 3, 6.5}, {x, 9.5}, {x + 3, 6.5}}}));
    return path;
}

Glyph glyph(IconName name)
{
    QPainterPath path;
    switch (name) {
    case IconName::Send:
        path = lines({{{4, 2.5}, {13.5, 8}, {4, 13.5}, {4, 2.5}}});
        return {path, true};
    case IconName::Stop:
        path.addRoundedRect(QRectF(3.5, 3.5, 9, 9), 1, 1);
        return {path, true};
    case IconName::Browser:
        path.addEllipse(QRectF(2, 2, 12, 12));
        path.addEllipse(QRectF(5.5, 2, 5, 12));
        path.addPath(lines({{{2, 8}, {14, 8}}}));
        return {path, false};
    case IconName::Present:
        path.addRoundedRect(QRectF(2, 3, 12, 8), 1, 1);
        path.addPath(lines({{{8, 11}, {8, 13.5}}, {{5, 13.5}, {11, 13.5}}}));
        return {path, false};
    case IconName::Add:
        return {lines({{{8, 3}, {8, 13}}, {{3, 8}, {13, 8}}}), false};
    case IconName::Remove:
        return {lines({{{3, 8}, {13, 8}}}), false};
    case IconName::Copy:
        path.addRoundedRect(QRectF(5.5, 5.5, 8, 8), 1.2, 1.2);
        path.addPath(lines({{{10.5, 3}, {3, 3}, {3, 10.5}}}));
        return {path, false};
    case IconName::Undo:
        return {roundArrow(false), false};
    case IconName::Redo:
        return {roundArrow(true), false};
    case IconName::New:
        return {lines({{{4, 2}, {9.5, 2}, {12.5, 5}, {12.5, 14}, {4, 14}, {4, 2}},
                       {{9.5, 2}, {9.5, 5}, {12.5, 5}}}),
                false};
    case IconName::Open:
        return {lines({{{2, 13}, {2, 3.5}, {6, 3.5}, {7.5, 5.5}, {13, 5.5}, {13, 7.5}},
                       {{2, 13}, {4.5, 7.5}, {14.5, 7.5}, {12, 13}, {2, 13}}}),
                false};
    case IconName::Save:
        return {lines({{{8, 2}, {8, 10}},
                       {{4.5, 6.5}, {8, 10}, {11.5, 6.5}},
                       {{2.5, 11}, {2.5, 13.5}, {13.5, 13.5}, {13.5, 11}}}),
                false};
    case IconName::Reset:
        path.arcMoveTo(QRectF(2.5, 2.5, 11, 11), 60);
        path.arcTo(QRectF(2.5, 2.5, 11, 11), 60, 290);
        path.addPath(lines({{{14, 1.5}, {13.4, 5.6}, {9.4, 5}}}));
        return {path, false};
    case IconName::Check:
        return {lines({{{3, 8.5}, {6.5, 12}, {13, 4.5}}}), false};
    case IconName::Cross:
    case IconName::Close:
        return {lines({{{4, 4}, {12, 12}}, {{12, 4}, {4, 12}}}), false};
    case IconName::Warning:
        return {lines({{{8, 2.5}, {14, 13}, {2, 13}, {8, 2.5}},
                       {{8, 6.5}, {8, 9.5}},
                       {{8, 11.2}, {8, 11.4}}}),
                false};
    case IconName::Up:
        return {lines({{{4, 10}, {8, 6}, {12, 10}}}), false};
    case IconName::Down:
        return {lines({{{4, 6}, {8, 10}, {12, 6}}}), false};
    case IconName::Edit:
        return {lines({{{3, 13}, {3.5, 10.5}, {11, 3}, {13, 5}, {5.5, 12.5}, {3, 13}}}), false};
    }
    return {};
}

class ThemeIconEngine : public QIconEngine
{
public:
    ThemeIconEngine(IconName name, std::optional<ColorRole> role)
        : m_name(name)
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const auto palette = QGuiApplication::palette();
        auto color = m_role ? themeColor(*m_role, palette) : palette.color(QPalette::ButtonText);
        if (mode == QIcon::Disabled)
            color.setAlphaF(0.45F);
        else if (mode == QIcon::Selected)
            color = palette.color(QPalette::HighlightedText);
        const qreal side = qMin(rect.width(), rect.height());
        const auto shape = glyph(m_name);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x() + (rect.width() - side) / 2,
                           rect.y() + (rect.height() - side) / 2);
        painter->scale(side / 16, side / 16);
        if (shape.filled) {
            painter->fillPath(shape.path, color);
        } else {
            painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->drawPath(shape.path);
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new ThemeIconEngine(*this); }

private:
    IconName m_name;
    std::optional<ColorRole> m_role;
};

} // namespace

QIcon themeIcon(IconName name, std::optional<ColorRole> role)
{
    // QIcon takes the engine over.
    return QIcon(new ThemeIconEngine(name, role));
}

} // namespace corslab
