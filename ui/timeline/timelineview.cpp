// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelineview.h"

#include "ui/timeline/emptytimeline.h"
#include "ui/timeline/timelinecanvas.h"
#include "ui/window/workbench.h"

#include <QStackedLayout>

namespace corslab {

TimelineView::TimelineView(Workbench &workbench, QWidget *parent)
    : QWidget(parent)
    , m_workbench(workbench)
    , m_stack(new QStackedLayout(this))
    , m_empty(new EmptyTimeline(this))
    , m_canvas(new TimelineCanvas(this))
{
    setAccessibleName(tr("Timeline"));
    m_stack->setContentsMargins(0, 0, 0, 0);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_canvas);

    connect(&workbench, &Workbench::exchangeSelected, this, &TimelineView::showExchange);
    connect(&workbench, &Workbench::exchangeChanged, this, &TimelineView::showExchange);
    connect(&workbench, &Workbench::exchangeFinished, this, &TimelineView::showExchange);
    connect(&workbench, &Workbench::itemSelected, this,
            [this] { m_canvas->setSelected(m_workbench.selectedItem()); });
    connect(&workbench, &Workbench::scenariosChanged, this, &TimelineView::showScenarios);
    // Until the servers listen, their addresses are not known.
    connect(&workbench, &Workbench::serversChanged, this, &TimelineView::showScenarios);
    connect(m_canvas, &TimelineCanvas::itemChosen, &workbench, &Workbench::selectItem);
    connect(m_canvas, &TimelineCanvas::linkActivated, this, &TimelineView::linkActivated);
    connect(m_empty, &EmptyTimeline::scenarioChosen, &workbench, &Workbench::sendScenario);
    showScenarios();
    showExchange();
    m_canvas->setSelected(workbench.selectedItem());
}

void TimelineView::showExchange()
{
    const auto exchange = m_workbench.selectedExchange();
    const bool finished = exchange && exchange->finished;
    m_canvas->setExchange(exchange, finished ? m_workbench.diagnosis() : std::nullopt);
    QWidget *shown = exchange ? static_cast<QWidget *>(m_canvas) : m_empty;
    m_stack->setCurrentWidget(shown);
    // A hidden proxy would stop the Tab key here.
    setFocusProxy(shown);
}

void TimelineView::showScenarios()
{
    QList<EmptyTimeline::Entry> entries;
    for (const auto &entry : m_workbench.laboratory().resolvedDocument().requests) {
        const auto *request = std::get_if<ScriptRequest>(&entry.action);
        if (!request)
            continue;
        const auto method = request->method.value_or(QByteArrayLiteral("GET"));
        entries.append({entry.name, QString::fromUtf8(method) + QLatin1Char(' ') + request->url});
    }
    m_empty->setEntries(entries);
}

} // namespace corslab
