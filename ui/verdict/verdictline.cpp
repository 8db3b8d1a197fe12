// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/verdict/verdictline.h"

#include "ui/widgets/visibletext.h"
#include "ui/window/workbench.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>

namespace corslab {

VerdictLook verdictLook(std::optional<Verdict> verdict)
{
    const auto word = [](const char *text) {
        return QCoreApplication::translate("corslab::VerdictLine", text);
    };
    if (!verdict) {
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "RUNNING\u2026")),
                QStringLiteral("\u25b8"), ColorRole::Browser, ColorRole::BrowserTint};
    }
    switch (*verdict) {
    case Verdict::Allowed:
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "ALLOWED")),
                QStringLiteral("\u2713"), ColorRole::Good, ColorRole::GoodTint};
    case Verdict::Opaque:
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "UNREADABLE")),
                QStringLiteral("\u25d0"), ColorRole::Neutral, ColorRole::NeutralTint};
    case Verdict::Blocked:
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "BLOCKED")),
                QStringLiteral("\u2715"), ColorRole::Bad, ColorRole::BadTint};
    case Verdict::Failed:
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "FAILED")), QStringLiteral("\u26a0"),
                ColorRole::Warn, ColorRole::WarnTint};
    case Verdict::Invalid:
        return {word(QT_TRANSLATE_NOOP("corslab::VerdictLine", "THREW")), QStringLiteral("!"),
                ColorRole::Warn, ColorRole::WarnTint};
    }
    Q_UNREACHABLE();
}

VerdictLine::VerdictLine(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_button(new QPushButton(this))
{
    auto policy = QSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_button->hide();
    m_button->setAccessibleName(tr("What to do next"));
    connect(m_button, &QPushButton::clicked, this, &VerdictLine::press);
    connect(&workbench, &Workbench::exchangeSelected, this, &VerdictLine::refresh);
    connect(&workbench, &Workbench::exchangeChanged, this, &VerdictLine::refresh);
    connect(&workbench, &Workbench::exchangeFinished, this, &VerdictLine::refresh);
    connect(&workbench, &Workbench::runningChanged, this, &VerdictLine::refreshButton);
    connect(&workbench.undoStack(), &QUndoStack::indexChanged, this, [this](int index) {
        // Undo takes the fix back, so what it mended is to be mended again.
        if (m_applied && index < m_applied->undoIndex)
            m_applied.reset();
        refresh();
    });
    refresh();
}

void VerdictLine::refresh()
{
    const auto exchange = m_workbench.selectedExchange();
    // Before anything was sent there is no verdict, and no line for it either.
    setVisible(exchange != nullptr);
    if (!exchange)
        return;
    if (m_applied && m_applied->exchange != exchange->id)
        m_applied.reset();
    m_look = verdictLook(exchange->finished ? std::optional(exchange->verdict) : std::nullopt);
    const bool whatIf = exchange->source == ExchangeSource::WhatIf;
    if (whatIf)
        //: %1 is a verdict in capitals: BLOCKED
        m_look.word = tr("WHAT IF: %1").arg(m_look.word);
    const auto &diagnosis = m_workbench.diagnosis();
    if (exchange->finished && diagnosis)
        m_sentence = unbrokenOrigins(visibleText(diagnosis->headline));
    else if (!exchange->finished && exchange->messages.empty())
        m_sentence = tr("The browser is deciding.");
    else if (!exchange->finished)
        m_sentence = tr("The browser waits for the server.");
    else
        m_sentence.clear();
    if (whatIf)
        //: %1 says what became of a request
        m_sentence = tr("Not sent. From %1: %2")
                         .arg(visibleText(exchange->pageOrigin), m_sentence);
    setAccessibleName(tr("Verdict"));
    setAccessibleDescription(m_look.word + QStringLiteral(": ") +
                             QString(m_sentence).remove(QChar(0x2060)));
    refreshButton();
}

void VerdictLine::refreshButton()
{
    const auto exchange = m_workbench.selectedExchange();
    const auto &diagnosis = m_workbench.diagnosis();
    const bool hasFix = exchange && exchange->finished && diagnosis && !diagnosis->fixes.empty();
    QString label;
    if (m_applied)
        label = tr("Send again");
    else if (hasFix)
        label = visibleText(diagnosis->fixes.front().label);
    m_label = label;
    // Without words there is nothing to measure what stands around them.
    if (m_button->text().isEmpty())
        m_button->setText(label);
    if (!label.isEmpty())
        m_button->setAccessibleName(label);
    m_button->setVisible(!label.isEmpty());
    m_button->setEnabled(!m_workbench.isRunning());
    relayout();
}

void VerdictLine::press()
{
    if (m_applied) {
        m_applied.reset();
        m_workbench.send();
        return;
    }
    const auto exchange = m_workbench.selectedExchange();
    const auto &diagnosis = m_workbench.diagnosis();
    if (!exchange || !diagnosis || diagnosis->fixes.empty())
        return;
    // A copy: the diagnosis is made anew while the fix is applied.
    const auto fix = diagnosis->fixes.front();
    const auto before = m_workbench.undoStack().index();
    m_workbench.applyFix(fix);
    // What was never sent is not sent again.
    if (m_workbench.undoStack().index() > before && exchange->source != ExchangeSource::WhatIf)
        m_applied = AppliedFix{exchange->id, m_workbench.undoStack().index()};
    refreshButton();
}

// --- Looks -------------------------------------------------------------------------------------

QFont VerdictLine::wordFont() const
{
    auto result = font();
    result.setBold(true);
    if (result.pointSizeF() > 0.0)
        result.setPointSizeF(result.pointSizeF() * 1.15);
    return result;
}

VerdictGeometry VerdictLine::geometryFor(int width) const
{
    const QFontMetrics words(wordFont());
    const QFontMetrics text(font());
    VerdictGeometry::Input input;
    input.width = width;
    input.shape = {words.horizontalAdvance(m_look.shape) + 2, words.height()};
    input.word = {words.horizontalAdvance(m_look.word) + 2, words.height()};
    input.sentenceWidth = text.horizontalAdvance(m_sentence) + 2;
    // Two lines, so that the line is as high with one verdict as with another.
    input.leastHeight = 2 * text.lineSpacing();
    input.sentenceLeast =
        qMax(text.averageCharWidth() * 30, input.sentenceWidth / 2 + text.averageCharWidth() * 6);
    if (!m_label.isEmpty()) {
        const int around = m_button->sizeHint().width() - labelWidth(m_button->text());
        input.button = {labelWidth(m_label) + around, m_button->sizeHint().height()};
        input.buttonLeast = qMin(input.button.width(), text.averageCharWidth() * 24 + around);
    }
    return VerdictGeometry::compute(input, [&](int sentenceWidth) {
        return text.boundingRect(QRect(0, 0, sentenceWidth, 100'000), Qt::TextWordWrap, m_sentence)
            .height();
    });
}

int VerdictLine::labelWidth(const QString &text) const
{
    return m_button->fontMetrics().size(Qt::TextShowMnemonic, text).width();
}

int VerdictLine::heightForWidth(int width) const
{
    return geometryFor(width).height;
}

QSize VerdictLine::sizeHint() const
{
    const int wanted = qMax(width(), 480);
    return {wanted, heightForWidth(wanted)};
}

QSize VerdictLine::minimumSizeHint() const
{
    // The height follows the width that the line really has: a layout that asks for the least
    // would otherwise cut it.
    return {200, width() > 0 ? heightForWidth(qMax(width(), 200)) : 0};
}

void VerdictLine::relayout()
{
    const auto place = geometryFor(width()).button;
    const int around = m_button->sizeHint().width() - labelWidth(m_button->text());
    const auto shown =
        m_button->fontMetrics().elidedText(m_label, Qt::ElideRight, place.width() - around);
    const auto text = QString(shown).replace(u'&', QStringLiteral("&&"));
    if (m_button->text() != text)
        m_button->setText(text);
    m_button->setToolTip(shown == m_label ? QString() : m_label.toHtmlEscaped());
    m_button->setGeometry(place);
    updateGeometry();
    update();
}

void VerdictLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        relayout();
}

void VerdictLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        relayout();
    else if (event->type() == QEvent::PaletteChange)
        update();
}

void VerdictLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.fillRect(rect(), themeColor(m_look.tint, palette()));
    painter.setPen(themeColor(ColorRole::Line, palette()));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const auto places = geometryFor(width());
    painter.setPen(themeColor(m_look.role, palette()));
    painter.setFont(wordFont());
    painter.drawText(places.shape, Qt::AlignCenter, m_look.shape);
    painter.drawText(places.word, Qt::AlignLeft | Qt::AlignVCenter, m_look.word);
    painter.setFont(font());
    painter.drawText(places.sentence, Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignVCenter,
                     m_sentence);
}

} // namespace corslab
