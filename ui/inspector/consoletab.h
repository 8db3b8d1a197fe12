// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace corslab {

class ConsoleChooser;
class NoteLabel;
class Workbench;

/// What the browser prints for each exchange, in the order in which they ended. A click on a line
/// selects its exchange.
class ConsoleTab : public QWidget
{
    Q_OBJECT

public:
    /// Of so many lines the newest are kept.
    static constexpr int MostLines = 10'000;
    /// So many exchanges are read at once at most.
    static constexpr int BatchSize = 300;

    /// Borrows the workbench.
    explicit ConsoleTab(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] QPlainTextEdit &text() { return *m_text; }
    [[nodiscard]] ConsoleChooser &consoleChooser() { return *m_chooser; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void startAgain();
    void note(quint64 id);
    void printWaiting();
    void print(quint64 id);
    void chooseAt(int position);
    void markSelected();
    void showEmptiness();

    Workbench &m_workbench;
    ConsoleChooser *m_chooser;
    NoteLabel *m_caution;
    QPushButton *m_copy;
    QPlainTextEdit *m_text;
    QLabel *m_emptyText;
    QStackedWidget *m_stack;
    QTimer *m_timer;
    QList<quint64> m_waiting; ///< ended, and not printed yet
    QSet<quint64> m_noted;    ///< waiting or printed
};

} // namespace corslab
