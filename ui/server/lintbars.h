// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/lint.h"

#include <QString>
#include <QUrl>
#include <QWidget>

#include <cstddef>
#include <vector>

class QVBoxLayout;

namespace corslab {

/// What is known to go wrong with one field, under it: a bar each, with its fix and a page to read.
/// Not there while nothing is wrong.
class LintBars : public QWidget
{
    Q_OBJECT

public:
    explicit LintBars(QWidget *parent = nullptr);

    /// Shows them by how grave they are.
    void setLints(std::vector<Lint> lints);
    [[nodiscard]] const std::vector<Lint> &lints() const { return m_lints; }

Q_SIGNALS:
    void fixRequested(const corslab::Lint &lint);
    void linkActivated(const QUrl &url);

private:
    void rebuild();
    void addRow(const Lint &lint);
    /// `wrong`: more than notes are hidden.
    [[nodiscard]] QString foldText(std::size_t hidden, bool wrong) const;

    std::vector<Lint> m_lints;
    QVBoxLayout *m_column;
    QWidget *m_rows = nullptr;
    bool m_all = false; ///< more than the first few are shown
};

} // namespace corslab
