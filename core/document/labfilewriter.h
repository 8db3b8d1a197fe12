// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a lab file, each written by a function of its own over what the file had there
// before, so that keys that are not ours stay. Internal to core/document.
#pragma once

#include "core/document/jsontree.h"
#include "core/document/labkeys.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace corslab {

/// Appends the keys of `source` that are not among `keys`.
void keepUnknown(JsonTree &tree, const QJsonObject &source, const lab::KeySet &keys);

/// For each item of a list that is to be written, the item of the file's list that it once was (an
/// empty object where there is none). Items are the same where name and position agree, else where
/// the name does; in a list of unchanged length those left over are told by position.
[[nodiscard]] std::vector<QJsonObject> matchingItems(const QStringList &names,
                                                     const QJsonArray &source,
                                                     QString (*nameOf)(const QJsonObject &));

/// Bytes, each as the character of its number.
[[nodiscard]] QString textOfBytes(const QByteArray &bytes);
[[nodiscard]] JsonTree pairTree(const std::vector<Header> &headers);
/// Texts in UTF-8.
[[nodiscard]] JsonTree textTree(const QList<QByteArray> &texts);

[[nodiscard]] JsonTree treeOf(const Policy &policy, const QJsonObject &source);
[[nodiscard]] JsonTree treeOf(const QList<ServerConfig> &servers, const QJsonArray &source);
[[nodiscard]] JsonTree treeOf(const QList<RequestEntry> &requests, const QJsonArray &source);

} // namespace corslab
