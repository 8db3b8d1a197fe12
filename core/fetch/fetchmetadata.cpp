// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/fetchmetadata.h"

#include "core/http/site.h"

namespace corslab {

namespace {

QByteArray destinationName(Destination destination)
{
    switch (destination) {
    case Destination::Empty:
        return QByteArrayLiteral("empty");
    case Destination::Image:
        return QByteArrayLiteral("image");
    case Destination::Script:
        return QByteArrayLiteral("script");
    case Destination::Style:
        return QByteArrayLiteral("style");
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray fetchSite(const Request &request)
{
    bool sameOrigin = true;
    for (const Url &url : request.urlList) {
        const Origin target = url.origin();
        if (target == request.origin())
            continue;
        sameOrigin = false;
        if (!isSameSite(target, request.origin()))
            return QByteArrayLiteral("cross-site");
    }
    return sameOrigin ? QByteArrayLiteral("same-origin") : QByteArrayLiteral("same-site");
}

void appendFetchMetadata(const Request &request, HeaderList &headers)
{
    if (!request.currentUrl().isPotentiallyTrustworthy())
        return;
    headers.append(QByteArrayLiteral("Sec-Fetch-Site"), fetchSite(request));
    headers.append(QByteArrayLiteral("Sec-Fetch-Mode"), requestModeName(request.mode));
    headers.append(QByteArrayLiteral("Sec-Fetch-Dest"), destinationName(request.destination));
}

} // namespace corslab
