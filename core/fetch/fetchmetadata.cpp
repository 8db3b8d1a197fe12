// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/fetchmetadata.h"

#include "core/http/site.h"

#include <algorithm>

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

QByteArray fetchSite(const Request &request, const BrowserProfile &profile, SiteOf which)
{
    bool sameOrigin = true;
    const auto last = request.urlList.end() - 1;
    const auto first = which == SiteOf::LastUrl ? last : request.urlList.begin();
    for (auto url = first; url != request.urlList.end(); ++url) {
        const Origin target = url->origin();
        if (target == request.origin())
            continue;
        sameOrigin = false;
        const bool sameSite = profile.schemefulSameSite
                                  ? isSameSite(target, request.origin())
                                  : isSchemelesslySameSite(target, request.origin());
        if (!sameSite)
            return QByteArrayLiteral("cross-site");
    }
    const bool overHttp =
        std::any_of(first, last, [](const Url &url) { return url.scheme() == "http"; });
    if (!sameOrigin && overHttp && profile.httpRedirectCrossesSite)
        return QByteArrayLiteral("cross-site");
    return sameOrigin ? QByteArrayLiteral("same-origin") : QByteArrayLiteral("same-site");
}

void appendFetchMetadata(const Request &request, const BrowserProfile &profile, HeaderList &headers,
                         SiteOf which)
{
    if (!request.currentUrl().isPotentiallyTrustworthy())
        return;
    headers.append(QByteArrayLiteral("Sec-Fetch-Site"), fetchSite(request, profile, which));
    headers.append(QByteArrayLiteral("Sec-Fetch-Mode"), requestModeName(request.mode));
    headers.append(QByteArrayLiteral("Sec-Fetch-Dest"), destinationName(request.destination));
}

} // namespace corslab
