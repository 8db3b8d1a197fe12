// SPDX-License-Identifier: GPL-3.0-or-later
// New laboratories from a seed, each played in a real browser and in the model. Not a QTest: it
// takes arguments of its own, and its length is chosen.
#include "tests/browsers/differential.h"
#include "tests/browsers/labgenerator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTextStream>

using namespace corslab;

namespace {

/// A browser keeps so many in mind before it is started anew: cookies of one host are limited.
constexpr int LabsPerSession = 300;

struct Arguments
{
    quint32 seed = 1;
    int first = 0;
    int count = 300;
    QStringList browsers;
    QStringList files;
    DifferentialOptions options;
};

Arguments argumentsOf(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Plays random laboratories in real browsers and in the model, and compares."_qs);
    parser.addHelpOption();
    parser.addOptions(
        {{u"seed"_qs, u"Of the laboratories (1)."_qs, u"number"_qs, u"1"_qs},
         {u"first"_qs, u"Number of the first (0)."_qs, u"number"_qs, u"0"_qs},
         {u"count"_qs, u"How many (300)."_qs, u"number"_qs, u"300"_qs},
         {u"browser"_qs, u"chromium or firefox (both)."_qs, u"name"_qs},
         {u"profile"_qs, u"The model's, where not the browser's own."_qs, u"name"_qs},
         {u"keep"_qs, u"Where those that disagree are written."_qs, u"folder"_qs},
         {u"shrink"_qs, u"Make those that disagree smaller: half a minute each, and more."_qs},
         {u"tell"_qs, u"Tell what the browser does, agreed or not."_qs},
         {u"lab"_qs, u"Play this one instead."_qs, u"file"_qs}});
    parser.process(application);
    Arguments arguments;
    arguments.seed = parser.value(u"seed"_qs).toUInt();
    arguments.first = parser.value(u"first"_qs).toInt();
    arguments.count = parser.value(u"count"_qs).toInt();
    arguments.browsers = parser.isSet(u"browser"_qs) ? parser.values(u"browser"_qs)
                                                     : QStringList{u"chromium"_qs, u"firefox"_qs};
    arguments.files = parser.values(u"lab"_qs);
    arguments.options.profile = parser.value(u"profile"_qs);
    arguments.options.keepIn = parser.value(u"keep"_qs);
    arguments.options.shrinks = parser.isSet(u"shrink"_qs);
    arguments.options.tells = parser.isSet(u"tell"_qs);
    return arguments;
}

tl::expected<QList<QList<QJsonObject>>, QString> sessionsOf(const Arguments &arguments)
{
    QList<QList<QJsonObject>> sessions;
    QList<QJsonObject> filed;
    for (const QString &file : arguments.files) {
        const auto lab = labFromFile(file);
        if (!lab)
            return tl::unexpected(lab.error());
        filed.append(*lab);
    }
    if (!filed.isEmpty())
        return QList<QList<QJsonObject>>{filed};
    for (int done = 0; done < arguments.count; done += LabsPerSession) {
        QList<QJsonObject> labs;
        for (int i = done; i < std::min(done + LabsPerSession, arguments.count); ++i)
            labs.append(generatedLab(arguments.seed, static_cast<quint32>(arguments.first + i)));
        sessions.append(labs);
    }
    return sessions;
}

/// A laboratory that is known to disagree, and why.
struct Known
{
    QString reason;
    bool sometimes = false; ///< the browser itself does now this and now that
};

/// `browser seed number reason` a line, with `sometimes` before the reason where that holds.
QHash<QString, Known> knownDisagreements(const QString &browser)
{
    QHash<QString, Known> known;
    QFile file(QStringLiteral(CORSLAB_SOURCE_DIR "/tests/browsers/differential.known"));
    if (!file.open(QIODevice::ReadOnly))
        return known;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QStringList words = QString::fromUtf8(line).split(u' ');
        if (words.size() > 3 && words[0] == browser)
            known.insert(labTitle(words[1].toUInt(), words[2].toUInt()),
                         {words.sliced(3).join(u' '), words[3] == u"sometimes"_qs});
    }
    return known;
}

/// Laboratories that disagree and are not on the list, and those on it that agree by now.
QStringList surprisesOf(const QString &browser, const DifferentialResult &result,
                        const Arguments &arguments)
{
    const QHash<QString, Known> known = knownDisagreements(browser);
    QStringList surprises;
    for (const QString &title : result.disagreeing) {
        if (!known.contains(title))
            surprises.append(u"%1 disagrees"_qs.arg(title));
    }
    if (!arguments.files.isEmpty())
        return surprises;
    for (int i = arguments.first; i < arguments.first + arguments.count; ++i) {
        const QString title = labTitle(arguments.seed, static_cast<quint32>(i));
        const auto listed = known.constFind(title);
        if (listed != known.cend() && !listed->sometimes && !result.disagreeing.contains(title))
            surprises.append(u"%1 agrees, and is on the list: %2"_qs.arg(title, listed->reason));
    }
    return surprises;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    const Arguments arguments = argumentsOf(application);
    const auto sessions = sessionsOf(arguments);
    if (!sessions) {
        out << sessions.error() << '\n';
        return 2;
    }
    LabHost host;
    if (const auto started = host.start(); !started) {
        out << started.error() << '\n';
        return 2;
    }
    bool agree = true;
    for (const QString &browser : arguments.browsers) {
        out << browser << ", seed " << arguments.seed << Qt::endl;
        QElapsedTimer timer;
        timer.start();
        DifferentialOptions options = arguments.options;
        options.browser = browser;
        Differential differential(host, options);
        for (const QList<QJsonObject> &labs : *sessions) {
            if (const auto played = differential.play(labs); !played) {
                out << played.error() << '\n';
                return 2;
            }
        }
        const DifferentialResult &result = differential.result();
        out << '\n'
            << browser << ": " << result.played << " laboratories in " << timer.elapsed() / 1000
            << " s, " << result.disagreeing.size() << " disagree, " << result.flaky
            << " only among others\n";
        for (auto it = result.disagreements.cbegin(); it != result.disagreements.cend(); ++it)
            out << QString::number(it.value()).rightJustified(6) << "  " << it.key() << '\n';
        out.flush();
        for (const QString &surprise : surprisesOf(browser, result, arguments)) {
            out << surprise << '\n';
            agree = false;
        }
    }
    return agree ? 0 : 1;
}
