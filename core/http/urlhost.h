// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/url.h"

#include <QByteArray>
#include <QStringView>

#include <tl/expected.hpp>

namespace corslab {

enum class HostKind {
    Domain, ///< of a special scheme: decoded, IDNA applied, numbers read as IPv4
    Opaque  ///< of any other scheme: percent-encoded and left alone
};

/// The host as the URL Standard serialises it; IPv6 in brackets.
/// https://url.spec.whatwg.org/#concept-host-parser
[[nodiscard]] tl::expected<QByteArray, UrlErrorCode> parseHost(QStringView input, HostKind kind);

} // namespace corslab
