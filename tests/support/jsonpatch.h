// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace corslab {

/// The document after `add`, `remove` and `replace` operations of a JSON Patch (RFC 6902); nothing
/// where one of them names what is not there.
[[nodiscard]] std::optional<QJsonObject> patched(const QJsonObject &document,
                                                 const QJsonArray &patch);

} // namespace corslab
