// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/headertableview.h"

#include "ui/inspector/headerrowmodel.h"
#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QResizeEvent>

namespace corslab {

namespace {

constexpr int padX = 6;
constexpr int padY = 2;
constexpr int wrapped = Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere;
/// Rows beyond this number keep the height of one line: measuring them would take longer than a
/// person waits.
constexpr int measuredRows = 200;

ColorRole setterRole(HeaderSetter setter)
{
    switch (setter) {
    case HeaderSetter::Script:
        return ColorRole::Page;
    case HeaderSetter::Browser:
        return ColorRole::Browser;
    case HeaderSetter::Server:
        return ColorRole::Server;
    }
    Q_UNREACHABLE();
}

ColorRole roleOf(const HeaderRow &row, int column)
{
    const bool dropped = row.sight == HeaderRow::Sight::Dropped;
    switch (column) {
    case HeaderRowModel::NameColumn:
    case HeaderRowModel::SetterColumn:
        return dropped ? ColorRole::MutedText : setterRole(row.setBy);
    case HeaderRowModel::ValueColumn:
        return dropped ? ColorRole::MutedText : ColorRole::Text;
    default:
        break;
    }
    switch (row.sight) {
    case HeaderRow::Sight::Same:
    case HeaderRow::Sight::Other:
        return ColorRole::Good;
    case HeaderRow::Sight::Hidden:
    case HeaderRow::Sight::Unknown:
        return ColorRole::MutedText;
    case HeaderRow::Sight::Dropped:
        return ColorRole::Warn;
    }
    Q_UNREACHABLE();
}

QFont fontOf(const QFont &base, int column)
{
    return column == HeaderRowModel::SetterColumn ? base : protocolFont(base);
}

} // namespace

void HeaderRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const auto *model = qobject_cast<const HeaderRowModel *>(index.model());
    if (!model)
        return;
    painter->save();
    painter->setClipRect(option.rect);
    const auto &palette = option.palette;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect,
                      themeColor(selected ? ColorRole::SelectionTint : ColorRole::Ground, palette));
    auto role = roleOf(model->row(index.row()), index.column());
    if (selected && role == ColorRole::MutedText)
        role = ColorRole::Text;
    painter->setFont(fontOf(option.font, index.column()));
    painter->setPen(themeColor(role, palette));
    painter->drawText(option.rect.adjusted(padX, padY, -padX, -padY), wrapped,
                      index.data().toString());
    painter->restore();
}

QSize HeaderRowDelegate::sizeHint(const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(option.font, index.column()));
    const int width = qMax(20, option.rect.width() - 2 * padX);
    const auto text = index.data().toString();
    const int height =
        text.isEmpty() ? metrics.height()
                       : metrics.boundingRect(QRect(0, 0, width, 100'000), wrapped, text).height();
    return {width, qMax(metrics.height(), height) + 2 * padY};
}

HeaderTableView::HeaderTableView(const QString &accessibleName, QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(accessibleName);
    setItemDelegate(new HeaderRowDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *action = new QAction(tr("Copy line"), this);
    action->setShortcut(QKeySequence::Copy);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, &HeaderTableView::copy);
    addAction(action);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void HeaderTableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &HeaderTableView::fit);
    fit();
}

void HeaderTableView::fit()
{
    if (!model())
        return;
    const QFontMetrics metrics(font());
    const int width = viewport()->width();
    const int setter = metrics.horizontalAdvance(tr("browser")) + 3 * padX;
    const int rest = qMax(60, width - setter);
    setColumnWidth(HeaderRowModel::NameColumn, rest * 32 / 100);
    setColumnWidth(HeaderRowModel::ScriptColumn, rest * 24 / 100);
    setColumnWidth(HeaderRowModel::SetterColumn, setter);
    setColumnWidth(HeaderRowModel::ValueColumn, rest - rest * 32 / 100 - rest * 24 / 100);
    const int line = metrics.height() + 2 * padY;
    verticalHeader()->setDefaultSectionSize(line);
    for (int row = 0; row < qMin(model()->rowCount(), measuredRows); ++row)
        setRowHeight(row, qMax(line, sizeHintForRow(row)));
}

QString HeaderTableView::linesText() const
{
    const auto *rows = qobject_cast<const HeaderRowModel *>(model());
    if (!rows)
        return {};
    const auto selected = selectionModel()->selectedRows();
    if (!selected.isEmpty())
        return rows->line(selected.constFirst().row());
    QStringList lines;
    for (int row = 0; row < rows->rowCount(); ++row)
        lines.append(rows->line(row));
    return lines.join(u'\n');
}

void HeaderTableView::copy() const
{
    QGuiApplication::clipboard()->setText(linesText());
}

void HeaderTableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void HeaderTableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

} // namespace corslab
