// SPDX-License-Identifier: GPL-3.0-or-later
// Middlewares that are imitated, as far as their reading of a policy's entries goes.
#pragma once

#include "core/policy/originregex.h"
#include "core/policy/policy.h"

#include <QByteArrayView>

namespace corslab {

/// True where that middleware takes an entry that is written as text for an expression: flask-cors
/// does with anything that has one of an expression's characters in it.
[[nodiscard]] bool readsAsExpression(QByteArrayView imitation, QByteArrayView entry);
/// How that middleware anchors an expression; as the entry says where it leaves that to it.
[[nodiscard]] OriginRegex::Anchors anchorsOf(const Policy &policy, const OriginEntry &entry);
/// True where an expression's end stays open whatever the entry says.
[[nodiscard]] bool isLooselyAnchored(const Policy &policy);

} // namespace corslab
