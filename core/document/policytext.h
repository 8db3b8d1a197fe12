// SPDX-License-Identifier: GPL-3.0-or-later
// A policy by itself as JSON: what is copied and pasted.
#pragma once

#include "core/document/labfile.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <tl/expected.hpp>

namespace corslab {

struct PolicyText
{
    Policy policy;
    QStringList unknownKeys; ///< of a later version: kept in `source`, and to be warned of
    QJsonObject source;      ///< as it was read
};

/// The object that stands under `policy` in a lab file. Places in errors begin at the policy.
/// `document`: the laboratory into which it is pasted, whose servers `{{name}}` may name.
[[nodiscard]] tl::expected<PolicyText, LabFileError> parsePolicyText(const QByteArray &json,
                                                                     const LabDocument &document);
/// The same, indented. Keys of `source` that are not ours are kept.
[[nodiscard]] QByteArray policyText(const Policy &policy, const QJsonObject &source = {});

} // namespace corslab
