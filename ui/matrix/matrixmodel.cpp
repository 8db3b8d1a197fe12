// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrixmodel.h"

#include "core/diagnosis/diagnosis.h"
#include "ui/matrix/causewords.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/visibletext.h"

#include <QSet>

#include <algorithm>

namespace corslab {

QString changeWord(MatrixChange change)
{
    switch (change) {
    case MatrixChange::None:
        return {};
    case MatrixChange::Opened:
        return MatrixModel::tr("▲ opened");
    case MatrixChange::Closed:
        return MatrixModel::tr("▼ closed");
    case MatrixChange::Other:
        return MatrixModel::tr("◆ other");
    }
    Q_UNREACHABLE();
}

MatrixModel::MatrixModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

int MatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_whatIf ? 0 : static_cast<int>(m_whatIf->rows());
}

int MatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_whatIf ? 0 : static_cast<int>(m_whatIf->columns());
}

std::size_t MatrixModel::placeOf(int row, int column) const
{
    return static_cast<std::size_t>(row) * m_whatIf->columns() + static_cast<std::size_t>(column);
}

const WhatIfCell &MatrixModel::cell(int row, int column) const
{
    return m_now.at(placeOf(row, column));
}

MatrixChange MatrixModel::change(int row, int column) const
{
    return changeAt(placeOf(row, column));
}

MatrixChange MatrixModel::changeAt(std::size_t place) const
{
    if (m_before.empty())
        return MatrixChange::None;
    const auto &now = m_now[place];
    const auto &before = m_before[place];
    if (!now.known || !before.known || now == before)
        return MatrixChange::None;
    const bool reads = now.verdict == Verdict::Allowed;
    if (reads != (before.verdict == Verdict::Allowed))
        return reads ? MatrixChange::Opened : MatrixChange::Closed;
    return MatrixChange::Other;
}

QVariant MatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &shown = cell(index.row(), index.column());
    if (role == Qt::ToolTipRole || role == Qt::AccessibleDescriptionRole) {
        const auto played = shown.known ? exchange(index.row(), index.column()) : nullptr;
        return played ? visibleText(diagnose(*played, std::nullopt).sentence) : QVariant();
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (!shown.known)
        return tr("…");
    const auto look = verdictLook(shown.verdict);
    auto text = look.word.toLower();
    if (role == Qt::DisplayRole)
        text.prepend(look.shape + u' ');
    if (shown.hasCause)
        text += u": "_qs + causeWords(shown.cause);
    const auto changed = changeWord(change(index.row(), index.column()));
    if (!changed.isEmpty())
        text += u" ("_qs + changed + u')';
    return text;
}

QVariant MatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool vertical = orientation == Qt::Vertical;
    if (section < 0 || section >= (vertical ? rowCount() : columnCount()))
        return {};
    if (vertical) {
        const auto &row = origin(section);
        if (role == Qt::ToolTipRole)
            return row.from.isEmpty()
                       ? sourceWords(row.source)
                       : tr("%1, made from %2").arg(sourceWords(row.source), visibleText(row.from));
        return role == Qt::DisplayRole
                   ? tr("%1 — %2").arg(visibleText(row.origin), sourceWords(row.source))
                   : QVariant();
    }
    const auto &column = m_whatIf->question().requests.at(static_cast<std::size_t>(section));
    const auto asked = QString::fromUtf8(column.request.method.value_or("GET")) + u' ' +
                       visibleText(column.request.url);
    if (role == Qt::ToolTipRole)
        return asked;
    return role == Qt::DisplayRole ? (column.name.isEmpty() ? asked : visibleText(column.name))
                                   : QVariant();
}

void MatrixModel::setQuestion(std::shared_ptr<const WhatIf> whatIf, WhatIfOrigins origins)
{
    if (m_whatIf && m_whatIf->question().requests == whatIf->question().requests &&
        m_origins.rows == origins.rows) {
        m_whatIf = std::move(whatIf);
        m_origins = std::move(origins);
        return;
    }
    beginResetModel();
    m_whatIf = std::move(whatIf);
    m_origins = std::move(origins);
    m_now.assign(m_whatIf->size(), {});
    m_before.clear();
    endResetModel();
}

void MatrixModel::forgetBefore()
{
    if (m_before.empty())
        return;
    m_before.clear();
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void MatrixModel::beginBefore()
{
    m_before.assign(m_now.size(), {});
}

void MatrixModel::take(qsizetype first, const std::vector<WhatIfCell> &cells)
{
    put(m_now, first, cells);
}

void MatrixModel::takeBefore(qsizetype first, const std::vector<WhatIfCell> &cells)
{
    if (m_before.empty())
        beginBefore();
    put(m_before, first, cells);
}

void MatrixModel::put(std::vector<WhatIfCell> &into, qsizetype first,
                      const std::vector<WhatIfCell> &cells)
{
    if (cells.empty() || static_cast<std::size_t>(first) + cells.size() > into.size())
        return;
    std::copy(cells.begin(), cells.end(), into.begin() + first);
    const auto columns = static_cast<qsizetype>(m_whatIf->columns());
    const auto last = first + static_cast<qsizetype>(cells.size()) - 1;
    Q_EMIT dataChanged(index(static_cast<int>(first / columns), 0),
                       index(static_cast<int>(last / columns), columnCount() - 1));
}

std::shared_ptr<const Exchange> MatrixModel::exchange(int row, int column) const
{
    return std::make_shared<const Exchange>(
        m_whatIf->exchange(static_cast<std::size_t>(row), static_cast<std::size_t>(column)));
}

MatrixModel::Counts MatrixModel::counts() const
{
    Counts counts;
    for (std::size_t i = 0; i < m_now.size(); ++i) {
        counts.allowed += m_now[i].known && m_now[i].verdict == Verdict::Allowed ? 1 : 0;
        switch (changeAt(i)) {
        case MatrixChange::None:
            break;
        case MatrixChange::Opened:
            ++counts.opened;
            break;
        case MatrixChange::Closed:
            ++counts.closed;
            break;
        case MatrixChange::Other:
            ++counts.other;
            break;
        }
    }
    return counts;
}

QString MatrixModel::text(const QModelIndexList &indexes) const
{
    QSet<int> rowSet;
    QSet<int> columnSet;
    for (const auto &each : indexes) {
        rowSet.insert(each.row());
        columnSet.insert(each.column());
    }
    const auto listed = [](const QSet<int> &set, int count) {
        QList<int> list = set.values();
        std::sort(list.begin(), list.end());
        for (int i = 0; set.isEmpty() && i < count; ++i)
            list.append(i);
        return list;
    };
    const auto columns = listed(columnSet, columnCount());
    QString result = tr("Origin");
    for (const int column : columns)
        result += u'\t' + headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    result += u'\n';
    const auto rows = listed(rowSet, rowCount());
    for (const int row : rows) {
        result += visibleText(origin(row).origin);
        for (const int column : columns)
            result += u'\t' + index(row, column).data().toString();
        result += u'\n';
    }
    return result;
}

} // namespace corslab
