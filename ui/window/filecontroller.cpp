// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/filecontroller.h"

#include "core/diagnosis/errortext.h"
#include "core/document/labfile.h"
#include "ui/widgets/messages.h"
#include "ui/widgets/visibletext.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QWidget>

namespace corslab {

namespace {

/// A change is kept at most this long after it was made, in milliseconds.
constexpr int keepDelay = 1000;
constexpr int recentMost = 10;
const QString recentKey = u"recentFiles"_qs;

} // namespace

FileController::FileController(Workbench &workbench, Messages &messages, QSettings &settings,
                               const QString &recoveryFolder, QWidget *window)
    : QObject(window)
    , m_workbench(workbench)
    , m_messages(messages)
    , m_settings(settings)
    , m_window(window)
    , m_autosave(recoveryFolder)
{
    m_keepTimer.setSingleShot(true);
    m_keepTimer.setInterval(keepDelay);
    connect(&m_keepTimer, &QTimer::timeout, this, &FileController::keep);
    // Not begun anew by the next key: what was typed first must not wait for the last.
    const auto soon = [this] {
        if (!m_keepTimer.isActive())
            m_keepTimer.start();
    };
    connect(&m_workbench.undoStack(), &QUndoStack::indexChanged, this, soon);
    connect(&m_workbench, &Workbench::fileChanged, this, soon);
}

void FileController::keep()
{
    if (!m_workbench.isModified()) {
        m_autosave.discard();
        return;
    }
    const bool kept = m_autosave.save(m_workbench.documentToSave(), m_workbench.filePath());
    if (!kept && !m_keepFailed)
        m_workbench.report(tr("What you change cannot be kept for the case of a crash: %1 cannot "
                              "be written. Save to a file of your own.")
                               .arg(QDir::toNativeSeparators(m_autosave.recoveryFile())));
    m_keepFailed = !kept;
}

bool FileController::recover()
{
    const auto leftovers = m_autosave.leftovers();
    if (leftovers.empty())
        return false;
    // The newest one; older ones wait for the next start.
    const auto &newest = leftovers.front();
    m_workbench.openDocument(newest.document, newest.path);
    m_workbench.setModified();
    keep();
    if (!m_keepFailed)
        Autosave::remove(newest);
    return true;
}

void FileController::finish()
{
    m_keepTimer.stop();
    m_autosave.discard();
}

QString FileController::name() const
{
    if (!m_workbench.filePath().isEmpty())
        return QFileInfo(m_workbench.filePath()).fileName();
    const auto &title = m_workbench.document().title;
    return title.isEmpty() ? tr("Untitled") : visibleText(title);
}

LabDocument FileController::emptyDocument()
{
    LabDocument document;
    document.title = tr("New laboratory");
    document.page.origin = "http://localhost:3000";
    ServerConfig server;
    server.name = u"api"_qs;
    server.origin = "http://localhost:4000";
    server.policy = Policy();
    Endpoint endpoint;
    endpoint.method = "GET";
    endpoint.path = "/";
    endpoint.headers = {{"Content-Type", "application/json"}};
    endpoint.body = R"({"message":"Hello"})";
    server.endpoints.append(endpoint);
    document.servers.append(server);
    ScriptRequest request;
    request.url = u"{{api}}/"_qs;
    document.requests.append({tr("hello"), request, std::nullopt});
    return document;
}

bool FileController::maybeSave()
{
    if (!m_workbench.isModified())
        return true;
    switch (m_messages.askUnsaved(m_window, name())) {
    case UnsavedAnswer::Save:
        return save();
    case UnsavedAnswer::Discard:
        return true;
    case UnsavedAnswer::Cancel:
        return false;
    }
    return false;
}

void FileController::newDocument()
{
    openUnnamed(emptyDocument());
}

void FileController::openUnnamed(LabDocument document)
{
    if (maybeSave())
        m_workbench.openDocument(std::move(document), {});
}

void FileController::open()
{
    const auto folder = m_workbench.filePath().isEmpty()
                            ? QDir::homePath()
                            : QFileInfo(m_workbench.filePath()).absolutePath();
    if (const auto path = m_messages.askOpenPath(m_window, folder))
        openPath(*path);
}

void FileController::openPath(const QString &path)
{
    const auto file = readLabFile(path);
    if (!file) {
        // What is open stays open.
        m_workbench.report(
            tr("%1 cannot be opened: %2").arg(QFileInfo(path).fileName(), errorText(file.error())));
        return;
    }
    if (!maybeSave())
        return;
    m_workbench.openDocument(file->document, QFileInfo(path).absoluteFilePath());
    remember(path);
    if (!file->unknownKeys.isEmpty())
        m_workbench.report(tr("This version does not know %1; what stands there is kept.")
                               .arg(file->unknownKeys.join(u", "_qs)));
}

bool FileController::save()
{
    return m_workbench.filePath().isEmpty() ? saveAs() : write(m_workbench.filePath());
}

bool FileController::saveAs()
{
    const auto &id = m_workbench.document().id;
    const auto suggestion =
        m_workbench.filePath().isEmpty()
            ? QDir::home().filePath((id.isEmpty() ? u"laboratory"_qs : id) + u".corslab"_qs)
            : m_workbench.filePath();
    const auto path = m_messages.askSavePath(m_window, suggestion);
    return path && write(*path);
}

bool FileController::write(const QString &path)
{
    const auto written = writeLabFile(path, m_workbench.documentToSave());
    if (!written) {
        m_workbench.report(
            tr("%1 was not saved: %2").arg(QFileInfo(path).fileName(), errorText(written.error())));
        return false;
    }
    m_workbench.markSaved(QFileInfo(path).absoluteFilePath());
    m_autosave.discard();
    remember(path);
    return true;
}

QStringList FileController::recentFiles() const
{
    return m_settings.value(recentKey).toStringList();
}

void FileController::remember(const QString &path)
{
    auto files = recentFiles();
    const auto absolute = QFileInfo(path).absoluteFilePath();
    files.removeAll(absolute);
    files.prepend(absolute);
    m_settings.setValue(recentKey, files.mid(0, recentMost));
    Q_EMIT recentFilesChanged();
}

void FileController::forgetRecentFiles()
{
    m_settings.remove(recentKey);
    Q_EMIT recentFilesChanged();
}

} // namespace corslab
