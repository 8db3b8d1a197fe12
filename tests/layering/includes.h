// SPDX-License-Identifier: GPL-3.0-or-later
// Which file may include which: the architecture's arrows, read off the source.
#pragma once

#include <QString>
#include <QStringList>

namespace corslab {

/// The files below `root` that belong to the program, as paths from there.
[[nodiscard]] QStringList sourceFiles(const QString &root);

/// What the preprocessor would include, in order, as it stands between the quotes or brackets.
[[nodiscard]] QStringList includesOf(const QByteArray &source);

/// Empty where `file` (a path from the root) may include `included`; otherwise the rule it breaks.
/// `screenHeaders` are the folders of the headers of QtGui and QtWidgets.
[[nodiscard]] QString breach(const QString &file, const QString &included,
                             const QStringList &screenHeaders);

} // namespace corslab
