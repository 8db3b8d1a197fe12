// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/fetchparams.h"

namespace corslab {

FetchTrace::FetchTrace(FetchObserver *observer, const Clock &clock)
    : m_observer(observer)
    , m_clock(clock)
    , m_begin(clock.now())
{
}

void FetchTrace::messageBegun(const Message *message)
{
    ++m_messages;
    if (m_observer && message)
        m_observer->messageBegun(*message);
}

void FetchTrace::messageEnded(const Message *message)
{
    if (m_observer && message)
        m_observer->messageEnded(*message);
}

double FetchTrace::elapsed() const
{
    return std::chrono::duration<double, std::milli>(m_clock.now() - m_begin).count();
}

void FetchTrace::take(StepId id, StepOutcome outcome, const QByteArray &expected,
                      const QByteArray &actual)
{
    m_observer->stepTaken(Step{id, outcome, expected, actual, elapsed(), m_messages});
}

} // namespace corslab
