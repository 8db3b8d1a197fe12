// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace corslab {

class HistoryModel;
class Workbench;

/// Every exchange, the model's and real browsers', as a table to search in. What is chosen here is
/// what the window shows.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit HistoryPanel(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] HistoryModel &model() { return *m_model; }
    [[nodiscard]] QTableView &table() { return *m_table; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }
    /// The selected row, its cells parted by tabs; empty where none is selected.
    [[nodiscard]] QString rowText() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *buildFilterRow();
    void buildTable();
    void fitRows();
    void afterFollowing();
    void chooseSelected();
    void showSelected(bool scroll);
    void filterVerdicts();
    void showAll();
    void copyRow() const;

    Workbench &m_workbench;
    HistoryModel *m_model;
    QTableView *m_table;
    QLineEdit *m_filter;
    QList<QPushButton *> m_chips; ///< one for each verdict, in their order
    QLabel *m_count;
    QStackedWidget *m_stack;
    QLabel *m_emptyText;
    QPushButton *m_showAll;
    bool m_following = true;     ///< the newest row is in sight, and stays there
    bool m_showing = false;      ///< the selection is set from outside
    bool m_hasSelection = false; ///< the workbench's exchange is a row that is selected
};

} // namespace corslab
