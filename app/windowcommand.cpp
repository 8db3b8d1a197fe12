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
    auto article = loadLaboratory(articleLaboratory(), line);
    if (!article) {
        printError(article.error());
        return 2;
    }
    // A file that cannot be read is told in the window, over the article's laboratory.
    const auto loaded = openLaboratory(path, line);
    LabDocument document = loaded ? loaded->document : article->document;

    LaboratoryOptions options;
    options.profile = browserProfile(BrowserName::Chromium);
    Workbench workbench(std::make_unique<Laboratory>(std::move(document), options));
    WindowServices services;
    services.article = std::move(article->document);
    MainWindow window(workbench, std::move(services));
    workbench.startServers();
    if (loaded)
        workbench.markSaved(path);
    else
        workbench.report(loaded.error());
    window.show();
    return QApplication::exec();
}

} // namespace corslab
