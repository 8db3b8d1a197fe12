// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

class QStackedLayout;

namespace corslab {

class EmptyTimeline;
class TimelineCanvas;
class Workbench;

/// The middle of the window: the selected exchange as a timeline, or what to do first.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the workbench.
    explicit TimelineView(Workbench &workbench, QWidget *parent = nullptr);

    [[nodiscard]] TimelineCanvas &canvas() { return *m_canvas; }

Q_SIGNALS:
    /// The person wants to read a page of the standard.
    void linkActivated(const QUrl &url);

private:
    void showExchange();
    void showScenarios();

    Workbench &m_workbench;
    QStackedLayout *m_stack;
    EmptyTimeline *m_empty;
    TimelineCanvas *m_canvas;
};

} // namespace corslab
