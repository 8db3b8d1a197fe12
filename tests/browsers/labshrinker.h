// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>

#include <functional>

namespace corslab {

/// Every laboratory that is `lab` without one thing: a request, a server, an endpoint, a header, a
/// key. The largest things first.
[[nodiscard]] QList<QJsonObject> smallerLabs(const QJsonObject &lab);

/// `shows` is asked so often at most: each answer takes a browser a second or two.
inline constexpr int MostQuestions = 40;

/// The smallest that can be reached by taking away one thing after the other while it still shows
/// what is wrong. `shows` is asked about many at once, and tells of each.
[[nodiscard]] QJsonObject
shrunken(QJsonObject lab, const std::function<QList<bool>(const QList<QJsonObject> &)> &shows);

} // namespace corslab
