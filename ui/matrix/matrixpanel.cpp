// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixpanel.h"

#include "core/diagnosis/errortext.h"
#include "core/http/origin.h"
#include "ui/matrix/celldetail.h"
#include "ui/matrix/matrixdelegate.h"
#include "ui/matrix/originheader.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/notelabel.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QWhatsThis>

namespace corslab {

namespace {
constexpr int margin = 10;
/// Fewer cells are answered before a bar could be read.
constexpr qsizetype slowCells = 20'000;
} // namespace

MatrixPanel::MatrixPanel(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_model(new MatrixModel(this))
    , m_controller(new MatrixController(workbench, *m_model, this))
    , m_table(new QTableView)
    , m_detail(new CellDetail)
    , m_origin(new FieldEdit)
    , m_originNote(new NoteLabel(ColorRole::Bad))
    , m_baseline(new QComboBox)
    , m_summary(new QLabel)
    , m_leftOut(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    buildTable();
    auto *filled = new QWidget;
    auto *columns = new QHBoxLayout(filled);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_table, 1);
    m_detail->setFixedWidth(300);
    columns->addWidget(m_detail);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addWidget(buildBar());
    m_originNote->setContentsMargins(margin, 0, margin, 0);
    column->addWidget(m_originNote);
    column->addWidget(filled, 1);
    setFocusProxy(m_table);

    connect(m_controller, &MatrixController::progressed, this, &MatrixPanel::showProgress);
    connect(m_controller, &MatrixController::finished, this, &MatrixPanel::showResult);
    connect(m_detail, &CellDetail::openRequested, this, &MatrixPanel::openCell);
    showProgress();
}

QToolButton *MatrixPanel::addTool(QHBoxLayout *row, const QString &text, const QString &name)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
    return button;
}

QWidget *MatrixPanel::buildBar()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(margin, 0, margin, 0);
    m_origin->setPlaceholderText(tr("Another origin: https://…"));
    m_origin->setAccessibleName(tr("Another origin to ask about"));
    m_origin->setMinimumWidth(150);
    m_origin->setMaximumWidth(260);
    row->addWidget(m_origin, 1);
    connect(m_origin, &QLineEdit::returnPressed, this, &MatrixPanel::addTyped);
    connect(m_origin, &QLineEdit::textEdited, this, [this] {
        m_origin->setError({});
        m_originNote->setNote({});
    });
    connect(addTool(row, tr("Add"), tr("Ask about this origin too")), &QToolButton::clicked, this,
            &MatrixPanel::addTyped);
    m_remove = addTool(row, tr("Remove"), tr("Ask no more about the selected typed origin"));
    m_remove->setEnabled(false);
    connect(m_remove, &QToolButton::clicked, this, &MatrixPanel::removeTyped);

    m_baseline->addItem(tr("compared with the file"));
    m_baseline->addItem(tr("compared with what was pinned"));
    m_baseline->addItem(tr("not compared"));
    m_baseline->setAccessibleName(tr("What the policy is compared with"));
    row->addWidget(m_baseline);
    connect(m_baseline, &QComboBox::activated, this, [this](int index) {
        m_controller->setBaseline(static_cast<MatrixController::Baseline>(index));
    });
    connect(addTool(row, tr("Pin"), tr("Compare with the policy as it stands now")),
            &QToolButton::clicked, this, [this] {
                m_controller->pin();
                m_baseline->setCurrentIndex(static_cast<int>(MatrixController::Baseline::Pinned));
            });
    m_summary->setTextFormat(Qt::PlainText);
    row->addWidget(m_summary);
    row->addStretch(1);
    m_leftOut->setTextFormat(Qt::PlainText);
    row->addWidget(m_leftOut);
    m_progress->setAccessibleName(tr("Cells answered"));
    m_progress->setMaximumWidth(160);
    row->addWidget(m_progress);
    m_cancel->setAccessibleName(tr("Stop answering the matrix"));
    row->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, m_controller, &MatrixController::cancel);
    connect(addTool(row, tr("Copy"), tr("Copy the whole matrix as text")), &QToolButton::clicked,
            this, [this] { QGuiApplication::clipboard()->setText(m_model->text()); });
    connect(addTool(row, u"?"_qs, tr("What the matrix shows")), &QToolButton::clicked, this,
            &MatrixPanel::help);
    return bar;
}

void MatrixPanel::buildTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new MatrixDelegate(m_table));
    m_table->setVerticalHeader(new OriginHeader(m_table));
    m_table->setAccessibleName(tr("What-if matrix: origins and requests"));
    m_table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    fitRows();

    const auto addAction = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, m_table);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_table->addAction(action);
        return action;
    };
    addAction(tr("Open as a timeline"), Qt::Key_Return, &MatrixPanel::openCell)
        ->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    addAction(tr("Copy"), QKeySequence::Copy, &MatrixPanel::copy);
    addAction(tr("Ask no more about this typed origin"), Qt::Key_Delete, &MatrixPanel::removeTyped);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table, &QTableView::doubleClicked, this, &MatrixPanel::openCell);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &MatrixPanel::showCell);
    connect(m_model, &QAbstractItemModel::modelReset, this, &MatrixPanel::showCell);
}

void MatrixPanel::fitRows()
{
    // The table's own font follows this one only later.
    const QFontMetrics metrics(font());
    constexpr int characters = 38; // three requests fit beside their origins at 1440 pixels
    m_table->verticalHeader()->setDefaultSectionSize(metrics.height() + 8);
    m_table->horizontalHeader()->setDefaultSectionSize(characters * metrics.averageCharWidth());
}

void MatrixPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_controller->setActive(true);
}

void MatrixPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_controller->setActive(false);
}

void MatrixPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitRows();
}

// --- Typed origins -----------------------------------------------------------------------------

void MatrixPanel::addTyped()
{
    const auto text = m_workbench.resolvedText(m_origin->text().trimmed()).toUtf8();
    if (text.isEmpty())
        return;
    const auto origin = Origin::fromSerialized(text);
    if (!origin) {
        m_origin->setError(errorText(origin.error()));
        m_originNote->setNote(m_origin->error());
        return;
    }
    m_origin->clear();
    auto typed = m_controller->typed();
    if (!typed.contains(text))
        typed.append(text);
    m_controller->setTyped(typed);
    // It may stand there for another reason already.
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->origin(row).origin == text)
            m_table->setCurrentIndex(m_model->index(row, 0));
    }
}

void MatrixPanel::removeTyped()
{
    const auto current = m_table->currentIndex();
    if (!current.isValid() || m_model->origin(current.row()).source != WhatIfSource::Typed)
        return;
    auto typed = m_controller->typed();
    typed.removeAll(m_model->origin(current.row()).origin);
    m_controller->setTyped(typed);
    m_table->setFocus();
}

// --- What was answered -------------------------------------------------------------------------

void MatrixPanel::showProgress()
{
    const bool slow = m_controller->isRunning() && m_controller->total() > slowCells;
    m_progress->setVisible(slow);
    m_cancel->setVisible(slow);
    m_progress->setMaximum(static_cast<int>(m_controller->total()));
    m_progress->setValue(static_cast<int>(m_controller->done()));
    if (m_controller->isCancelled())
        m_summary->setText(tr("Stopped; the rest is asked with the next edit."));
}

QString MatrixPanel::summary() const
{
    const auto counts = m_model->counts();
    const auto cells = qsizetype(m_model->rowCount()) * m_model->columnCount();
    if (!m_controller->isEdited())
        return tr("%L1 of %L2 can be read.").arg(counts.allowed).arg(cells);
    if (counts.opened == 0 && counts.closed == 0 && counts.other == 0)
        return tr("This edit changes no verdict.");
    auto text = tr("This edit opens %L1 and closes %L2").arg(counts.opened).arg(counts.closed);
    if (counts.other > 0)
        text = tr("%1, %L2 end otherwise").arg(text).arg(counts.other);
    return text + u'.';
}

void MatrixPanel::showResult()
{
    showProgress();
    m_summary->setText(summary());
    m_summary->setAccessibleName(m_summary->text());
    m_leftOut->setText(m_model->leftOut() > 0
                           ? tr("%L1 more entries not shown").arg(m_model->leftOut())
                           : QString());
    showCell();
    // The window shows a cell that is answered otherwise now.
    if (!m_opened || m_workbench.selectedExchange() != m_opened->exchange)
        return;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->origin(row).origin != m_opened->origin)
            continue;
        for (int column = 0; column < m_model->columnCount(); ++column) {
            if (m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole) != m_opened->request)
                continue;
            m_opened->exchange = m_model->exchange(row, column);
            m_workbench.showExchange(m_opened->exchange);
            return;
        }
    }
}

void MatrixPanel::showCell()
{
    const auto current = m_table->currentIndex();
    m_detail->showCell(*m_model, current.row(), current.column());
    m_remove->setEnabled(current.isValid() &&
                         m_model->origin(current.row()).source == WhatIfSource::Typed);
}

void MatrixPanel::openCell()
{
    const auto current = m_table->currentIndex();
    if (!current.isValid())
        return;
    m_opened =
        Opened{m_model->origin(current.row()).origin,
               m_model->headerData(current.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
               m_model->exchange(current.row(), current.column())};
    m_workbench.showExchange(m_opened->exchange);
}

void MatrixPanel::copy()
{
    QGuiApplication::clipboard()->setText(
        m_model->text(m_table->selectionModel()->selectedIndexes()));
}

void MatrixPanel::help()
{
    QWhatsThis::showText(
        mapToGlobal(QPoint(width() / 2, 0)),
        tr("<p><b>What if?</b> Each row is an origin that could ask: this page, those that you "
           "type, what the policies allow, and what an attacker would try. Each column is a "
           "request of this laboratory. Each cell is what the browser would decide under the "
           "policies as they stand; nothing is sent.</p><p>Edit a policy and see what opens and "
           "what closes. Enter opens a cell as a timeline, Ctrl+C copies the selected cells, "
           "Delete removes a typed origin.</p>"),
        this);
}

} // namespace corslab
