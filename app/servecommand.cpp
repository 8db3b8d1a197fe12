// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/servecommand.h"

#include "app/exchangejson.h"
#include "app/interrupt.h"
#include "app/laboratoryfile.h"
#include "app/output.h"
#include "core/diagnosis/errortext.h"
#include "core/laboratory/laboratory.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonDocument>
#include <QTimer>

namespace corslab {

namespace {

/// What the record of `serve` may hold: it is there for whoever reads its lines, not for looking
/// back.
constexpr qsizetype RecordLimit = 16 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

void printAddresses(const Laboratory &laboratory)
{
    for (const auto &server : laboratory.servers())
        print(server->config().name.toUtf8() + ": " + server->origin() + '\n');
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
    options.recordLimit = RecordLimit;
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

    // Editors replace a file rather than write into it, so it is watched anew after each change.
    QFileSystemWatcher watcher;
    QTimer settle;
    settle.setSingleShot(true);
    settle.setInterval(std::chrono::milliseconds(50));
    if (!path.isEmpty() && path != u"-") {
        watcher.addPaths({path, QFileInfo(path).absolutePath()});
        QObject::connect(&watcher, &QFileSystemWatcher::fileChanged, &settle,
                         qOverload<>(&QTimer::start));
        QObject::connect(&watcher, &QFileSystemWatcher::directoryChanged, &settle,
                         qOverload<>(&QTimer::start));
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
            for (const ListenError &error : laboratory.setDocument(std::move(again->document)))
                printError(errorText(error));
            printError(tr("%1 was read again.").arg(path));
        });
    }
    quitOnInterrupt();
    return QCoreApplication::exec();
}

} // namespace corslab
