// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/recording.h"

#include <QFile>
#include <QJsonDocument>

namespace corslab {

namespace {

QByteArray contentOf(const QString &name)
{
    QFile file(QStringLiteral(CORSLAB_TEST_DATA "/conformance/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QHash<QString, QString> texts(const QJsonObject &object)
{
    QHash<QString, QString> out;
    for (auto it = object.begin(); it != object.end(); ++it)
        out.insert(it.key(), it.value().toString());
    return out;
}

} // namespace

QList<QJsonObject> readRecording(const QString &name)
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : qUncompress(contentOf(name + u".jsonl.qz"_qs)).split('\n')) {
        if (!line.isEmpty())
            objects.append(QJsonDocument::fromJson(line).object());
    }
    return objects;
}

QHash<QString, QJsonObject> readResults(const QString &browser)
{
    QHash<QString, QJsonObject> results;
    for (const QJsonObject &result : readRecording(browser))
        results.insert(result[u"id"_qs].toString(), result);
    return results;
}

KnownDisagreements readKnown(const QString &browser)
{
    const QJsonObject known =
        QJsonDocument::fromJson(contentOf(u"known.json"_qs)).object()[browser].toObject();
    return {texts(known[u"disagreements"_qs].toObject()), texts(known[u"unsteady"_qs].toObject())};
}

} // namespace corslab
