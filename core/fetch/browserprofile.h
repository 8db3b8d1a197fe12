// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <optional>

namespace corslab {

enum class BrowserName : quint8 { Standard, Chromium, Firefox, Safari };
[[nodiscard]] QByteArray browserName(BrowserName name);
[[nodiscard]] std::optional<BrowserName> browserFromName(QByteArrayView name);

/// Every knob in which browsers differ from the Fetch Standard or from each other. The member's
/// initial value is the standard's. Algorithms ask a knob, never a browser's name.
struct BrowserProfile
{
    BrowserName name = BrowserName::Standard;

    bool operator==(const BrowserProfile &) const = default;
};

[[nodiscard]] BrowserProfile browserProfile(BrowserName name);

} // namespace corslab
