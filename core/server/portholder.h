// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace corslab {

/// The process that listens on a port.
struct PortHolder
{
    QString name;
    qint64 process = 0;
    bool operator==(const PortHolder &) const = default;
};

/// Who listens on that address and port, or on the port of every address. Nothing where it cannot
/// be told: another user's process, or a system without /proc. `proc` is where /proc is mounted.
[[nodiscard]] std::optional<PortHolder>
findPortHolder(const QHostAddress &address, quint16 port,
               const QString &proc = QStringLiteral("/proc"));

} // namespace corslab
