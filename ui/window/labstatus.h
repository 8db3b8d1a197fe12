// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/window/workbench.h"

#include <QTimer>
#include <QWidget>

namespace corslab {

class FileController;
class NoteLabel;

/// The lowest line: where the servers listen, what the browser model remembers, and the file.
class LabStatus : public QWidget
{
    Q_OBJECT

public:
    LabStatus(Workbench &workbench, const FileController &files, QWidget *parent = nullptr);

private:
    void refresh();

    Workbench &m_workbench;
    const FileController &m_files;
    NoteLabel *m_left;
    NoteLabel *m_right;
    QTimer m_timer; ///< the preflight cache forgets by itself
};

} // namespace corslab
