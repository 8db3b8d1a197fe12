// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/windowservices.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

namespace corslab {

std::unique_ptr<QSettings> openSettings(const WindowServices &services)
{
    if (services.settingsFile.isEmpty())
        return std::make_unique<QSettings>(u"corslab"_qs, u"corslab"_qs);
    return std::make_unique<QSettings>(services.settingsFile, QSettings::IniFormat);
}

QString recoveryFolderOf(const WindowServices &services)
{
    if (!services.recoveryFolder.isEmpty())
        return services.recoveryFolder;
    const auto data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(data).filePath(u"corslab/recovery"_qs);
}

} // namespace corslab
