// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/itemroles.h"

namespace corslab {

ColorRole textRole(TimelineItem::Tone tone)
{
    switch (tone) {
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
        return ColorRole::Text;
    case TimelineItem::Tone::Passed:
        return ColorRole::Good;
    case TimelineItem::Tone::Refused:
        return ColorRole::Bad;
    case TimelineItem::Tone::Note:
        return ColorRole::Text;
    case TimelineItem::Tone::Pale:
        return ColorRole::MutedText;
    }
    Q_UNREACHABLE();
}

TimelineGround boxFor(TimelineItem::Tone tone)
{
    TimelineGround box;
    switch (tone) {
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
    case TimelineItem::Tone::Pale:
        box.fill = ColorRole::Surface;
        box.border = ColorRole::Browser;
        break;
    case TimelineItem::Tone::Passed:
        box.fill = ColorRole::GoodTint;
        box.border = ColorRole::Good;
        break;
    case TimelineItem::Tone::Refused:
        box.fill = ColorRole::BadTint;
        box.border = ColorRole::Bad;
        break;
    case TimelineItem::Tone::Note:
        box.fill = ColorRole::NeutralTint;
        box.border = ColorRole::Neutral;
        break;
    }
    return box;
}

ColorRole roleOf(CheckState state)
{
    switch (state) {
    case CheckState::Passed:
        return ColorRole::Good;
    case CheckState::Refused:
        return ColorRole::Bad;
    case CheckState::Asks:
        return ColorRole::Warn;
    case CheckState::Note:
        return ColorRole::Text;
    case CheckState::NotReached:
        return ColorRole::MutedText;
    }
    Q_UNREACHABLE();
}

QString toneSign(TimelineItem::Tone tone)
{
    switch (tone) {
    case TimelineItem::Tone::Passed:
        return checkSign(CheckState::Passed) + QLatin1Char(' ');
    case TimelineItem::Tone::Refused:
        return checkSign(CheckState::Refused) + QLatin1Char(' ');
    case TimelineItem::Tone::Plain:
    case TimelineItem::Tone::Question:
    case TimelineItem::Tone::Note:
    case TimelineItem::Tone::Pale:
        return {};
    }
    Q_UNREACHABLE();
}

ColorRole setterRole(HeaderSetter setter)
{
    switch (setter) {
    case HeaderSetter::Script:
        return ColorRole::Page;
    case HeaderSetter::Browser:
        return ColorRole::Browser;
    case HeaderSetter::Server:
        return ColorRole::Server;
    }
    Q_UNREACHABLE();
}

QString foldSign(bool unfolded)
{
    return unfolded ? QStringLiteral("\u25be") : QStringLiteral("\u25b8");
}

} // namespace corslab
