// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/includes.h"

#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

namespace corslab {

namespace {

const QString Core = QStringLiteral("core");

/// Of each folder of core, the other folders of core that it knows.
const QHash<QString, QSet<QString>> &knownFolders()
{
    static const auto table = [] {
        QHash<QString, QSet<QString>> t;
        t[u"http"_qs] = {};
        t[u"fetch"_qs] = {u"http"_qs};
        t[u"wire"_qs] = {u"http"_qs, u"fetch"_qs};
        t[u"policy"_qs] = {u"http"_qs};
        t[u"server"_qs] = {u"http"_qs, u"policy"_qs, u"fetch"_qs};
        t[u"record"_qs] = {u"http"_qs, u"fetch"_qs, u"server"_qs};
        t[u"document"_qs] = {u"http"_qs, u"fetch"_qs, u"policy"_qs, u"server"_qs};
        t[u"diagnosis"_qs] = {u"http"_qs,   u"fetch"_qs,  u"policy"_qs,
                              u"server"_qs, u"record"_qs, u"document"_qs};
        t[u"interop"_qs] = {u"http"_qs,   u"fetch"_qs,  u"policy"_qs,
                            u"server"_qs, u"record"_qs, u"document"_qs};
        t[u"laboratory"_qs] = {u"http"_qs,   u"fetch"_qs,  u"wire"_qs,     u"policy"_qs,
                               u"server"_qs, u"record"_qs, u"document"_qs, u"diagnosis"_qs};
        return t;
    }();
    return table;
}

/// A library that one place alone may know, so that it can be exchanged there.
struct Confined
{
    QRegularExpression header;
    QString place; ///< what the path of a file that includes it begins with
};

const QList<Confined> &confinedLibraries()
{
    static const QList<Confined> list{
        {QRegularExpression(u"^(QtHttpServer/|QHttpServer|QAbstractHttpServer|qhttpserver)"_qs),
         u"core/server/labserver"_qs},
        {QRegularExpression(u"^curl/"_qs), u"core/wire/"_qs},
        {QRegularExpression(u"^libpsl"_qs), u"core/http/"_qs},
    };
    return list;
}

bool isOfTheScreen(const QString &included, const QStringList &screenHeaders)
{
    if (included.startsWith(u"QtGui"_qs) || included.startsWith(u"QtWidgets"_qs))
        return true;
    return std::any_of(screenHeaders.begin(), screenHeaders.end(), [&](const QString &folder) {
        return QFileInfo::exists(folder + u'/' + included);
    });
}

QString coreBreach(const QString &file, const QString &included)
{
    const QString from = file.section(u'/', 1, 1);
    const QString to = included.section(u'/', 1, 1);
    if (from == to)
        return {};
    const auto known = knownFolders().constFind(from);
    if (known == knownFolders().cend())
        return u"core/%1 has no place in the order of the layers yet"_qs.arg(from);
    if (known->contains(to))
        return {};
    return u"core/%1 does not know core/%2"_qs.arg(from, to);
}

} // namespace

QStringList sourceFiles(const QString &root)
{
    QStringList files;
    for (const auto &top : {u"core"_qs, u"ui"_qs, u"app"_qs}) {
        QDirIterator it(root + u'/' + top, {u"*.h"_qs, u"*.cpp"_qs}, QDir::Files,
                        QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(QDir(root).relativeFilePath(it.next()));
    }
    files.sort();
    return files;
}

QStringList includesOf(const QByteArray &source)
{
    static const QRegularExpression pattern(
        u"^[ \\t]*#[ \\t]*include[ \\t]*[<\"]([^>\"\\n]+)[>\"]"_qs,
        QRegularExpression::MultilineOption);
    QStringList included;
    auto matches = pattern.globalMatch(QString::fromUtf8(source));
    while (matches.hasNext())
        included.append(matches.next().captured(1));
    return included;
}

QString breach(const QString &file, const QString &included, const QStringList &screenHeaders)
{
    for (const Confined &library : confinedLibraries()) {
        if (library.header.match(included).hasMatch() && !file.startsWith(library.place))
            return u"only %1* may know <%2>"_qs.arg(library.place, included);
    }

    const QString from = file.section(u'/', 0, 0);
    const QString to = included.section(u'/', 0, 0);
    static const QHash<QString, int> height{{Core, 0}, {u"ui"_qs, 1}, {u"app"_qs, 2}};
    if (from == Core && isOfTheScreen(included, screenHeaders))
        return u"core does not know the screen"_qs;
    if (to == u"tests")
        return u"the program does not know its tests"_qs;
    if (!height.contains(to))
        return {};
    if (height.value(to) > height.value(from))
        return u"%1 does not know %2"_qs.arg(from, to);
    return from == Core ? coreBreach(file, included) : QString();
}

} // namespace corslab
