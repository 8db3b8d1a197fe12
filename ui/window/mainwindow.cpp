// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "core/diagnosis/errortext.h"
#include "ui/history/historypanel.h"
#include "ui/inspector/consoletab.h"
#include "ui/inspector/headerstab.h"
#include "ui/inspector/whytab.h"
#include "ui/matrix/matrixpanel.h"
#include "ui/page/pagepanel.h"
#include "ui/server/policymenu.h"
#include "ui/server/serverpanel.h"
#include "ui/timeline/timelineview.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/filecontroller.h"
#include "ui/window/labstatus.h"
#include "ui/window/windowactions.h"

#include <QAction>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QResizeEvent>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace corslab {

MainWindow::MainWindow(Workbench &workbench, WindowServices services, QWidget *parent)
    : QMainWindow(parent)
    , m_workbench(workbench)
    , m_messages(services.messages ? std::move(services.messages)
                                   : std::make_unique<DialogMessages>())
    , m_settings(openSettings(services))
    , m_article(std::move(services.article))
    , m_theme(ThemeController::choiceOf(m_settings->value(u"scheme"_qs, 0).toInt()))
    , m_files(new FileController(workbench, *m_messages, *m_settings,
                                 recoveryFolderOf(services), this))
    , m_actions(nullptr)
    , m_messageBar(new MessageBar)
    , m_pagePanel(new PagePanel(workbench))
    , m_serverPanel(new ServerPanel(workbench))
    , m_columns(new QSplitter(Qt::Horizontal))
    , m_rows(new QSplitter(Qt::Vertical))
    , m_tabs(new QTabWidget)
{
    m_actions = new WindowActions(*this, workbench, *m_files, *m_messages, m_theme, m_article);
    m_actions->addMenu(new PolicyMenu(workbench, *m_serverPanel, this));
    arrange();
    connectPlaces();
    m_theme.dress();
    setAcceptDrops(true);
    showTitle();
    resize(1440, 900);
    restoreGeometry(m_settings->value(u"geometry"_qs).toByteArray());
    m_columns->restoreState(m_settings->value(u"columns"_qs).toByteArray());
    m_rows->restoreState(m_settings->value(u"rows"_qs).toByteArray());
}

MainWindow::~MainWindow()
{
    // The places borrow what this window owns, so they go first.
    delete takeCentralWidget();
}

void MainWindow::arrange()
{
    m_columns->addWidget(m_pagePanel);
    m_columns->addWidget(buildMiddle());
    m_columns->addWidget(m_serverPanel);
    m_columns->setSizes({330, 770, 340});
    m_columns->setHandleWidth(1);
    buildTabs();
    m_rows->addWidget(m_columns);
    m_rows->addWidget(m_tabs);
    m_rows->setStretchFactor(0, 1);
    m_rows->setSizes({565, 245});
    m_rows->setHandleWidth(1);
    for (auto *splitter : {m_columns, m_rows})
        splitter->setChildrenCollapsible(false);
    m_tabs->setMinimumHeight(90);

    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messageBar);
    column->addWidget(m_rows, 1);
    setCentralWidget(central);
    statusBar()->addWidget(new LabStatus(m_workbench, *m_files), 1);
    statusBar()->setSizeGripEnabled(false);
}

QWidget *MainWindow::buildMiddle()
{
    auto *middle = new QWidget;
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new VerdictLine(m_workbench));
    auto *timeline = new TimelineView(m_workbench);
    const auto read = [this](const QUrl &url) { m_messages->openUrl(url); };
    connect(timeline, &TimelineView::linkActivated, this, read);
    connect(m_serverPanel, &ServerPanel::linkActivated, this, read);
    column->addWidget(timeline, 1);
    middle->setMinimumWidth(320);
    return middle;
}

void MainWindow::addLowerTab(QWidget *tab, const QString &title)
{
    const int index = m_tabs->addTab(tab, title);
    auto *action = m_actions->addTab(
        tr("Show %1").arg(title), QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index)));
    connect(action, &QAction::triggered, this, [this, tab] {
        m_placeActions.constLast()->setChecked(true);
        m_tabs->setCurrentWidget(tab);
        tab->setFocus();
    });
}

void MainWindow::buildTabs()
{
    m_placeActions = {
        m_actions->addPlace(tr("&Page panel"), Qt::Key_F7, m_pagePanel),
        m_actions->addPlace(tr("&Server panel"), Qt::Key_F8, m_serverPanel),
        m_actions->addPlace(tr("Lower &tabs"), Qt::Key_F9, m_tabs),
    };
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("History and details"));
    m_historyTab = new HistoryPanel(m_workbench);
    addLowerTab(m_historyTab, tr("History"));
    addLowerTab(new HeadersTab(m_workbench), tr("Headers"));
    m_whyTab = new WhyTab(m_workbench);
    addLowerTab(m_whyTab, tr("Why"));
    addLowerTab(new MatrixPanel(m_workbench), tr("What-if matrix"));
    addLowerTab(new ConsoleTab(m_workbench), tr("Console"));
}

void MainWindow::connectPlaces()
{
    connect(m_actions->present(), &QAction::toggled, this, &MainWindow::setPresenting);
    connect(&m_workbench, &Workbench::reported, this, [this](const QString &sentence) {
        m_listenMessage = false;
        m_messageBar->showMessage(sentence);
    });
    connect(&m_workbench, &Workbench::serversChanged, this, &MainWindow::showListenErrors);
    connect(&m_workbench, &Workbench::exchangeFinished, this, &MainWindow::showVerdictPlace);
    connect(&m_workbench, &Workbench::fileChanged, this, &MainWindow::showTitle);
    // Tabs are laid out anew for each word, so a burst of exchanges is counted a few times only.
    constexpr int countInterval = 100; // milliseconds
    m_countTimer.setSingleShot(true);
    m_countTimer.setInterval(countInterval);
    connect(&m_countTimer, &QTimer::timeout, this, &MainWindow::showCount);
    const auto countSoon = [this] {
        if (!m_countTimer.isActive())
            m_countTimer.start();
    };
    connect(&m_workbench.log(), &ExchangeLog::appended, this, countSoon);
    connect(&m_workbench.log(), &ExchangeLog::cleared, this, countSoon);
}

void MainWindow::showCount()
{
    const auto size = m_workbench.log().size();
    const int index = m_tabs->indexOf(m_historyTab);
    if (index >= 0)
        m_tabs->setTabText(index, size == 0 ? tr("History") : tr("History %1").arg(size));
}

void MainWindow::setPresenting(bool on)
{
    constexpr double presentingScale = 1.5;
    if (on == m_presenting)
        return;
    m_presenting = on;
    m_theme.setTextScale(on ? presentingScale : 1.0);
    m_actions->setPresenting(on);
    statusBar()->setVisible(!on);
    if (on)
        m_placesBefore.clear();
    for (int i = 0; i < m_placeActions.size(); ++i) {
        if (on)
            m_placesBefore.append(m_placeActions.at(i)->isChecked());
        m_placeActions.at(i)->setChecked(!on && m_placesBefore.value(i, true));
    }
}

void MainWindow::showVerdictPlace()
{
    const auto exchange = m_workbench.selectedExchange();
    if (!exchange || !m_whyTab || m_presenting)
        return;
    if (exchange->verdict != Verdict::Allowed && exchange->verdict != Verdict::Opaque)
        m_tabs->setCurrentWidget(m_whyTab);
}

void MainWindow::showListenErrors()
{
    const auto &errors = m_workbench.listenErrors();
    if (errors.empty()) {
        if (m_listenMessage)
            m_messageBar->dismiss();
        m_listenMessage = false;
        return;
    }
    QStringList sentences;
    QStringList names;
    for (const auto &error : errors) {
        sentences.append(errorText(error));
        for (const auto &config : m_workbench.document().servers) {
            if (config.origin == error.origin)
                names.append(config.name);
        }
    }
    m_listenMessage = true;
    m_messageBar->showMessage(sentences.join(u' '),
                              {{tr("Use a free port"),
                                [this, names] {
                                    for (const auto &name : names)
                                        m_workbench.useFreePort(name);
                                }},
                               {tr("Try again"), [this] { m_workbench.startServers(); }}});
}

void MainWindow::showTitle()
{
    setWindowTitle(tr("%1[*] — CORS Lab").arg(m_files->name()));
    setWindowModified(m_workbench.isModified());
}

void MainWindow::recover()
{
    const auto before = m_workbench.document();
    if (!m_files->recover())
        return;
    m_listenMessage = false;
    m_messageBar->showMessage(
        tr("Last time the program ended without warning. What you had is back, and not saved yet."),
        {{tr("Throw it away"), [this, before] { m_workbench.openDocument(before, {}); }}});
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (std::exchange(m_shown, true))
        return;
    recover();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    constexpr int roomy = 1150; ///< for the toolbar with all its words
    m_actions->setNarrow(event->size().width() < roomy);
    QMainWindow::resizeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->maybeSave()) {
        event->ignore();
        return;
    }
    m_actions->present()->setChecked(false);
    m_settings->setValue(u"geometry"_qs, saveGeometry());
    m_settings->setValue(u"columns"_qs, m_columns->saveState());
    m_settings->setValue(u"rows"_qs, m_rows->saveState());
    m_settings->setValue(u"scheme"_qs, static_cast<int>(m_theme.choice()));
    m_files->finish();
    m_workbench.stop();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.constFirst().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty())
        return;
    event->acceptProposedAction();
    m_files->openPath(urls.constFirst().toLocalFile());
}

} // namespace corslab
