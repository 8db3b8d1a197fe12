// SPDX-License-Identifier: GPL-3.0-or-later
// Which request headers a script may set, and which of them a server must be asked about first.
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/http/headerlist.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace corslab {

/// Dropped without a word when a script sets it. The value matters for X-HTTP-Method and its kin.
/// https://fetch.spec.whatwg.org/#forbidden-request-header
[[nodiscard]] bool isForbiddenRequestHeader(QByteArrayView name, QByteArrayView value,
                                            const BrowserProfile &profile = {});
/// Needs no preflight. https://fetch.spec.whatwg.org/#cors-safelisted-request-header
[[nodiscard]] bool isCorsSafelistedRequestHeader(QByteArrayView name, QByteArrayView value,
                                                 const BrowserProfile &profile = {});
/// The names for which a server must be asked: lower-cased, unique, in byte order.
/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
[[nodiscard]] QList<QByteArray> corsUnsafeRequestHeaderNames(const HeaderList &headers,
                                                             const BrowserProfile &profile = {});
/// May be set where the mode is no-cors.
/// https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header
[[nodiscard]] bool isNoCorsSafelistedRequestHeader(QByteArrayView name, QByteArrayView value,
                                                   const BrowserProfile &profile = {});
/// Authorization: what `*` in Access-Control-Allow-Headers does not cover.
/// https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name
[[nodiscard]] bool isCorsNonWildcardRequestHeaderName(QByteArrayView name);

} // namespace corslab
