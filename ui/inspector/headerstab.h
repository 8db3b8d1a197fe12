// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace corslab {

class HeaderRowModel;
class HeaderTableView;
class NoteLabel;
class Workbench;
struct Exchange;

/// Request and response of the selected message side by side: on the wire beside what the script
/// may see, and a sentence on the selected header.
class HeadersTab : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit HeadersTab(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] HeaderTableView &requestTable() { return *m_request.table; }
    [[nodiscard]] HeaderTableView &responseTable() { return *m_response.table; }
    [[nodiscard]] QComboBox &messageChooser() { return *m_chooser; }
    /// On the selected header.
    [[nodiscard]] QString explanation() const;
    /// What the copy button copies.
    [[nodiscard]] QString copyText() const;

private:
    struct Side
    {
        QWidget *widget = nullptr;
        NoteLabel *title = nullptr;
        QStackedWidget *stack = nullptr;
        HeaderTableView *table = nullptr;
        HeaderRowModel *model = nullptr;
        QPlainTextEdit *bytes = nullptr;
    };

    [[nodiscard]] Side buildSide(ColorRole role, const QString &tableName,
                                 const QString &bytesName);
    [[nodiscard]] QWidget *buildTop();
    void refresh();
    void refreshChooser(const Exchange &exchange, int message);
    void showMessage(const Exchange &exchange, int message);
    void choose(int index);
    void explain();
    void selected(Side &here, Side &there);

    Workbench &m_workbench;
    QComboBox *m_chooser;
    QCheckBox *m_exact;
    QPushButton *m_copy;
    Side m_request;
    Side m_response;
    QLabel *m_explanation;
    QStackedWidget *m_stack;
};

} // namespace corslab
