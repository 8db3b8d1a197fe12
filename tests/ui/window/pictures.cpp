// SPDX-License-Identifier: GPL-3.0-or-later
// corslab_pictures FOLDER: draws the window in the states that the README shows and that are worth
// looking at after a change. Needs no display: QT_QPA_PLATFORM=offscreen.
#include "core/document/labfile.h"
#include "ui/server/policysheet.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/messages.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

using namespace corslab;

namespace {

LabDocument article()
{
    QFile file(QStringLiteral(":/corslab/article.corslab"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The article's laboratory is missing.");
    const auto read = parseLabFile(file.readAll());
    if (!read)
        qFatal("The article's laboratory cannot be read.");
    return read->document;
}

void settle(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void play(Workbench &workbench, const QString &scenario)
{
    QEventLoop loop;
    QObject::connect(&workbench, &Workbench::exchangeFinished, &loop, &QEventLoop::quit);
    QTimer::singleShot(10000, &loop, &QEventLoop::quit);
    if (scenario.isEmpty())
        workbench.send();
    else
        workbench.sendScenario(scenario);
    loop.exec();
    settle(300);
}

/// The page and the file as they were, the history empty.
void startAfresh(Workbench &workbench)
{
    workbench.resetToFile();
    settle(100);
}

/// The same request from a page that the policy does not know.
void block(Workbench &workbench)
{
    auto page = workbench.page();
    page.origin = "http://localhost:5173";
    workbench.editPage(page, QStringLiteral("Page origin"));
    auto request = workbench.request();
    // What was beside the page is now elsewhere.
    if (request.url.startsWith(u'/'))
        request.url.prepend(QStringLiteral("{{pages}}"));
    workbench.editRequest(request, QStringLiteral("URL"));
}

class Camera
{
public:
    Camera(MainWindow &window, QDir folder)
        : m_window(window)
        , m_folder(std::move(folder))
    {
    }

    void take(const QString &name, QSize size = {1440, 900})
    {
        m_window.resize(size);
        settle(200);
        save(m_window, name);
    }
    /// Another window than the main one, as large as it wants to be.
    void takeDialog(QWidget &dialog, const QString &name)
    {
        settle(200);
        save(dialog, name);
    }

private:
    void save(QWidget &widget, const QString &name)
    {
        const auto path = m_folder.filePath(name + QStringLiteral(".png"));
        if (!widget.grab().save(path))
            qFatal("%s cannot be written.", qPrintable(path));
        QTextStream(stdout) << path << '\n';
    }

    MainWindow &m_window;
    QDir m_folder;
};

void trigger(const MainWindow &window, const QString &text)
{
    const auto actions = window.findChildren<QAction *>();
    for (auto *action : actions) {
        if (action->text() == text) {
            action->trigger();
            return;
        }
    }
    qFatal("There is no action %s.", qPrintable(text));
}

/// An edit of the policy, and what it opens and closes.
void takeMatrix(MainWindow &window, Workbench &workbench, Camera &camera, const QString &suffix)
{
    startAfresh(workbench);
    trigger(window, QStringLiteral("Show What-if matrix"));
    auto policy = workbench.policyAt({QStringLiteral("api"), -1}).value_or(Policy());
    policy.origins = {{"http://localhost:5173"}, {"https://*.example.com"}};
    workbench.editPolicy(QStringLiteral("api"), policy, QStringLiteral("Origins"));
    settle(600);
    camera.take(QStringLiteral("matrix-") + suffix, QSize(1440, 900));
    startAfresh(workbench);
}

/// What is done with a whole policy, and a policy with mistakes in it.
void takePolicies(MainWindow &window, Workbench &workbench, Camera &camera, const QString &suffix)
{
    startAfresh(workbench);
    const PolicyAddress api{QStringLiteral("api"), -1};
    PolicySheet sheet(workbench, &window);
    sheet.open(api, PolicySheet::Source::OneFrontEnd);
    camera.takeDialog(sheet, QStringLiteral("sheet-preset-") + suffix);
    sheet.open(api, PolicySheet::Source::Pasted,
               QStringLiteral("HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\n"
                              "Access-Control-Allow-Credentials: true\nVary: Origin\n"));
    camera.takeDialog(sheet, QStringLiteral("sheet-pasted-") + suffix);
    sheet.open(api, PolicySheet::Source::Pasted, QStringLiteral("{\"origins\": [\"*\"], }"));
    camera.takeDialog(sheet, QStringLiteral("sheet-broken-") + suffix);
    sheet.close();

    auto policy = workbench.policyAt(api).value_or(Policy());
    policy.origins = {{"*"}, {"http://localhost:3000/"}, {"localhost:5173"}, {"https://*.co.uk"}};
    policy.headers = {"Content-Type", "Cookie"};
    policy.credentials = true;
    workbench.editPolicy(QStringLiteral("api"), policy, QStringLiteral("Policy"));
    trigger(window, QStringLiteral("Show History"));
    workbench.chooseScenario(QStringLiteral("simple"));
    play(workbench, {});
    camera.take(QStringLiteral("lints-") + suffix);
    startAfresh(workbench);
}

void takeScheme(MainWindow &window, Workbench &workbench, Camera &camera, const QString &suffix)
{
    startAfresh(workbench);
    trigger(window, QStringLiteral("Show History"));
    camera.take(QStringLiteral("first-") + suffix);
    const auto scenarios = workbench.scenarios();
    for (const auto &scenario : scenarios) {
        startAfresh(workbench);
        trigger(window, QStringLiteral("Show History"));
        play(workbench, scenario);
        camera.take(scenario + QStringLiteral("-allowed-") + suffix);
        block(workbench);
        play(workbench, {});
        camera.take(scenario + QStringLiteral("-blocked-") + suffix);
    }
    for (const auto *tab : {"Headers", "Console", "History"}) {
        trigger(window, QStringLiteral("Show %1").arg(QLatin1String(tab)));
        camera.take(QString::fromLatin1(tab).toLower() + u'-' + suffix);
    }
    trigger(window, QStringLiteral("Show Why"));
    camera.take(QStringLiteral("small-") + suffix, QSize(1024, 700));
    trigger(window, QStringLiteral("&Present"));
    camera.take(QStringLiteral("present-") + suffix, QSize(1280, 720));
    trigger(window, QStringLiteral("&Present"));
    takeMatrix(window, workbench, camera, suffix);
    takePolicies(window, workbench, camera, suffix);
}

/// Five ways to be blocked that have nothing in common but the word.
void takeCauses(MainWindow &window, Workbench &workbench, Camera &camera)
{
    const auto blocked = [&](int number, const QString &scenario, const auto &change) {
        startAfresh(workbench);
        workbench.chooseScenario(scenario);
        auto policy = workbench.policyAt({QStringLiteral("api"), -1}).value_or(Policy());
        auto request = workbench.request();
        auto page = workbench.page();
        change(policy, request, page);
        workbench.editPolicy(QStringLiteral("api"), policy, QStringLiteral("Policy"));
        workbench.editRequest(request, QStringLiteral("Request"));
        workbench.editPage(page, QStringLiteral("Page origin"));
        play(workbench, {});
        trigger(window, QStringLiteral("Show Why"));
        camera.take(QStringLiteral("cause-%1").arg(number));
    };
    const auto simple = QStringLiteral("simple");
    const auto preflighted = QStringLiteral("preflighted");
    blocked(1, simple, [](Policy &policy, ScriptRequest &, PageConfig &page) {
        page.origin = "https://localhost:3000";
        policy.refused = Policy::Refused::First;
    });
    blocked(2, preflighted, [](Policy &policy, ScriptRequest &, PageConfig &) {
        policy.headers.removeAll("Authorization");
    });
    blocked(3, simple, [](Policy &policy, ScriptRequest &request, PageConfig &) {
        policy.origins = {{"*", false, false}};
        policy.credentials = false;
        request.credentials = "include";
    });
    blocked(4, preflighted, [](Policy &, ScriptRequest &request, PageConfig &) {
        request.method = "PATCH";
        request.headers = {{"Content-Type", "text/plain"}};
    });
    blocked(5, preflighted,
            [](Policy &policy, ScriptRequest &, PageConfig &) { policy.preflightStatus = 404; });
}

/// The whole run: the schemes and causes, or one large window where the pixels are small.
void takeAll(const QDir &folder, bool dense)
{
    const QTemporaryDir own;
    WindowServices services;
    services.settingsFile = own.filePath(QStringLiteral("settings.ini"));
    services.recoveryFolder = own.filePath(QStringLiteral("recovery"));
    Workbench workbench(std::make_unique<Laboratory>(article(), LaboratoryOptions{}));
    MainWindow window(workbench, std::move(services));
    workbench.startServers();
    for (const auto *name : {"pages", "api"}) {
        if (!workbench.listenErrors().empty())
            workbench.useFreePort(QString::fromLatin1(name));
    }
    workbench.markSaved({});
    window.show();
    Camera camera(window, folder);
    if (dense) {
        trigger(window, QStringLiteral("&Light"));
        play(workbench, workbench.scenarios().constLast());
        camera.take(QStringLiteral("scale2-allowed"), QSize(1280, 720));
        block(workbench);
        play(workbench, {});
        camera.take(QStringLiteral("scale2-blocked"), QSize(1280, 720));
    } else {
        for (const auto *scheme : {"&Light", "&Dark"}) {
            trigger(window, QString::fromLatin1(scheme));
            takeScheme(window, workbench, camera, QString::fromLatin1(scheme).mid(1).toLower());
        }
        trigger(window, QStringLiteral("&Light"));
        takeCauses(window, workbench, camera);
        camera.take(QStringLiteral("large"), QSize(2560, 1440));
    }
    window.hide();
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QDir folder(application.arguments().value(1, QStringLiteral("pictures")));
    folder.mkpath(QStringLiteral("."));
    const bool dense = application.devicePixelRatio() > 1.0;
    takeAll(folder, dense);
    if (dense)
        return 0;
    // The scale is fixed when a program starts: 2560x1440 pixels for a window of 1280x720.
    QProcess again;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_SCALE_FACTOR"), QStringLiteral("2"));
    again.setProcessEnvironment(environment);
    again.setProcessChannelMode(QProcess::ForwardedChannels);
    again.start(QApplication::applicationFilePath(), {folder.path()});
    again.waitForFinished(-1);
    return again.exitCode();
}
