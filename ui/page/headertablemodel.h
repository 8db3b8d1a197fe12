// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"
#include "ui/page/requestanalysis.h"

#include <QAbstractTableModel>

#include <vector>

namespace corslab {

/// The headers that the script sets, with what becomes of each, and an empty row to add one.
/// The model shows and proposes: who owns the request applies what edited() says and gives the
/// result back by setHeaders().
class HeaderTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, FateColumn, ColumnCount };
    enum Role { FateRole = Qt::UserRole, SentenceRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const std::vector<Header> &headers, const QList<HeaderFate> &fates);
    [[nodiscard]] const std::vector<Header> &headers() const { return m_headers; }
    /// Proposes the list without these rows.
    void removeRowsOf(const QList<int> &rows);
    /// Proposes the list with `Name: value` lines added behind it; lines without a colon are names.
    void appendLines(const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

    [[nodiscard]] static QString fateWord(HeaderFate fate);
    [[nodiscard]] static QString fateSentence(HeaderFate fate);

Q_SIGNALS:
    void edited(const std::vector<corslab::Header> &headers, const QString &text);

private:
    std::vector<Header> m_headers;
    QList<HeaderFate> m_fates;
};

} // namespace corslab
