// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <QGuiApplication>
#include <QStyleHints>

#ifdef CORSLAB_HAVE_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#endif

namespace corslab {

namespace {

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0) && defined(CORSLAB_HAVE_DBUS)
/// The desktop portal's setting: 1 prefers dark, 2 light, 0 has no preference. A desktop that does
/// not answer at once is one without an answer: the window must not wait for it.
std::optional<ColorScheme> portalScheme()
{
    constexpr int patience = 150; // milliseconds
    const auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    auto call = QDBusMessage::createMethodCall(u"org.freedesktop.portal.Desktop"_qs,
                                               u"/org/freedesktop/portal/desktop"_qs,
                                               u"org.freedesktop.portal.Settings"_qs, u"Read"_qs);
    call << u"org.freedesktop.appearance"_qs << u"color-scheme"_qs;
    const auto reply = bus.call(call, QDBus::Block, patience);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().isEmpty())
        return std::nullopt;
    auto value = reply.arguments().constFirst();
    // The portal wraps the value twice.
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    switch (value.toUInt()) {
    case 1:
        return ColorScheme::Dark;
    case 2:
        return ColorScheme::Light;
    default:
        return std::nullopt;
    }
}
#endif

} // namespace

ColorScheme systemColorScheme()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark
               ? ColorScheme::Dark
               : ColorScheme::Light;
#else
#ifdef CORSLAB_HAVE_DBUS
    if (const auto scheme = portalScheme())
        return *scheme;
#endif
    // Before a palette of our own is set, this is the platform's.
    static const ColorScheme platform = colorSchemeOf(QGuiApplication::palette());
    return platform;
#endif
}

} // namespace corslab
