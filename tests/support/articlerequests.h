// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace corslab {

/// A lab file without servers: the article's three requests, to whatever listens at the two
/// origins.
[[nodiscard]] QByteArray articleRequests(const QString &pages, const QString &api);

} // namespace corslab
