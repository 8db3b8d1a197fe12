// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparisonview.h"

#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/timeline/valuedifference.h"
#include "ui/widgets/visibletext.h"

#include <QEvent>
#include <QResizeEvent>
#include <QTextFrame>
#include <QTextTable>

#include <cmath>
#include <vector>

namespace corslab {

ComparisonView::ComparisonView(QWidget *parent)
    : QTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("The two values that were compared"));
    document()->setDocumentMargin(6);
}

void ComparisonView::setComparison(const Comparison &comparison)
{
    m_comparison = comparison;
    write();
}

void ComparisonView::write()
{
    m_writing = true;
    clear();
    const auto first = visibleText(m_comparison.left);
    const auto second = visibleText(m_comparison.right);
    const auto difference = markOriginDifference(first, second);
    const auto theme = palette();

    QTextCharFormat label;
    label.setForeground(themeColor(ColorRole::Bad, theme));
    QTextCharFormat value;
    value.setFont(protocolFont(font()));
    value.setForeground(themeColor(ColorRole::Text, theme));
    QTextCharFormat marked = value;
    marked.setForeground(themeColor(ColorRole::Bad, theme));
    marked.setFontWeight(QFont::Bold);
    marked.setFontUnderline(true);

    QTextTableFormat format;
    format.setBorder(0);
    format.setCellPadding(1);
    format.setCellSpacing(0);
    format.setColumnWidthConstraints({QTextLength(), QTextLength()});
    auto cursor = textCursor();
    auto *table = cursor.insertTable(2, 2, format);
    const auto fill = [&](int row, const QString &words, const QString &text,
                          const std::vector<TextSpan> &spans) {
        table->cellAt(row, 0).firstCursorPosition().insertText(words + u"  "_qs, label);
        auto place = table->cellAt(row, 1).firstCursorPosition();
        qsizetype done = 0;
        for (const auto &span : spans) {
            place.insertText(text.mid(done, span.start - done), value);
            place.insertText(text.mid(span.start, span.length), marked);
            done = span.start + span.length;
        }
        place.insertText(text.mid(done), value);
    };
    fill(0, visibleText(m_comparison.leftLabel), first, difference.first);
    fill(1, visibleText(m_comparison.rightLabel), second, difference.second);
    if (!m_comparison.difference.isEmpty()) {
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(visibleText(m_comparison.difference), label);
    }
    auto frame = document()->rootFrame()->frameFormat();
    frame.setBackground(themeColor(ColorRole::BadTint, theme));
    document()->rootFrame()->setFrameFormat(frame);
    m_writing = false;
    fit();
}

void ComparisonView::fit()
{
    const int height = static_cast<int>(std::ceil(document()->size().height())) + 2 * frameWidth();
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
}

void ComparisonView::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    // A height that is set while the widget is being resized leaves its contents at the old one.
    QMetaObject::invokeMethod(this, [this] { fit(); }, Qt::QueuedConnection);
}

void ComparisonView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (m_writing)
        return;
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        write();
}

} // namespace corslab
