// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/servedqueue.h"

#include <QMutexLocker>

#include <utility>

namespace corslab {

namespace {

qsizetype byteCount(const HeaderList &headers)
{
    qsizetype bytes = 0;
    for (const Header &header : headers)
        bytes += qsizetype(sizeof(Header)) + header.name.size() + header.value.size();
    return bytes;
}

} // namespace

qsizetype byteCount(const ServedRequest &served)
{
    return qsizetype(sizeof(ServedRequest)) + served.target.size() + served.requestBody.size() +
           served.responseBody.size() + byteCount(served.requestHeaders) +
           byteCount(served.responseHeaders);
}

ServedQueue::ServedQueue(qsizetype limit)
    : m_limit(limit)
{
}

void ServedQueue::setLimit(qsizetype limit)
{
    const QMutexLocker lock(&m_mutex);
    m_limit = limit;
}

bool ServedQueue::push(ServedRequest served)
{
    const QMutexLocker lock(&m_mutex);
    const bool wasEmpty = m_served.empty();
    m_bytes += byteCount(served);
    m_served.push_back(std::move(served));
    // One that is larger than the whole queue is let through all the same.
    while (m_bytes > m_limit && m_served.size() > 1) {
        m_bytes -= byteCount(m_served.front());
        m_served.pop_front();
    }
    return wasEmpty;
}

std::deque<ServedRequest> ServedQueue::takeAll()
{
    const QMutexLocker lock(&m_mutex);
    m_bytes = 0;
    return std::exchange(m_served, {});
}

} // namespace corslab
