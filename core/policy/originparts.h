// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace corslab {

/// The parts of an origin as a browser sends it. Views into the bytes that were split.
struct OriginParts
{
    QByteArrayView scheme;
    QByteArrayView host;
    int port = 0; ///< 0: none is named
};

/// Splits without judging the host: whoever compares it with a valid one has judged it. Nothing
/// where the scheme is neither http nor https, or the port is not a number from 1 to 65535 as
/// browsers write it.
[[nodiscard]] std::optional<OriginParts> splitOrigin(QByteArrayView origin) noexcept;

/// True where every label is of the letters a-z, digits and hyphens, and none is empty: what a
/// leading
/// `*.` stands for. Browsers also let `_`, `~`, `$` and others into a host, which no honest name
/// has.
[[nodiscard]] bool arePlainLabels(QByteArrayView labels) noexcept;

} // namespace corslab
