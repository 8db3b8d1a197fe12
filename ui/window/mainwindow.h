// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/themecontroller.h"
#include "ui/window/windowservices.h"
#include "ui/window/workbench.h"

#include <QMainWindow>
#include <QTimer>

#include <memory>

class QSettings;
class QSplitter;
class QTabWidget;

namespace corslab {

class FileController;
class MessageBar;
class PagePanel;
class ServerPanel;
class WindowActions;

/// Arranges the places of the window: the page, the browser's decisions, the server, and below them
/// what they left behind. It knows no rule.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Borrows the workbench, which must live longer.
    explicit MainWindow(Workbench &workbench, WindowServices services = {},
                        QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] FileController &files() { return *m_files; }
    [[nodiscard]] MessageBar &messageBar() { return *m_messageBar; }
    [[nodiscard]] PagePanel &pagePanel() { return *m_pagePanel; }
    [[nodiscard]] ServerPanel &serverPanel() { return *m_serverPanel; }
    [[nodiscard]] QTabWidget &lowerTabs() { return *m_tabs; }
    [[nodiscard]] bool isPresenting() const { return m_presenting; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void arrange();
    [[nodiscard]] QWidget *buildMiddle();
    void buildTabs();
    void addLowerTab(QWidget *tab, const QString &title);
    void connectPlaces();
    void setPresenting(bool on);
    void showListenErrors();
    void showVerdictPlace();
    void showTitle();
    void showCount();
    void recover();

    Workbench &m_workbench;
    std::unique_ptr<Messages> m_messages;
    std::unique_ptr<QSettings> m_settings;
    std::optional<LabDocument> m_article;
    ThemeController m_theme;
    FileController *m_files;
    WindowActions *m_actions;

    MessageBar *m_messageBar;
    PagePanel *m_pagePanel;
    ServerPanel *m_serverPanel;
    QSplitter *m_columns;
    QSplitter *m_rows;
    QTabWidget *m_tabs;
    QWidget *m_whyTab = nullptr;
    QWidget *m_historyTab = nullptr;
    QList<QAction *> m_placeActions;
    QList<bool> m_placesBefore; ///< what was shown before presenting
    QTimer m_countTimer;
    bool m_presenting = false;
    bool m_shown = false;
    bool m_listenMessage = false; ///< the bar is about ports
};

} // namespace corslab
