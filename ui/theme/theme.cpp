// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <array>

namespace corslab {

namespace {

struct RolePair
{
    QRgb light;
    QRgb dark;
};

/// In the order of ColorRole. tests/ui/theme computes the contrast of every text on every ground.
constexpr std::array<RolePair, 23> roleColors{{
    {0xff17202e, 0xffe7eaf0}, // Text
    {0xff4c5768, 0xffaab3c2}, // MutedText
    {0xfffafbfd, 0xff12151b}, // Ground
    {0xffffffff, 0xff1a1e26}, // Surface
    {0xffffffff, 0xff0f1217}, // Field
    {0xffd9dfe8, 0xff363d4a}, // Line
    {0xff2058dc, 0xff3a6fe0}, // Accent
    {0xffffffff, 0xffffffff}, // AccentText
    {0xff1c4ed0, 0xff93b9ff}, // Page
    {0xffe9f0fe, 0xff1b2a47}, // PageTint
    {0xff6a27cf, 0xffc9adff}, // Browser
    {0xfff2eafd, 0xff2b2145}, // BrowserTint
    {0xff0a665e, 0xff66d3c6}, // Server
    {0xffe1f3f0, 0xff10322e}, // ServerTint
    {0xff14612f, 0xff82dd98}, // Good
    {0xffe6f6ea, 0xff15321f}, // GoodTint
    {0xffa11a1a, 0xffffa39b}, // Bad
    {0xfffdeceb, 0xff43191b}, // BadTint
    {0xff834606, 0xfff5bd6c}, // Warn
    {0xfffef3e1, 0xff3a2a10}, // WarnTint
    {0xff465366, 0xffb6bfce}, // Neutral
    {0xffeef1f6, 0xff272d38}, // NeutralTint
    {0xffe3ecfd, 0xff20304e}  // SelectionTint
}};

} // namespace

QColor themeColor(ColorRole role, ColorScheme scheme)
{
    const auto &pair = roleColors.at(static_cast<std::size_t>(role));
    return QColor::fromRgb(scheme == ColorScheme::Light ? pair.light : pair.dark);
}

ColorScheme colorSchemeOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Base).lightness() < 128 ? ColorScheme::Dark
                                                                             : ColorScheme::Light;
}

QPalette themePalette(ColorScheme scheme)
{
    const auto color = [scheme](ColorRole role) { return themeColor(role, scheme); };
    const bool dark = scheme == ColorScheme::Dark;
    QPalette palette;
    palette.setColor(QPalette::Window, color(ColorRole::Surface));
    palette.setColor(QPalette::WindowText, color(ColorRole::Text));
    palette.setColor(QPalette::Base, color(ColorRole::Field));
    palette.setColor(QPalette::AlternateBase, color(ColorRole::Ground));
    palette.setColor(QPalette::Text, color(ColorRole::Text));
    palette.setColor(QPalette::PlaceholderText, color(ColorRole::MutedText));
    palette.setColor(QPalette::Button, color(ColorRole::Surface));
    palette.setColor(QPalette::ButtonText, color(ColorRole::Text));
    palette.setColor(QPalette::BrightText, color(ColorRole::Bad));
    palette.setColor(QPalette::Highlight, color(ColorRole::Accent));
    palette.setColor(QPalette::HighlightedText, color(ColorRole::AccentText));
    palette.setColor(QPalette::ToolTipBase, color(ColorRole::NeutralTint));
    palette.setColor(QPalette::ToolTipText, color(ColorRole::Text));
    palette.setColor(QPalette::Link, color(ColorRole::Page));
    palette.setColor(QPalette::LinkVisited, color(ColorRole::Browser));
    // Fusion draws its bevels from these.
    palette.setColor(QPalette::Light, dark ? color(ColorRole::Line) : QColor(Qt::white));
    palette.setColor(QPalette::Midlight, color(ColorRole::NeutralTint));
    palette.setColor(QPalette::Mid, color(ColorRole::Line));
    palette.setColor(QPalette::Dark, color(ColorRole::Line).darker(dark ? 90 : 115));
    palette.setColor(QPalette::Shadow, dark ? QColor(Qt::black) : color(ColorRole::MutedText));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(ColorRole::MutedText));
    palette.setColor(QPalette::Disabled, QPalette::Base, color(ColorRole::Ground));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(ColorRole::NeutralTint));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, color(ColorRole::MutedText));
    return palette;
}

} // namespace corslab
