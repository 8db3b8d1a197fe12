// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originmatcher.h"

#include "core/policy/originparts.h"

#include <algorithm>
#include <bit>

namespace corslab {

namespace {

// Host names end at 253 bytes; a longer one cannot have come from a browser.
constexpr qsizetype longestHost = 255;

constexpr quint64 seed = 0x9e3779b97f4a7c15u;

constexpr quint64 step(quint64 hash, char c) noexcept
{
    return (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
}

/// Spreads the hash over its upper half, from which the slot and the tag are taken, and tells
/// suffixes from whole hosts.
constexpr quint64 finished(quint64 hash, bool subdomains) noexcept
{
    hash ^= subdomains ? 0xd6e8feb86659fd93u : 0u;
    hash ^= hash >> 32;
    hash *= 0xd6e8feb86659fd93u;
    return hash ^ (hash >> 32);
}

quint64 hashFromRight(QByteArrayView host) noexcept
{
    quint64 hash = seed;
    for (qsizetype i = host.size(); i-- > 0;)
        hash = step(hash, host[i]);
    return hash;
}

} // namespace

OriginMatcher::OriginMatcher(const std::vector<OriginPattern> &patterns)
{
    m_slots.resize(std::bit_ceil(std::max<std::size_t>(patterns.size() * 2, 8)));
    for (const OriginPattern &pattern : patterns) {
        switch (pattern.kind()) {
        case OriginPattern::Kind::Any:
            m_any = true;
            continue;
        case OriginPattern::Kind::Null:
            m_null = true;
            continue;
        case OriginPattern::Kind::Tuple:
            break;
        }
        if (pattern.host().size() > longestHost)
            continue;

        const Access access{pattern.scheme() == "https",
                            pattern.anyPort() ? -1 : int(pattern.port().value_or(0))};
        const quint64 hash = finished(hashFromRight(pattern.host()), pattern.subdomains());
        if (const Node *known = find(hash, pattern.host(), pattern.subdomains())) {
            auto &accesses = m_nodes[static_cast<std::size_t>(known - m_nodes.data())].accesses;
            if (std::find(accesses.begin(), accesses.end(), access) == accesses.end())
                accesses.push_back(access);
            continue;
        }
        m_nodes.push_back({pattern.host(), pattern.subdomains(), {access}});
        if (pattern.subdomains())
            m_suffixLengths.set(static_cast<std::size_t>(pattern.host().size()));
        const std::size_t mask = m_slots.size() - 1;
        std::size_t index = static_cast<std::size_t>(hash) & mask;
        while (m_slots[index].node != 0)
            index = (index + 1) & mask;
        m_slots[index] = {static_cast<quint32>(hash >> 32), static_cast<quint32>(m_nodes.size())};
    }
}

bool OriginMatcher::matches(QByteArrayView origin) const noexcept
{
    if (m_any)
        return true;
    if (m_nodes.empty() || origin == "null")
        return m_null && origin == "null";

    const auto parts = splitOrigin(origin);
    if (!parts || parts->host.size() > longestHost)
        return false;
    const bool https = parts->scheme.size() == 5;
    const QByteArrayView host = parts->host;

    quint64 hash = seed;
    for (qsizetype i = host.size(); i-- > 0;) {
        const char c = host[i];
        const qsizetype length = host.size() - 1 - i;
        if (c == '.' && m_suffixLengths.test(static_cast<std::size_t>(length))) {
            const Node *node = find(finished(hash, true), host.sliced(i + 1), true);
            if (node && admits(*node, https, parts->port) && arePlainLabels(host.first(i)))
                return true;
        }
        hash = step(hash, c);
    }
    const Node *node = find(finished(hash, false), host, false);
    return node && admits(*node, https, parts->port);
}

const OriginMatcher::Node *OriginMatcher::find(quint64 hash, QByteArrayView host,
                                               bool subdomains) const noexcept
{
    const std::size_t mask = m_slots.size() - 1;
    const auto tag = static_cast<quint32>(hash >> 32);
    for (std::size_t i = static_cast<std::size_t>(hash) & mask; m_slots[i].node != 0;
         i = (i + 1) & mask) {
        if (m_slots[i].tag != tag)
            continue;
        const Node &node = m_nodes[m_slots[i].node - 1];
        if (node.subdomains == subdomains && QByteArrayView(node.host) == host)
            return &node;
    }
    return nullptr;
}

bool OriginMatcher::admits(const Node &node, bool https, int port) noexcept
{
    return std::any_of(node.accesses.begin(), node.accesses.end(), [=](const Access &access) {
        return access.https == https && (access.port == -1 || access.port == port);
    });
}

} // namespace corslab
