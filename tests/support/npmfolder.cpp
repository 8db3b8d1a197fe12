// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/npmfolder.h"

#include <QDir>
#include <QFile>
#include <QLockFile>

namespace corslab {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

tl::expected<void, QString> installNpmFolder(const QString &source, const QString &target)
{
    const QDir from(source);
    const QDir to(target);
    if (!to.mkpath(u"."_qs))
        return tl::unexpected(u"cannot make "_qs + target);
    QLockFile onlyOne(to.filePath(u"installing"_qs));
    onlyOne.setStaleLockTime(std::chrono::minutes(5));
    if (!onlyOne.tryLock(int(std::chrono::milliseconds(std::chrono::minutes(4)).count())))
        return tl::unexpected(u"another test is installing into "_qs + target);

    const QByteArray lock = contentOf(from.filePath(u"package-lock.json"_qs));
    if (lock.isEmpty())
        return tl::unexpected(u"no package-lock.json in "_qs + source);
    // Only what has changed: another test may be reading.
    for (const QString &name : from.entryList(QDir::Files)) {
        const QString copy = to.filePath(name);
        if (contentOf(copy) == contentOf(from.filePath(name)))
            continue;
        QFile::remove(copy);
        if (!QFile::copy(from.filePath(name), copy))
            return tl::unexpected(u"cannot write "_qs + copy);
    }
    // Written last, so that an installation that was cut short is begun anew.
    const QString seal = to.filePath(u"installed-lock.json"_qs);
    if (contentOf(seal) == lock)
        return {};
    const auto installed = runProgram(u"npm"_qs,
                                      {u"ci"_qs, u"--ignore-scripts"_qs, u"--no-audit"_qs,
                                       u"--no-fund"_qs, u"--loglevel=error"_qs},
                                      {}, to.path(), std::chrono::minutes(4));
    if (!installed)
        return tl::unexpected(installed.error());
    if (installed->exitCode != 0)
        return tl::unexpected(QString::fromUtf8(installed->errors));
    QFile::remove(seal);
    if (!QFile::copy(from.filePath(u"package-lock.json"_qs), seal))
        return tl::unexpected(u"cannot write "_qs + seal);
    return {};
}

} // namespace corslab
