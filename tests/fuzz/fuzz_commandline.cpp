// SPDX-License-Identifier: GPL-3.0-or-later
// Input: the words behind the program's name, a line each.
#include "app/commandline.h"
#include "tests/fuzz/fuzztarget.h"

using namespace corslab;

void fuzzOne(QByteArrayView input)
{
    QStringList words{QStringLiteral("corslab")};
    for (const QByteArray &line : takeLines(input))
        words.append(QString::fromUtf8(line));
    const CommandLineResult result = parseCommandLine(words);
    mustHold(result.status == 0 || result.status == 2, "the status is one of two");
    if (!result.commandLine) {
        mustHold(result.text.endsWith(u'\n'), "who is refused is told in whole lines");
        return;
    }
    mustHold(result.text.isEmpty() && result.status == 0, "who is not refused is told nothing");
    const CommandLine &line = *result.commandLine;
    mustHold(line.jobs >= 1 && line.jobs <= 256, "the jobs are in their bounds");
    mustHold(line.command != Command::Serve || line.files.size() <= 1, "one file is served");
    mustHold(line.files.size() < words.size(), "a file is a word that was given");
    for (const QString &file : line.files)
        mustHold(words.contains(file), "a file is named as it was given");
}
