// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>

namespace corslab {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

CommandLineResult refuse(const QString &sentence)
{
    return {std::nullopt, sentence + u'\n' + tr("Try: corslab --help") + u'\n', 2};
}

QString helpText()
{
    return tr(
        "corslab [FILE]                the window, with a laboratory from FILE (*.corslab)\n"
        "corslab run [FILE...]         plays the requests of each file and prints the exchange\n"
        "corslab serve [FILE]          runs the file's servers until interrupted\n"
        "corslab lint [FILE...]        says what is wrong with the policies of each file\n"
        "\n"
        "Without FILE it is the article's laboratory: pages on http://localhost:3000, an API on\n"
        "http://localhost:4000. FILE - is standard input.\n"
        "\n"
        "  --browser NAME    decide like standard, chromium, firefox or safari (run)\n"
        "                    (safari was read in its source, never measured)\n"
        "  --json            one JSON object a request (run), an exchange (serve) or a finding "
        "(lint)\n"
        "  --jsonl           the files hold one document a line; so do files named *.jsonl (run)\n"
        "  --jobs N          so many documents of such files at once, 8 if not given (run)\n"
        "  --junit FILE      a report for CI servers as well (run)\n"
        "  --insecure        accept any certificate (run)\n"
        "  --pages PORT      the port of the server named \"pages\"; 0 is any free one\n"
        "  --api PORT        the port of the server named \"api\"\n"
        "  --bind ADDRESS    listen there instead of on this computer alone: whoever reaches the\n"
        "                    address can use the servers; 0.0.0.0 is every address (serve)\n"
        "  --record MIB      keep so much of what was served, 16 if not given (serve)\n"
        "  --help, --version\n"
        "\n"
        "Exit status: 0 all ran and every expectation held, 1 an expectation failed or a policy "
        "has\n"
        "a critical, high or never working finding, 2 bad input or a port in use.\n");
}

std::optional<quint16> portOf(const QString &text)
{
    bool ok = false;
    const ushort port = text.toUShort(&ok);
    return ok ? std::optional<quint16>(port) : std::nullopt;
}

/// What only `serve` takes; a refusal where one of them is wrong.
std::optional<CommandLineResult> readServeOptions(const QCommandLineParser &parser,
                                                  CommandLine &line)
{
    const QString bind = QStringLiteral("bind");
    const QString record = QStringLiteral("record");
    for (const QString &option : {bind, record}) {
        if (parser.isSet(option) && line.command != Command::Serve)
            return refuse(tr("--%1 goes with serve.").arg(option));
    }
    if (parser.isSet(bind)) {
        line.bind = parser.value(bind);
        if (QHostAddress(line.bind).isNull()) {
            return refuse(
                tr("--bind %1 is not an IP address, such as 192.168.1.5 or ::1.").arg(line.bind));
        }
    }
    if (parser.isSet(record)) {
        bool ok = false;
        line.recordMegabytes = parser.value(record).toInt(&ok);
        if (!ok || *line.recordMegabytes < 1 || *line.recordMegabytes > 65536) {
            return refuse(tr("--record %1 is not a number of MiB from 1 to 65536.")
                              .arg(parser.value(record)));
        }
    }
    return std::nullopt;
}

} // namespace

CommandLineResult parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    QStringList words = arguments;
    if (words.size() > 1) {
        const QString &first = words.at(1);
        for (const auto *later : {"export", "infer", "proxy"}) {
            if (first == QLatin1StringView(later))
                return refuse(tr("This version has no command %1 yet.").arg(first));
        }
        if (first == u"run" || first == u"serve" || first == u"lint") {
            line.command = first == u"run"     ? Command::Run
                           : first == u"serve" ? Command::Serve
                                               : Command::Lint;
            words.removeAt(1);
        }
    }

    QCommandLineParser parser;
    const QCommandLineOption help(QStringList{QStringLiteral("h"), QStringLiteral("help")});
    const QCommandLineOption version(QStringList{QStringLiteral("v"), QStringLiteral("version")});
    const QCommandLineOption browser(QStringLiteral("browser"), {}, QStringLiteral("name"));
    const QCommandLineOption json(QStringLiteral("json"));
    const QCommandLineOption jsonLines(QStringLiteral("jsonl"));
    const QCommandLineOption jobs(QStringLiteral("jobs"), {}, QStringLiteral("n"));
    const QCommandLineOption junit(QStringLiteral("junit"), {}, QStringLiteral("file"));
    const QCommandLineOption insecure(QStringLiteral("insecure"));
    const QCommandLineOption pages(QStringLiteral("pages"), {}, QStringLiteral("port"));
    const QCommandLineOption api(QStringLiteral("api"), {}, QStringLiteral("port"));
    const QCommandLineOption bind(QStringLiteral("bind"), {}, QStringLiteral("address"));
    const QCommandLineOption record(QStringLiteral("record"), {}, QStringLiteral("mib"));
    parser.addOptions({help, version, browser, json, jsonLines, jobs, junit, insecure, pages, api, bind, record});
    if (!parser.parse(words))
        return refuse(parser.errorText());
    if (parser.isSet(help))
        return {std::nullopt, helpText(), 0};
    if (parser.isSet(version)) {
        return {std::nullopt,
                QStringLiteral("corslab ") + QCoreApplication::applicationVersion() + u'\n', 0};
    }

    line.files = parser.positionalArguments();
    line.json = parser.isSet(json);
    line.jsonLines = parser.isSet(jsonLines);
    line.insecure = parser.isSet(insecure);
    line.junit = parser.value(junit);
    if (parser.isSet(browser)) {
        const auto name = browserFromName(parser.value(browser).toUtf8());
        if (!name) {
            return refuse(tr("--browser %1 is none of standard, chromium, firefox, safari.")
                              .arg(parser.value(browser)));
        }
        line.browser = *name;
    }
    if (parser.isSet(jobs)) {
        bool ok = false;
        line.jobs = parser.value(jobs).toInt(&ok);
        if (!ok || line.jobs < 1 || line.jobs > 256)
            return refuse(tr("--jobs %1 is not a number from 1 to 256.").arg(parser.value(jobs)));
    }
    for (const auto &[option, port] :
         {std::pair(&pages, &line.pagesPort), std::pair(&api, &line.apiPort)}) {
        if (!parser.isSet(*option))
            continue;
        *port = portOf(parser.value(*option));
        if (!*port) {
            return refuse(tr("--%1 %2 is not a port: a number from 0 to 65535.")
                              .arg(option->names().first(), parser.value(*option)));
        }
    }
    if (auto refusal = readServeOptions(parser, line))
        return std::move(*refusal);
    const bool manyFiles = line.command == Command::Run || line.command == Command::Lint;
    if (!manyFiles && line.files.size() > 1)
        return refuse(tr("One FILE at a time, please."));
    return {line, {}, 0};
}

} // namespace corslab
