// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/exchangerecorder.h"

namespace corslab {

ExchangeRecorder::ExchangeRecorder(ExchangeLog &log, std::shared_ptr<Exchange> exchange)
    : m_log(log)
    , m_exchange(std::move(exchange))
{
}

void ExchangeRecorder::stepTaken(Step step)
{
    m_exchange->steps.push_back(std::move(step));
}

void ExchangeRecorder::messageBegun(const Message &message)
{
    m_exchange->messages.push_back(message);
    m_log.touch(m_exchange);
}

void ExchangeRecorder::messageEnded(const Message &message)
{
    m_exchange->messages.back() = message;
    m_log.touch(m_exchange);
}

} // namespace corslab
