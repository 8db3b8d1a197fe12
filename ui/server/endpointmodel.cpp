// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/endpointmodel.h"

#include "ui/widgets/listpatch.h"
#include "ui/widgets/visibletext.h"

#include <QLocale>

namespace corslab {

void EndpointModel::setEndpoints(const QList<Endpoint> &endpoints)
{
    const auto patch = ListPatch::between(m_endpoints, endpoints);
    const int end = patch.changedEnd();
    for (int row = patch.first; row < end; ++row)
        m_endpoints[row] = endpoints.at(row);
    if (patch.changed > 0)
        Q_EMIT dataChanged(index(patch.first, 0), index(end - 1, ColumnCount - 1));
    if (patch.removed > 0) {
        beginRemoveRows({}, end, end + patch.removed - 1);
        m_endpoints.remove(end, patch.removed);
        endRemoveRows();
    } else if (patch.inserted > 0) {
        beginInsertRows({}, end, end + patch.inserted - 1);
        m_endpoints = endpoints;
        endInsertRows();
    }
}

int EndpointModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_endpoints.size());
}

int EndpointModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString EndpointModel::answerWords(const Endpoint &endpoint)
{
    QString words;
    if (endpoint.drop)
        words = tr("no answer: hangs up");
    else if (endpoint.echo)
        words = tr("200, tells what arrived");
    else if (endpoint.redirect)
        words = tr("%1 to %2")
                    .arg(endpoint.redirect->status)
                    .arg(visibleText(endpoint.redirect->location));
    else
        words = tr("%1, %2")
                    .arg(endpoint.status)
                    .arg(QLocale().formattedDataSize(endpoint.body.size()));
    if (endpoint.delay.count() > 0)
        words = tr("%1, after %2 ms").arg(words).arg(endpoint.delay.count());
    return words;
}

QVariant EndpointModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return {};
    const auto &endpoint = m_endpoints.at(index.row());
    switch (index.column()) {
    case MethodColumn:
        return endpoint.method ? visibleText(*endpoint.method) : tr("any");
    case PathColumn:
        return endpoint.path ? visibleText(*endpoint.path) : tr("any");
    case AnswerColumn:
        return answerWords(endpoint);
    default:
        return {};
    }
}

QVariant EndpointModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case MethodColumn:
        return tr("Method");
    case PathColumn:
        return tr("Path");
    case AnswerColumn:
        return tr("Answer");
    default:
        return {};
    }
}

} // namespace corslab
