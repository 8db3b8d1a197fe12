// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace corslab {

/// Writes to standard output and flushes, so that whoever reads has it at once.
void print(const QByteArray &utf8);
/// `corslab: ` and the sentence, to standard error.
void printError(const QString &sentence);
/// Whether colour makes sense: standard output is a terminal, and NO_COLOR is not set.
[[nodiscard]] bool wantsColor();

} // namespace corslab
