// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "core/policy/lint.h"

#include <QJsonArray>

#include <vector>

namespace corslab {

/// The lints of every server of a laboratory; each place names its server. `{{name}}` counts as the
/// origin that the server is configured with, and stands in values and fixes as it does in the
/// file.
[[nodiscard]] std::vector<Lint> lintsOf(const LabDocument &document);

/// The document after the changes.
[[nodiscard]] LabDocument applied(LabDocument document, const PolicyEdits &edits);

/// The changes as a JSON Patch (RFC 6902) for the lab file.
[[nodiscard]] QJsonArray jsonPatch(const PolicyEdits &edits);

} // namespace corslab
