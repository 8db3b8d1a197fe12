// SPDX-License-Identifier: GPL-3.0-or-later
// How values of the protocol are put into sentences.
#pragma once

#include <QByteArrayView>
#include <QString>

#include <initializer_list>

namespace corslab {

/// Bytes for a person: UTF-8 where they are that, otherwise one character for each byte.
[[nodiscard]] QString shown(QByteArrayView bytes);
/// As shown(); "nothing" where there are no bytes.
[[nodiscard]] QString shownOrNothing(QByteArrayView bytes);
/// `%1` to `%9` replaced in one pass: a value that holds a percent sign does no harm, and a value
/// that the sentence does not want is left out without a warning.
[[nodiscard]] QString filled(const QString &pattern, std::initializer_list<QString> values);

} // namespace corslab
