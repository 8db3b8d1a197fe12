// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelineitem.h"

#include <QString>

namespace corslab {

/// The run by which an item is folded and unfolded carries this tag.
inline constexpr int FoldTag = 1;

/// Which colour and which sign stands for what in the timeline.
[[nodiscard]] ColorRole textRole(TimelineItem::Tone tone);
[[nodiscard]] TimelineGround boxFor(TimelineItem::Tone tone);
[[nodiscard]] ColorRole roleOf(CheckState state);
[[nodiscard]] ColorRole setterRole(HeaderSetter setter);
/// With a space behind it; empty where the tone has none.
[[nodiscard]] QString toneSign(TimelineItem::Tone tone);
[[nodiscard]] QString foldSign(bool unfolded);

} // namespace corslab
