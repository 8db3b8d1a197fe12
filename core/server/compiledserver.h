// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/compiledpolicy.h"
#include "core/server/serverconfig.h"

#include <QByteArrayView>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace corslab {

/// True where `path` (without a query) is what an endpoint or a route means by `pattern`.
[[nodiscard]] bool matchesPath(QByteArrayView pattern, QByteArrayView path) noexcept;

/// How often each endpoint has served. Shared between threads and between successive
/// configurations.
class EndpointCounters
{
public:
    explicit EndpointCounters(const QList<Endpoint> &endpoints);
    /// Counters of endpoints that `before` has as well go on; those of others begin anew.
    EndpointCounters(const QList<Endpoint> &endpoints, const QList<Endpoint> &before,
                     const EndpointCounters &counters);

    /// Counts one more service of the endpoint; false where it has served `times` already.
    [[nodiscard]] bool take(std::size_t endpoint, const std::optional<int> &times);
    /// True where it may serve once more.
    [[nodiscard]] bool available(std::size_t endpoint, const std::optional<int> &times) const;

private:
    std::vector<std::shared_ptr<std::atomic<int>>> m_served;
};

/// A server's configuration made ready to answer: immutable but for its counters.
class CompiledServer
{
public:
    explicit CompiledServer(ServerConfig config);
    /// A configuration that comes after another one of the same server.
    CompiledServer(ServerConfig config, const CompiledServer &before);
    /// A copy has served nobody yet; it shares what was compiled.
    CompiledServer(const CompiledServer &other);
    CompiledServer &operator=(const CompiledServer &) = delete;
    /// True where an answer depends on how many came before it.
    [[nodiscard]] bool counts() const noexcept { return m_counts; }

    [[nodiscard]] const ServerConfig &config() const noexcept { return m_config; }
    /// The policy of the first route that matches, or the server's; null where there is neither.
    [[nodiscard]] const CompiledPolicy *policyFor(QByteArrayView path) const noexcept;
    [[nodiscard]] EndpointCounters &counters() const noexcept { return m_counters; }

private:
    void compilePolicies();

    ServerConfig m_config;
    std::shared_ptr<const CompiledPolicy> m_policy;
    std::vector<std::shared_ptr<const CompiledPolicy>> m_routes;
    mutable EndpointCounters m_counters;
    bool m_counts = false;
};

} // namespace corslab
