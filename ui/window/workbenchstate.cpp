// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workbenchstate.h"

namespace corslab {

const QString &composedName()
{
    static const QString name = u"composed"_qs;
    return name;
}

const RequestEntry *requestEntryOf(const LabDocument &document, const QString &name)
{
    for (const auto &entry : document.requests) {
        if (entry.name == name && std::holds_alternative<ScriptRequest>(entry.action))
            return &entry;
    }
    return nullptr;
}

WorkbenchState stateOf(LabDocument document)
{
    WorkbenchState state;
    const auto *entry = requestEntryOf(document, composedName());
    for (auto it = document.requests.cbegin(); !entry && it != document.requests.cend(); ++it) {
        if (std::holds_alternative<ScriptRequest>(it->action))
            entry = &*it;
    }
    if (entry) {
        state.request = std::get<ScriptRequest>(entry->action);
        if (entry->name != composedName())
            state.requestName = entry->name;
    } else if (!document.servers.isEmpty()) {
        state.request.url = QString::fromUtf8(document.servers.constLast().origin) + u'/';
    }
    state.document = std::move(document);
    return state;
}

} // namespace corslab
