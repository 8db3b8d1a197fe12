// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace corslab {

/// CONNECT, TRACE, TRACK in any case. https://fetch.spec.whatwg.org/#forbidden-method
[[nodiscard]] bool isForbiddenMethod(QByteArrayView method) noexcept;
/// GET, HEAD, POST, case-sensitive. https://fetch.spec.whatwg.org/#cors-safelisted-method
[[nodiscard]] bool isCorsSafelistedMethod(QByteArrayView method) noexcept;
/// Upper-cases DELETE GET HEAD OPTIONS POST PUT and nothing else: `patch` stays `patch`.
/// https://fetch.spec.whatwg.org/#concept-method-normalize
[[nodiscard]] QByteArray normalizeMethod(const QByteArray &method);

} // namespace corslab
