// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/page/requestanalysis.h"
#include "ui/widgets/badge.h"

#include <QString>

namespace corslab {

/// A sentence and how it is meant.
struct BadgeWords
{
    Badge::Tone tone = Badge::Tone::Neutral;
    QString text;
    QString toolTip; ///< the standard's word
};

/// "cross-origin, same site: the port differs". `pageOrigin` as it is sent.
[[nodiscard]] BadgeWords relationWords(const Relation &relation);
/// "asks first, because of the method PUT".
[[nodiscard]] BadgeWords courseWords(const RequestAnalysis &analysis);

} // namespace corslab
