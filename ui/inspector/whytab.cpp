// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/whytab.h"

#include "ui/inspector/comparisonview.h"
#include "ui/inspector/consolechooser.h"
#include "ui/inspector/fixforecast.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/notelabel.h"
#include "ui/widgets/visibletext.h"
#include "ui/widgets/wrapbutton.h"
#include "ui/widgets/wrapedit.h"
#include "ui/window/workbench.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <utility>

namespace corslab {

namespace {

constexpr int margin = 12;
constexpr int consoleRows = 14;

Badge::Tone toneOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Allowed:
        return Badge::Tone::Good;
    case Verdict::Opaque:
        return Badge::Tone::Neutral;
    case Verdict::Blocked:
        return Badge::Tone::Bad;
    case Verdict::Failed:
    case Verdict::Invalid:
        return Badge::Tone::Warn;
    }
    Q_UNREACHABLE();
}

/// With a parent from the beginning: a label with words is shown, and must not be as a window.
NoteLabel *boldNote(QWidget *parent, ColorRole role, const QString &text = {})
{
    auto *label = new NoteLabel(role, parent);
    // Nothing but the weight is its own, so that the size follows the window's.
    QFont bold;
    bold.setBold(true);
    bold.setResolveMask(QFont::WeightResolved);
    label->setFont(bold);
    label->setNote(text);
    return label;
}

} // namespace

WhyTab::WhyTab(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_openLink([](const QUrl &url) { QDesktopServices::openUrl(url); })
    , m_stack(new QStackedWidget)
    , m_emptyText(new QLabel)
    , m_scroll(new QScrollArea)
{
    auto *content = new QWidget;
    auto *columns = new QHBoxLayout(content);
    columns->setContentsMargins(margin, 8, margin, 8);
    columns->setSpacing(2 * margin);
    columns->addWidget(buildReason(), 5);
    columns->addWidget(buildFixes(), 4);
    columns->addWidget(buildConsole(), 5);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setAccessibleName(tr("Why it ended so"));
    m_emptyText->setWordWrap(true);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_emptyText);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    setFocusProxy(m_scroll);

    for (auto signal : {&Workbench::exchangeSelected, &Workbench::exchangeChanged,
                        &Workbench::exchangeFinished, &Workbench::requestChanged})
        connect(&workbench, signal, this, &WhyTab::refreshSoon);
    connect(&workbench, &Workbench::serverChanged, this, &WhyTab::refreshSoon);
    connect(&workbench, &Workbench::serversChanged, this, &WhyTab::refreshSoon);
    connect(&workbench, &Workbench::runningChanged, this, &WhyTab::refreshSoon);
    connect(&workbench.undoStack(), &QUndoStack::indexChanged, this, [this](int index) {
        // Undo takes the fix back, so what it mended is to be mended again.
        if (m_appliedFix && index < m_appliedFix->undoIndex)
            m_appliedFix.reset();
        refreshSoon();
    });
    refresh();
}

QWidget *WhyTab::buildReason()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    m_headline = boldNote(widget, ColorRole::Text);
    m_sentence = new NoteLabel(ColorRole::Text);
    m_comparison = new ComparisonView;
    m_hint = new NoteLabel(ColorRole::MutedText);
    m_link = new WrapButton;
    m_link->setFlat(true);
    m_link->setCursor(Qt::PointingHandCursor);
    for (auto *label : {m_sentence, m_hint})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto *part :
         std::initializer_list<QWidget *>{m_headline, m_sentence, m_comparison, m_hint})
        column->addWidget(part);
    column->addWidget(m_link, 0, Qt::AlignLeft);
    column->addStretch();
    return widget;
}

QWidget *WhyTab::buildFixes()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    m_applied = new NoteLabel(ColorRole::Good);
    column->addWidget(m_applied);
    auto *row = new QHBoxLayout;
    m_sendAgain = new QPushButton(tr("Send again"));
    m_undo = new QPushButton(tr("Undo"));
    row->addWidget(m_sendAgain);
    row->addWidget(m_undo);
    row->addStretch();
    column->addLayout(row);
    m_fixList = new QWidget;
    m_fixColumn = new QVBoxLayout(m_fixList);
    m_fixColumn->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fixList);
    column->addStretch();
    connect(m_sendAgain, &QPushButton::clicked, this, [this] { m_workbench.send(); });
    connect(m_undo, &QPushButton::clicked, this, [this] { m_workbench.undoStack().undo(); });
    return widget;
}

QWidget *WhyTab::buildConsole()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    auto *row = new QHBoxLayout;
    m_chooser = new ConsoleChooser(m_workbench);
    auto *title = boldNote(widget, ColorRole::Text, tr("In the browser’s console"));
    title->setWordWrap(false);
    row->addWidget(title);
    row->addWidget(m_chooser);
    row->addStretch();
    column->addLayout(row);
    m_caution = new NoteLabel(ColorRole::Warn);
    m_console = new CodeView(consoleRows);
    m_console->setAccessibleName(tr("What the console says"));
    column->addWidget(m_caution);
    column->addWidget(m_console);
    column->addStretch();
    connect(m_chooser, &ConsoleChooser::styleChosen, this, &WhyTab::showConsole);
    return widget;
}

// --- Showing -----------------------------------------------------------------------------------

void WhyTab::refreshSoon()
{
    // One change of the laboratory brings several signals; a fix is still running, too, when the
    // first of them comes, and its button must outlive that.
    if (std::exchange(m_refreshing, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_refreshing = false;
            refresh();
        },
        Qt::QueuedConnection);
}

void WhyTab::refresh()
{
    const auto exchange = m_workbench.selectedExchange();
    const auto &diagnosis = m_workbench.diagnosis();
    if (m_appliedFix && (!exchange || m_appliedFix->exchange != exchange->id))
        m_appliedFix.reset();
    const bool known = exchange && exchange->finished && diagnosis;
    m_stack->setCurrentIndex(known ? 0 : 1);
    if (!known) {
        m_emptyText->setText(exchange
                                 ? tr("The request is still running. Once it ends, this says why "
                                      "it ended so.")
                                 : tr("Nothing was sent yet. When the browser blocks a request, "
                                      "this says why, and what mends it."));
        return;
    }
    if (std::exchange(m_shownExchange, exchange->id) != exchange->id)
        m_scroll->verticalScrollBar()->setValue(0);
    showReason(*diagnosis, exchange->verdict);
    showFixes(*diagnosis);
    showConsole();
}

void WhyTab::showReason(const Diagnosis &diagnosis, Verdict verdict)
{
    const auto look = verdictLook(verdict);
    m_headline->setNote(look.shape + u' ' + unbrokenOrigins(visibleText(diagnosis.headline)));
    m_sentence->setNote(visibleText(diagnosis.sentence));
    m_comparison->setVisible(diagnosis.comparison.has_value());
    if (diagnosis.comparison)
        m_comparison->setComparison(*diagnosis.comparison);
    QStringList hint;
    const auto lines = diagnosis.hint.split(u'\n');
    for (const auto &line : lines)
        hint.append(visibleText(line));
    m_hint->setNote(hint.join(u'\n'));

    m_link->disconnect(this);
    m_link->setVisible(!diagnosis.link.isEmpty());
    m_link->setLabel(diagnosis.linkLabel + u" \u2197"_qs);
    m_link->setAccessibleName(tr("Read in the standard: %1").arg(diagnosis.linkLabel));
    m_link->setToolTip(QString::fromUtf8(diagnosis.link));
    connect(m_link, &QPushButton::clicked, this,
            [this, url = QUrl::fromEncoded(diagnosis.link)] { m_openLink(url); });
}

void WhyTab::showFixes(const Diagnosis &diagnosis)
{
    m_applied->setNote(m_appliedFix ? tr("\u2713 Done: %1").arg(m_appliedFix->label) : QString());
    m_sendAgain->setVisible(m_appliedFix.has_value());
    m_sendAgain->setEnabled(!m_workbench.isRunning());
    m_undo->setVisible(m_appliedFix.has_value());
    while (auto *item = m_fixColumn->takeAt(0)) {
        if (auto *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    // What was mended needs no second fix before it is tried.
    if (m_appliedFix)
        return;
    addFixGroup(Fix::Where::Policy, tr("Fix at the server"), diagnosis);
    addFixGroup(Fix::Where::Request, tr("Fix at the page"), diagnosis);
}

void WhyTab::addFixGroup(Fix::Where where, const QString &title, const Diagnosis &diagnosis)
{
    const auto exchange = m_workbench.selectedExchange();
    bool titled = false;
    for (const auto &fix : diagnosis.fixes) {
        if (fix.where != where)
            continue;
        if (!std::exchange(titled, true)) {
            m_fixColumn->addWidget(
                boldNote(m_fixList,
                         where == Fix::Where::Policy ? ColorRole::Server : ColorRole::Page, title));
        }
        const auto label = visibleText(fix.label);
        auto *button = new WrapButton(label);
        connect(button, &QPushButton::clicked, this, [this, fix] { apply(fix); });
        m_fixColumn->addWidget(button, 0, Qt::AlignLeft);
        if (const auto verdict = forecast(m_workbench, *exchange, fix)) {
            const auto look = verdictLook(*verdict);
            auto *badge = new Badge;
            badge->setContent(
                toneOf(*verdict),
                tr("Sent again, it would be: %1 %2").arg(look.shape, look.word.toLower()));
            button->setAccessibleDescription(badge->text());
            m_fixColumn->addWidget(badge);
        }
    }
}

void WhyTab::showConsole()
{
    const auto exchange = m_workbench.selectedExchange();
    QStringList lines;
    if (exchange && exchange->finished) {
        const auto texts = consoleText(*exchange, m_chooser->consoleStyle());
        for (const auto &text : texts) {
            for (const auto &line : text.split('\n'))
                lines.append(visibleText(line));
        }
    }
    m_caution->setNote(m_chooser->caution());
    m_console->setCode(lines.isEmpty() ? tr("It prints nothing.") : lines.join(u'\n'));
}

void WhyTab::apply(const Fix &fix)
{
    const auto exchange = m_workbench.selectedExchange();
    if (!exchange)
        return;
    // A copy: the button that holds the fix goes while it is applied.
    const auto wanted = fix;
    const auto before = m_workbench.undoStack().index();
    m_workbench.applyFix(wanted);
    const auto after = m_workbench.undoStack().index();
    if (after > before)
        m_appliedFix = AppliedFix{exchange->id, after, visibleText(wanted.label)};
    refreshSoon();
    Q_EMIT fixApplied(wanted.label);
}

} // namespace corslab
