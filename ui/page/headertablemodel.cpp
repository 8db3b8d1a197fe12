// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/headertablemodel.h"

#include "ui/widgets/listpatch.h"
#include "ui/widgets/visibletext.h"

#include <algorithm>

namespace corslab {

void HeaderTableModel::setHeaders(const std::vector<Header> &headers,
                                  const QList<HeaderFate> &fates)
{
    if (m_headers == headers && m_fates == fates)
        return;
    const auto patch = ListPatch::between(m_headers, headers);
    using Difference = std::vector<Header>::difference_type;
    const auto at = static_cast<Difference>(patch.changedEnd());
    std::copy_n(headers.cbegin() + static_cast<Difference>(patch.first),
                static_cast<Difference>(patch.changed),
                m_headers.begin() + static_cast<Difference>(patch.first));
    if (patch.removed > 0) {
        beginRemoveRows({}, patch.changedEnd(), patch.changedEnd() + patch.removed - 1);
        m_headers.erase(m_headers.begin() + at, m_headers.begin() + at + patch.removed);
        endRemoveRows();
    } else if (patch.inserted > 0) {
        beginInsertRows({}, patch.changedEnd(), patch.changedEnd() + patch.inserted - 1);
        m_headers.insert(m_headers.begin() + at, headers.cbegin() + at,
                         headers.cbegin() + at + patch.inserted);
        endInsertRows();
    }
    m_fates = fates;
    // What becomes of one header may depend on the others.
    if (!m_headers.empty())
        Q_EMIT dataChanged(index(0, 0),
                           index(static_cast<int>(m_headers.size()) - 1, ColumnCount - 1));
}

void HeaderTableModel::removeRowsOf(const QList<int> &rows)
{
    std::vector<Header> kept;
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        if (!rows.contains(static_cast<int>(i)))
            kept.push_back(m_headers[i]);
    }
    if (kept.size() != m_headers.size())
        Q_EMIT edited(kept, tr("Remove a header"));
}

void HeaderTableModel::appendLines(const QString &text)
{
    auto headers = m_headers;
    const auto lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const auto &line : lines) {
        const auto colon = line.indexOf(u':', 1);
        const auto name = (colon < 0 ? line : line.left(colon)).trimmed();
        const auto value = colon < 0 ? QString() : line.mid(colon + 1).trimmed();
        if (!name.isEmpty())
            headers.push_back({name.toUtf8(), value.toUtf8()});
    }
    if (headers.size() != m_headers.size())
        Q_EMIT edited(headers, tr("Paste headers"));
}

int HeaderTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_headers.size()) + 1;
}

int HeaderTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeaderTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= m_headers.size()) {
        if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
            return tr("A new header: type its name.");
        return {};
    }
    const auto &header = m_headers[row];
    const auto fate = m_fates.value(index.row(), HeaderFate::Plain);
    if (role == FateRole)
        return static_cast<int>(fate);
    if (role == SentenceRole || role == Qt::ToolTipRole)
        return fateSentence(fate);
    if (role == Qt::EditRole) {
        return index.column() == NameColumn    ? QString::fromUtf8(header.name)
               : index.column() == ValueColumn ? QVariant(QString::fromUtf8(header.value))
                                               : QVariant();
    }
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        return index.column() == NameColumn    ? visibleText(header.name)
               : index.column() == ValueColumn ? visibleText(header.value)
                                               : fateWord(fate);
    }
    return {};
}

QVariant HeaderTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case ValueColumn:
        return tr("Value");
    case FateColumn:
        return tr("What becomes of it");
    default:
        return {};
    }
}

bool HeaderTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() == FateColumn)
        return false;
    auto headers = m_headers;
    const auto row = static_cast<std::size_t>(index.row());
    const auto bytes = value.toString().toUtf8();
    if (row >= headers.size()) {
        if (bytes.isEmpty())
            return false;
        headers.emplace_back();
    }
    auto &target = index.column() == NameColumn ? headers.at(row).name : headers.at(row).value;
    if (target == bytes)
        return false;
    target = bytes;
    if (headers.at(row).name.isEmpty() && headers.at(row).value.isEmpty())
        headers.erase(headers.begin() + index.row());
    Q_EMIT edited(headers, tr("Edit header %1").arg(index.row() + 1));
    return true;
}

Qt::ItemFlags HeaderTableModel::flags(const QModelIndex &index) const
{
    auto result = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() != FateColumn)
        result |= Qt::ItemIsEditable;
    return result;
}

QString HeaderTableModel::fateWord(HeaderFate fate)
{
    switch (fate) {
    case HeaderFate::Plain:
        return tr("sent");
    case HeaderFate::AlwaysAllowed:
        return tr("always allowed");
    case HeaderFate::AsksFirst:
        return tr("asks first");
    case HeaderFate::Forbidden:
        return tr("forbidden");
    case HeaderFate::NoCorsDropped:
        return tr("dropped");
    case HeaderFate::InvalidName:
        return tr("bad name");
    case HeaderFate::InvalidValue:
        return tr("bad value");
    }
    return {};
}

QString HeaderTableModel::fateSentence(HeaderFate fate)
{
    switch (fate) {
    case HeaderFate::Plain:
        return tr("The request stays on its own origin: the header is sent, nobody is asked.");
    case HeaderFate::AlwaysAllowed:
        return tr("A form could send it too, so no server is asked (CORS-safelisted).");
    case HeaderFate::AsksFirst:
        return tr("The browser asks the server first whether it accepts this header (preflight).");
    case HeaderFate::Forbidden:
        return tr("Scripts may not set it: the browser drops it without a word.");
    case HeaderFate::NoCorsDropped:
        return tr("In mode no-cors the browser drops it without a word.");
    case HeaderFate::InvalidName:
        return tr("This is not a header name: letters, digits and !#$%&'*+-.^_`|~ only. "
                  "The call would throw a TypeError.");
    case HeaderFate::InvalidValue:
        return tr("A header's value holds no line break and no NUL. The call would throw a "
                  "TypeError.");
    }
    return {};
}

} // namespace corslab
