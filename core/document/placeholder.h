// SPDX-License-Identifier: GPL-3.0-or-later
// `{{name}}` in the strings of a lab file.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>
#include <QStringView>

#include <optional>

namespace corslab {

/// ASCII letters, digits, `-`, `_` and `.`: what may stand between the braces, and so what a server
/// may be called.
[[nodiscard]] bool isServerName(QStringView name);

/// The first name between `{{` and `}}` that is not among `names`. Braces around anything that
/// could not be a name are not ours.
[[nodiscard]] std::optional<QString> unknownPlaceholder(QStringView text,
                                                        const QSet<QString> &names);

/// Each `{{name}}` replaced; unknown ones stay as they stand.
[[nodiscard]] QString withPlaceholders(const QString &text,
                                       const QHash<QString, QByteArray> &origins);
[[nodiscard]] QByteArray withPlaceholders(const QByteArray &text,
                                          const QHash<QString, QByteArray> &origins);

} // namespace corslab
