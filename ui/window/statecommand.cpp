// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/statecommand.h"

#include <QDateTime>

namespace corslab {

StateCommand::StateCommand(Workbench &workbench, WorkbenchState before, WorkbenchState after,
                           const QString &text)
    : QUndoCommand(text)
    , m_workbench(workbench)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_time(QDateTime::currentMSecsSinceEpoch())
{
}

void StateCommand::undo()
{
    m_workbench.setState(m_before);
}

void StateCommand::redo()
{
    m_workbench.setState(m_after);
}

bool StateCommand::mergeWith(const QUndoCommand *other)
{
    constexpr qint64 pause = 1500; // milliseconds without a key end one step
    const auto *next = static_cast<const StateCommand *>(other);
    if (next->text() != text() || next->m_time - m_time > pause)
        return false;
    m_after = next->m_after;
    m_time = next->m_time;
    return true;
}

} // namespace corslab
