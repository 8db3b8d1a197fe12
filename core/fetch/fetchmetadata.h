// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"

#include <QByteArray>

namespace corslab {

/// What Sec-Fetch-Site looks at.
enum class SiteOf : quint8 { EveryUrl, LastUrl };

/// `same-origin`, `same-site` or `cross-site`: the worst of all hops.
/// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
[[nodiscard]] QByteArray fetchSite(const Request &request, const BrowserProfile &profile,
                                   SiteOf which = SiteOf::EveryUrl);

/// Appends Sec-Fetch-Site, -Mode and -Dest where the target is trustworthy.
/// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
void appendFetchMetadata(const Request &request, const BrowserProfile &profile, HeaderList &headers,
                         SiteOf which = SiteOf::EveryUrl);

} // namespace corslab
