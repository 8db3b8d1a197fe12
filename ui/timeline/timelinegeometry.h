// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/textflow.h"
#include "ui/timeline/timelineitem.h"

#include <QPointF>
#include <QRectF>

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace corslab {

/// Around the name of a server over its lane, and between that and the timeline's edge, where a
/// line of text is 16 high.
constexpr qreal LaneNamePadding = 10.0;
constexpr qreal LaneNameEdge = 4.0;

/// Where the three lanes stand, from the left edge.
struct TimelineLanes
{
    qreal timeRight = 0.0; ///< the numbers of times end here
    qreal page = 0.0;
    qreal browser = 0.0;
    qreal server = 0.0;
    bool operator==(const TimelineLanes &) const = default;
};

struct TimelineArrow
{
    enum class Style : quint8 {
        Solid,
        Dashed, ///< a preflight
        Dotted, ///< did not happen
        Broken  ///< no answer came
    };
    Style style = Style::Solid;
    ColorRole role = ColorRole::MutedText;
    qreal from = 0.0;
    qreal to = 0.0;
    qreal y = 0.0;
};

/// Something behind the text.
struct TimelineGround
{
    QRectF rect;
    ColorRole fill{};
    std::optional<ColorRole> border;
};

/// A part of an item that does something of its own when it is pressed.
struct TimelineZone
{
    enum class Kind : quint8 { Fold, Check };
    Kind kind = Kind::Fold;
    QRectF rect;
    int check = -1; ///< index into TimelineItem::checks
};

/// An item's place and everything that is drawn of it. All but `top` is relative to `top`.
struct TimelineItemGeometry
{
    qreal top = 0.0;
    qreal height = 0.0;
    QRectF content; ///< what text, box and arrow take up
    std::vector<TimelineGround> grounds;
    std::optional<TimelineArrow> arrow;
    std::vector<TextLine> lines; ///< from the top down
    std::vector<TimelineZone> zones;
};

/// What stands at a point.
struct TimelineHit
{
    int item = -1;
    bool fold = false;
    int check = -1; ///< index into TimelineItem::checks
};

/// The geometry of a whole timeline, apart from painting it. Lengths are in device-independent
/// pixels, from the top of the contents.
class TimelineGeometry
{
public:
    explicit TimelineGeometry(TimelineFonts fonts);

    void setFonts(TimelineFonts fonts);
    [[nodiscard]] const TimelineFonts &fonts() const { return m_fonts; }

    using IsUnfolded = std::function<bool(std::size_t)>;
    /// Lays out the items from `first` on; those before are as they were, unless the width or the
    /// fonts changed since. At most `most` of them: the rest is left for the next time.
    void update(const std::vector<TimelineItem> &items, std::size_t first, qreal width,
                const IsUnfolded &isUnfolded, std::size_t most = everything);
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);
    /// Lays out one item again, which was folded or unfolded.
    void updateItem(const std::vector<TimelineItem> &items, std::size_t index, bool unfolded);

    [[nodiscard]] const TimelineLanes &lanes() const { return m_lanes; }
    [[nodiscard]] qreal width() const { return m_width; }
    [[nodiscard]] qreal height() const;
    [[nodiscard]] std::size_t size() const { return m_items.size(); }
    [[nodiscard]] const TimelineItemGeometry &at(std::size_t index) const { return m_items[index]; }
    [[nodiscard]] QRectF itemRect(std::size_t index) const;
    /// The items that reach into the stretch: first, and one behind the last.
    [[nodiscard]] std::pair<std::size_t, std::size_t> between(qreal top, qreal bottom) const;
    [[nodiscard]] TimelineHit hitTest(const QPointF &position) const;
    /// How many items were laid out over its life: tells what an update costs.
    [[nodiscard]] std::size_t laidOutCount() const { return m_laidOut; }

    [[nodiscard]] static TimelineLanes lanesFor(qreal width, const TimelineFonts &fonts);

private:
    void stack(std::size_t first);

    TimelineFonts m_fonts;
    qreal m_width = -1.0;
    TimelineLanes m_lanes;
    std::vector<TimelineItemGeometry> m_items;
    std::size_t m_laidOut = 0;
};

} // namespace corslab
