// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>

#include <optional>

namespace corslab {

enum class IconName : quint8 {
    Send,
    Stop,
    Browser,
    Present,
    Add,
    Remove,
    Copy,
    Undo,
    Redo,
    New,
    Open,
    Save,
    Reset,
    Check,
    Cross,
    Warning,
    Up,
    Down,
    Edit,
    Close
};

/// A drawn icon, sharp at every size. It takes its colour from the application's palette when it
/// is painted, so that it follows a change of the scheme; a `role` fixes what it means instead.
[[nodiscard]] QIcon themeIcon(IconName name, std::optional<ColorRole> role = std::nullopt);

} // namespace corslab
