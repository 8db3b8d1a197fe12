// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servecommand.h"

#include "app/exchangejson.h"
#include "app/interrupt.h"
#include "app/laboratoryfile.h"
#include "app/output.h"
#include "core/diagnosis/errortext.h"
#include "core/diagnosis/exposuretext.h"
#include "core/laboratory/laboratory.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonDocument>
#include <QTimer>

namespace corslab {

namespace {

/// What the record of `serve` may hold, in MiB, unless more is asked for: it is there for whoever
/// reads its lines, not for looking back.
constexpr int RecordLimit = 16;
/// How soon a server whose port was taken tries again.
constexpr std::chrono::seconds PortRetry{1};

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

/// Where a server is, and what that means where others can reach it.
void printAddress(const LabServer &server)
{
    print(server.config().name.toUtf8() + ": " + server.origin() + '\n');
    if (const QString exposure = exposureText(server); !exposure.isEmpty())
        printError(exposure);
}

void printAddresses(const Laboratory &laboratory)
{
    for (const auto &server : laboratory.servers())
        printAddress(*server);
}

void printExchange(const Exchange &exchange)
{
    QJsonObject line = exchangeToJson(exchange);
    // What the page's script learnt cannot be seen from a server: the verdict is the model's.
    line.remove(QStringLiteral("script"));
    line.insert(QStringLiteral("source"), QStringLiteral("browser"));
    line.insert(QStringLiteral("browser"), QString::fromUtf8(exchange.browser));
    line.insert(QStringLiteral("origin"), QString::fromUtf8(exchange.pageOrigin));
    print(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace

int serve(const CommandLine &line)
{
    const QString path = line.files.value(0);
    auto loaded = openLaboratory(path, line);
    if (!loaded) {
        printError(loaded.error());
        return 2;
    }
    for (const QString &warning : loaded->warnings)
        printError(path + QStringLiteral(": ") + warning);

    LaboratoryOptions options;
    options.profile = browserProfile(line.browser);
    options.recordLimit = qsizetype{line.recordMegabytes.value_or(RecordLimit)} * 1024 * 1024;
    Laboratory laboratory(std::move(loaded->document), options);
    if (line.json) {
        QObject::connect(&laboratory.log(), &ExchangeLog::appended, &laboratory,
                         [&laboratory](quint64 id) { printExchange(*laboratory.log().find(id)); });
    }
    const auto errors = laboratory.start();
    for (const ListenError &error : errors)
        printError(errorText(error));
    if (!errors.empty())
        return 2;
    printAddresses(laboratory);

    // A file that was edited may have moved a server to a port that another program holds for now.
    QTimer retry;
    retry.setInterval(PortRetry);
    QObject::connect(&retry, &QTimer::timeout, &laboratory, [&] {
        QStringList running;
        for (const auto &server : laboratory.servers())
            running.append(server->config().name);
        if (laboratory.start().empty())
            retry.stop();
        for (const auto &server : laboratory.servers()) {
            if (!running.contains(server->config().name))
                printAddress(*server);
        }
    });

    // Editors replace a file rather than write into it, so it is watched anew after each change.
    QFileSystemWatcher watcher;
    QTimer settle;
    settle.setSingleShot(true);
    settle.setInterval(std::chrono::milliseconds(50));
    if (!path.isEmpty() && path != u"-") {
        watcher.addPaths({path, QFileInfo(path).absolutePath()});
        // One that is written again and again is still read every now and then.
        const auto begin = [&settle] {
            if (!settle.isActive())
                settle.start();
        };
        QObject::connect(&watcher, &QFileSystemWatcher::fileChanged, &settle, begin);
        QObject::connect(&watcher, &QFileSystemWatcher::directoryChanged, &settle, begin);
        QObject::connect(&settle, &QTimer::timeout, &laboratory, [&] {
            if (!watcher.files().contains(path) && QFileInfo::exists(path))
                watcher.addPath(path);
            auto again = openLaboratory(path, line);
            if (!again) {
                printError(again.error());
                return;
            }
            if (again->document == laboratory.document())
                return;
            const auto refused = laboratory.setDocument(std::move(again->document));
            for (const ListenError &error : refused)
                printError(errorText(error));
            if (!refused.empty())
                retry.start();
            printError(tr("%1 was read again.").arg(path));
        });
    }
    quitOnInterrupt();
    return QCoreApplication::exec();
}

} // namespace corslab
