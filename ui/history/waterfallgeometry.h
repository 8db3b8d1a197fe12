// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/message.h"

#include <QRectF>

#include <algorithm>
#include <vector>

namespace corslab {

/// One message in time: milliseconds since its exchange began.
struct WaterfallSpan
{
    MessageKind kind = MessageKind::Actual;
    double start = 0.0;
    double firstByte = 0.0; ///< until here the browser waited
    double end = 0.0;
    bool operator==(const WaterfallSpan &) const = default;
};

/// Where the bars of one exchange stand: each row at its own scale, so that a question that took as
/// long as its request can be seen beside one that waited for seconds.
struct WaterfallGeometry
{
    struct Bar
    {
        MessageKind kind = MessageKind::Actual;
        QRectF waiting;
        QRectF receiving; ///< may be empty
    };
    std::vector<Bar> bars;
    QRectF label; ///< the duration, right of the bars

    [[nodiscard]] static WaterfallGeometry compute(const std::vector<WaterfallSpan> &spans,
                                                   double duration, const QRectF &cell,
                                                   double labelWidth)
    {
        constexpr double gap = 6.0;
        constexpr double thinnest = 2.0;
        constexpr double thickest = 10.0;
        WaterfallGeometry result;
        const double room = std::max(0.0, cell.width() - labelWidth - gap);
        result.label = QRectF(cell.left() + room + gap, cell.top(),
                              std::max(0.0, cell.width() - room - gap), cell.height());
        double whole = duration;
        for (const auto &span : spans)
            whole = std::max(whole, span.end);
        if (whole <= 0.0 || room < thinnest)
            return result;
        const double height = std::min(thickest, cell.height());
        const double top = cell.center().y() - height / 2.0;
        const auto place = [&](double time) {
            return cell.left() + room * std::clamp(time / whole, 0.0, 1.0);
        };
        for (const auto &span : spans) {
            // A bar that is too short to be seen is still a message.
            const double left = std::min(place(span.start), cell.left() + room - thinnest);
            const double right =
                std::min(std::max(place(span.end), left + thinnest), cell.left() + room);
            const double middle = std::clamp(place(span.firstByte), left, right);
            result.bars.push_back({span.kind, QRectF(left, top, middle - left, height),
                                   QRectF(middle, top, right - middle, height)});
        }
        return result;
    }
};

} // namespace corslab
