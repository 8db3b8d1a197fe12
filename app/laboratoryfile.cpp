// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/laboratoryfile.h"

#include "core/diagnosis/errortext.h"
#include "core/document/labfile.h"
#include "core/http/url.h"
#include "core/server/listeningsockets.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

namespace corslab {

namespace {

/// Puts another port into the origin of the server of that name.
void movePort(LabDocument &document, const QString &name, std::optional<quint16> port)
{
    if (!port)
        return;
    for (ServerConfig &server : document.servers) {
        if (server.name != name)
            continue;
        const qsizetype colon = server.origin.lastIndexOf(':');
        const bool hasPort = colon > server.origin.indexOf("://") && !server.origin.endsWith(']');
        if (hasPort)
            server.origin.truncate(colon);
        server.origin += ':' + QByteArray::number(*port);
    }
}

/// Lets every server whose host is this computer alone listen on an address instead.
void moveHost(LabDocument &document, const QString &address)
{
    if (address.isEmpty())
        return;
    const QByteArray host = address.contains(u':') ? '[' + address.toLatin1() + ']'
                                                   : address.toLatin1();
    for (ServerConfig &server : document.servers) {
        const auto url = Url::parse(QString::fromUtf8(server.origin));
        const auto where = listenAddressOf(server.origin);
        if (!url || !where || !where->isLoopback())
            continue;
        server.origin = url->scheme() + "://" + host;
        if (url->port())
            server.origin += ':' + QByteArray::number(*url->port());
    }
}

tl::expected<QByteArray, QString> readAll(const QString &path)
{
    if (path.isEmpty())
        return articleLaboratory();
    QFile file(path);
    const bool open =
        path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        return tl::unexpected(QCoreApplication::translate("CommandLine", "cannot be read: %1.")
                                  .arg(file.errorString()));
    }
    return file.readAll();
}

} // namespace

QByteArray articleLaboratory()
{
    QFile file(QStringLiteral(":/corslab/article.corslab"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The article's laboratory is missing from the program's resources.");
    return file.readAll();
}

tl::expected<LoadedLaboratory, QString> loadLaboratory(const QByteArray &bytes,
                                                       const CommandLine &line)
{
    auto file = parseLabFile(bytes);
    if (!file)
        return tl::unexpected(errorText(file.error()));
    movePort(file->document, QStringLiteral("pages"), line.pagesPort);
    movePort(file->document, QStringLiteral("api"), line.apiPort);
    moveHost(file->document, line.bind);
    LoadedLaboratory loaded{std::move(file->document), {}};
    for (const QString &key : file->unknownKeys) {
        loaded.warnings.append(
            QCoreApplication::translate("CommandLine", "%1 is not a key that this version knows.")
                .arg(key));
    }
    return loaded;
}

tl::expected<LoadedLaboratory, QString> openLaboratory(const QString &path, const CommandLine &line)
{
    const QString name = path == u"-" ? QStringLiteral("standard input") : path;
    const auto bytes = readAll(path);
    if (!bytes)
        return tl::unexpected(name + QStringLiteral(": ") + bytes.error());
    auto loaded = loadLaboratory(*bytes, line);
    if (!loaded)
        return tl::unexpected(name + QStringLiteral(": ") + loaded.error());
    return std::move(*loaded);
}

} // namespace corslab
