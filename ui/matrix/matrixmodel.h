// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/laboratory/whatif.h"
#include "core/laboratory/whatiforigins.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <vector>

namespace corslab {

/// What an edit of the policy did to a cell.
enum class MatrixChange : quint8 {
    None,
    Opened, ///< it can be read now
    Closed, ///< it cannot be read any more
    Other   ///< another verdict or another cause
};

/// Origins × requests. A cell is its verdict now, and before where there is something to compare
/// with. Cells come in as they are answered.
class MatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit MatrixModel(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

    /// Where rows and columns stay as they are, cells keep what they show until they are answered
    /// anew. `whatIf` asks about `origins`.
    void setQuestion(std::shared_ptr<const WhatIf> whatIf, WhatIfOrigins origins);
    /// There is nothing to compare with from now on.
    void forgetBefore();
    /// Nothing is known of what was before, but it will be.
    void beginBefore();
    void take(qsizetype first, const std::vector<WhatIfCell> &cells);
    void takeBefore(qsizetype first, const std::vector<WhatIfCell> &cells);

    [[nodiscard]] const WhatIfOrigin &origin(int row) const
    {
        return m_origins.rows.at(static_cast<std::size_t>(row));
    }
    [[nodiscard]] qsizetype leftOut() const { return m_origins.leftOut; }
    [[nodiscard]] const WhatIfCell &cell(int row, int column) const;
    [[nodiscard]] MatrixChange change(int row, int column) const;
    /// The whole exchange of a cell, played now.
    [[nodiscard]] std::shared_ptr<const Exchange> exchange(int row, int column) const;
    /// Cells that can be read, and those that an edit changed.
    struct Counts
    {
        qsizetype allowed = 0;
        qsizetype opened = 0;
        qsizetype closed = 0;
        qsizetype other = 0;
    };
    [[nodiscard]] Counts counts() const;
    /// Every cell with its headers, parted by tabs; or those of some.
    [[nodiscard]] QString text(const QModelIndexList &indexes = {}) const;

private:
    void put(std::vector<WhatIfCell> &into, qsizetype first, const std::vector<WhatIfCell> &cells);
    [[nodiscard]] MatrixChange changeAt(std::size_t place) const;
    [[nodiscard]] std::size_t placeOf(int row, int column) const;

    std::shared_ptr<const WhatIf> m_whatIf;
    WhatIfOrigins m_origins;
    std::vector<WhatIfCell> m_now;
    std::vector<WhatIfCell> m_before; ///< empty: nothing to compare with
};

[[nodiscard]] QString changeWord(MatrixChange change);

} // namespace corslab
