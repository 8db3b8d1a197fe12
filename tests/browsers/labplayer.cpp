// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labplayer.h"

#include "tests/support/runningprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QMap>
#include <QTemporaryDir>

namespace corslab {

namespace {

/// As many as end well before a call to the browser runs out of time.
constexpr qsizetype LabsPerCall = 20;

QString playExpression(const QList<ReadyLab> &labs, const QList<qsizetype> &which)
{
    QJsonArray calls;
    for (const qsizetype i : which) {
        QJsonObject call{{u"requests"_qs, labs[i].json[u"requests"_qs]}};
        const QJsonObject page = labs[i].json[u"page"_qs].toObject();
        if (page[u"origin"_qs] == u"null"_qs)
            call.insert(u"kind"_qs, page[u"kind"_qs].toString(u"sandbox"_qs));
        calls.append(call);
    }
    return u"playLabs(%1)"_qs.arg(
        QString::fromUtf8(QJsonDocument(calls).toJson(QJsonDocument::Compact)));
}

/// A document of `corslab run --jsonl`: who answers is no part of it.
QByteArray modelLine(const ReadyLab &lab)
{
    QJsonObject line = lab.json;
    line.remove(u"servers"_qs);
    line[u"id"_qs] = QString::fromLatin1(lab.id);
    QJsonObject page = line[u"page"_qs].toObject();
    const bool frame = page.value(u"origin"_qs) == u"null"_qs;
    if (page.value(u"kind"_qs) != u"data"_qs)
        page[u"url"_qs] = QString::fromLatin1(lab.documentOrigin()) +
                          (frame ? u"/differential/frame"_qs : u"/differential/document"_qs);
    line[u"page"_qs] = page;
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

void fileConsole(const QStringList &texts, const QList<ReadyLab> &labs,
                 QList<Observation> &observations)
{
    for (const QString &text : texts) {
        for (qsizetype i = 0; i < labs.size(); ++i) {
            if (text.contains(QString::fromLatin1(labs[i].id)))
                observations[i].console.append(text);
        }
    }
}

} // namespace

RealBrowser::Done LabPlayer::open(RealBrowser &browser, const QByteArray &origin)
{
    if (auto opened =
            browser.navigate(QUrl(QString::fromLatin1(origin + "/differential/document")));
        !opened)
        return opened;
    QJsonArray origins;
    for (const LabOrigin &each : labOrigins()) {
        if (each.listens)
            origins.append(
                QString::fromLatin1(m_host.origins().value(QString::fromLatin1(each.name))));
    }
    const auto warm = browser.evaluate(u"warmUp(%1)"_qs.arg(
        QString::fromUtf8(QJsonDocument(origins).toJson(QJsonDocument::Compact))));
    return warm ? RealBrowser::Done() : tl::unexpected(warm.error());
}

LabPlayer::Observations LabPlayer::inBrowser(RealBrowser &browser, const QList<ReadyLab> &labs)
{
    m_host.hold(labs);
    QList<Observation> observations(labs.size());
    QMap<QByteArray, QList<qsizetype>> byDocument;
    for (qsizetype i = 0; i < labs.size(); ++i)
        byDocument[labs[i].documentOrigin()].append(i);

    QStringList console;
    for (auto document = byDocument.cbegin(); document != byDocument.cend(); ++document) {
        if (const auto opened = open(browser, document.key()); !opened)
            return tl::unexpected(opened.error());
        for (qsizetype begin = 0; begin < document->size(); begin += LabsPerCall) {
            const auto which = document->mid(begin, LabsPerCall);
            const auto seen = browser.evaluate(playExpression(labs, which));
            if (!seen)
                return tl::unexpected(seen.error());
            for (qsizetype k = 0; k < which.size(); ++k)
                observations[which[k]].script = (*seen)[k].toArray();
            console += browser.takeConsole();
        }
    }
    // One more turn: what the last calls left on its way arrives before its answer.
    if (const auto settled = browser.evaluate(u"pause(150)"_qs); !settled)
        return tl::unexpected(settled.error());
    console += browser.takeConsole();
    fileConsole(console, labs, observations);
    for (qsizetype i = 0; i < labs.size(); ++i)
        observations[i].wire = m_host.seen(labs[i].id);
    return observations;
}

LabPlayer::Observations LabPlayer::inModel(const QString &profile, const QList<ReadyLab> &labs)
{
    m_host.hold(labs);
    QTemporaryDir folder;
    QFile lines(folder.filePath(u"labs.jsonl"_qs));
    if (!lines.open(QIODevice::WriteOnly))
        return tl::unexpected(lines.errorString());
    QHash<QString, qsizetype> indexes;
    for (qsizetype i = 0; i < labs.size(); ++i) {
        indexes.insert(QString::fromLatin1(labs[i].id), i);
        lines.write(modelLine(labs[i]));
    }
    lines.close();

    RunningProgram program;
    program.start(
        QStringLiteral(CORSLAB_PROGRAM),
        {u"run"_qs, u"--browser"_qs, profile, u"--json"_qs, u"--insecure"_qs, lines.fileName()});
    // It ends by itself; nothing that it says is waited for.
    if (!program.waitUntilEnded(std::chrono::minutes(5)))
        return tl::unexpected(u"the model took too long"_qs);

    QList<Observation> observations(labs.size());
    for (const QByteArray &line : program.lines()) {
        const QJsonObject played = QJsonDocument::fromJson(line).object();
        const auto index = indexes.constFind(played[u"id"_qs].toString());
        if (index == indexes.cend()) {
            // It says on its other channel what it cannot read.
            return tl::unexpected(QString::fromUtf8(line));
        }
        observations[*index].script.append(played[u"script"_qs]);
        for (const QJsonValue text : played[u"console"_qs].toArray()) {
            if (text.toString().contains(index.key()))
                observations[*index].console.append(text.toString());
        }
    }
    for (qsizetype i = 0; i < labs.size(); ++i)
        observations[i].wire = m_host.seen(labs[i].id);
    return observations;
}

tl::expected<std::unique_ptr<RealBrowser>, QString> launchFor(const QString &browser,
                                                              const LabHost &host)
{
    const BrowserOptions options{host.keyFingerprint()};
    if (browser == u"chromium")
        return launchChromium(options);
    if (browser == u"firefox")
        return launchFirefox(options);
    return tl::unexpected(u"%1 is no browser that can be driven"_qs.arg(browser));
}

} // namespace corslab
