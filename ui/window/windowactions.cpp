// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/windowactions.h"

#include "ui/theme/themeicons.h"
#include "ui/widgets/messages.h"
#include "ui/widgets/scenariotitle.h"
#include "ui/window/filecontroller.h"
#include "ui/window/helptexts.h"

#include <QActionGroup>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

namespace corslab {

namespace {

constexpr int iconSide = 16;
constexpr int scenariosShown = 3; ///< in the toolbar; the others are in its menu

QString browserTitle(BrowserName name)
{
    switch (name) {
    case BrowserName::Standard:
        return WindowActions::tr("the standard");
    case BrowserName::Chromium:
        return u"Chromium"_qs;
    case BrowserName::Firefox:
        return u"Firefox"_qs;
    case BrowserName::Safari:
        return u"Safari"_qs;
    }
    return {};
}

/// Ampersands of names are not mnemonics.
QString menuText(QString text)
{
    return text.replace(u'&', u"&&"_qs);
}

} // namespace

WindowActions::WindowActions(QMainWindow &window, Workbench &workbench, FileController &files,
                             Messages &messages, ThemeController &theme,
                             const std::optional<LabDocument> &article)
    : QObject(&window)
    , m_window(window)
    , m_workbench(workbench)
    , m_files(files)
    , m_messages(messages)
    , m_theme(theme)
{
    buildFile(article);
    buildEdit();
    buildRequest();
    buildView();
    buildHelp();
    buildToolBar();
    connect(&m_files, &FileController::recentFilesChanged, this, &WindowActions::listRecent);
    connect(&m_workbench, &Workbench::scenariosChanged, this, &WindowActions::listScenarios);
    connect(&m_workbench, &Workbench::requestChanged, this, &WindowActions::showScenario);
    connect(&m_workbench, &Workbench::browserChanged, this, &WindowActions::showBrowser);
    connect(&m_workbench, &Workbench::runningChanged, m_stop, &QAction::setEnabled);
    listRecent();
    listScenarios();
    showBrowser();
}

QAction *WindowActions::add(QMenu *menu, const QString &text, const QKeySequence &key)
{
    auto *action = menu->addAction(text);
    if (!key.isEmpty())
        action->setShortcut(key);
    // Shortcuts must work while the menu bar is hidden.
    m_window.addAction(action);
    return action;
}

void WindowActions::buildFile(const std::optional<LabDocument> &article)
{
    auto *menu = m_window.menuBar()->addMenu(tr("&File"));
    auto *fresh = add(menu, tr("&New laboratory"), QKeySequence::New);
    fresh->setIcon(themeIcon(IconName::New));
    connect(fresh, &QAction::triggered, &m_files, &FileController::newDocument);
    auto *open = add(menu, tr("&Open…"), QKeySequence::Open);
    open->setIcon(themeIcon(IconName::Open));
    connect(open, &QAction::triggered, &m_files, &FileController::open);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    if (article) {
        auto *action = add(menu, tr("Open the &article's laboratory"));
        connect(action, &QAction::triggered, this,
                [this, document = *article] { m_files.openUnnamed(document); });
    }
    menu->addSeparator();
    auto *save = add(menu, tr("&Save"), QKeySequence::Save);
    save->setIcon(themeIcon(IconName::Save));
    connect(save, &QAction::triggered, &m_files, &FileController::save);
    auto *saveAs = add(menu, tr("Save &as…"), Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    connect(saveAs, &QAction::triggered, &m_files, &FileController::saveAs);
    menu->addSeparator();
    m_reset = add(menu, tr("Rese&t the laboratory to its file"), Qt::CTRL | Qt::SHIFT | Qt::Key_R);
    m_reset->setIcon(themeIcon(IconName::Reset));
    m_reset->setToolTip(tr("Policy and request as the file has them; cache, cookies and history "
                           "empty."));
    connect(m_reset, &QAction::triggered, &m_workbench, &Workbench::resetToFile);
    menu->addSeparator();
    auto *quit = add(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, &m_window, &QWidget::close);
}

void WindowActions::buildEdit()
{
    auto *menu = m_window.menuBar()->addMenu(tr("&Edit"));
    m_undo = m_workbench.undoStack().createUndoAction(this, tr("&Undo"));
    m_redo = m_workbench.undoStack().createRedoAction(this, tr("&Redo"));
    m_undo->setShortcuts(QKeySequence::Undo);
    m_redo->setShortcuts(QKeySequence::Redo);
    m_undo->setIcon(themeIcon(IconName::Undo));
    m_redo->setIcon(themeIcon(IconName::Redo));
    for (auto *action : {m_undo, m_redo}) {
        menu->addAction(action);
        m_window.addAction(action);
    }
}

void WindowActions::buildRequest()
{
    m_requestMenu = m_window.menuBar()->addMenu(tr("&Request"));
    m_send = add(m_requestMenu, tr("&Send"));
    m_send->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    m_send->setIcon(themeIcon(IconName::Send));
    m_send->setToolTip(tr("Send the request as the page would (Ctrl+Enter)"));
    connect(m_send, &QAction::triggered, &m_workbench, &Workbench::send);
    m_stop = add(m_requestMenu, tr("S&top"), Qt::Key_Escape);
    m_stop->setIcon(themeIcon(IconName::Stop));
    m_stop->setEnabled(m_workbench.isRunning());
    connect(m_stop, &QAction::triggered, &m_workbench, &Workbench::stop);
    m_requestMenu->addSeparator();
    m_scenariosEnd = m_requestMenu->addSeparator();
    m_demo = add(m_requestMenu, tr("Open the &demo page in my browser"), Qt::CTRL | Qt::Key_B);
    m_demo->setIcon(themeIcon(IconName::Browser));
    connect(m_demo, &QAction::triggered, this, &WindowActions::openDemoPage);
    m_requestMenu->addSeparator();
    m_browserMenu = m_requestMenu->addMenu(tr("Decides &like"));
    m_browserMenu->setToolTipsVisible(true);
    auto *group = new QActionGroup(this);
    for (const auto name : {BrowserName::Chromium, BrowserName::Firefox, BrowserName::Safari,
                            BrowserName::Standard}) {
        auto *action = m_browserMenu->addAction(browserTitle(name));
        action->setCheckable(true);
        action->setData(static_cast<int>(name));
        if (name == BrowserName::Safari)
            action->setToolTip(tr("Read in Safari’s source, never measured."));
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { m_workbench.setBrowser(name); });
    }
}

void WindowActions::buildView()
{
    m_viewMenu = m_window.menuBar()->addMenu(tr("&View"));
    m_placesEnd = m_viewMenu->addSeparator();
    m_present = add(m_viewMenu, tr("&Present"));
    m_present->setShortcuts({QKeySequence(Qt::Key_F11), QKeySequence(Qt::Key_P)});
    m_present->setIcon(themeIcon(IconName::Present));
    m_present->setCheckable(true);
    m_present->setToolTip(tr("Larger text, and the side panels and lower tabs folded (F11)"));
    m_viewMenu->addSeparator();
    auto *group = new QActionGroup(this);
    const auto addTheme = [&](const QString &text, ThemeController::Choice choice) {
        auto *action = m_viewMenu->addAction(text);
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] { m_theme.choose(choice); });
    };
    addTheme(tr("Light or dark as the s&ystem"), ThemeController::Choice::System);
    addTheme(tr("&Light"), ThemeController::Choice::Light);
    addTheme(tr("&Dark"), ThemeController::Choice::Dark);
}

void WindowActions::buildHelp()
{
    auto *menu = m_window.menuBar()->addMenu(tr("&Help"));
    auto *keys = add(menu, tr("&Keyboard shortcuts"), Qt::Key_F1);
    connect(keys, &QAction::triggered, this,
            [this] { m_messages.showText(&m_window, tr("Keyboard shortcuts"), shortcutTable()); });
    auto *glossary = add(menu, tr("&Glossary"), Qt::SHIFT | Qt::Key_F1);
    connect(glossary, &QAction::triggered, this,
            [this] { m_messages.showText(&m_window, tr("Glossary"), glossaryText()); });
    auto *about = add(menu, tr("&About CORS Lab"));
    connect(about, &QAction::triggered, this,
            [this] { m_messages.showText(&m_window, tr("About CORS Lab"), aboutText()); });
}

void WindowActions::buildToolBar()
{
    m_toolBar = m_window.addToolBar(tr("Tools"));
    m_toolBar->setObjectName(u"tools"_qs);
    m_toolBar->setMovable(false);
    m_toolBar->setIconSize(QSize(iconSide, iconSide));
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto addButton = [this](QAction *action, const QString &text) {
        m_toolBar->addAction(action);
        auto *button = qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action));
        button->setText(text);
        button->setFocusPolicy(Qt::StrongFocus);
        auto name = action->text();
        button->setAccessibleName(name.remove(u'&'));
        return button;
    };
    m_send->setIconText(tr("Send"));
    addButton(m_send, tr("Send"))->setObjectName(u"primary"_qs);
    qobject_cast<QToolButton *>(m_toolBar->widgetForAction(m_send))
        ->setIcon(themeIcon(IconName::Send, ColorRole::AccentText));
    m_stop->setIconText(tr("Stop"));
    addButton(m_stop, tr("Stop"));
    m_toolBar->addSeparator();
    m_moreScenarios = new QToolButton;
    m_moreScenarios->setText(tr("More"));
    m_moreScenarios->setAccessibleName(tr("More scenarios"));
    m_moreScenarios->setPopupMode(QToolButton::InstantPopup);
    m_moreScenarios->setFocusPolicy(Qt::StrongFocus);
    m_moreScenarios->setMenu(new QMenu(m_moreScenarios));
    m_toolBarScenariosEnd = m_toolBar->addWidget(m_moreScenarios);

    auto *space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_demo->setIconText(tr("Demo page"));
    addButton(m_demo, tr("Demo page"));
    m_browserButton = new QToolButton;
    m_browserButton->setPopupMode(QToolButton::InstantPopup);
    m_browserButton->setMenu(m_browserMenu);
    m_browserButton->setFocusPolicy(Qt::StrongFocus);
    m_browserButton->setToolTip(tr("The browser whose decisions and words the model follows"));
    m_browserPlace = m_toolBar->addWidget(m_browserButton);
    m_present->setIconText(tr("Present"));
    addButton(m_present, tr("Present"));
}

void WindowActions::setPresenting(bool on)
{
    m_browserPlace->setVisible(!on);
    const int side = on ? iconSide * 3 / 2 : iconSide;
    m_toolBar->setIconSize(QSize(side, side));
}

void WindowActions::setNarrow(bool on)
{
    for (auto *action : {m_demo, m_present}) {
        qobject_cast<QToolButton *>(m_toolBar->widgetForAction(action))
            ->setToolButtonStyle(on ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    }
}

QAction *WindowActions::addPlace(const QString &name, const QKeySequence &key, QWidget *place)
{
    auto *action = new QAction(name, this);
    action->setShortcut(key);
    action->setCheckable(true);
    action->setChecked(true);
    m_viewMenu->insertAction(m_placesEnd, action);
    m_window.addAction(action);
    connect(action, &QAction::toggled, place, &QWidget::setVisible);
    return action;
}

void WindowActions::addMenu(QMenu *menu)
{
    m_window.menuBar()->insertMenu(m_viewMenu->menuAction(), menu);
}

QAction *WindowActions::addTab(const QString &name, const QKeySequence &key)
{
    auto *action = new QAction(name, this);
    action->setShortcut(key);
    m_viewMenu->insertAction(m_placesEnd, action);
    m_window.addAction(action);
    return action;
}

void WindowActions::listRecent()
{
    m_recentMenu->clear();
    const auto files = m_files.recentFiles();
    for (const auto &path : files) {
        auto *action = m_recentMenu->addAction(menuText(QFileInfo(path).fileName()));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { m_files.openPath(path); });
    }
    m_recentMenu->setEnabled(!files.isEmpty());
    if (files.isEmpty())
        return;
    m_recentMenu->addSeparator();
    auto *forget = m_recentMenu->addAction(tr("&Forget these"));
    connect(forget, &QAction::triggered, &m_files, &FileController::forgetRecentFiles);
}

void WindowActions::listScenarios()
{
    for (auto *action : std::as_const(m_scenarios)) {
        m_window.removeAction(action);
        delete action;
    }
    m_scenarios.clear();
    const auto names = m_workbench.scenarios();
    for (const auto &name : names) {
        auto *action = new QAction(menuText(scenarioTitle(name)), this);
        const int number = static_cast<int>(m_scenarios.size()) + 1;
        if (number <= 9)
            action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)));
        action->setCheckable(true);
        action->setData(name);
        action->setToolTip(
            tr("Play “%1” (%2)")
                .arg(scenarioTitle(name), action->shortcut().toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, [this, name] {
            m_workbench.sendScenario(name);
            // Choosing what is chosen already must not uncheck it.
            showScenario();
        });
        m_scenarios.append(action);
        m_requestMenu->insertAction(m_scenariosEnd, action);
        m_window.addAction(action);
        if (number > scenariosShown) {
            m_moreScenarios->menu()->addAction(action);
            continue;
        }
        m_toolBar->insertAction(m_toolBarScenariosEnd, action);
        auto *button = m_toolBar->widgetForAction(action);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(scenarioTitle(name));
    }
    m_toolBarScenariosEnd->setVisible(names.size() > scenariosShown);
    orderFocus();
    showScenario();
}

void WindowActions::orderFocus()
{
    QWidget *before = nullptr;
    const auto actions = m_toolBar->actions();
    for (auto *action : actions) {
        auto *button = m_toolBar->widgetForAction(action);
        if (!button || button->focusPolicy() == Qt::NoFocus)
            continue;
        if (before)
            QWidget::setTabOrder(before, button);
        before = button;
    }
}

void WindowActions::showScenario()
{
    for (auto *action : std::as_const(m_scenarios))
        action->setChecked(action->data().toString() == m_workbench.requestName());
}

void WindowActions::showBrowser()
{
    const auto text = tr("Decides like: %1").arg(browserTitle(m_workbench.browser()));
    m_browserButton->setText(text);
    m_browserButton->setAccessibleName(text);
    const auto actions = m_browserMenu->actions();
    for (auto *action : actions)
        action->setChecked(action->data().toInt() == static_cast<int>(m_workbench.browser()));
}

void WindowActions::openDemoPage()
{
    const auto &servers = m_workbench.document().servers;
    QString address;
    for (const auto &config : servers) {
        if (address.isEmpty() || config.name == u"pages")
            address = m_workbench.resolvedText(u"{{%1}}/"_qs.arg(config.name));
    }
    if (address.isEmpty())
        m_workbench.report(tr("This laboratory has no server, so there is no page to open."));
    else if (!m_messages.openUrl(QUrl(address)))
        m_workbench.report(
            tr("No browser could be started. Open %1 in one yourself.").arg(address));
}

QString WindowActions::shortcutTable() const
{
    QString rows;
    const auto actions = m_window.actions();
    for (const auto *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        QStringList keys;
        const auto shortcuts = action->shortcuts();
        for (const auto &key : shortcuts)
            keys.append(key.toString(QKeySequence::NativeText).toHtmlEscaped());
        keys.removeDuplicates();
        auto text = action->text();
        rows += u"<tr><td>%1&nbsp;&nbsp;</td><td><b>%2</b></td></tr>"_qs.arg(
            text.remove(u'&').toHtmlEscaped(), keys.join(u", "_qs));
    }
    return u"<table cellpadding=\"3\">%1</table>"_qs.arg(rows);
}

} // namespace corslab
