// SPDX-License-Identifier: GPL-3.0-or-later
// What each browser prints: one function a browser.
#pragma once

#include "core/record/exchange.h"

#include <QByteArray>

#include <vector>

namespace corslab {

/// Measured on Chromium 156.
[[nodiscard]] std::vector<QByteArray> chromiumConsole(const Exchange &exchange);
/// Measured on Firefox ESR 153.
[[nodiscard]] std::vector<QByteArray> firefoxConsole(const Exchange &exchange);
/// Read in WebKit's source (CrossOriginAccessControl.cpp); never measured.
[[nodiscard]] std::vector<QByteArray> webkitConsole(const Exchange &exchange);

} // namespace corslab
