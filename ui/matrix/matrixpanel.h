// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/matrix/matrixcontroller.h"
#include "ui/matrix/matrixmodel.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QToolButton;

namespace corslab {

class CellDetail;
class FieldEdit;
class NoteLabel;
class Workbench;

/// The what-if matrix: every origin and every request under the policies as they stand, and what
/// an edit changes.
class MatrixPanel : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit MatrixPanel(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] MatrixModel &model() { return *m_model; }
    [[nodiscard]] MatrixController &controller() { return *m_controller; }
    [[nodiscard]] QTableView &table() { return *m_table; }
    /// "This edit opens 3 and closes 1."
    [[nodiscard]] QString summary() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *buildBar();
    void buildTable();
    QToolButton *addTool(QHBoxLayout *row, const QString &text, const QString &name);
    void fitRows();
    void addTyped();
    void removeTyped();
    void showProgress();
    void showResult();
    void showCell();
    void openCell();
    void copy();
    void help();

    Workbench &m_workbench;
    MatrixModel *m_model;
    MatrixController *m_controller;
    QTableView *m_table;
    CellDetail *m_detail;
    FieldEdit *m_origin;
    NoteLabel *m_originNote;
    QComboBox *m_baseline;
    QLabel *m_summary;
    QLabel *m_leftOut;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QToolButton *m_remove = nullptr;
    /// The cell whose exchange the window shows: shown anew when it was answered anew.
    struct Opened
    {
        QByteArray origin;
        QString request;
        std::shared_ptr<const Exchange> exchange;
    };
    std::optional<Opened> m_opened;
};

} // namespace corslab
