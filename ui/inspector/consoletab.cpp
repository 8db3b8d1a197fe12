// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/consoletab.h"

#include "ui/inspector/consolechooser.h"
#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/window/workbench.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTimer>

namespace corslab {

namespace {

constexpr int margin = 10;
constexpr int printInterval = 40; ///< milliseconds

/// Which exchange a line belongs to.
class LineOwner : public QTextBlockUserData
{
public:
    explicit LineOwner(quint64 owner)
        : id(owner)
    {
    }
    quint64 id;
};

quint64 ownerOf(const QTextBlock &block)
{
    const auto *owner = static_cast<const LineOwner *>(block.userData());
    return owner ? owner->id : 0;
}

} // namespace

ConsoleTab::ConsoleTab(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_chooser(new ConsoleChooser(workbench))
    , m_caution(new NoteLabel(ColorRole::Warn))
    , m_copy(new QPushButton(tr("Copy")))
    , m_text(new QPlainTextEdit)
    , m_emptyText(new QLabel)
    , m_stack(new QStackedWidget)
    , m_timer(new QTimer(this))
{
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMaximumBlockCount(MostLines);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setAccessibleName(tr("Console"));
    m_text->setAccessibleDescription(tr("Enter selects the exchange of the line."));
    m_text->viewport()->setCursor(Qt::IBeamCursor);
    useProtocolFont(m_text);
    m_emptyText->setWordWrap(true);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_emptyText);

    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(margin, 0, margin, 0);
    auto *label = new QLabel(tr("What this browser prints:"));
    row->addWidget(label);
    row->addWidget(m_chooser);
    row->addWidget(m_caution, 1);
    row->addStretch();
    row->addWidget(m_copy);
    m_copy->setToolTip(tr("Copies what is selected, or all of it."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(bar);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_text);

    m_timer->setSingleShot(true);
    m_timer->setInterval(printInterval);
    connect(m_timer, &QTimer::timeout, this, &ConsoleTab::printWaiting);
    connect(m_chooser, &ConsoleChooser::styleChosen, this, &ConsoleTab::startAgain);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        const auto cursor = m_text->textCursor();
        // Qt parts the lines of a selection with a character of its own.
        auto chosen = cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n');
        QGuiApplication::clipboard()->setText(chosen.isEmpty() ? m_text->toPlainText() : chosen);
    });
    auto &log = workbench.log();
    connect(&log, &ExchangeLog::appended, this, &ConsoleTab::note);
    connect(&log, &ExchangeLog::changed, this, &ConsoleTab::note);
    connect(&log, &ExchangeLog::cleared, this, &ConsoleTab::startAgain);
    connect(&workbench, &Workbench::exchangeSelected, this, &ConsoleTab::markSelected);
    m_text->installEventFilter(this);
    m_text->viewport()->installEventFilter(this);
    startAgain();
}

// --- Printing ----------------------------------------------------------------------------------

void ConsoleTab::startAgain()
{
    m_text->clear();
    m_waiting.clear();
    m_noted.clear();
    m_caution->setNote(m_chooser->caution());
    const auto &log = m_workbench.log();
    for (std::size_t i = 0; i < log.size(); ++i)
        note(log.at(i)->id);
    printWaiting();
}

void ConsoleTab::note(quint64 id)
{
    if (m_noted.contains(id))
        return;
    const auto exchange = m_workbench.log().find(id);
    if (!exchange)
        return;
    // Only what has ended prints; an empty console says something else once there is an exchange.
    if (exchange->finished) {
        m_noted.insert(id);
        m_waiting.append(id);
    }
    if (!m_timer->isActive())
        m_timer->start();
}

void ConsoleTab::printWaiting()
{
    const auto *bar = m_text->verticalScrollBar();
    const bool following = bar->value() >= bar->maximum();
    const auto count = qMin<qsizetype>(m_waiting.size(), BatchSize);
    for (qsizetype i = 0; i < count; ++i)
        print(m_waiting.at(i));
    m_waiting.remove(0, count);
    if (!m_waiting.isEmpty())
        m_timer->start();
    if (following)
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    showEmptiness();
    markSelected();
}

void ConsoleTab::print(quint64 id)
{
    const auto exchange = m_workbench.log().find(id);
    if (!exchange)
        return;
    QTextCharFormat format;
    format.setForeground(themeColor(ColorRole::Bad, palette()));
    const auto texts = consoleText(*exchange, m_chooser->consoleStyle());
    for (const auto &text : texts) {
        for (const auto &line : text.split('\n')) {
            QTextCursor cursor(m_text->document());
            cursor.movePosition(QTextCursor::End);
            if (!m_text->document()->isEmpty())
                cursor.insertBlock();
            cursor.insertText(visibleText(line), format);
            cursor.block().setUserData(new LineOwner(id));
        }
    }
}

void ConsoleTab::showEmptiness()
{
    const bool empty = m_text->document()->isEmpty();
    m_stack->setCurrentIndex(empty ? 1 : 0);
    m_copy->setEnabled(!empty);
    if (empty) {
        m_emptyText->setText(
            m_workbench.log().size() == 0
                ? tr("Nothing was sent yet. Here stands what the browser’s console would say.")
                : tr("This browser prints nothing for what was sent: nothing went wrong, or it "
                     "keeps silent about it."));
    }
}

// --- Choosing ----------------------------------------------------------------------------------

void ConsoleTab::chooseAt(int position)
{
    const auto id = ownerOf(m_text->document()->findBlock(position));
    // One that has left the record would take away what is looked at.
    if (id != 0 && m_workbench.log().find(id))
        m_workbench.selectExchange(id);
}

bool ConsoleTab::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        // Somebody who marks text wants the text, not the exchange.
        if (mouse->button() == Qt::LeftButton && !m_text->textCursor().hasSelection())
            chooseAt(m_text->cursorForPosition(mouse->position().toPoint()).position());
    } else if (watched == m_text && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) &&
            !key->modifiers().testFlag(Qt::ControlModifier)) {
            chooseAt(m_text->textCursor().position());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConsoleTab::markSelected()
{
    const auto exchange = m_workbench.selectedExchange();
    QList<QTextEdit::ExtraSelection> marks;
    for (auto block = m_text->document()->begin(); exchange && block.isValid();
         block = block.next()) {
        if (ownerOf(block) != exchange->id)
            continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(block);
        mark.format.setBackground(themeColor(ColorRole::SelectionTint, palette()));
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.append(mark);
    }
    m_text->setExtraSelections(marks);
}

void ConsoleTab::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // The lines keep the colour that they were printed in.
    if (event->type() == QEvent::PaletteChange)
        startAgain();
}

} // namespace corslab
