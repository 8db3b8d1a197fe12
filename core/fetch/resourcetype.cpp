// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/resourcetype.h"

#include "core/http/mimetype.h"
#include "core/http/syntax.h"

namespace corslab {

bool isBlockedByType(const Request &request, const HeaderList &headers)
{
    if (request.destination == Destination::Empty || request.destination == Destination::Image)
        return false; // whatever its type
    const auto type = MimeType::extract(headers);
    const auto option = headers.getDecodeSplit("X-Content-Type-Options");
    const bool nosniff =
        option && !option->isEmpty() && equalsIgnoreCase(option->first(), "nosniff");
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
