// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/timeline/timelinegeometry.h"
#include "ui/timeline/timelinemodel.h"
#include "ui/window/workbench.h"

#include <QAbstractScrollArea>
#include <QSet>
#include <QTimer>
#include <QUrl>

#include <memory>

namespace corslab {

class LaneHead;

/// One exchange as a sequence that grows downward. Knows nothing of the window: TimelineView
/// connects it.
class TimelineCanvas : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineCanvas(QWidget *parent = nullptr);
    ~TimelineCanvas() override;

    /// Shows the exchange as it is now; null shows nothing. Another one than before begins folded,
    /// at its top, and is followed while it grows until the person scrolls.
    void setExchange(std::shared_ptr<const Exchange> exchange,
                     const std::optional<Diagnosis> &diagnosis);
    /// Selects what shows that place of the record; does not emit itemChosen().
    void setSelected(const ExchangeItem &item);

    [[nodiscard]] const TimelineModel &model() const { return m_model; }
    [[nodiscard]] const TimelineGeometry &geometrySource() const { return m_geometry; }
    [[nodiscard]] int currentItem() const { return m_current; }
    /// As the person would: emits itemChosen().
    void setCurrentItem(int index, int check = -1);
    [[nodiscard]] bool isUnfolded(int index) const { return m_unfolded.contains(index); }
    void setUnfolded(int index, bool unfolded);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// How many items the last paint event drew.
    [[nodiscard]] int paintedItems() const { return m_painted; }
    /// Where an item stands in the viewport.
    [[nodiscard]] QRect itemRect(int index) const;
    [[nodiscard]] int itemAt(const QPoint &viewportPosition) const;
    void copyItem() const;
    void copyAll() const;

Q_SIGNALS:
    void itemChosen(const corslab::ExchangeItem &item);
    void linkActivated(const QUrl &url);

protected:
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    /// Lays out at most `most` items from `first` on, and those after them as soon as the event
    /// loop has time.
    void relayout(std::size_t first, std::size_t most = TimelineGeometry::everything);
    void layOutRest();
    void updateScrollBar();
    void placeHead();
    void refreshFonts();
    void noteScrolled();
    void makeVisible(int index);
    void moveBy(int count);
    void moveByPage(int direction);
    void tellAccessibility();
    void showToolTip(const QPoint &viewportPosition, const QPoint &globalPosition);
    [[nodiscard]] QPointF toContents(const QPoint &viewportPosition) const;
    [[nodiscard]] ExchangeItem placeOf(int index, int check) const;
    [[nodiscard]] int indexOf(const ExchangeItem &item) const;
    [[nodiscard]] int lastIndex() const { return static_cast<int>(m_model.items().size()) - 1; }
    [[nodiscard]] const TimelineItem &item(int index) const
    {
        return m_model.items()[static_cast<std::size_t>(index)];
    }

    std::shared_ptr<const Exchange> m_exchange;
    TimelineModel m_model;
    TimelineGeometry m_geometry;
    LaneHead *m_head;
    QTimer m_restTimer; ///< runs while items are not laid out yet
    QSet<int> m_unfolded;
    int m_current = -1;
    int m_currentCheck = -1;
    int m_painted = 0;
    bool m_following = true;
};

} // namespace corslab
