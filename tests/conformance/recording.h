// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace corslab {

/// Lines of JSON objects from tests/data/conformance/NAME.jsonl.qz, a file as qCompress() makes it.
/// To read one: python3 -c "import sys, zlib;
/// sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()[4:]))" < FILE
[[nodiscard]] QList<QJsonObject> readRecording(const QString &name);

/// What a real browser did, by the case's id.
[[nodiscard]] QHash<QString, QJsonObject> readResults(const QString &browser);

/// Cases in which the program is known to do something else, with the reason of each, and cases in
/// which the browser itself did not do the same each time ("unsteady"): known.json beside the
/// recordings.
struct KnownDisagreements
{
    QHash<QString, QString> reasons; ///< by id
    QHash<QString, QString> unsteady;
};
[[nodiscard]] KnownDisagreements readKnown(const QString &browser);

} // namespace corslab
