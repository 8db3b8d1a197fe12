// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/wrapedit.h"

#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/visibletext.h"

#include <QAbstractTextDocumentLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <cmath>

namespace corslab {

namespace {

constexpr int urlRows = 5;

/// The height that an edit needs for its text, bounded; its document is laid out for its width.
int fittingHeight(const QPlainTextEdit *edit, int mostRows)
{
    const QFontMetrics metrics(edit->font());
    int rows = 0;
    for (auto block = edit->document()->firstBlock(); block.isValid() && rows < mostRows;
         block = block.next()) {
        // Asking for its size lays the block out.
        const auto size = edit->document()->documentLayout()->blockBoundingRect(block);
        const int lines = size.isValid() ? block.layout()->lineCount() : 1;
        rows += qMax(1, lines);
    }
    rows = qBound(1, rows, mostRows);
    const auto margin = static_cast<int>(std::ceil(2 * edit->document()->documentMargin()));
    return rows * metrics.lineSpacing() + margin + 2 * edit->frameWidth() + 2;
}

/// A height that is set while the widget is being resized leaves its contents at the old one.
template <typename Edit>
void fitSoon(Edit *edit, void (Edit::*fit)())
{
    QMetaObject::invokeMethod(edit, [edit, fit] { (edit->*fit)(); }, Qt::QueuedConnection);
}

} // namespace

WrapEdit::WrapEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    useProtocolFont(this);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        if (!m_showing)
            Q_EMIT textEdited(toPlainText());
    });
}

void WrapEdit::setError(const QString &sentence)
{
    if (sentence == m_error)
        return;
    m_error = sentence;
    setAccessibleDescription(sentence);
    setToolTip(sentence);
    viewport()->update();
}

void WrapEdit::showText(const QString &text)
{
    if (text == toPlainText())
        return;
    m_showing = true;
    const int position = textCursor().position();
    setPlainText(text);
    auto cursor = textCursor();
    cursor.setPosition(hasFocus() ? qMin(position, static_cast<int>(text.size())) : 0);
    setTextCursor(cursor);
    m_showing = false;
}

bool WrapEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return false;
        }
    } else if (event->type() == QEvent::FontChange) {
        fit();
    }
    return QPlainTextEdit::event(event);
}

void WrapEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
        event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo)) {
        event->ignore();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void WrapEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitSoon(this, &WrapEdit::fit);
}

void WrapEdit::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (m_error.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColor(ColorRole::Bad, palette()), 1.5));
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 2, 2);
}

void WrapEdit::insertFromMimeData(const QMimeData *source)
{
    auto text = source->text();
    text.remove(u'\n');
    text.remove(u'\r');
    textCursor().insertText(text.trimmed());
}

void WrapEdit::fit()
{
    const int height = fittingHeight(this, urlRows);
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

CodeView::CodeView(int mostRows, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_mostRows(mostRows)
{
    useProtocolFont(this);
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CodeView::setCode(const QString &code)
{
    if (code == m_code && minimumHeight() > 0)
        return;
    m_code = code;
    setPlainText(unbrokenOrigins(code));
    fit();
}

QMimeData *CodeView::createMimeDataFromSelection() const
{
    auto *copied = QPlainTextEdit::createMimeDataFromSelection();
    // What holds an origin together on the screen is no part of the code.
    copied->setText(copied->text().remove(QChar(0x2060)));
    copied->removeFormat(u"text/html"_qs);
    copied->removeFormat(u"application/vnd.oasis.opendocument.text"_qs);
    return copied;
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitSoon(this, &CodeView::fit);
}

void CodeView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void CodeView::fit()
{
    const int height = fittingHeight(this, m_mostRows);
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

} // namespace corslab
