// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/labstyle.h"

#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace corslab {

namespace {

constexpr qreal radius = 4.0;

QColor outline(const QPalette &palette)
{
    auto color = themeColor(ColorRole::MutedText, palette);
    color.setAlphaF(0.55F);
    return color;
}

void drawOutline(QPainter *painter, const QRect &rect, const QPalette &palette, bool focused)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(focused ? QPen(themeColor(ColorRole::Page, palette), 1.6)
                            : QPen(outline(palette), 1));
    // On the middle of the outermost pixels: the contents of a scroll area cover the next ones.
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void drawCheckBox(QPainter *painter, const QStyleOption &option)
{
    painter->setRenderHint(QPainter::Antialiasing);
    const qreal side = qMin(option.rect.width(), option.rect.height());
    const QRectF box(option.rect.x() + 0.75, option.rect.y() + 0.75, side - 1.5, side - 1.5);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool off = option.state.testFlag(QStyle::State_Off);
    const bool filled = enabled && !off;
    painter->setPen(QPen(themeColor(filled ? ColorRole::Accent : ColorRole::MutedText,
                                    option.palette),
                         1.3));
    painter->setBrush(themeColor(filled ? ColorRole::Accent : ColorRole::Field, option.palette));
    painter->drawRoundedRect(box, 3, 3);
    if (off)
        return;
    painter->setPen(QPen(themeColor(enabled ? ColorRole::AccentText : ColorRole::MutedText,
                                    option.palette),
                         side * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->translate(box.topLeft());
    painter->scale(box.width(), box.height());
    auto pen = painter->pen();
    pen.setWidthF(0.13);
    painter->setPen(pen);
    if (option.state.testFlag(QStyle::State_NoChange))
        painter->drawLine(QPointF(0.25, 0.5), QPointF(0.75, 0.5));
    else
        painter->drawPolyline(QPolygonF({{0.22, 0.52}, {0.42, 0.72}, {0.78, 0.3}}));
}

} // namespace

LabStyle::LabStyle()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
}

void LabStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                             QPainter *painter, const QWidget *widget) const
{
    painter->save();
    if (element == PE_FrameLineEdit) {
        drawOutline(painter, option->rect, option->palette,
                    option->state.testFlag(State_HasFocus));
    } else if (element == PE_Frame && option->rect.height() > 3) {
        drawOutline(painter, option->rect, option->palette, widget && widget->hasFocus());
    } else if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck) {
        drawCheckBox(painter, *option);
    } else {
        painter->restore();
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        return;
    }
    painter->restore();
}

void LabStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                  QPainter *painter, const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (control != CC_ComboBox || !combo) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool enabled = combo->state.testFlag(State_Enabled);
    const bool hovered = enabled && !combo->editable && combo->state.testFlag(State_MouseOver);
    painter->setPen(Qt::NoPen);
    painter->setBrush(hovered ? themeColor(ColorRole::NeutralTint, combo->palette)
                              : combo->palette.color(QPalette::Base));
    painter->drawRoundedRect(QRectF(combo->rect).adjusted(0.8, 0.8, -0.8, -0.8), radius, radius);
    const auto *box = qobject_cast<const QComboBox *>(widget);
    const bool focused = combo->state.testFlag(State_HasFocus) ||
                         (box && box->lineEdit() && box->lineEdit()->hasFocus());
    drawOutline(painter, combo->rect, combo->palette, focused);
    const QRectF arrow = subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
    const auto middle = arrow.center();
    const qreal arm = qMin(arrow.width(), arrow.height()) * 0.2;
    painter->setPen(QPen(themeColor(enabled ? ColorRole::Text : ColorRole::MutedText,
                                    combo->palette),
                         1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF({middle + QPointF(-arm, -arm / 2),
                                     middle + QPointF(0, arm / 2),
                                     middle + QPointF(arm, -arm / 2)}));
    painter->restore();
}

void LabStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractScrollArea *>(widget)) {
        widget->removeEventFilter(this);
        widget->installEventFilter(this);
    } else if (auto *combo = qobject_cast<QComboBox *>(widget)) {
        combo->setAttribute(Qt::WA_Hover);
    }
}

bool LabStyle::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        static_cast<QWidget *>(watched)->update();
    return QProxyStyle::eventFilter(watched, event);
}

} // namespace corslab
