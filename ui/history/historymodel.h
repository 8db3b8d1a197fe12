// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchangelog.h"
#include "ui/history/historyentry.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <vector>

namespace corslab {

/// Every exchange of the log as a row: filtered and sorted here, since a proxy would do both over
/// again for each of them. Follows the log a little at a time, so that a burst of thousands leaves
/// the window alive.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NumberColumn,
        VerdictColumn,
        KindColumn,
        FromColumn,
        RequestColumn,
        StatusColumn,
        ReasonColumn,
        WaterfallColumn,
        ColumnCount
    };
    /// So many exchanges are taken over at once at most.
    static constexpr int BatchSize = 500;

    /// Borrows the log.
    explicit HistoryModel(const ExchangeLog &log, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    /// Rows that hold every one of its words, in any column.
    void setFilter(const QString &text);
    /// Rows with one of these verdicts; all rows where there are none.
    void setVerdicts(const QSet<Verdict> &verdicts);
    [[nodiscard]] bool isFiltered() const { return !m_words.isEmpty() || !m_verdicts.isEmpty(); }

    /// How many there are, whether they are shown or not.
    [[nodiscard]] std::size_t total() const { return m_entries.size(); }
    [[nodiscard]] const HistoryEntry &entry(int row) const
    {
        return *m_rows.at(static_cast<std::size_t>(row));
    }
    /// -1 where it is not shown.
    [[nodiscard]] int rowOf(quint64 id) const;

Q_SIGNALS:
    /// After the log was followed: rows, or how many there are in all.
    void followed();

private:
    void follow();
    void followSoon();
    void clear();
    void removeGone();
    void refreshChanged();
    void appendNew();
    void removeRow(int row);
    void rebuildRows();
    void sortRows();
    [[nodiscard]] HistoryEntry *find(quint64 id);
    [[nodiscard]] bool accepts(const HistoryEntry &entry) const;
    [[nodiscard]] bool before(const HistoryEntry &a, const HistoryEntry &b) const;
    [[nodiscard]] QString text(const HistoryEntry &entry, int column) const;

    const ExchangeLog &m_log;
    std::deque<HistoryEntry> m_entries; ///< oldest first; its elements stay where they are
    std::vector<HistoryEntry *> m_rows; ///< those that are shown, in their order
    QSet<quint64> m_changed;
    quint64 m_lastId = 0;
    QTimer m_timer;
    QStringList m_words;
    QSet<Verdict> m_verdicts;
    int m_sortColumn = NumberColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace corslab
