// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline.h"
#include "core/document/labdocument.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace corslab {

struct LoadedLaboratory
{
    LabDocument document;
    QStringList warnings; ///< sentences, without the file's name
};

/// The laboratory of the article, which is used when nothing else is named.
[[nodiscard]] QByteArray articleLaboratory();
/// From bytes, with the command line's ports. The error is a sentence.
[[nodiscard]] tl::expected<LoadedLaboratory, QString> loadLaboratory(const QByteArray &bytes,
                                                                     const CommandLine &line);
/// From a path; `-` is standard input, an empty one the article's laboratory. The error begins with
/// the file's name.
[[nodiscard]] tl::expected<LoadedLaboratory, QString> openLaboratory(const QString &path,
                                                                     const CommandLine &line);

} // namespace corslab
