// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/themecontroller.h"

#include "ui/theme/labstyle.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QStyleHints>
#include <QWidget>

namespace corslab {

namespace {

/// What is flat in our window and not in Fusion. Colours come from the same roles as everything
/// else.
QString styleSheet(ColorScheme scheme)
{
    const auto hex = [scheme](ColorRole role) { return themeColor(role, scheme).name(); };
    // Between a line and a text: seen on both grounds, and not shouting.
    const auto line = themeColor(ColorRole::Line, scheme);
    const auto text = themeColor(ColorRole::MutedText, scheme);
    const auto handle = QColor((2 * line.red() + text.red()) / 3,
                               (2 * line.green() + text.green()) / 3,
                               (2 * line.blue() + text.blue()) / 3);
    return QStringLiteral(
               "QToolTip { color: %1; background: %2; border: 1px solid %3; padding: 4px; }"
               "QToolBar { border: none; border-bottom: 1px solid %3; spacing: 5px; padding: 5px; }"
               "QToolBar QToolButton#qt_toolbar_ext_button { border: none; padding: 0px; }"
               "QSplitter::handle { background: %3; }"
               "QSplitter::handle:hover { background: %4; }"
               "QStatusBar { border-top: 1px solid %3; }"
               "QStatusBar::item { border: none; }"
               "QMenuBar { border-bottom: 1px solid %3; }"
               "QTabBar::tab { color: %7; background: transparent; border: 1px solid transparent;"
               " border-radius: 5px; padding: 4px 11px; margin: 3px 1px; }"
               "QTabBar::tab:hover { background: %2; }"
               "QTabBar::tab:selected { color: %1; background: %6; }"
               "QTabBar::tab:selected:focus { border-color: %4; }"
               "QHeaderView { background: %5; border: none; }"
               "QHeaderView::section { color: %7; background: %5; border: none;"
               " border-bottom: 1px solid %3; padding: 3px 6px; }"
               "QScrollBar { background: transparent; border: none; margin: 0px; }"
               "QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }"
               "QScrollBar::handle { background: %9; border-radius: 3px; margin: 2px; }"
               "QScrollBar::handle:vertical { min-height: 28px; }"
               "QScrollBar::handle:horizontal { min-width: 28px; }"
               "QScrollBar::handle:hover { background: %7; }"
               "QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }"
               "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
               // Buttons are flat and framed; the focus is told by the frame.
               "QPushButton, QToolBar QToolButton { color: %1; background: %5;"
               " border: 1px solid %3; border-radius: 5px; padding: 4px 10px; }"
               "QPushButton:hover, QToolBar QToolButton:hover { background: %2; }"
               "QPushButton:pressed, QToolBar QToolButton:pressed { background: %6; }"
               "QPushButton:checked, QToolBar QToolButton:checked { background: %6;"
               " border-color: %4; }"
               "QPushButton:focus, QToolBar QToolButton:focus { border-color: %4; }"
               "QPushButton:disabled, QToolBar QToolButton:disabled { color: %7; }"
               "QToolBar QToolButton::menu-indicator { image: none; }"
               "QToolButton#primary, QPushButton#primary { color: %8; background: %4;"
               " border-color: %4; font-weight: bold; }"
               "QToolButton#primary:focus, QPushButton#primary:focus { border: 2px solid %1;"
               " padding: 3px 9px; }")
        .arg(hex(ColorRole::Text), hex(ColorRole::NeutralTint), hex(ColorRole::Line),
             hex(ColorRole::Accent), hex(ColorRole::Surface), hex(ColorRole::SelectionTint),
             hex(ColorRole::MutedText), hex(ColorRole::AccentText), handle.name());
}

class FontFollower : public QObject
{
public:
    explicit FontFollower(QWidget *widget)
        : QObject(widget)
    {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Under a style sheet a change of the application's font is told as one of the style.
        if (event->type() == QEvent::ApplicationFontChange ||
            event->type() == QEvent::StyleChange) {
            auto *widget = static_cast<QWidget *>(watched);
            const auto font = protocolFont(QApplication::font());
            if (widget->font().pointSizeF() != font.pointSizeF())
                widget->setFont(font);
        }
        return false;
    }
};

} // namespace

ThemeController::ThemeController(Choice choice, QObject *parent)
    : QObject(parent)
    , m_choice(choice)
    , m_system(systemColorScheme())
    , m_basePointSize(QApplication::font().pointSizeF() > 0 ? QApplication::font().pointSizeF()
                                                            : 10.0)
{
    // Of an earlier window.
    qApp->setStyleSheet({});
    QApplication::setStyle(new LabStyle); // taken over
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
        m_system = systemColorScheme();
        apply();
    });
#else
    // The portal is asked again whenever the person comes back to the window.
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState s) {
        if (s != Qt::ApplicationActive || m_choice != Choice::System)
            return;
        const auto now = systemColorScheme();
        if (now != m_system) {
            m_system = now;
            apply();
        }
    });
#endif
    QApplication::setPalette(themePalette(scheme()));
}

ThemeController::Choice ThemeController::choiceOf(int number)
{
    return static_cast<Choice>(qBound(0, number, static_cast<int>(Choice::Dark)));
}

void ThemeController::dress()
{
    qApp->setStyleSheet(styleSheet(scheme()));
}

void ThemeController::choose(Choice choice)
{
    m_choice = choice;
    if (choice == Choice::System)
        m_system = systemColorScheme();
    apply();
}

void ThemeController::setTextScale(double factor)
{
    m_textScale = factor;
    auto font = QApplication::font();
    font.setPointSizeF(m_basePointSize * m_textScale);
    QApplication::setFont(font);
    // Only with its style sheet set again does a widget take a new font over.
    dress();
}

ColorScheme ThemeController::scheme() const
{
    switch (m_choice) {
    case Choice::System:
        return m_system;
    case Choice::Light:
        return ColorScheme::Light;
    case Choice::Dark:
        return ColorScheme::Dark;
    }
    return m_system;
}

void ThemeController::apply()
{
    QApplication::setPalette(themePalette(scheme()));
    dress();
    Q_EMIT schemeChanged();
}

QFont protocolFont(const QFont &like)
{
    auto font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (like.pointSizeF() > 0)
        font.setPointSizeF(like.pointSizeF() * 0.95);
    font.setWeight(like.weight());
    return font;
}

void useProtocolFont(QWidget *widget)
{
    widget->setFont(protocolFont(QApplication::font()));
    new FontFollower(widget); // owned by the widget
}

} // namespace corslab
