// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/historymodel.h"

#include "ui/timeline/timelinetext.h"
#include "ui/verdict/verdictline.h"

#include <algorithm>

namespace corslab {

namespace {
/// How often the rows follow the log, in milliseconds: repainting is what costs.
constexpr int followInterval = 40;

/// What a server said must not be read as markup.
QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return u"<p>"_qs + text.toHtmlEscaped().replace(u'\n', u"<br>"_qs) + u"</p>"_qs;
}
} // namespace

HistoryModel::HistoryModel(const ExchangeLog &log, QObject *parent)
    : QAbstractTableModel(parent)
    , m_log(log)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(followInterval);
    connect(&m_timer, &QTimer::timeout, this, &HistoryModel::follow);
    connect(&log, &ExchangeLog::appended, this, &HistoryModel::followSoon);
    connect(&log, &ExchangeLog::removedOldest, this, &HistoryModel::followSoon);
    connect(&log, &ExchangeLog::cleared, this, &HistoryModel::clear);
    connect(&log, &ExchangeLog::changed, this, [this](quint64 id) {
        // What was not taken over yet will be, as it is then.
        if (id <= m_lastId)
            m_changed.insert(id);
        followSoon();
    });
    follow();
}

// --- Following the log -------------------------------------------------------------------------

void HistoryModel::followSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void HistoryModel::follow()
{
    removeGone();
    refreshChanged();
    appendNew();
    Q_EMIT followed();
}

void HistoryModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_entries.clear();
    m_changed.clear();
    endResetModel();
    Q_EMIT followed();
}

void HistoryModel::removeGone()
{
    const quint64 oldest = m_log.size() > 0 ? m_log.at(0)->id : m_lastId + 1;
    if (m_entries.empty() || m_entries.front().id >= oldest)
        return;
    const auto isGone = [oldest](const HistoryEntry *each) { return each->id < oldest; };
    const auto gone = std::count_if(m_rows.begin(), m_rows.end(), isGone);
    if (m_sortColumn == NumberColumn && gone > 0) {
        const int first =
            m_sortOrder == Qt::AscendingOrder ? 0 : rowCount() - static_cast<int>(gone);
        beginRemoveRows({}, first, first + static_cast<int>(gone) - 1);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + first + gone);
        endRemoveRows();
    } else if (gone > BatchSize / 2) {
        // They stand scattered: one signal for all is less work than one for each.
        beginResetModel();
        std::erase_if(m_rows, isGone);
        endResetModel();
    } else if (gone > 0) {
        for (int row = rowCount() - 1; row >= 0; --row) {
            if (isGone(m_rows[static_cast<std::size_t>(row)]))
                removeRow(row);
        }
    }
    while (!m_entries.empty() && m_entries.front().id < oldest)
        m_entries.pop_front();
}

void HistoryModel::removeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void HistoryModel::refreshChanged()
{
    int first = rowCount();
    int last = -1;
    bool moved = false;
    int taken = 0;
    for (auto it = m_changed.begin(); it != m_changed.end() && taken < BatchSize; ++taken) {
        const quint64 id = *it;
        it = m_changed.erase(it);
        auto *entry = find(id);
        const auto exchange = m_log.find(id);
        if (!entry || !exchange)
            continue;
        const int row = rowOf(id);
        *entry = historyEntry(*exchange);
        const bool wanted = accepts(*entry);
        if (row >= 0 && wanted) {
            first = std::min(first, row);
            last = std::max(last, row);
            moved = moved || m_sortColumn != NumberColumn;
        } else if (row >= 0) {
            // Rows above those that changed have moved up: all from here on are drawn again.
            removeRow(row);
            first = std::min(first, row);
            last = rowCount() - 1;
        } else if (wanted) {
            const auto place = std::lower_bound(
                m_rows.begin(), m_rows.end(), entry,
                [this](const HistoryEntry *a, const HistoryEntry *b) { return before(*a, *b); });
            const auto at = static_cast<int>(place - m_rows.begin());
            beginInsertRows({}, at, at);
            m_rows.insert(place, entry);
            endInsertRows();
            last = last >= at ? last + 1 : last;
        }
    }
    last = std::min(last, rowCount() - 1);
    if (first <= last)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (moved)
        sortRows();
    if (!m_changed.isEmpty())
        followSoon();
}

void HistoryModel::appendNew()
{
    std::size_t next = m_log.size();
    while (next > 0 && m_log.at(next - 1)->id > m_lastId)
        --next;
    std::vector<HistoryEntry *> shown;
    for (int taken = 0; next < m_log.size() && taken < BatchSize; ++next, ++taken) {
        m_entries.push_back(historyEntry(*m_log.at(next)));
        m_lastId = m_entries.back().id;
        if (accepts(m_entries.back()))
            shown.push_back(&m_entries.back());
    }
    if (next < m_log.size())
        followSoon();
    if (shown.empty())
        return;
    const bool atTop = m_sortColumn == NumberColumn && m_sortOrder == Qt::DescendingOrder;
    const int first = atTop ? 0 : rowCount();
    if (atTop)
        std::reverse(shown.begin(), shown.end());
    beginInsertRows({}, first, first + static_cast<int>(shown.size()) - 1);
    m_rows.insert(m_rows.begin() + first, shown.begin(), shown.end());
    endInsertRows();
    if (m_sortColumn != NumberColumn)
        sortRows();
}

HistoryEntry *HistoryModel::find(quint64 id)
{
    const auto it =
        std::lower_bound(m_entries.begin(), m_entries.end(), id,
                         [](const HistoryEntry &each, quint64 wanted) { return each.id < wanted; });
    return it != m_entries.end() && it->id == id ? &*it : nullptr;
}

// --- Order and filter --------------------------------------------------------------------------

void HistoryModel::sort(int column, Qt::SortOrder order)
{
    // A header without an indicator means the order of the record.
    m_sortColumn = column < 0 ? NumberColumn : column;
    m_sortOrder = column < 0 ? Qt::AscendingOrder : order;
    sortRows();
}

void HistoryModel::sortRows()
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const auto old = persistentIndexList();
    std::vector<const HistoryEntry *> kept;
    for (const auto &index : old)
        kept.push_back(m_rows[static_cast<std::size_t>(index.row())]);
    std::sort(m_rows.begin(), m_rows.end(),
              [this](const HistoryEntry *a, const HistoryEntry *b) { return before(*a, *b); });
    QModelIndexList now;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        now.append(index(rowOf(kept[i]->id), old.at(static_cast<qsizetype>(i)).column()));
    }
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

bool HistoryModel::before(const HistoryEntry &a, const HistoryEntry &b) const
{
    int order = 0;
    switch (m_sortColumn) {
    case NumberColumn:
        return m_sortOrder == Qt::AscendingOrder ? a.id < b.id : a.id > b.id;
    case VerdictColumn: {
        const auto rank = [](const HistoryEntry &e) {
            return e.verdict ? static_cast<int>(*e.verdict) : -1;
        };
        order = rank(a) - rank(b);
        break;
    }
    case WaterfallColumn:
        order = a.duration < b.duration ? -1 : int(a.duration > b.duration);
        break;
    default:
        order = text(a, m_sortColumn).compare(text(b, m_sortColumn), Qt::CaseInsensitive);
    }
    if (order == 0)
        return a.id < b.id;
    return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
}

bool HistoryModel::accepts(const HistoryEntry &entry) const
{
    if (!m_verdicts.isEmpty() && !(entry.verdict && m_verdicts.contains(*entry.verdict)))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        return searchedText(entry).contains(word);
    });
}

void HistoryModel::setFilter(const QString &text)
{
    const auto words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    rebuildRows();
}

void HistoryModel::setVerdicts(const QSet<Verdict> &verdicts)
{
    if (verdicts == m_verdicts)
        return;
    m_verdicts = verdicts;
    rebuildRows();
}

void HistoryModel::rebuildRows()
{
    beginResetModel();
    m_rows.clear();
    for (auto &entry : m_entries) {
        if (accepts(entry))
            m_rows.push_back(&entry);
    }
    std::sort(m_rows.begin(), m_rows.end(),
              [this](const HistoryEntry *a, const HistoryEntry *b) { return before(*a, *b); });
    endResetModel();
    Q_EMIT followed();
}

int HistoryModel::rowOf(quint64 id) const
{
    if (m_sortColumn == NumberColumn) {
        const bool ascending = m_sortOrder == Qt::AscendingOrder;
        const auto it =
            std::lower_bound(m_rows.begin(), m_rows.end(), id,
                             [ascending](const HistoryEntry *each, quint64 wanted) {
                                 return ascending ? each->id < wanted : each->id > wanted;
                             });
        return it != m_rows.end() && (*it)->id == id ? static_cast<int>(it - m_rows.begin()) : -1;
    }
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [id](const HistoryEntry *each) { return each->id == id; });
    return it != m_rows.end() ? static_cast<int>(it - m_rows.begin()) : -1;
}

// --- What is shown -----------------------------------------------------------------------------

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HistoryModel::text(const HistoryEntry &entry, int column) const
{
    switch (column) {
    case NumberColumn:
        return QString::number(entry.id);
    case VerdictColumn: {
        const auto look = verdictLook(entry.verdict);
        return look.shape + u' ' + look.word;
    }
    case KindColumn:
        return entry.kind;
    case FromColumn:
        return entry.from;
    case RequestColumn:
        return entry.request;
    case StatusColumn:
        return entry.statuses;
    case ReasonColumn:
        return entry.reason;
    case WaterfallColumn:
        return entry.verdict ? durationText(entry.duration) : QString();
    default:
        return {};
    }
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &shown = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case Qt::AccessibleTextRole:
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u": "_qs +
               text(shown, index.column());
    case Qt::ToolTipRole:
        if (index.column() == KindColumn)
            return plainToolTip(shown.kindStandard);
        return plainToolTip(index.column() == RequestColumn ? shown.url
                                                            : text(shown, index.column()));
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == WaterfallColumn)
        return tr("Each row at its own scale: the browser waits, then the answer arrives.");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("No.");
    case VerdictColumn:
        return tr("Verdict");
    case KindColumn:
        return tr("Kind");
    case FromColumn:
        return tr("From");
    case RequestColumn:
        return tr("Request");
    case StatusColumn:
        return tr("Status");
    case ReasonColumn:
        return tr("Reason");
    case WaterfallColumn:
        return tr("Waterfall");
    default:
        return {};
    }
}

} // namespace corslab
