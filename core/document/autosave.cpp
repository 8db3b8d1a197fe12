// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/autosave.h"

#include "core/document/labfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>

namespace corslab {

namespace {

const QString suffix = u".recovery"_qs;

QString lockNameOf(const QString &recoveryFile)
{
    return recoveryFile + u".lock"_qs;
}

/// The person's path and time on the first line, the laboratory's file below it.
QByteArray withHead(const LabDocument &document, const QString &path)
{
    const QJsonObject head{
        {u"path"_qs, path},
        {u"saved"_qs, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)}};
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + serializeLabFile(document);
}

} // namespace

Autosave::Autosave(const QString &folder)
    : m_folder(folder)
{
    QDir().mkpath(folder);
    m_file = QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) + suffix);
    m_lock = std::make_unique<QLockFile>(lockNameOf(m_file));
    // A lock goes stale with its process, not with time.
    m_lock->setStaleLockTime(0);
    m_lock->tryLock();
}

Autosave::~Autosave()
{
    discard();
}

bool Autosave::save(const LabDocument &document, const QString &path)
{
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(withHead(document, path));
    return file.commit();
}

void Autosave::discard()
{
    QFile::remove(m_file);
}

std::vector<Autosave::Leftover> Autosave::leftovers() const
{
    std::vector<Leftover> found;
    const auto files = QDir(m_folder).entryInfoList({u'*' + suffix}, QDir::Files);
    for (const auto &info : files) {
        const auto name = info.filePath();
        if (name == m_file)
            continue;
        QLockFile lock(lockNameOf(name));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue;
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto head = QJsonDocument::fromJson(file.readLine()).object();
        auto parsed = parseLabFile(file.readAll());
        if (head.isEmpty() || !parsed)
            continue;
        Leftover leftover;
        leftover.document = std::move(parsed->document);
        leftover.path = head.value(u"path"_qs).toString();
        leftover.saved =
            QDateTime::fromString(head.value(u"saved"_qs).toString(), Qt::ISODateWithMs);
        leftover.recoveryFile = name;
        found.push_back(std::move(leftover));
    }
    std::sort(found.begin(), found.end(),
              [](const Leftover &a, const Leftover &b) { return a.saved > b.saved; });
    return found;
}

void Autosave::remove(const Leftover &leftover)
{
    QFile::remove(leftover.recoveryFile);
    QFile::remove(lockNameOf(leftover.recoveryFile));
}

} // namespace corslab
