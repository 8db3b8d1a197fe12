// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/browserprofiles.h"

#include <array>

namespace corslab {

namespace {

struct Named
{
    BrowserName browser;
    const char *name;
};
constexpr std::array<Named, 4> names = {{{BrowserName::Standard, "standard"},
                                         {BrowserName::Chromium, "chromium"},
                                         {BrowserName::Firefox, "firefox"},
                                         {BrowserName::Safari, "safari"}}};

} // namespace

QByteArray browserName(BrowserName name)
{
    for (const Named &each : names) {
        if (each.browser == name)
            return each.name;
    }
    return {};
}

std::optional<BrowserName> browserFromName(QByteArrayView name)
{
    for (const Named &each : names) {
        if (name == QByteArrayView(each.name))
            return each.browser;
    }
    return std::nullopt;
}

BrowserProfile browserProfile(BrowserName name)
{
    switch (name) {
    case BrowserName::Standard:
        return {};
    case BrowserName::Chromium:
        return chromiumProfile();
    case BrowserName::Firefox:
        return firefoxProfile();
    case BrowserName::Safari:
        return safariProfile();
    }
    return {};
}

} // namespace corslab
