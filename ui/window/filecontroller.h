// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/autosave.h"
#include "ui/window/workbench.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

class QSettings;
class QWidget;

namespace corslab {

class Messages;

/// New, open, save, recent files, and what survives a crash. Asks about unsaved changes once, and
/// says what went wrong in the window.
class FileController : public QObject
{
    Q_OBJECT

public:
    /// Borrows everything. `window` is what dialogs belong to.
    FileController(Workbench &workbench, Messages &messages, QSettings &settings,
                   const QString &recoveryFolder, QWidget *window);

    void newDocument();
    void open();
    void openPath(const QString &path);
    /// Replaces what is open by a laboratory that is in no file.
    void openUnnamed(LabDocument document);
    /// False where nothing was saved: a dialog was cancelled, or the file cannot be written.
    bool save();
    bool saveAs();
    /// False where the person wants to go on with what is open.
    [[nodiscard]] bool maybeSave();
    /// Nothing is to be recovered: the window closes in order.
    void finish();
    /// Brings back what an instance that was killed has left; true where there was something.
    bool recover();

    [[nodiscard]] QStringList recentFiles() const;
    void forgetRecentFiles();
    /// The file's name, or the laboratory's title.
    [[nodiscard]] QString name() const;

    /// An empty laboratory: one page, one server that allows nobody.
    [[nodiscard]] static LabDocument emptyDocument();

Q_SIGNALS:
    void recentFilesChanged();

private:
    bool write(const QString &path);
    void remember(const QString &path);
    void keep();

    Workbench &m_workbench;
    Messages &m_messages;
    QSettings &m_settings;
    QWidget *m_window;
    Autosave m_autosave;
    QTimer m_keepTimer;
    bool m_keepFailed = false;
};

} // namespace corslab
