// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wheelguard.h"

#include <QComboBox>
#include <QEvent>

namespace corslab {

namespace {

class WheelGuard : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

} // namespace

void settleInPanel(QComboBox *combo, int leastCharacters)
{
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(leastCharacters);
    combo->setFocusPolicy(Qt::StrongFocus);
    combo->installEventFilter(new WheelGuard(combo));
}

} // namespace corslab
