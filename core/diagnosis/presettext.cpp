// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/presettext.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Presets)
};

} // namespace

QString presetTitle(PolicyPreset preset)
{
    switch (preset) {
    case PolicyPreset::PublicReadOnly:
        return Words::tr("Public, read only");
    case PolicyPreset::OneFrontEnd:
        return Words::tr("One front end, with cookies");
    case PolicyPreset::Development:
        return Words::tr("Development on any local port");
    case PolicyPreset::Article:
        return Words::tr("The article’s");
    }
    return {};
}

QString presetText(PolicyPreset preset)
{
    switch (preset) {
    case PolicyPreset::PublicReadOnly:
        return Words::tr("Everybody may read and nobody is known: for data that are public "
                         "anyway.");
    case PolicyPreset::OneFrontEnd:
        return Words::tr("One page, named exactly, may read and write with the user’s cookies; "
                         "write your page’s origin in place of the one here.");
    case PolicyPreset::Development:
        return Words::tr("Every page that this computer serves, on any port, may read and write "
                         "with cookies: for your own machine, not for a server that others "
                         "reach.");
    case PolicyPreset::Article:
        return Words::tr("The page on http://localhost:3000 may send JSON, a token and a header "
                         "of its own, as in the article.");
    }
    return {};
}

} // namespace corslab
