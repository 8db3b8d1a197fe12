// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"

#include <QString>

namespace corslab {

/// Everything that undo reaches: the laboratory with its page, and the composed request.
struct WorkbenchState
{
    LabDocument document; ///< as the file has it, `{{name}}` and all
    ScriptRequest request;
    QString requestName; ///< the scenario that `request` is; empty once it was edited by hand
};

/// The name under which a composed request that is none of the scenarios is kept in a file.
[[nodiscard]] const QString &composedName();

/// Null where the document has no call of that name.
[[nodiscard]] const RequestEntry *requestEntryOf(const LabDocument &document, const QString &name);

/// What is composed when a document is opened: what was composed when it was saved, or its first
/// request.
[[nodiscard]] WorkbenchState stateOf(LabDocument document);

} // namespace corslab
