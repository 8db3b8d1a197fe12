// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace corslab {

/// Keeps what is in no file yet where a crash cannot reach it: one file for each running instance,
/// beside a lock that says whether the instance still lives. Writes are atomic.
class Autosave
{
public:
    /// What an instance that ended without warning has left behind.
    struct Leftover
    {
        LabDocument document;
        QString path; ///< of the person's own file; empty where there was none
        QDateTime saved;
        QString recoveryFile;
    };

    /// `folder` is made where it does not exist.
    explicit Autosave(const QString &folder);
    /// An orderly end leaves nothing behind.
    ~Autosave();
    Autosave(const Autosave &) = delete;
    Autosave &operator=(const Autosave &) = delete;

    /// False where the folder cannot be written to.
    bool save(const LabDocument &document, const QString &path);
    /// To be called when everything is in a file.
    void discard();
    [[nodiscard]] const QString &recoveryFile() const { return m_file; }

    /// Newest first. Instances that still run are left alone, files that cannot be read skipped.
    [[nodiscard]] std::vector<Leftover> leftovers() const;
    static void remove(const Leftover &leftover);

private:
    QString m_folder;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace corslab
