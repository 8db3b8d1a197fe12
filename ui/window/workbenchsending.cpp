// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/workbench.h"

#include <QCoroTask>
#include <QPointer>

namespace corslab {

// --- Sending -----------------------------------------------------------------------------------

void Workbench::send()
{
    const auto known = log().size() > 0 ? log().at(log().size() - 1)->id : 0;
    ++m_running;
    if (m_running == 1) {
        m_stop = std::stop_source();
        Q_EMIT runningChanged(true);
    }
    runRequest(resolvedRequest(), m_state.requestName);
    // It is in the log from the beginning on.
    if (log().size() > 0 && log().at(log().size() - 1)->id != known)
        select(log().at(log().size() - 1));
}

ScriptRequest Workbench::resolvedRequest() const
{
    LabDocument carrier;
    carrier.requests.append({QString(), m_state.request, std::nullopt});
    return std::get<ScriptRequest>(resolved(carrier, origins()).requests.constFirst().action);
}

QCoro::Task<> Workbench::runRequest(ScriptRequest request, QString name)
{
    const QPointer<Workbench> self(this);
    auto task = m_laboratory->play(std::move(request), std::move(name), m_stop.get_token());
    const auto exchange = co_await task;
    if (!self || m_closing)
        co_return;
    --m_running;
    flushChanged();
    if (m_running == 0)
        Q_EMIT runningChanged(false);
}

void Workbench::sendScenario(const QString &name)
{
    chooseScenario(name);
    send();
}

void Workbench::stop()
{
    m_stop.request_stop();
}

void Workbench::setBrowser(BrowserName name)
{
    if (name == m_browser)
        return;
    m_browser = name;
    m_laboratory->setProfile(browserProfile(name));
    Q_EMIT browserChanged();
}

// --- What is looked at -------------------------------------------------------------------------

void Workbench::selectExchange(quint64 id)
{
    if (!m_selected || m_selected->id != id)
        select(log().find(id));
}

void Workbench::select(std::shared_ptr<const Exchange> exchange)
{
    if (exchange == m_selected)
        return;
    m_selected = std::move(exchange);
    m_selectedItem = {};
    m_diagnosisKnown = false;
    m_selectedFinished = m_selected && m_selected->finished;
    Q_EMIT exchangeSelected();
    Q_EMIT itemSelected();
}

void Workbench::selectItem(ExchangeItem item)
{
    if (item == m_selectedItem)
        return;
    m_selectedItem = item;
    Q_EMIT itemSelected();
}

void Workbench::noteChanged(quint64 id)
{
    if (m_selected && m_selected->id == id && !m_changeTimer.isActive())
        m_changeTimer.start();
}

void Workbench::flushChanged()
{
    m_changeTimer.stop();
    if (!m_selected)
        return;
    m_diagnosisKnown = false;
    Q_EMIT exchangeChanged();
    if (m_selected && m_selected->finished && !m_selectedFinished) {
        m_selectedFinished = true;
        Q_EMIT exchangeFinished();
    }
}

const std::optional<Diagnosis> &Workbench::diagnosis() const
{
    if (!m_diagnosisKnown) {
        m_diagnosisKnown = true;
        m_diagnosis.reset();
        if (m_selected && m_selected->finished)
            m_diagnosis = diagnose(*m_selected, policyFor(m_selected->url));
    }
    return m_diagnosis;
}

} // namespace corslab
