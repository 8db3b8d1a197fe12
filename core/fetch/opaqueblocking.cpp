// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/opaqueblocking.h"

#include "core/http/headername.h"
#include "core/http/mimetype.h"
#include "core/http/nosniff.h"

namespace corslab {

namespace {

/// HTML, XML or JSON.
bool isStructured(const MimeType &type)
{
    const auto isKindOf = [&type](const char *kind) {
        return type.subtype == kind || type.subtype.endsWith(QByteArray("+") + kind);
    };
    return !type.isOf("image", "svg+xml") &&
           (type.isOf("text", "html") || isKindOf("xml") || isKindOf("json"));
}

/// Types that are never looked into. Documents of offices are left out.
bool isNeverSniffed(const MimeType &type)
{
    static constexpr NameList<12> types = {
        "application/gzip",   "application/msword",     "application/pdf",
        "application/x-gzip", "application/x-protobuf", "application/x-protobuffer",
        "application/zip",    "multipart/byteranges",   "multipart/signed",
        "text/csv",           "text/event-stream",      "text/vtt"};
    return isOneOf(type.essence(), types);
}

} // namespace

bool isBlockedAsOpaque(const Request &request, const HeaderList &headers,
                       const BrowserProfile &profile)
{
    if (request.responseTainting != ResponseTainting::Opaque ||
        profile.opaqueBlocking == OpaqueBlocking::None)
        return false;
    const auto type = MimeType::extract(headers);
    if (!type)
        return false;
    const bool isText =
        isStructured(*type) ||
        (profile.opaqueBlocking == OpaqueBlocking::PlainTextToo && type->isOf("text", "plain"));
    return isNeverSniffed(*type) || (isText && determineNosniff(headers));
}

} // namespace corslab
