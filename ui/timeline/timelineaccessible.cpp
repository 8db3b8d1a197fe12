// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineaccessible.h"

#include "ui/timeline/timelinecanvas.h"

#include <QPointer>

namespace corslab {

namespace {

/// One row. Rows are known by their index: they change in place while the exchange grows.
class RowAccessible : public QAccessibleInterface
{
public:
    RowAccessible(TimelineCanvas &canvas, int index)
        : m_canvas(&canvas)
        , m_index(index)
    {
    }

    [[nodiscard]] int index() const { return m_index; }

    bool isValid() const override
    {
        return m_canvas && m_index < static_cast<int>(m_canvas->model().items().size());
    }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_canvas);
    }
    QAccessibleInterface *child(int /*index*/) const override { return nullptr; }
    QAccessibleInterface *childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface * /*child*/) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QString text(QAccessible::Text which) const override
    {
        if (!isValid())
            return {};
        const auto &item = m_canvas->model().items()[static_cast<std::size_t>(m_index)];
        if (which == QAccessible::Name)
            return itemTitle(item);
        return which == QAccessible::Description || which == QAccessible::Value ? itemText(item)
                                                                                : QString();
    }
    void setText(QAccessible::Text /*which*/, const QString & /*text*/) override {}

    QRect rect() const override
    {
        if (!isValid())
            return {};
        const auto inside = m_canvas->itemRect(m_index);
        return {m_canvas->viewport()->mapToGlobal(inside.topLeft()), inside.size()};
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const auto &item = m_canvas->model().items()[static_cast<std::size_t>(m_index)];
        state.selectable = true;
        state.focusable = true;
        state.selected = m_canvas->currentItem() == m_index;
        state.focused = state.selected && m_canvas->hasFocus();
        state.expandable = item.hasMore();
        state.expanded = m_canvas->isUnfolded(m_index);
        state.collapsed = state.expandable && !state.expanded;
        state.offscreen = !m_canvas->itemRect(m_index).intersects(m_canvas->viewport()->rect());
        return state;
    }

private:
    QPointer<TimelineCanvas> m_canvas;
    int m_index;
};

QAccessibleInterface *makeAccessible(const QString &className, QObject *object)
{
    if (className != QLatin1String("corslab::TimelineCanvas"))
        return nullptr;
    auto *canvas = qobject_cast<TimelineCanvas *>(object);
    return canvas ? new TimelineAccessible(*canvas) : nullptr;
}

} // namespace

TimelineAccessible::TimelineAccessible(TimelineCanvas &canvas)
    : QAccessibleWidget(&canvas, QAccessible::List)
{
}

TimelineAccessible::~TimelineAccessible()
{
    for (const auto id : m_children)
        QAccessible::deleteAccessibleInterface(id);
}

void TimelineAccessible::install()
{
    // Qt keeps one entry for a factory however often it is installed.
    QAccessible::installFactory(makeAccessible);
}

void TimelineAccessible::currentChanged(TimelineCanvas &canvas)
{
    if (!QAccessible::isActive() || canvas.currentItem() < 0 || !canvas.hasFocus())
        return;
    QAccessibleEvent event(&canvas, QAccessible::Focus);
    event.setChild(canvas.currentItem());
    QAccessible::updateAccessibility(&event);
}

TimelineCanvas &TimelineAccessible::canvas() const
{
    return *static_cast<TimelineCanvas *>(widget());
}

int TimelineAccessible::childCount() const
{
    return static_cast<int>(canvas().model().items().size());
}

QAccessibleInterface *TimelineAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    const auto at = static_cast<std::size_t>(index);
    while (m_children.size() <= at) {
        m_children.push_back(QAccessible::registerAccessibleInterface(
            new RowAccessible(canvas(), static_cast<int>(m_children.size()))));
    }
    return QAccessible::accessibleInterface(m_children[at]);
}

QAccessibleInterface *TimelineAccessible::childAt(int x, int y) const
{
    return child(canvas().itemAt(canvas().viewport()->mapFromGlobal(QPoint(x, y))));
}

int TimelineAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *row = dynamic_cast<const RowAccessible *>(child);
    return row ? row->index() : -1;
}

QAccessibleInterface *TimelineAccessible::focusChild() const
{
    return canvas().hasFocus() ? child(canvas().currentItem()) : nullptr;
}

} // namespace corslab
