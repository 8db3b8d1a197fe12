// SPDX-License-Identifier: GPL-3.0-or-later
// Input: a lab file.
#include "core/document/labfile.h"
#include "tests/fuzz/fuzztarget.h"

using namespace corslab;

namespace {

void checkError(const LabFileError &error, QByteArrayView input)
{
    mustHold(error.line >= 0 && error.line <= input.count('\n') + input.count('\r') + 1,
             "a mistake is on a line of the file");
    mustHold(error.column >= 0 && error.column <= input.size() + 1, "and in a column of it");
}

void checkDocument(const LabDocument &document)
{
    const QByteArray text = serializeLabFile(document);
    const auto again = parseLabFile(text);
    mustHold(again.has_value(), "a laboratory that was written can be read");
    mustHold(again->document == document, "a laboratory that was written and read is the same");
    mustHold(serializeLabFile(again->document) == text, "and is written as before");

    QHash<QString, QByteArray> origins;
    for (const ServerConfig &server : document.servers)
        origins.insert(server.name, "http://localhost:4000");
    const LabDocument placed = resolved(document, origins);
    const Environment page = environmentOf(placed.page);
    mustHold(!page.url.href().isEmpty(), "a page has a URL");
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const auto file = parseLabFile(input.toByteArray());
    if (file)
        checkDocument(file->document);
    else
        checkError(file.error(), input);
}
