// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

class QApplication;
class QWidget;

namespace corslab {

enum class ColorScheme { Light, Dark };

/// What a colour means. Every pair of text and ground that is drawn has a contrast of at
/// least 4.5:1.
enum class ColorRole {
    Text,       ///< on Ground, Surface
    MutedText,  ///< on Ground, Surface: times, labels, what was not reached
    Ground,     ///< the timeline's and tables' ground
    Surface,    ///< panels and cards
    Field,      ///< where one types
    Line,       ///< borders and lifelines
    Accent,     ///< the one primary button; selection
    AccentText, ///< on Accent
    Page,       ///< text and marks of the page's lane
    PageTint,   ///< ground behind them
    Browser,
    BrowserTint,
    Server,
    ServerTint,
    Good, ///< allowed, passed
    GoodTint,
    Bad, ///< blocked, failed
    BadTint,
    Warn, ///< asks first, lints
    WarnTint,
    Neutral, ///< opaque, note, badges without judgement
    NeutralTint,
    SelectionTint ///< the selected row or item
};

[[nodiscard]] QColor themeColor(ColorRole role, ColorScheme scheme);
/// The scheme that a widget is drawn in: told by its palette, so that painting code needs no
/// global.
[[nodiscard]] ColorScheme colorSchemeOf(const QPalette &palette);
[[nodiscard]] inline QColor themeColor(ColorRole role, const QPalette &palette)
{
    return themeColor(role, colorSchemeOf(palette));
}
[[nodiscard]] QPalette themePalette(ColorScheme scheme);

/// What the desktop prefers, as far as it tells (Qt 6.5's hint, the portal's setting, or the
/// platform palette).
[[nodiscard]] ColorScheme systemColorScheme();

} // namespace corslab
