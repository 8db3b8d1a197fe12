// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workbench.h"

#include "ui/window/workbenchstate.h"

#include <algorithm>

namespace corslab {

// --- Files -------------------------------------------------------------------------------------

LabDocument Workbench::documentToSave() const
{
    auto document = m_state.document;
    const auto isComposed = [](const RequestEntry &entry) { return entry.name == composedName(); };
    const auto *chosen = requestEntryOf(document, m_state.requestName);
    if (chosen && std::get<ScriptRequest>(chosen->action) == m_state.request) {
        document.requests.removeIf(isComposed);
        return document;
    }
    const auto at = std::find_if(document.requests.begin(), document.requests.end(), isComposed);
    if (at != document.requests.end())
        at->action = m_state.request;
    else
        document.requests.append({composedName(), m_state.request, std::nullopt});
    return document;
}

void Workbench::openDocument(LabDocument document, const QString &path)
{
    stop();
    m_undoStack.clear();
    m_laboratory->reset();
    m_filePath = path;
    m_recovered = false;
    m_modified = false;
    m_fileState = stateOf(std::move(document));
    m_state = m_fileState;
    m_listenErrors = m_laboratory->setDocument(m_state.document);
    m_diagnosisKnown = false;
    Q_EMIT serversChanged();
    Q_EMIT scenariosChanged();
    Q_EMIT pageChanged();
    Q_EMIT requestChanged();
    Q_EMIT fileChanged();
}

void Workbench::markSaved(const QString &path)
{
    m_filePath = path;
    m_recovered = false;
    m_modified = false;
    m_fileState = m_state;
    // Edits before and after this are not one step.
    m_undoStack.setClean();
    Q_EMIT fileChanged();
}

void Workbench::noteModified()
{
    // Looking at another scenario changes nothing that a file would hold.
    const bool request = m_state.requestName.isEmpty() && m_state.request != m_fileState.request;
    const bool modified = request || m_state.document.page != m_fileState.document.page ||
                          m_state.document.servers != m_fileState.document.servers ||
                          m_state.document.requests != m_fileState.document.requests;
    if (modified == m_modified)
        return;
    m_modified = modified;
    Q_EMIT fileChanged();
}

void Workbench::setModified()
{
    m_recovered = true;
    Q_EMIT fileChanged();
}

void Workbench::resetToFile()
{
    stop();
    const auto &file = m_fileState;
    if (m_state.document != file.document || m_state.request != file.request ||
        m_state.requestName != file.requestName)
        push(file, tr("Reset to the file"));
    m_laboratory->reset();
}

void Workbench::report(const QString &sentence)
{
    Q_EMIT reported(sentence);
}

} // namespace corslab
