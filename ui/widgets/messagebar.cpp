// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/messagebar.h"

#include "ui/theme/theme.h"
#include "ui/theme/themeicons.h"
#include "ui/widgets/notelabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace corslab {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_label(new NoteLabel(ColorRole::Warn))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(12, 6, 8, 6);
    m_row->addWidget(m_label, 1);
    auto *close = new QToolButton;
    close->setIcon(themeIcon(IconName::Close));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Dismiss this message"));
    close->setToolTip(close->accessibleName());
    connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);
    m_row->addWidget(close);
    setVisible(false);
}

void MessageBar::showMessage(const QString &sentence, const QList<Action> &actions)
{
    for (auto *button : std::as_const(m_buttons))
        button->deleteLater();
    m_buttons.clear();
    m_label->setNote(sentence);
    for (const auto &action : actions) {
        auto *button = new QPushButton(action.label);
        button->setAccessibleName(action.label);
        connect(button, &QPushButton::clicked, this, [this, run = action.run] {
            dismiss();
            run();
        });
        m_row->insertWidget(m_row->count() - 1, button);
        m_buttons.append(button);
    }
    setAccessibleName(sentence);
    setVisible(true);
}

void MessageBar::dismiss()
{
    setVisible(false);
}

QString MessageBar::sentence() const
{
    return m_label->text();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeColor(ColorRole::WarnTint, palette()));
    painter.fillRect(QRect(0, 0, 3, height()), themeColor(ColorRole::Warn, palette()));
}

} // namespace corslab
