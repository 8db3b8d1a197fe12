// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notelabel.h"

#include <QEvent>

namespace corslab {

NoteLabel::NoteLabel(ColorRole role, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setVisible(false);
    tint();
}

void NoteLabel::setNote(const QString &sentence)
{
    if (sentence == text() && isHidden() == sentence.isEmpty())
        return;
    setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

void NoteLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_tinting)
        tint();
}

void NoteLabel::tint()
{
    m_tinting = true;
    auto own = palette();
    own.setColor(QPalette::WindowText, themeColor(m_role, own));
    setPalette(own);
    m_tinting = false;
}

QLabel *fieldLabel(const QString &text, QWidget *buddy)
{
    auto *label = new NoteLabel(ColorRole::MutedText);
    label->setNote(text);
    label->setBuddy(buddy);
    if (buddy->accessibleName().isEmpty()) {
        auto name = text;
        buddy->setAccessibleName(name.remove(u'&'));
    }
    return label;
}

} // namespace corslab
