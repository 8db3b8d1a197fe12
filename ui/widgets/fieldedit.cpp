// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/fieldedit.h"

#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/theme/themeicons.h"

#include <QAction>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

namespace corslab {

namespace {

/// Undo and redo are left to the window's shortcuts.
bool isUndoKey(QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    return key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
}

} // namespace

FieldEdit::FieldEdit(QWidget *parent)
    : QLineEdit(parent)
{
    useProtocolFont(this);
    setMaxLength(1 << 20);
}

void FieldEdit::setError(const QString &sentence)
{
    if (sentence == m_error)
        return;
    m_error = sentence;
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    if (!m_mark) {
        m_mark = addAction(themeIcon(IconName::Warning, ColorRole::Bad), TrailingPosition);
        m_mark->setText(tr("This cannot be used as it stands"));
    }
    m_mark->setVisible(!sentence.isEmpty());
    m_mark->setToolTip(sentence);
    update();
}

void FieldEdit::showText(const QString &text)
{
    if (text == this->text())
        return;
    const int cursor = cursorPosition();
    setText(text);
    setCursorPosition(hasFocus() ? qMin(cursor, static_cast<int>(text.size())) : 0);
}

bool FieldEdit::event(QEvent *event)
{
    if (isUndoKey(event)) {
        event->ignore();
        return false;
    }
    return QLineEdit::event(event);
}

void FieldEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_error.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColor(ColorRole::Bad, palette()), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 2, 2);
}

BodyEdit::BodyEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    useProtocolFont(this);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            Q_EMIT textEdited();
    });
}

void BodyEdit::showText(const QString &text)
{
    if (text == toPlainText())
        return;
    m_showing = true;
    const int cursor = textCursor().position();
    setPlainText(text);
    if (hasFocus()) {
        auto at = textCursor();
        at.setPosition(qMin(cursor, static_cast<int>(text.size())));
        setTextCursor(at);
    }
    m_showing = false;
}

bool BodyEdit::event(QEvent *event)
{
    if (isUndoKey(event)) {
        event->ignore();
        return false;
    }
    return QPlainTextEdit::event(event);
}

void BodyEdit::insertFromMimeData(const QMimeData *source)
{
    // Text only: what a word processor adds is not part of a body.
    if (!source->hasText())
        return;
    const auto text = source->text();
    if (text.size() > ShownLimit)
        Q_EMIT hugeTextPasted(text);
    else
        textCursor().insertText(text);
}

} // namespace corslab
