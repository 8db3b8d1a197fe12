// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"
#include "app/lintcommand.h"
#include "app/output.h"
#include "app/runcommand.h"
#include "app/servecommand.h"
#include "app/windowcommand.h"

#include <QCoreApplication>

#include <cstdio>

namespace {

void nameApplication()
{
    QCoreApplication::setApplicationName(QStringLiteral("corslab"));
    QCoreApplication::setOrganizationName(QStringLiteral("corslab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CORSLAB_VERSION));
}

/// Qt's own event loop in place of GLib's: that wakes itself twice for each answer of a server. A
/// window keeps GLib's, which the desktop's dialogs need.
void useOwnEventLoop()
{
    qputenv("QT_NO_GLIB", "1");
}

} // namespace

int main(int argc, char *argv[])
{
    nameApplication();
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const corslab::CommandLineResult parsed = corslab::parseCommandLine(arguments);
    if (!parsed.commandLine) {
        std::fputs(qPrintable(parsed.text), parsed.status == 0 ? stdout : stderr);
        return parsed.status;
    }
    if (parsed.commandLine->command != corslab::Command::Window)
        useOwnEventLoop();
    switch (parsed.commandLine->command) {
    case corslab::Command::Window:
        return corslab::showWindow(argc, argv, *parsed.commandLine);
    case corslab::Command::Run: {
        const QCoreApplication application(argc, argv);
        return corslab::run(*parsed.commandLine);
    }
    case corslab::Command::Serve: {
        const QCoreApplication application(argc, argv);
        return corslab::serve(*parsed.commandLine);
    }
    case corslab::Command::Lint: {
        const QCoreApplication application(argc, argv);
        return corslab::lint(*parsed.commandLine);
    }
    }
    return 2;
}
