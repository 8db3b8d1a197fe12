// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;

namespace corslab {

class Badge;
class MatrixModel;
class NoteLabel;

/// What the selected cell says, in a sentence, and the way to its timeline.
class CellDetail : public QWidget
{
    Q_OBJECT

public:
    explicit CellDetail(QWidget *parent = nullptr);

    /// -1: no cell is selected.
    void showCell(const MatrixModel &model, int row, int column);

Q_SIGNALS:
    void openRequested();

private:
    NoteLabel *m_place;
    Badge *m_verdict;
    NoteLabel *m_change;
    NoteLabel *m_sentence;
    QPushButton *m_open;
};

} // namespace corslab
