// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chipedit.h"

#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/visibletext.h"

#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSet>
#include <QStringListModel>
#include <QToolTip>

namespace corslab {

namespace {
constexpr int rowsShown = 6; ///< a longer list scrolls
}

ChipEdit::ChipEdit(const QString &name, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_name(name)
    , m_edit(new QLineEdit(viewport()))
{
    setAccessibleName(name);
    useProtocolFont(this);
    setFrameShape(QFrame::StyledPanel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto policy = QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusProxy(m_edit);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setMouseTracking(true);
    m_edit->setFrame(false);
    m_edit->setAccessibleName(name);
    m_edit->setMaxLength(1 << 22);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        setCurrent(-1);
        m_typedError.clear();
        setError({});
    });
    relayout();
}

void ChipEdit::setValidator(Validator validator)
{
    m_validator = std::move(validator);
    refreshChips();
}

void ChipEdit::setDisplay(std::function<QString(const QByteArray &)> display)
{
    m_display = std::move(display);
    refreshChips();
}

void ChipEdit::setPlaceholder(const QString &text)
{
    m_placeholder = text;
    relayout();
}

void ChipEdit::setSuggestions(const QStringList &values)
{
    if (!m_edit->completer()) {
        auto *completer = new QCompleter(this);
        completer->setModel(new QStringListModel(completer));
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        m_edit->setCompleter(completer);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this,
                &ChipEdit::commit, Qt::QueuedConnection);
    }
    static_cast<QStringListModel *>(m_edit->completer()->model())->setStringList(values);
}

void ChipEdit::setValues(const QList<QByteArray> &values)
{
    if (values == m_values)
        return;
    m_values = values;
    m_insertAt = -1;
    m_current = qMin(m_current, static_cast<int>(m_values.size()) - 1);
    refreshChips();
}

void ChipEdit::refreshChips()
{
    m_texts.clear();
    m_textWidths.clear();
    m_chipErrors.clear();
    const auto measure = fontMetrics();
    for (const auto &value : std::as_const(m_values)) {
        m_texts.append(m_display ? visibleText(m_display(value)) : visibleText(value));
        m_textWidths.append(measure.horizontalAdvance(m_texts.constLast()) + 1);
        m_chipErrors.append(m_validator ? m_validator(value) : QString());
    }
    QStringList read = m_texts.mid(0, 50);
    if (m_texts.size() > read.size())
        read.append(tr("and %n more", nullptr, static_cast<int>(m_texts.size() - read.size())));
    m_edit->setAccessibleDescription(m_texts.isEmpty() ? tr("Empty list") : read.join(u", "_qs));
    setError({});
    relayout();
}

void ChipEdit::setError(const QString &sentence)
{
    QString shown = sentence.isEmpty() ? m_typedError : sentence;
    for (qsizetype i = 0; shown.isEmpty() && i < m_chipErrors.size(); ++i)
        shown = m_chipErrors.at(i);
    if (shown == m_error)
        return;
    m_error = shown;
    viewport()->update();
    Q_EMIT errorChanged(m_error);
}

// --- What keys and clicks do -------------------------------------------------------------------

bool ChipEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_edit)
        return QAbstractScrollArea::eventFilter(watched, event);
    const auto type = event->type();
    if (type == QEvent::ShortcutOverride) {
        // Undo is the window's; the other keys that edit are ours before any shortcut.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    } else if (type == QEvent::KeyPress) {
        return handleKey(static_cast<QKeyEvent *>(event));
    } else if (type == QEvent::FocusOut) {
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
            commit();
            setCurrent(-1);
        }
        viewport()->update();
    } else if (type == QEvent::FocusIn) {
        viewport()->update();
    }
    return false;
}

bool ChipEdit::handleKey(QKeyEvent *key)
{
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
        key->ignore();
        return true;
    }
    if (m_current >= 0 && handleChipKey(key))
        return true;
    if (key->matches(QKeySequence::Paste)) {
        const auto text = QGuiApplication::clipboard()->text();
        static const QRegularExpression separator(u"[\\s,]"_qs);
        if (!text.contains(separator))
            return false;
        if (m_listTaker && text.contains(u'\n') && m_listTaker(text))
            return true;
        takeText(m_edit->text() + text);
        return true;
    }
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // With a modifier it is a shortcut of the window.
        if (key->modifiers() & Qt::ControlModifier) {
            commit();
            key->ignore();
            return true;
        }
        commit();
        return true;
    case Qt::Key_Comma:
    case Qt::Key_Space:
        commit();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Backspace:
        if (m_edit->cursorPosition() == 0 && !m_edit->hasSelectedText() && !m_values.isEmpty()) {
            setCurrent(static_cast<int>(m_values.size()) - 1);
            return true;
        }
        return false;
    default:
        return false;
    }
}

bool ChipEdit::handleChipKey(QKeyEvent *key)
{
    const int last = static_cast<int>(m_values.size()) - 1;
    switch (key->key()) {
    case Qt::Key_Left:
        setCurrent(qMax(0, m_current - 1));
        return true;
    case Qt::Key_Right:
        setCurrent(m_current < last ? m_current + 1 : -1);
        return true;
    case Qt::Key_Home:
        setCurrent(0);
        return true;
    case Qt::Key_End:
    case Qt::Key_Escape:
        setCurrent(-1);
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        removeChip(m_current);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        if (key->modifiers() & Qt::ControlModifier)
            return false;
        editChip(m_current);
        return true;
    default:
        if (key->matches(QKeySequence::Copy)) {
            QGuiApplication::clipboard()->setText(QString::fromUtf8(m_values.at(m_current)));
            return true;
        }
        return false;
    }
}

void ChipEdit::commit()
{
    if (!m_edit->text().trimmed().isEmpty())
        takeText(m_edit->text());
}

void ChipEdit::takeText(const QString &text)
{
    static const QRegularExpression separator(u"[\\s,]+"_qs);
    const auto words = text.split(separator, Qt::SkipEmptyParts);
    auto values = m_values;
    QSet<QByteArray> known(values.cbegin(), values.cend());
    if (m_display) {
        for (const auto &value : std::as_const(values))
            known.insert(m_display(value).toUtf8());
    }
    QStringList kept;
    QString firstError;
    QByteArray firstAdded;
    int added = 0;
    int at = m_insertAt >= 0 && m_insertAt <= values.size() ? m_insertAt
                                                            : static_cast<int>(values.size());
    for (const auto &word : words) {
        const auto value = word.toUtf8();
        const auto error = m_validator ? m_validator(value) : QString();
        if (!error.isEmpty()) {
            kept.append(word);
            if (firstError.isEmpty())
                firstError = error;
            continue;
        }
        if (known.contains(value)) {
            if (words.size() == 1)
                firstError = tr("%1 is on the list already.").arg(visibleText(value));
            continue;
        }
        known.insert(value);
        values.insert(at++, value);
        if (added++ == 0)
            firstAdded = value;
    }
    m_edit->setText(kept.join(u' '));
    m_insertAt = kept.isEmpty() ? -1 : at;
    m_typedError = firstError;
    const int place =
        kept.size() == 1 && m_errorPlace ? m_errorPlace(kept.constFirst().toUtf8()) : -1;
    if (place >= 0 && place < kept.constFirst().size())
        m_edit->setSelection(place, 1);
    if (added > 0) {
        m_values = values;
        const int keep = m_insertAt;
        refreshChips();
        m_insertAt = keep;
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        Q_EMIT edited(m_values, added == 1 ? tr("%1: add %2").arg(m_name, visibleText(firstAdded))
                                           : tr("%1: add %n value(s)", nullptr, added).arg(m_name));
    }
    setError({});
}

void ChipEdit::removeChip(int index)
{
    if (index < 0 || index >= m_values.size())
        return;
    const auto removed = m_values.takeAt(index);
    m_current = m_values.isEmpty() ? -1 : qMin(index, static_cast<int>(m_values.size()) - 1);
    refreshChips();
    Q_EMIT edited(m_values, tr("%1: remove %2")
                                .arg(m_name, m_display ? visibleText(m_display(removed))
                                                       : visibleText(removed)));
}

void ChipEdit::editChip(int index)
{
    if (index < 0 || index >= m_values.size())
        return;
    commit();
    const auto text =
        m_display ? m_display(m_values.at(index)) : QString::fromUtf8(m_values.at(index));
    removeChip(index);
    setCurrent(-1);
    m_edit->setText(text);
    m_edit->selectAll();
    m_edit->setFocus();
    m_insertAt = index;
}

void ChipEdit::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    if (index >= 0) {
        const auto chip = m_layout.chips.value(index);
        const int top = verticalScrollBar()->value();
        if (chip.top() < top)
            verticalScrollBar()->setValue(chip.top() - 4);
        else if (chip.bottom() > top + viewport()->height())
            verticalScrollBar()->setValue(chip.bottom() + 4 - viewport()->height());
    }
    viewport()->update();
}

bool ChipEdit::viewportEvent(QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto sentence = m_chipErrors.value(m_layout.chipAt(toContents(help->pos())));
        if (sentence.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), sentence, viewport());
        return true;
    }
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseButtonDblClick &&
        type != QEvent::MouseMove)
        return QAbstractScrollArea::viewportEvent(event);

    const auto position = toContents(static_cast<QMouseEvent *>(event)->position().toPoint());
    const int chip = m_layout.chipAt(position);
    const bool onCross =
        chip >= 0 && ChipLayout::crossOf(m_layout.chips.at(chip), metrics()).contains(position);
    if (type == QEvent::MouseMove) {
        viewport()->setCursor(chip >= 0 ? Qt::ArrowCursor : Qt::IBeamCursor);
    } else if (type == QEvent::MouseButtonDblClick) {
        if (chip >= 0 && !onCross)
            editChip(chip);
    } else {
        m_edit->setFocus(Qt::MouseFocusReason);
        if (onCross)
            removeChip(chip);
        else
            setCurrent(chip);
    }
    return true;
}

// --- Where things stand and how they look ------------------------------------------------------

ChipLayout::Metrics ChipEdit::metrics() const
{
    ChipLayout::Metrics result;
    result.lineHeight = fontMetrics().height();
    result.cross = fontMetrics().height();
    result.minimumEditWidth = 9 * fontMetrics().averageCharWidth();
    return result;
}

QPoint ChipEdit::toContents(QPoint viewportPosition) const
{
    return viewportPosition + QPoint(0, verticalScrollBar()->value());
}

void ChipEdit::relayout()
{
    const auto own = metrics();
    m_layout = ChipLayout::compute(m_textWidths, viewport()->width(), own);
    const int most = mostHeight();
    verticalScrollBar()->setRange(0, qMax(0, m_layout.height - most));
    verticalScrollBar()->setPageStep(most);
    verticalScrollBar()->setSingleStep(own.rowHeight() + own.gap);
    updateGeometry();
    m_edit->setPlaceholderText(m_values.isEmpty() ? m_placeholder : tr("add…"));
    placeEdit();
    viewport()->update();
}

int ChipEdit::mostHeight() const
{
    const auto own = metrics();
    return 2 * own.margin + rowsShown * (own.rowHeight() + own.gap);
}

int ChipEdit::heightForWidth(int width) const
{
    const auto layout = ChipLayout::compute(m_textWidths, width - 2 * frameWidth(), metrics());
    return qMin(layout.height, mostHeight()) + 2 * frameWidth();
}

QSize ChipEdit::sizeHint() const
{
    constexpr int usualWidth = 240;
    return {usualWidth, heightForWidth(qMax(width(), usualWidth))};
}

QSize ChipEdit::minimumSizeHint() const
{
    const auto own = metrics();
    return {own.minimumEditWidth + 2 * own.margin, own.rowHeight() + 2 * own.margin};
}

void ChipEdit::placeEdit()
{
    m_edit->setGeometry(m_layout.edit.translated(0, -verticalScrollBar()->value()));
}

void ChipEdit::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    relayout();
}

void ChipEdit::scrollContentsBy(int, int)
{
    placeEdit();
    viewport()->update();
}

void ChipEdit::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_edit) {
        m_edit->setFont(font());
        refreshChips();
    }
}

void ChipEdit::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto own = metrics();
    const int offset = verticalScrollBar()->value();
    const auto visible = event->rect().translated(0, offset);
    painter.translate(0, -offset);
    for (int i = 0; i < m_layout.chips.size(); ++i) {
        const auto &chip = m_layout.chips.at(i);
        if (!chip.intersects(visible))
            continue;
        const bool bad = !m_chipErrors.at(i).isEmpty();
        const bool current = i == m_current && m_edit->hasFocus();
        painter.setPen(current ? QPen(themeColor(ColorRole::Accent, palette()), 1.5)
                       : bad   ? QPen(themeColor(ColorRole::Bad, palette()), 1)
                               : QPen(Qt::NoPen));
        painter.setBrush(themeColor(current ? ColorRole::SelectionTint
                                    : bad   ? ColorRole::BadTint
                                            : ColorRole::NeutralTint,
                                    palette()));
        painter.drawRoundedRect(QRectF(chip).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
        painter.setPen(themeColor(bad ? ColorRole::Bad : ColorRole::Text, palette()));
        painter.drawText(chip.adjusted(own.padX, own.padY, -own.cross, -own.padY + 1),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere, m_texts.at(i));
        const QPointF middle = QRectF(ChipLayout::crossOf(chip, own)).center();
        const qreal arm = own.lineHeight * 0.16;
        painter.setPen(
            QPen(themeColor(bad ? ColorRole::Bad : ColorRole::MutedText, palette()), 1.3));
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm));
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm));
    }
    painter.resetTransform();
    if (!m_typedError.isEmpty() || m_edit->hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(themeColor(m_typedError.isEmpty() ? ColorRole::Accent : ColorRole::Bad, palette()),
                 1.5));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1), 2, 2);
    }
}

} // namespace corslab
