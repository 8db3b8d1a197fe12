// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/headertable.h"

#include "ui/page/headertablemodel.h"
#include "ui/theme/theme.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/badge.h"

#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QSet>
#include <QStringListModel>

namespace corslab {

namespace {

constexpr int padX = 5;
constexpr int padY = 4;
/// Rows beyond this number keep the height of one line: measuring them would take longer than a
/// person waits.
constexpr int measuredRows = 200;
constexpr int rowsShown = 9;
constexpr int textFlags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWrapAnywhere;

/// What people set most often, those that are dropped too: seeing that is part of learning.
const QStringList &knownNames()
{
    static const QStringList names{
        u"Accept"_qs,          u"Accept-Language"_qs,  u"Authorization"_qs,
        u"Cache-Control"_qs,   u"Content-Language"_qs, u"Content-Type"_qs,
        u"Cookie"_qs,          u"If-Match"_qs,         u"If-Modified-Since"_qs,
        u"If-None-Match"_qs,   u"Origin"_qs,           u"Pragma"_qs,
        u"Range"_qs,           u"Referer"_qs,          u"User-Agent"_qs,
        u"X-API-Key"_qs,       u"X-CSRF-Token"_qs,     u"X-HTTP-Method-Override"_qs,
        u"X-Requested-With"_qs};
    return names;
}

Badge::Tone toneOf(HeaderFate fate)
{
    switch (fate) {
    case HeaderFate::Plain:
        return Badge::Tone::Neutral;
    case HeaderFate::AlwaysAllowed:
        return Badge::Tone::Good;
    case HeaderFate::AsksFirst:
        return Badge::Tone::Warn;
    case HeaderFate::Forbidden:
    case HeaderFate::NoCorsDropped:
    case HeaderFate::InvalidName:
    case HeaderFate::InvalidValue:
        return Badge::Tone::Bad;
    }
    return Badge::Tone::Neutral;
}

} // namespace

void HeaderTableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                const QModelIndex &index) const
{
    painter->save();
    const auto &palette = option.palette;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, selected ? themeColor(ColorRole::SelectionTint, palette)
                                            : themeColor(ColorRole::Surface, palette));
    const auto text = index.data().toString();
    const auto fateData = index.data(HeaderTableModel::FateRole);
    const auto inner = option.rect.adjusted(padX, padY, -padX, -padY);
    if (!fateData.isValid()) {
        painter->setPen(themeColor(ColorRole::MutedText, palette));
        painter->setFont(protocolFont(option.font));
        if (index.column() != HeaderTableModel::FateColumn)
            painter->drawText(inner, textFlags,
                              index.column() == HeaderTableModel::NameColumn ? tr("name")
                                                                             : tr("value"));
    } else if (index.column() == HeaderTableModel::FateColumn) {
        const auto tone = toneOf(static_cast<HeaderFate>(fateData.toInt()));
        const auto box = QRectF(option.fontMetrics.boundingRect(inner, textFlags, text))
                             .adjusted(-padX, -2, padX, 2);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(themeColor(Badge::tintRole(tone), palette));
        painter->drawRoundedRect(box & QRectF(option.rect), 4, 4);
        painter->setFont(option.font);
        painter->setPen(themeColor(Badge::textRole(tone), palette));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
    } else {
        painter->setPen(themeColor(ColorRole::Text, palette));
        painter->setFont(protocolFont(option.font));
        painter->drawText(inner, textFlags, text);
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(themeColor(ColorRole::Line, palette));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(themeColor(ColorRole::Accent, palette), 1.5));
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

QSize HeaderTableDelegate::sizeHint(const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const auto font =
        index.column() == HeaderTableModel::FateColumn ? option.font : protocolFont(option.font);
    const QFontMetrics metrics(font);
    const int width = qMax(20, option.rect.width() - 2 * padX);
    const int flags = index.column() == HeaderTableModel::FateColumn
                          ? int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap)
                          : textFlags;
    const auto text = index.data().toString();
    const int height = text.isEmpty()
                           ? metrics.height()
                           : metrics.boundingRect(QRect(0, 0, width, 100000), flags, text).height();
    return {width, height + 2 * padY + 2};
}

QWidget *HeaderTableDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                           const QModelIndex &index) const
{
    auto *editor = new QLineEdit(parent);
    editor->setFrame(false);
    editor->setFont(protocolFont(option.font));
    editor->setAutoFillBackground(true);
    const bool name = index.column() == HeaderTableModel::NameColumn;
    editor->setAccessibleName(name ? tr("Header name") : tr("Header value"));
    if (name) {
        auto *completer = new QCompleter(knownNames(), editor);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        editor->setCompleter(completer);
    }
    return editor;
}

HeaderTable::HeaderTable(QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(tr("Headers set by the script"));
    setItemDelegate(new HeaderTableDelegate(this));
    verticalHeader()->setVisible(false);
    horizontalHeader()->setVisible(false);
    verticalHeader()->setMinimumSectionSize(1);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                    QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void HeaderTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    const auto soon = [this] { fit(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, soon);
    connect(model, &QAbstractItemModel::rowsRemoved, this, soon);
    connect(model, &QAbstractItemModel::dataChanged, this, soon);
    fit();
}

void HeaderTable::fit()
{
    if (!model())
        return;
    const int width = viewport()->width();
    const QFontMetrics metrics(font());
    const QFontMetrics fixed(protocolFont(font()));
    int fateText = metrics.horizontalAdvance(tr("asks first"));
    int nameText = 0;
    for (int row = 0; row < qMin(measuredRows, model()->rowCount()); ++row) {
        const auto text = [this, row](int column) {
            return model()->index(row, column).data().toString();
        };
        fateText = qMax(fateText, metrics.horizontalAdvance(text(HeaderTableModel::FateColumn)));
        nameText = qMax(nameText, fixed.horizontalAdvance(text(HeaderTableModel::NameColumn)));
    }
    // Names first: one that is broken is read wrongly, a value less so.
    const int fate = qMin(fateText + 4 * padX, width * 2 / 5);
    const int rest = qMax(40, width - fate);
    const int name = qBound(rest * 2 / 5, nameText + 2 * padX + 2, rest * 3 / 5);
    setColumnWidth(HeaderTableModel::NameColumn, name);
    setColumnWidth(HeaderTableModel::ValueColumn, rest - name);
    setColumnWidth(HeaderTableModel::FateColumn, fate);
    const int line = metrics.height() + 2 * padY + 2;
    verticalHeader()->setDefaultSectionSize(line);
    int height = 0;
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (row < measuredRows)
            setRowHeight(row, qMax(line, sizeHintForRow(row)));
        if (row < rowsShown)
            height += rowHeight(row);
        else if (row >= measuredRows)
            break;
    }
    const int wanted = height + 2 * frameWidth();
    if (wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
}

QSize HeaderTable::sizeHint() const
{
    return {240, minimumHeight()};
}

QSize HeaderTable::minimumSizeHint() const
{
    return {120, minimumHeight()};
}

void HeaderTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

void HeaderTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fit();
}

void HeaderTable::keyPressEvent(QKeyEvent *event)
{
    auto *headers = qobject_cast<HeaderTableModel *>(model());
    if (event->key() == Qt::Key_Delete && headers) {
        QSet<int> rows;
        const auto indexes = selectionModel()->selectedIndexes();
        for (const auto &index : indexes)
            rows.insert(index.row());
        headers->removeRowsOf(rows.values());
        return;
    }
    if (event->matches(QKeySequence::Paste) && headers) {
        headers->appendLines(QGuiApplication::clipboard()->text());
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        !(event->modifiers() & Qt::ControlModifier) && currentIndex().isValid() &&
        state() != QAbstractItemView::EditingState) {
        edit(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace corslab
