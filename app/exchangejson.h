// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/scriptoutcome.h"
#include "core/record/exchange.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace corslab {

/// A line of `run --json` without the keys that tell which request it is. Bytes become characters
/// of the same number.
[[nodiscard]] QJsonObject exchangeToJson(const Exchange &exchange);
/// The member `script`.
[[nodiscard]] QJsonObject outcomeToJson(const ScriptOutcome &outcome, Api api);
/// Bytes as characters U+0000 to U+00FF.
[[nodiscard]] QString bytesToText(const QByteArray &bytes);

} // namespace corslab
