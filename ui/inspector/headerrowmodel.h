// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/headerrows.h"

#include <QAbstractTableModel>

#include <vector>

namespace corslab {

/// The header lines of one message, in wire order.
class HeaderRowModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, SetterColumn, ScriptColumn, ColumnCount };
    /// Of a longer value so many characters are drawn; copying gives all of it.
    static constexpr qsizetype LongestDrawn = 2000;

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<HeaderRow> rows);
    [[nodiscard]] const HeaderRow &row(int index) const
    {
        return m_rows.at(static_cast<std::size_t>(index));
    }
    /// "Name: value", whole.
    [[nodiscard]] QString line(int index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] static QString text(const HeaderRow &row, int column);

    std::vector<HeaderRow> m_rows;
};

[[nodiscard]] QString setterWord(HeaderSetter setter);

} // namespace corslab
