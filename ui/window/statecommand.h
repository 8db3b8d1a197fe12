// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/workbench.h"

#include <QUndoCommand>

namespace corslab {

/// One step of undo: the whole state before and after. Cheap, since what did not change is shared
/// between the two.
class StateCommand : public QUndoCommand
{
public:
    StateCommand(Workbench &workbench, WorkbenchState before, WorkbenchState after,
                 const QString &text);

    void undo() override;
    void redo() override;
    /// All of them may merge; mergeWith() decides by the text, so that the keystrokes in one field
    /// are one step.
    [[nodiscard]] int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    Workbench &m_workbench;
    WorkbenchState m_before;
    WorkbenchState m_after;
    qint64 m_time = 0; ///< of the last edit, in milliseconds
};

} // namespace corslab
