// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themecontroller.h"
#include "ui/window/workbench.h"

#include <QKeySequence>
#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QToolBar;
class QToolButton;

namespace corslab {

class FileController;
class Messages;

/// Everything the window can do, in its menus and its toolbar, each with a key.
class WindowActions : public QObject
{
    Q_OBJECT

public:
    /// Fills the window's menu bar and a toolbar. Borrows everything.
    WindowActions(QMainWindow &window, Workbench &workbench, FileController &files,
                  Messages &messages, ThemeController &theme,
                  const std::optional<LabDocument> &article);

    /// Adds an action that shows or folds a place of the window; its state follows the widget's.
    QAction *addPlace(const QString &name, const QKeySequence &key, QWidget *place);
    /// Adds an action that brings a lower tab to the front.
    QAction *addTab(const QString &name, const QKeySequence &key);
    /// Puts a menu into the bar, before View.
    void addMenu(QMenu *menu);
    [[nodiscard]] QAction *present() const { return m_present; }
    /// The toolbar keeps what a person who presents presses, in the larger text's size.
    void setPresenting(bool on);
    /// In a narrow window some buttons show their picture alone.
    void setNarrow(bool on);

private:
    void buildFile(const std::optional<LabDocument> &article);
    void buildEdit();
    void buildRequest();
    void buildView();
    void buildHelp();
    void buildToolBar();
    void listRecent();
    void listScenarios();
    /// The Tab key goes through the toolbar as the eye does.
    void orderFocus();
    void showScenario();
    void showBrowser();
    void openDemoPage();
    QAction *add(QMenu *menu, const QString &text, const QKeySequence &key = {});
    [[nodiscard]] QString shortcutTable() const;

    QMainWindow &m_window;
    Workbench &m_workbench;
    FileController &m_files;
    Messages &m_messages;
    ThemeController &m_theme;

    QMenu *m_recentMenu = nullptr;
    QMenu *m_requestMenu = nullptr;
    QMenu *m_viewMenu = nullptr;
    QMenu *m_browserMenu = nullptr;
    QAction *m_send = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_demo = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_present = nullptr;
    QAction *m_reset = nullptr;
    QAction *m_placesEnd = nullptr;
    QAction *m_scenariosEnd = nullptr;
    QList<QAction *> m_scenarios;
    QToolBar *m_toolBar = nullptr;
    QAction *m_toolBarScenariosEnd = nullptr;
    QToolButton *m_moreScenarios = nullptr;
    QToolButton *m_browserButton = nullptr;
    QAction *m_browserPlace = nullptr; ///< of the button in the toolbar
};

} // namespace corslab
