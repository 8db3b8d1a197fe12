// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lintcommand.h"

#include "app/laboratoryfile.h"
#include "app/output.h"
#include "core/diagnosis/linttext.h"
#include "core/document/documentlint.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("CommandLine", text, nullptr, n);
}

/// UTF-8 where the bytes are that, otherwise a character a byte.
QString shown(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    return text.contains(QChar::ReplacementCharacter) ? QString::fromLatin1(bytes) : text;
}

QByteArray jsonLine(const Lint &lint, const LintText &text)
{
    QJsonObject line{{u"id"_s, QString::fromLatin1(lintName(lint.id))},
                     {u"severity"_s, QString(QLatin1Char(severityLetter(lint.severity)))},
                     {u"where"_s, QString::fromUtf8(placeText(lint.place))},
                     {u"value"_s, shown(lint.value)},
                     {u"message"_s, text.message}};
    if (!lint.fix.empty())
        line.insert(u"fix"_s,
                    QJsonObject{{u"label"_s, text.fixLabel}, {u"patch"_s, jsonPatch(lint.fix)}});
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

/// `critical` and what stands with it, in colour where that makes sense; never by colour alone.
QString heading(const Lint &lint)
{
    const QString word = severityWord(lint.severity);
    if (!wantsColor())
        return word;
    const QString color = lint.severity == LintSeverity::Critical || failsTheCheck(lint.severity)
                              ? u"31"_s
                          : lint.severity == LintSeverity::Information ? u"36"_s
                                                                       : u"33"_s;
    return u"\x1b[1;%1m%2\x1b[0m"_s.arg(color, word);
}

QByteArray textBlock(const QString &file, const Lint &lint, const LintText &text)
{
    QString block =
        u"%1: %2: %3  %4\n"_s.arg(file, QString::fromUtf8(placeText(lint.place)), heading(lint),
                                  QString::fromLatin1(lintName(lint.id)));
    block += u"  "_s + text.message + u'\n';
    block += u"  "_s + text.reason + u'\n';
    if (!text.fixLabel.isEmpty())
        block += tr("  Fix: %1").arg(text.fixLabel) + u'\n';
    block += u"  "_s + QString::fromUtf8(text.source) + u"\n\n"_s;
    return block.toUtf8();
}

int lintFile(const CommandLine &line, const QString &file)
{
    const auto loaded = openLaboratory(file, line);
    if (!loaded) {
        printError(loaded.error());
        return 2;
    }
    const QString name = file.isEmpty()   ? loaded->document.id
                         : file == u"-"_s ? tr("standard input")
                                          : file;
    for (const QString &warning : loaded->warnings)
        printError(name + u": "_s + warning);
    const std::vector<Lint> lints = lintsOf(loaded->document);
    for (const Lint &found : lints) {
        const LintText text = lintText(found);
        print(line.json ? jsonLine(found, text) : textBlock(name, found, text));
    }
    const auto failing = std::count_if(lints.begin(), lints.end(), [](const Lint &found) {
        return failsTheCheck(found.severity);
    });
    if (!line.json)
        print(tr("%1: %2 found, %3 of them to be mended.")
                  .arg(name)
                  .arg(lints.size())
                  .arg(failing)
                  .toUtf8() +
              '\n');
    return failing > 0 ? 1 : 0;
}

} // namespace

int lint(const CommandLine &line)
{
    const QStringList files = line.files.isEmpty() ? QStringList{QString()} : line.files;
    int status = 0;
    for (const QString &file : files)
        status = std::max(status, lintFile(line, file));
    return status;
}

} // namespace corslab
