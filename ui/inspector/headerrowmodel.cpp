// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/headerrowmodel.h"

#include <QCoreApplication>

#include <utility>

namespace corslab {

QString setterWord(HeaderSetter setter)
{
    switch (setter) {
    case HeaderSetter::Script:
        return QCoreApplication::translate("corslab::HeaderRowModel", "script");
    case HeaderSetter::Browser:
        return QCoreApplication::translate("corslab::HeaderRowModel", "browser");
    case HeaderSetter::Server:
        return QCoreApplication::translate("corslab::HeaderRowModel", "server");
    }
    Q_UNREACHABLE();
}

void HeaderRowModel::setRows(std::vector<HeaderRow> rows)
{
    // The same again would take the selection away for nothing.
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QString HeaderRowModel::line(int index) const
{
    return row(index).name + u": "_qs + row(index).value;
}

int HeaderRowModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int HeaderRowModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HeaderRowModel::text(const HeaderRow &row, int column)
{
    const auto drawn = [](const QString &value) {
        if (value.size() <= LongestDrawn)
            return value;
        return value.first(LongestDrawn) + tr("\u2026 (%L1 characters in all)").arg(value.size());
    };
    switch (column) {
    case NameColumn:
        return drawn(row.name);
    case ValueColumn:
        return drawn(row.value);
    case SetterColumn:
        return setterWord(row.setBy);
    case ScriptColumn:
        break;
    default:
        return {};
    }
    switch (row.sight) {
    case HeaderRow::Sight::Same:
        return tr("\u2713 the same");
    case HeaderRow::Sight::Other:
        return u"\u2713 "_qs + drawn(row.seen);
    case HeaderRow::Sight::Hidden:
        return tr("\u2013 hidden");
    case HeaderRow::Sight::Unknown:
        return tr("? not known");
    case HeaderRow::Sight::Dropped:
        return tr("\u2715 never sent");
    }
    Q_UNREACHABLE();
}

QVariant HeaderRowModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(row(index.row()), index.column());
    case Qt::AccessibleTextRole:
        return headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString() + u": "_qs +
               text(row(index.row()), index.column());
    default:
        return {};
    }
}

QVariant HeaderRowModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ValueColumn:
        return tr("On the wire");
    case SetterColumn:
        return tr("Set by");
    case ScriptColumn:
        return tr("The script sees");
    default:
        return {};
    }
}

} // namespace corslab
