// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and clicks.
#include "core/document/labfile.h"
#include "tests/ui/testlab.h"
#include "tests/ui/window/fakemessages.h"
#include "ui/page/pagepanel.h"
#include "ui/server/serverpanel.h"
#include "ui/verdict/verdictline.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/chipedit.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/panelscroll.h"
#include "ui/widgets/wrapedit.h"
#include "ui/window/filecontroller.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QHash>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace corslab;
using namespace corslab::test;

namespace {

WindowServices servicesIn(const QString &folder, FakeMessages::Script &script)
{
    WindowServices services;
    services.messages = std::make_unique<FakeMessages>(script);
    services.settingsFile = QDir(folder).filePath(QStringLiteral("settings.ini"));
    services.recoveryFolder = QDir(folder).filePath(QStringLiteral("recovery"));
    return services;
}

/// What of a panel cannot be seen whole.
QStringList cutIn(const QWidget &panel)
{
    QStringList cut;
    const auto *scroll = panel.findChild<PanelScroll *>();
    if (scroll->widget()->width() > scroll->viewport()->width())
        cut.append(panel.accessibleName());
    const auto badges = panel.findChildren<Badge *>();
    for (const auto *badge : badges) {
        if (badge->isVisible() && badge->height() < badge->heightForWidth(badge->width()))
            cut.append(badge->text());
    }
    const auto chips = panel.findChildren<ChipEdit *>();
    for (const auto *edit : chips) {
        if (edit->isVisible() && edit->lineEdit()->geometry().bottom() > edit->viewport()->height())
            cut.append(edit->accessibleName());
    }
    return cut;
}

/// Counts how often each widget was told of another style.
class StyleCounter : public QObject
{
public:
    StyleCounter() { qApp->installEventFilter(this); }

    [[nodiscard]] int of(const QWidget *widget) const { return m_counts.value(widget); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::StyleChange)
            ++m_counts[watched];
        return false;
    }

private:
    QHash<const QObject *, int> m_counts;
};

} // namespace

class tst_MainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_script = {};
        open(smallLaboratory());
    }

    void cleanup()
    {
        m_window.reset();
        m_workbench.reset();
    }

    void everyControl_hasAName() { QCOMPARE(namelessControls(*m_window), QStringList()); }

    void building_stylesAWidgetOnce()
    {
        m_window.reset();
        const StyleCounter counter;
        m_window =
            std::make_unique<MainWindow>(*m_workbench, servicesIn(m_folder->path(), m_script));
        // It stands deep within others, each of which was put into the next.
        QCOMPARE(counter.of(named<WrapEdit>(*m_window, QStringLiteral("URL of the request"))), 1);
        QVERIFY(!qApp->styleSheet().isEmpty());
    }

    void threeScenarios_endAllowed_data()
    {
        QTest::addColumn<QString>("button");
        QTest::newRow("same-origin") << QStringLiteral("Same-origin");
        QTest::newRow("simple") << QStringLiteral("Cross-origin simple");
        QTest::newRow("preflighted") << QStringLiteral("Cross-origin preflighted");
    }

    void threeScenarios_endAllowed()
    {
        QFETCH(QString, button);
        QSignalSpy finished(m_workbench.get(), &Workbench::exchangeFinished);
        auto *pressed = named<QAbstractButton>(*m_window, button);
        QVERIFY(pressed);
        QTest::mouseClick(pressed, Qt::LeftButton);
        QVERIFY(finished.wait());
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Allowed);
        auto *line = m_window->findChild<VerdictLine *>();
        QCOMPARE(line->look().word, QStringLiteral("ALLOWED"));
    }

    void removedOrigin_blocksAndTheFixMends()
    {
        press(Qt::Key_2, Qt::ControlModifier);
        auto *origins = named<ChipEdit>(m_window->serverPanel(), QStringLiteral("Allowed origins"));
        origins->lineEdit()->setFocus();
        QTest::keyClick(origins->lineEdit(), Qt::Key_Backspace);
        QTest::keyClick(origins->lineEdit(), Qt::Key_Delete);
        send();
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Blocked);
        auto *line = m_window->findChild<VerdictLine *>();
        QVERIFY(line->button()->isVisible());
        QTest::mouseClick(line->button(), Qt::LeftButton);
        QCOMPARE(m_workbench->server(QStringLiteral("api"))->policy->origins.size(), 1);
        send();
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Allowed);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(m_workbench->server(QStringLiteral("api"))->policy->origins.isEmpty());
    }

    void keyboardAlone_leadsToAVerdict()
    {
        // From a fresh window, without a click: Tab reaches the URL, Ctrl+Enter sends.
        m_window->activateWindow();
        auto *url = named<WrapEdit>(*m_window, QStringLiteral("URL of the request"));
        for (int i = 0; i < 60 && !url->hasFocus(); ++i)
            QTest::keyClick(focused(), Qt::Key_Tab);
        QVERIFY(url->hasFocus());
        QTest::keyClick(url, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(url, m_workbench->resolvedText(QStringLiteral("{{api}}/simple")));
        send();
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Allowed);
    }

    void tab_goesThroughEveryPlace()
    {
        QSet<QWidget *> places;
        m_window->pagePanel().setFocus();
        for (int i = 0; i < 250; ++i) {
            QTest::keyClick(focused(), Qt::Key_Tab);
            for (QWidget *place : {static_cast<QWidget *>(&m_window->pagePanel()),
                                   static_cast<QWidget *>(&m_window->serverPanel()),
                                   static_cast<QWidget *>(&m_window->lowerTabs())}) {
                if (place->isAncestorOf(focused()))
                    places.insert(place);
            }
        }
        QCOMPARE(places.size(), m_window->lowerTabs().count() > 0 ? 3 : 2);
    }

    void presenting_foldsAndComesBack()
    {
        const auto size = QApplication::font().pointSizeF();
        press(Qt::Key_F11);
        QVERIFY(m_window->isPresenting());
        QCOMPARE(QApplication::font().pointSizeF(), size * 1.5);
        QVERIFY(!m_window->pagePanel().isVisible());
        QVERIFY(!m_window->serverPanel().isVisible());
        QVERIFY(!m_window->lowerTabs().isVisible());
        press(Qt::Key_F8);
        QVERIFY(m_window->serverPanel().isVisible());
        const auto *origins =
            named<ChipEdit>(m_window->serverPanel(), QStringLiteral("Allowed origins"));
        QTRY_VERIFY(origins->font().pointSizeF() > size * 1.2);
        press(Qt::Key_F11);
        QCOMPARE(QApplication::font().pointSizeF(), size);
        QVERIFY(m_window->pagePanel().isVisible());
        QVERIFY(m_window->lowerTabs().isVisible());
    }

    void letterP_presentsButCanBeTyped()
    {
        auto *url = named<WrapEdit>(*m_window, QStringLiteral("URL of the request"));
        url->setFocus();
        QTest::keyClicks(url, QStringLiteral("p"));
        QVERIFY(!m_window->isPresenting());
        m_window->setFocus();
        QTest::keyClick(m_window.get(), Qt::Key_P);
        QVERIFY(m_window->isPresenting());
        QTest::keyClick(m_window.get(), Qt::Key_P);
    }

    void window_fits1024x700()
    {
        m_window->resize(1024, 700);
        QCOMPARE(m_window->size(), QSize(1024, 700));
        QVERIFY(m_window->minimumSizeHint().width() <= 1024);
        QVERIFY(m_window->minimumSizeHint().height() <= 700);
    }

    void panels_cutNothing_data()
    {
        QTest::addColumn<QSize>("size");
        for (const auto size : {QSize(1024, 700), QSize(1440, 900), QSize(2560, 1440)})
            QTest::addRow("%d", size.width()) << size;
    }

    void panels_cutNothing()
    {
        QFETCH(QSize, size);
        press(Qt::Key_3, Qt::ControlModifier);
        m_window->resize(size);
        QTest::qWait(50); // layouts settle over several turns of the event loop, or later
        QTRY_COMPARE(cutIn(m_window->pagePanel()), QStringList());
        QTRY_COMPARE(cutIn(m_window->serverPanel()), QStringList());
    }

    void stoppedRequest_endsAndTheWindowLives()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        m_workbench->editRequest(
            call(QStringLiteral("http://127.0.0.1:%1/").arg(silent.serverPort())),
            QStringLiteral("test"));
        QSignalSpy running(m_workbench.get(), &Workbench::runningChanged);
        press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_workbench->isRunning());
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_workbench->isRunning());
    }

    void killedWindow_isRecovered()
    {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--victim"), m_folder->path()});
        QVERIFY(victim.waitForReadyRead());
        QCOMPARE(victim.readAllStandardOutput(), QByteArray("kept"));
        victim.kill();
        QVERIFY(victim.waitForFinished());

        open(smallLaboratory());
        QCOMPARE(m_workbench->request().url, QStringLiteral("http://localhost:1/typed"));
        QVERIFY(m_workbench->isModified());
        QVERIFY(!m_window->messageBar().isHidden());
        // Once only.
        m_script.unsaved = UnsavedAnswer::Discard;
        m_window->close();
        open(smallLaboratory());
        QCOMPARE(m_workbench->request().url, QStringLiteral("/simple"));
    }

    void closing_asksOnceAndCanBeCancelled()
    {
        m_workbench->editRequest(call(QStringLiteral("http://localhost:1/")),
                                 QStringLiteral("test"));
        QVERIFY(m_window->isWindowModified());
        QVERIFY(!m_window->close());
        QCOMPARE(m_script.unsavedAsked, 1);
        m_script.unsaved = UnsavedAnswer::Discard;
        QVERIFY(m_window->close());
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("recovery")))
                    .entryList({QStringLiteral("*.recovery")}, QDir::Files)
                    .isEmpty());
    }

    void droppedFile_isOpened()
    {
        auto document = smallLaboratory();
        document.title = QStringLiteral("Dropped");
        const auto path = m_folder->filePath(QStringLiteral("dropped.corslab"));
        QVERIFY(writeLabFile(path, document).has_value());
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(m_workbench->document().title, QStringLiteral("Dropped"));
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("dropped.corslab")));
    }

    void openedFile_isAmongTheRecentOfTheNextWindow()
    {
        auto document = smallLaboratory();
        document.title = QStringLiteral("Opened");
        const auto path = m_folder->filePath(QStringLiteral("opened.corslab"));
        QVERIFY(writeLabFile(path, document).has_value());
        QCOMPARE(action(QStringLiteral("opened.corslab")), nullptr);
        m_window->files().openPath(path);
        QVERIFY(action(QStringLiteral("opened.corslab")));

        open(smallLaboratory());
        QCOMPARE(m_workbench->document().title, QStringLiteral("Small laboratory"));
        auto *recent = action(QStringLiteral("opened.corslab"));
        QVERIFY(recent);
        recent->trigger();
        QCOMPARE(m_workbench->document().title, QStringLiteral("Opened"));
        action(QStringLiteral("&Forget these"))->trigger();
        QCOMPARE(action(QStringLiteral("opened.corslab")), nullptr);
    }

    void endpointEdits_areUndoneAndDoneAgain()
    {
        const auto endpoints = [this] { return m_workbench->document().servers.first().endpoints; };
        const auto before = endpoints();
        auto *add = named<QPushButton>(*m_window, QStringLiteral("Add an endpoint"));
        QVERIFY(add);
        add->click();
        QCOMPARE(endpoints().size(), before.size() + 1);
        auto *remove =
            named<QPushButton>(*m_window, QStringLiteral("Remove the selected endpoint"));
        remove->click();
        QCOMPARE(endpoints(), before);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(endpoints().size(), before.size() + 1);
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(endpoints(), before);
        QVERIFY(!m_workbench->isModified());
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(endpoints().size(), before.size() + 1);
    }

    void headersTab_hasTheExactBytes()
    {
        send();
        const auto bytes = [this](const QString &name) {
            return named<QPlainTextEdit>(*m_window, name)->toPlainText();
        };
        const auto exchange = m_workbench->selectedExchange();
        const auto &message = exchange->messages.front();
        QVERIFY(message.rawRequestHead.startsWith("GET /simple HTTP/1.1\r\nHost: localhost:"));
        const auto request = bytes(QStringLiteral("Request, exact bytes"));
        QVERIFY(request.startsWith(QStringLiteral("GET /simple HTTP/1.1")));
        // Each line of the head, in the order of the wire.
        qsizetype at = 0;
        for (const auto &[name, value] : message.requestHeaders) {
            at = request.indexOf(QString::fromLatin1(name + ": " + value), at);
            QVERIFY2(at > 0, name.constData());
        }
        QVERIFY(bytes(QStringLiteral("Response, exact bytes"))
                    .startsWith(QStringLiteral("HTTP/1.1 200 OK")));
    }

    void takenPort_isSaidWithAWayOut()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        auto document = smallLaboratory();
        document.servers.first().origin =
            "http://localhost:" + QByteArray::number(holder.serverPort());
        open(document);
        auto &bar = m_window->messageBar();
        QVERIFY(!bar.isHidden());
        QVERIFY(bar.sentence().contains(QString::number(holder.serverPort())));
        QTest::mouseClick(named<QPushButton>(bar, QStringLiteral("Use a free port")),
                          Qt::LeftButton);
        QVERIFY(bar.isHidden());
        press(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(m_workbench->selectedExchange() && m_workbench->selectedExchange()->finished);
        QCOMPARE(m_workbench->selectedExchange()->verdict, Verdict::Allowed);
    }

    void demoPage_isOpenedInThePersonsBrowser()
    {
        press(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(m_script.opened,
                 QList<QUrl>{QUrl(m_workbench->resolvedText(QStringLiteral("{{pages}}/")))});
        m_script.opens = false;
        press(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!m_window->messageBar().isHidden());
    }

    void help_namesTheKeys()
    {
        press(Qt::Key_F1);
        QCOMPARE(m_script.shown.size(), 1);
        QVERIFY(m_script.shown.first().contains(QStringLiteral("Ctrl+Return")));
        QVERIFY(m_script.shown.first().contains(QStringLiteral("F11")));
    }

private:
    void open(const LabDocument &document)
    {
        m_window.reset();
        m_workbench = std::make_unique<Workbench>(
            std::make_unique<Laboratory>(document, LaboratoryOptions{}));
        m_window =
            std::make_unique<MainWindow>(*m_workbench, servicesIn(m_folder->path(), m_script));
        m_workbench->startServers();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    [[nodiscard]] QWidget *focused() const
    {
        auto *widget = QApplication::focusWidget();
        return widget ? widget : m_window.get();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(focused(), key, modifiers);
    }

    /// Of a menu; null where there is none of that text.
    [[nodiscard]] QAction *action(const QString &text) const
    {
        const auto actions = m_window->findChildren<QAction *>();
        const auto found = std::find_if(actions.begin(), actions.end(),
                                        [&](const QAction *each) { return each->text() == text; });
        return found == actions.end() ? nullptr : *found;
    }

    void send()
    {
        QSignalSpy finished(m_workbench.get(), &Workbench::exchangeFinished);
        press(Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(finished.wait());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeMessages::Script m_script;
    std::unique_ptr<Workbench> m_workbench;
    std::unique_ptr<MainWindow> m_window;
};

/// A window in which something is typed, and that then waits to be killed.
static int runVictim(const QString &folder)
{
    FakeMessages::Script script;
    Workbench workbench(std::make_unique<Laboratory>(smallLaboratory(), LaboratoryOptions{}));
    MainWindow window(workbench, servicesIn(folder, script));
    window.show();
    workbench.editRequest(call(QStringLiteral("http://localhost:1/typed")), QStringLiteral("test"));
    QTimer poll;
    QObject::connect(&poll, &QTimer::timeout, &window, [&] {
        const QDir recovery(QDir(folder).filePath(QStringLiteral("recovery")));
        if (recovery.entryList({QStringLiteral("*.recovery")}, QDir::Files).isEmpty())
            return;
        poll.stop();
        fputs("kept", stdout);
        fflush(stdout);
    });
    poll.start(20);
    return QApplication::exec();
}

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--victim")
        return runVictim(QString::fromLocal8Bit(argv[2]));
    tst_MainWindow test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mainwindow.moc"
