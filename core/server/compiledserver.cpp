// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/compiledserver.h"

#include <algorithm>

namespace corslab {

bool matchesPath(QByteArrayView pattern, QByteArrayView path) noexcept
{
    if (pattern.endsWith('*'))
        return path.startsWith(pattern.chopped(1));
    return path == pattern;
}

EndpointCounters::EndpointCounters(const QList<Endpoint> &endpoints)
{
    for (qsizetype i = 0; i < endpoints.size(); ++i)
        m_served.push_back(std::make_shared<std::atomic<int>>(0));
}

EndpointCounters::EndpointCounters(const QList<Endpoint> &endpoints, const QList<Endpoint> &before,
                                   const EndpointCounters &counters)
    : EndpointCounters(endpoints)
{
    // Of several equal endpoints each goes on with a counter of its own.
    std::vector<bool> used(static_cast<std::size_t>(before.size()), false);
    for (qsizetype i = 0; i < endpoints.size(); ++i) {
        if (!endpoints[i].times)
            continue;
        for (qsizetype j = 0; j < before.size(); ++j) {
            const auto old = static_cast<std::size_t>(j);
            if (!used[old] && before[j] == endpoints[i]) {
                used[old] = true;
                m_served[static_cast<std::size_t>(i)] = counters.m_served[old];
                break;
            }
        }
    }
}

bool EndpointCounters::take(std::size_t endpoint, const std::optional<int> &times)
{
    if (!times)
        return true;
    std::atomic<int> &served = *m_served[endpoint];
    int count = served.load();
    while (count < *times) {
        if (served.compare_exchange_weak(count, count + 1))
            return true;
    }
    return false;
}

bool EndpointCounters::available(std::size_t endpoint, const std::optional<int> &times) const
{
    return !times || m_served[endpoint]->load() < *times;
}

CompiledServer::CompiledServer(ServerConfig config)
    : m_config(std::move(config))
    , m_counters(m_config.endpoints)
{
    compilePolicies();
}

CompiledServer::CompiledServer(ServerConfig config, const CompiledServer &before)
    : m_config(std::move(config))
    , m_counters(m_config.endpoints, before.m_config.endpoints, before.m_counters)
{
    compilePolicies();
}

CompiledServer::CompiledServer(const CompiledServer &other)
    : m_config(other.m_config)
    , m_policy(other.m_policy)
    , m_routes(other.m_routes)
    , m_counters(m_config.endpoints)
    , m_counts(other.m_counts)
{
}

void CompiledServer::compilePolicies()
{
    m_counts = std::any_of(m_config.endpoints.begin(), m_config.endpoints.end(),
                           [](const Endpoint &endpoint) { return endpoint.times.has_value(); });
    if (m_config.policy)
        m_policy = std::make_shared<const CompiledPolicy>(*m_config.policy);
    for (const Route &route : m_config.routes)
        m_routes.push_back(std::make_shared<const CompiledPolicy>(route.policy));
}

const CompiledPolicy *CompiledServer::policyFor(QByteArrayView path) const noexcept
{
    for (qsizetype i = 0; i < m_config.routes.size(); ++i) {
        if (matchesPath(m_config.routes[i].path, path))
            return m_routes[static_cast<std::size_t>(i)].get();
    }
    return m_policy.get();
}

} // namespace corslab
