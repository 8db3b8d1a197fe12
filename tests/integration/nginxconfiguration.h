// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QByteArray>
#include <QString>

namespace corslab {

/// A policy as the usual recipe for nginx: a map of origins and add_header lines without `always`.
/// The server listens on a Unix domain socket and has /data and /error.
[[nodiscard]] QByteArray nginxConfiguration(const Policy &policy, const QString &socketPath);

} // namespace corslab
