// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/differentiallab.h"

#include "core/document/labfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace corslab {

namespace {

constexpr std::array Origins{
    LabOrigin{"A", "http", "localhost"},
    LabOrigin{"B", "http", "localhost"},
    LabOrigin{"C", "http", "127.0.0.1"},
    LabOrigin{"D", "http", "one.site.localhost"},
    LabOrigin{"E", "http", "two.site.localhost"},
    LabOrigin{"F", "http", "other.localhost"},
    LabOrigin{"G", "http", "[::1]"},
    LabOrigin{"S", "https", "localhost"},
    LabOrigin{"T", "https", "127.0.0.1"},
    LabOrigin{"U", "https", "one.site.localhost"},
    LabOrigin{"Z", "http", "localhost", false},
};

const QString IdMark = QStringLiteral("{{id}}");
const QString FileId = QStringLiteral("lab-000000");

QByteArray replaced(const QJsonObject &lab, const QByteArray &id,
                    const QHash<QString, QByteArray> &origins)
{
    QByteArray text = QJsonDocument(lab).toJson(QJsonDocument::Compact);
    text.replace(IdMark.toLatin1(), id);
    for (auto it = origins.begin(); it != origins.end(); ++it)
        text.replace("{{" + it.key().toLatin1() + "}}", it.value());
    return text;
}

} // namespace

std::span<const LabOrigin> labOrigins()
{
    return Origins;
}

QByteArray ReadyLab::documentOrigin() const
{
    return document.page.origin == "null" ? document.page.embed.value_or(QByteArray())
                                          : document.page.origin;
}

tl::expected<ReadyLab, QString> readyLab(const QJsonObject &lab, const QByteArray &id,
                                         const QHash<QString, QByteArray> &origins)
{
    const QByteArray text = replaced(lab, id, origins);
    auto read = parseLabFile(text);
    if (!read)
        return tl::unexpected(u"%1: %2, not %3"_qs.arg(read.error().place, read.error().expected,
                                                       read.error().value));
    ReadyLab ready{id, QJsonDocument::fromJson(text).object(), std::move(read->document), {}};
    const QJsonArray servers = ready.json[u"servers"_qs].toArray();
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const QJsonArray endpoints = servers[i][u"endpoints"_qs].toArray();
        for (qsizetype j = 0; j < endpoints.size(); ++j) {
            if (!endpoints[j][u"raw"_qs].isString())
                continue;
            const QByteArray mark = QByteArray::number(i) + '.' + QByteArray::number(j);
            ready.rawAnswers.insert(mark, endpoints[j][u"raw"_qs].toString().toLatin1());
            ready.document.servers[i].endpoints[j].headers.push_back({RawMark, mark});
        }
    }
    return ready;
}

QByteArray labFileOf(const QJsonObject &lab)
{
    QJsonObject file = lab;
    QJsonArray servers = file[u"servers"_qs].toArray();
    const QByteArray text = QJsonDocument(lab).toJson(QJsonDocument::Compact);
    for (const LabOrigin &origin : Origins) {
        const QString name = QString::fromLatin1(origin.name);
        const bool named =
            std::any_of(servers.begin(), servers.end(),
                        [&](const QJsonValue &server) { return server[u"name"_qs] == name; });
        if (!named && text.contains("{{" + name.toLatin1() + "}}"))
            servers.append(
                QJsonObject{{u"name"_qs, name},
                            {u"origin"_qs, u"%1://%2:0"_qs.arg(QString::fromLatin1(origin.scheme),
                                                               QString::fromLatin1(origin.host))}});
    }
    file[u"servers"_qs] = servers;
    file[u"id"_qs] = FileId;
    QByteArray bytes = QJsonDocument(file).toJson();
    bytes.replace(IdMark.toLatin1(), FileId.toLatin1());
    return bytes;
}

tl::expected<QJsonObject, QString> labFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(u"%1: %2"_qs.arg(path, file.errorString()));
    QByteArray bytes = file.readAll();
    const QString id = QJsonDocument::fromJson(bytes).object()[u"id"_qs].toString(FileId);
    bytes.replace('/' + id.toUtf8() + '/', '/' + IdMark.toLatin1() + '/');
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return tl::unexpected(u"%1: %2"_qs.arg(path, error.errorString()));
    QJsonObject lab = document.object();
    lab[u"id"_qs] = IdMark;
    return lab;
}

} // namespace corslab
