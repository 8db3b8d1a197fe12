// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace corslab {

class LabServer;

/// What it means that a server listens where other computers reach it; nothing where only this one
/// does, or where it does not listen.
[[nodiscard]] QString exposureText(const LabServer &server);

} // namespace corslab
