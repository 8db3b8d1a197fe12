// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace corslab {

/// The reason phrase that QHttpServer writes for a status; it cannot be chosen. Empty for a status
/// that it has no name for: the status line then ends after the number.
[[nodiscard]] QByteArray statusText(int status);

} // namespace corslab
