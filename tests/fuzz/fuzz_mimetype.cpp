// SPDX-License-Identifier: GPL-3.0-or-later
// Input: Content-Type lines.
#include "core/http/mimetype.h"
#include "core/http/syntax.h"
#include "tests/fuzz/fuzztarget.h"

using namespace corslab;

namespace {

void checkMimeType(const MimeType &type)
{
    mustHold(isToken(type.type) && isToken(type.subtype), "type and subtype are tokens");
    mustHold(asciiLower(type.type) == type.type && asciiLower(type.subtype) == type.subtype,
             "type and subtype are in lower case");
    const QByteArray text = type.serialize();
    const auto again = MimeType::parse(text);
    mustHold(again.has_value(), "a MIME type that was written can be read");
    mustHold(*again == type, "a MIME type that was written and read is the same");
    mustHold(again->serialize() == text, "and is written as before");
    mustHold(text.startsWith(type.essence()), "the essence comes first");
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    HeaderList headers;
    for (const QByteArray &line : takeLines(input)) {
        headers.append("Content-Type", line);
        if (const auto type = MimeType::parse(line))
            checkMimeType(*type);
    }
    const auto extracted = MimeType::extract(headers);
    if (extracted)
        checkMimeType(*extracted);
    if (headers.size() == 1 && !input.contains(',') && !input.contains('"')) {
        const auto alone = MimeType::parse(headers.begin()->value);
        const bool any = alone && alone->essence() == "*/*";
        mustHold(any ? !extracted : extracted == alone, "one value alone is what is extracted");
    }
}
