// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/transport.h"
#include "core/server/compiledserver.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace corslab {

/// Answers as the servers of a laboratory would, without a network and without waiting: what if the
/// policy were this one? Delays are skipped; an address where none of the servers listens refuses
/// the connection. Counters of `times` begin with the transport.
class PolicyTransport : public Transport
{
public:
    /// The origins are those under which the servers are reached: no port 0.
    explicit PolicyTransport(const QList<ServerConfig> &servers);
    /// Shares what was compiled; counters of `times` are shared too, until reset().
    explicit PolicyTransport(std::vector<std::shared_ptr<const CompiledServer>> servers);
    ~PolicyTransport() override;

    /// As a new transport: counters of `times` begin anew.
    void reset();

    QCoro::Task<TransportResult> send(const TransportRequest &request,
                                      std::stop_token stop) override;

private:
    [[nodiscard]] TransportResult answer(const TransportRequest &request) const;

    std::vector<std::shared_ptr<const CompiledServer>> m_servers;
};

} // namespace corslab
