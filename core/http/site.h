// SPDX-License-Identifier: GPL-3.0-or-later
// Sites, by the Public Suffix List (libpsl). https://html.spec.whatwg.org/#sites
#pragma once

#include "core/http/origin.h"

#include <QByteArray>
#include <QByteArrayView>

namespace corslab {

/// The registrable domain of a serialised host, or the host itself where it has none
/// (an IP address, a public suffix such as `localhost` or `co.uk`).
/// libpsl is never asked about IP addresses, and answers are cached for each thread: a look-up
/// in the list costs about half a microsecond.
[[nodiscard]] QByteArray registrableDomainOrHost(const QByteArray &host);
/// True for `com`, `co.uk`, `github.io`; for an unlisted single label too (the list's `*` rule).
[[nodiscard]] bool isPublicSuffix(const QByteArray &host);
/// An IPv4 or bracketed IPv6 address, as the URL parser serialises them.
[[nodiscard]] bool isIpAddress(QByteArrayView host);
/// 127.0.0.0/8, [::1], localhost and every name below it.
[[nodiscard]] bool isLoopbackHost(QByteArrayView host);

/// Same scheme and same registrable domain. https://html.spec.whatwg.org/#same-site
[[nodiscard]] bool isSameSite(const Origin &a, const Origin &b);
[[nodiscard]] bool isSchemelesslySameSite(const Origin &a, const Origin &b);

} // namespace corslab
