// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QObject>

namespace corslab {

/// Dresses the application: Fusion, our palette, and what Fusion leaves to a style sheet. Follows
/// the system's scheme unless one was chosen.
class ThemeController : public QObject
{
    Q_OBJECT

public:
    enum class Choice : quint8 { System, Light, Dark };

    /// Sets the style and the palette; borrows the application, which must exist. The style sheet
    /// waits for dress().
    explicit ThemeController(Choice choice, QObject *parent = nullptr);

    /// Sets the style sheet. To be called once the window is built: under a style sheet each
    /// widget is styled anew, with all in it, for each parent that it is put into.
    void dress();
    /// The choice that was kept as that number, or the nearest one.
    [[nodiscard]] static Choice choiceOf(int number);
    [[nodiscard]] Choice choice() const { return m_choice; }
    void choose(Choice choice);
    /// A factor on the system's text size; 1.5 while presenting.
    void setTextScale(double factor);
    [[nodiscard]] ColorScheme scheme() const;

Q_SIGNALS:
    void schemeChanged();

private:
    void apply();

    Choice m_choice = Choice::System;
    ColorScheme m_system = ColorScheme::Light;
    double m_textScale = 1.0;
    double m_basePointSize = 10.0;
};

/// The fixed-width font for bytes of the protocol, as large as `like`.
[[nodiscard]] QFont protocolFont(const QFont &like);
/// Gives the widget that font, and keeps it in step when the text size changes.
void useProtocolFont(QWidget *widget);

} // namespace corslab
