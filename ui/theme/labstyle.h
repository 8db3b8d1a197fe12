// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace corslab {

/// Fusion with flat fields, lists and check boxes whose outlines come from our own palette: Fusion
/// derives them from the ground, so that in the dark they vanish.
class LabStyle : public QProxyStyle
{
    Q_OBJECT

public:
    LabStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

protected:
    /// A frame tells the focus, and most widgets with a frame do not draw it again by themselves.
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace corslab
