// SPDX-License-Identifier: GPL-3.0-or-later
// corslab_pictures FOLDER: draws the window in the states that the README shows and that are worth
// looking at after a change. Needs no display: QT_QPA_PLATFORM=offscreen.
#include "core/document/labfile.h"
#include "ui/theme/themecontroller.h"
#include "ui/widgets/messages.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
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

/// The same request from a page that the policy does not know.
void block(Workbench &workbench)
{
    auto page = workbench.page();
    page.origin = "http://localhost:5173";
    workbench.editPage(page, QStringLiteral("Page origin"));
}

class Camera
{
public:
    Camera(MainWindow &window, QDir folder)
        : m_window(window)
        , m_folder(std::move(folder))
    {
    }

    void take(const QString &name, QSize size)
    {
        m_window.resize(size);
        settle(150);
        const auto path = m_folder.filePath(name + QStringLiteral(".png"));
        m_window.grab().save(path);
        QTextStream(stdout) << path << '\n';
    }

private:
    MainWindow &m_window;
    QDir m_folder;
};

QAction *actionNamed(const MainWindow &window, const QString &text)
{
    const auto actions = window.findChildren<QAction *>();
    for (auto *action : actions) {
        if (action->text() == text)
            return action;
    }
    qFatal("There is no action %s.", qPrintable(text));
}

} // namespace

int main(int argc, char *argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QDir folder(application.arguments().value(1, QStringLiteral("pictures")));
    folder.mkpath(QStringLiteral("."));

    QTemporaryDir own;
    WindowServices services;
    services.settingsFile = own.filePath(QStringLiteral("settings.ini"));
    services.recoveryFolder = own.filePath(QStringLiteral("recovery"));
    Workbench workbench(std::make_unique<Laboratory>(article(), LaboratoryOptions{}));
    MainWindow window(workbench, std::move(services));
    workbench.startServers();
    if (!workbench.listenErrors().empty()) {
        for (const auto *name : {"pages", "api"})
            workbench.useFreePort(QString::fromLatin1(name));
    }
    workbench.markSaved({});
    window.show();
    Camera camera(window, folder);
    const QSize usual(1440, 900);

    for (const auto *scheme : {"&Light", "&Dark"}) {
        actionNamed(window, QString::fromLatin1(scheme))->trigger();
        const auto suffix = QString::fromLatin1(scheme).mid(1).toLower();
        workbench.resetToFile();
        camera.take(QStringLiteral("first-") + suffix, usual);
        for (const auto &scenario : workbench.scenarios()) {
            workbench.resetToFile();
            play(workbench, scenario);
            camera.take(scenario + QStringLiteral("-allowed-") + suffix, usual);
            block(workbench);
            play(workbench, {});
            camera.take(scenario + QStringLiteral("-blocked-") + suffix, usual);
        }
        camera.take(QStringLiteral("small-") + suffix, QSize(1024, 700));
        actionNamed(window, QStringLiteral("&Present"))->trigger();
        camera.take(QStringLiteral("present-") + suffix, QSize(1280, 720));
        actionNamed(window, QStringLiteral("&Present"))->trigger();
    }
    camera.take(QStringLiteral("large"), QSize(2560, 1440));
    window.hide();
    return 0;
}
