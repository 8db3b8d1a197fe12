// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessibleWidget>

#include <vector>

namespace corslab {

class TimelineCanvas;

/// The timeline for those who have it read to them: a list, each item a row with its whole text.
class TimelineAccessible : public QAccessibleWidget
{
public:
    explicit TimelineAccessible(TimelineCanvas &canvas);
    ~TimelineAccessible() override;

    /// Makes Qt ask this class about timelines. May be called more than once.
    static void install();
    /// To be called when another item is current, or the current one changed.
    static void currentChanged(TimelineCanvas &canvas);

    [[nodiscard]] int childCount() const override;
    [[nodiscard]] QAccessibleInterface *child(int index) const override;
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override;
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override;
    [[nodiscard]] QAccessibleInterface *focusChild() const override;

private:
    [[nodiscard]] TimelineCanvas &canvas() const;

    mutable std::vector<QAccessible::Id> m_children;
};

} // namespace corslab
