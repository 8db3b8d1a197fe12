// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historypanel.h"

#include "ui/history/historydelegate.h"
#include "ui/history/historymodel.h"
#include "ui/verdict/verdictline.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>

#include <utility>

namespace corslab {

namespace {

constexpr Verdict verdicts[] = {Verdict::Allowed, Verdict::Opaque, Verdict::Blocked,
                                Verdict::Failed, Verdict::Invalid};
constexpr int margin = 10;

} // namespace

HistoryPanel::HistoryPanel(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new HistoryModel(workbench.log(), this))
    , m_table(new QTableView)
    , m_filter(new QLineEdit)
    , m_count(new QLabel)
    , m_stack(new QStackedWidget)
    , m_emptyText(new QLabel)
    , m_showAll(new QPushButton(tr("Show all")))
{
    buildTable();
    auto *empty = new QWidget;
    auto *emptyColumn = new QVBoxLayout(empty);
    m_emptyText->setWordWrap(true);
    m_emptyText->setTextFormat(Qt::PlainText);
    m_emptyText->setAlignment(Qt::AlignCenter);
    emptyColumn->addStretch();
    emptyColumn->addWidget(m_emptyText);
    emptyColumn->addWidget(m_showAll, 0, Qt::AlignHCenter);
    emptyColumn->addStretch();
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildFilterRow());
    column->addWidget(m_stack, 1);
    setFocusProxy(m_table);

    connect(m_filter, &QLineEdit::textChanged, m_model, &HistoryModel::setFilter);
    connect(m_showAll, &QPushButton::clicked, this, &HistoryPanel::showAll);
    connect(m_model, &HistoryModel::followed, this, &HistoryPanel::afterFollowing);
    connect(&workbench, &Workbench::exchangeSelected, this, [this] { showSelected(true); });
    afterFollowing();
    showSelected(true);
}

QWidget *HistoryPanel::buildFilterRow()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(margin, 0, margin, 0);
    m_filter->setPlaceholderText(tr("Filter: words of any column"));
    m_filter->setAccessibleName(tr("Filter the history"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(140);
    m_filter->setMaximumWidth(360);
    row->addWidget(m_filter, 1);
    for (const auto verdict : verdicts) {
        const auto look = verdictLook(verdict);
        auto *chip = new QPushButton;
        chip->setText(look.shape + u' ' + look.word.toLower());
        chip->setCheckable(true);
        chip->setFocusPolicy(Qt::StrongFocus);
        chip->setAccessibleName(tr("Show only: %1").arg(look.word.toLower()));
        chip->setToolTip(tr("Show only exchanges with this verdict, or with another one that is "
                            "pressed too."));
        connect(chip, &QPushButton::toggled, this, &HistoryPanel::filterVerdicts);
        m_chips.append(chip);
        row->addWidget(chip);
    }
    row->addStretch();
    m_count->setTextFormat(Qt::PlainText);
    row->addWidget(m_count);
    return bar;
}

void HistoryPanel::buildTable()
{
    // A table with one selected row selects the next one where that row leaves; the window goes on
    // showing what it shows. Connected before the table is, so as to hear of it first.
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_showing = true; });
    m_table->setModel(m_model);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, [this] { m_showing = false; });
    m_table->setItemDelegate(new HistoryDelegate(m_table));
    m_table->setAccessibleName(tr("History of exchanges"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(36);
    header->setSortIndicator(HistoryModel::NumberColumn, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    header->setSectionResizeMode(HistoryModel::ReasonColumn, QHeaderView::Stretch);
    fitRows();

    auto *copy = new QAction(tr("Copy row"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, &HistoryPanel::copyRow);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPanel::chooseSelected);
    connect(m_table->verticalScrollBar(), &QScrollBar::valueChanged, this,
            [this](int value) { m_following = value >= m_table->verticalScrollBar()->maximum(); });
}

void HistoryPanel::fitRows()
{
    // Not the table's own font, which follows a moment later.
    const QFontMetrics metrics(font());
    const auto characters = [&](int count) { return count * metrics.averageCharWidth() + 12; };
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 8);
    m_table->setColumnWidth(HistoryModel::NumberColumn, characters(6));
    m_table->setColumnWidth(HistoryModel::VerdictColumn, characters(20));
    m_table->setColumnWidth(HistoryModel::KindColumn, characters(22));
    m_table->setColumnWidth(HistoryModel::FromColumn, characters(34));
    m_table->setColumnWidth(HistoryModel::RequestColumn, characters(30));
    m_table->setColumnWidth(HistoryModel::StatusColumn, characters(14));
    m_table->setColumnWidth(HistoryModel::WaterfallColumn, characters(26));
}

void HistoryPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

// --- Following ---------------------------------------------------------------------------------

void HistoryPanel::afterFollowing()
{
    const auto total = static_cast<qulonglong>(m_model->total());
    const int shown = m_model->rowCount();
    m_count->setText(!m_model->isFiltered() || total == 0 ? QString()
                                                          : tr("%L1 of %L2").arg(shown).arg(total));
    m_emptyText->setText(
        total == 0 ? tr("Nothing was sent yet. Send the request (Ctrl+Enter) or play a scenario: "
                        "every exchange is kept here, those of real browsers too.")
                   : tr("No exchange has what the filter asks for."));
    m_showAll->setVisible(total != 0);
    m_stack->setCurrentIndex(shown == 0 ? 1 : 0);
    if (m_following && shown > 0 && !m_table->currentIndex().isValid())
        m_table->scrollToBottom();
    // It may have been selected before its row was there.
    showSelected(!m_hasSelection);
}

void HistoryPanel::chooseSelected()
{
    if (m_showing)
        return;
    const auto rows = m_table->selectionModel()->selectedRows();
    // Rows that leave or are filtered away do not change what the window shows.
    if (!rows.isEmpty())
        m_workbench.selectExchange(m_model->entry(rows.constFirst().row()).id);
}

void HistoryPanel::showSelected(bool scroll)
{
    const auto exchange = m_workbench.selectedExchange();
    const int row = exchange ? m_model->rowOf(exchange->id) : -1;
    m_hasSelection = row >= 0;
    const auto rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty() && rows.constFirst().row() == row)
        return;
    m_showing = true;
    if (row < 0) {
        m_table->clearSelection();
    } else {
        const auto index = m_model->index(row, HistoryModel::VerdictColumn);
        m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                              QItemSelectionModel::Rows);
        if (scroll)
            m_table->scrollTo(index);
    }
    m_showing = false;
}

// --- Commands ----------------------------------------------------------------------------------

void HistoryPanel::filterVerdicts()
{
    QSet<Verdict> wanted;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        if (m_chips.at(i)->isChecked())
            wanted.insert(verdicts[i]);
    }
    m_model->setVerdicts(wanted);
}

void HistoryPanel::showAll()
{
    m_filter->clear();
    for (auto *chip : std::as_const(m_chips))
        chip->setChecked(false);
    m_table->setFocus();
}

QString HistoryPanel::rowText() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return {};
    QStringList cells;
    for (int column = 0; column < HistoryModel::ColumnCount; ++column)
        cells.append(rows.constFirst().siblingAtColumn(column).data().toString());
    return cells.join(u'\t');
}

void HistoryPanel::copyRow() const
{
    const auto text = rowText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace corslab
