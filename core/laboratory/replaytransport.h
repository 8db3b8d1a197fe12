// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/message.h"
#include "core/fetch/transport.h"

#include <vector>

namespace corslab {

/// Answers with what was observed, in order: so the browser model judges an exchange that somebody
/// else had. Where the observation ends, the connection is closed.
class ReplayTransport final : public Transport
{
public:
    explicit ReplayTransport(std::vector<Message> observed);

    QCoro::Task<TransportResult> send(const TransportRequest &request,
                                      std::stop_token stop) override;
    /// Whether the model asked for more than was observed.
    [[nodiscard]] bool ranOut() const { return m_ranOut; }

private:
    std::vector<Message> m_observed;
    std::size_t m_next = 0;
    bool m_ranOut = false;
};

} // namespace corslab
