// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/replaytransport.h"

namespace corslab {

ReplayTransport::ReplayTransport(std::vector<Message> observed)
    : m_observed(std::move(observed))
{
}

QCoro::Task<TransportResult> ReplayTransport::send(const TransportRequest &, std::stop_token)
{
    if (m_next == m_observed.size() || m_observed[m_next].status == 0) {
        m_ranOut = m_next == m_observed.size();
        TransportFailure failure;
        failure.cause.code = CauseCode::ConnectionClosed;
        co_return tl::unexpected(failure);
    }
    const Message &message = m_observed[m_next++];
    TransportResponse response;
    response.status = message.status;
    response.reason = message.reason;
    response.headers = message.responseHeaders;
    response.body = message.responseBody;
    co_return response;
}

} // namespace corslab
