// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/windowcommand.h"

#include "app/laboratoryfile.h"
#include "app/output.h"
#include "core/laboratory/laboratory.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workbench.h"

#include <QApplication>

#include <memory>

namespace corslab {

int showWindow(int &argc, char *argv[], const CommandLine &line)
{
    QApplication application(argc, argv);
    const QString path = line.files.value(0);
    auto loaded = openLaboratory(path, line);
    // A file that cannot be read is told in the window, over the article's laboratory.
    const QString problem = loaded ? QString() : loaded.error();
    if (!loaded)
        loaded = loadLaboratory(articleLaboratory(), line);
    if (!loaded) {
        printError(loaded.error());
        return 2;
    }
    LaboratoryOptions options;
    options.profile = browserProfile(BrowserName::Chromium);
    Workbench workbench(std::make_unique<Laboratory>(std::move(loaded->document), options));
    MainWindow window(workbench);
    workbench.startServers();
    if (problem.isEmpty())
        workbench.markSaved(path);
    else
        workbench.report(problem);
    window.show();
    return QApplication::exec();
}

} // namespace corslab
