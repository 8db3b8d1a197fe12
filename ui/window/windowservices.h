// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/labdocument.h"
#include "ui/widgets/messages.h"

#include <QString>

#include <memory>
#include <optional>

class QSettings;

namespace corslab {

/// What the window needs from outside. What is not given is the person's own: dialogs, settings,
/// the desktop's folders. Tests give others.
struct WindowServices
{
    std::unique_ptr<Messages> messages;
    QString settingsFile;   ///< an INI file
    QString recoveryFolder; ///< where unsaved work is kept
    /// The laboratory that comes with the program; there is no way back to it where it is absent.
    std::optional<LabDocument> article;
};

/// The settings that the window keeps from start to start.
[[nodiscard]] std::unique_ptr<QSettings> openSettings(const WindowServices &services);
/// Where what is not saved yet survives a crash.
[[nodiscard]] QString recoveryFolderOf(const WindowServices &services);

} // namespace corslab
