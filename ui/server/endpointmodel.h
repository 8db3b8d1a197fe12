// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/serverconfig.h"

#include <QAbstractTableModel>

namespace corslab {

/// A server's endpoints in the order in which they are tried.
class EndpointModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { MethodColumn, PathColumn, AnswerColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEndpoints(const QList<Endpoint> &endpoints);
    [[nodiscard]] const QList<Endpoint> &endpoints() const { return m_endpoints; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// What it answers, in a few words: "200, 44 bytes", "tells what arrived".
    [[nodiscard]] static QString answerWords(const Endpoint &endpoint);

private:
    QList<Endpoint> m_endpoints;
};

} // namespace corslab
