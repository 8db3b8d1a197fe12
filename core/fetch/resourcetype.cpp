// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/resourcetype.h"

#include "core/http/mimetype.h"
#include "core/http/nosniff.h"

#include <QRegularExpression>

namespace corslab {

namespace {

/// `bytes 0-9/20`, with a size or without.
bool beginsAtFirstByte(const HeaderList &headers)
{
    static const QRegularExpression first(QStringLiteral(R"(^bytes 0-\d+/(\d+|\*)$)"),
                                          QRegularExpression::CaseInsensitiveOption);
    const auto range = headers.get("Content-Range");
    return range && first.match(QString::fromLatin1(*range)).hasMatch();
}

} // namespace

bool isLaterPart(int status, const HeaderList &headers)
{
    if (status != 206)
        return false;
    const auto type = MimeType::extract(headers);
    const bool safe = type && (type->isJavaScript() || type->isOf("text", "css") ||
                               type->isOf("image", "svg+xml"));
    return !safe && !beginsAtFirstByte(headers);
}

bool isBlockedByType(const Request &request, const HeaderList &headers)
{
    if (request.destination == Destination::Empty || request.destination == Destination::Image)
        return false; // whatever its type
    const auto type = MimeType::extract(headers);
    const bool nosniff = determineNosniff(headers);
    switch (request.destination) {
    case Destination::Script: {
        const bool isScript = type && type->isJavaScript();
        const bool never = type && (type->type == "image" || type->type == "audio" ||
                                    type->type == "video" || type->isOf("text", "csv"));
        return never || (!isScript && (nosniff || request.initiator == Api::Module));
    }
    case Destination::Style:
        return nosniff && (!type || !type->isOf("text", "css"));
    case Destination::Empty:
    case Destination::Image:
        return false;
    }
    Q_UNREACHABLE();
}

} // namespace corslab
