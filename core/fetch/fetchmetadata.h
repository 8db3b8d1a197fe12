// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/request.h"

#include <QByteArray>

namespace corslab {

/// `same-origin`, `same-site` or `cross-site`: the worst of all hops.
/// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-set-site
[[nodiscard]] QByteArray fetchSite(const Request &request, const BrowserProfile &profile);

/// Appends Sec-Fetch-Site, -Mode and -Dest where the target is trustworthy.
/// https://w3c.github.io/webappsec-fetch-metadata/#abstract-opdef-append-the-fetch-metadata-headers-for-a-request
void appendFetchMetadata(const Request &request, const BrowserProfile &profile,
                         HeaderList &headers);

} // namespace corslab
