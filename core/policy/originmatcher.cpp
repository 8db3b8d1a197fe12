// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originmatcher.h"

#include "core/policy/originparts.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <set>
#include <utility>

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

// A scheme and a port under which a host is on the list, in one number.
constexpr quint32 anyPort = 0x10000;

constexpr quint32 accessOf(bool https, quint32 port) noexcept
{
    return port << 1 | (https ? 1u : 0u);
}

} // namespace

struct OriginMatcher::Record
{
    quint16 accesses;
    quint8 length;
    bool subdomains;
};

OriginMatcher::OriginMatcher(const std::vector<OriginPattern> &patterns)
{
    std::map<std::pair<QByteArray, bool>, std::set<quint32>> hosts;
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
        if (pattern.host().size() <= longestHost) {
            hosts[{pattern.host(), pattern.subdomains()}].insert(
                accessOf(pattern.scheme() == "https",
                         pattern.anyPort() ? anyPort : quint32(pattern.port().value_or(0))));
        }
    }
    if (hosts.empty())
        return;

    m_slots.resize(std::bit_ceil(std::max<std::size_t>(hosts.size() * 2, 8)));
    const std::size_t mask = m_slots.size() - 1;
    for (const auto &[key, accesses] : hosts) {
        const auto &[host, subdomains] = key;
        if (subdomains)
            m_suffixLengths.set(static_cast<std::size_t>(host.size()));
        const quint64 hash = finished(hashFromRight(host), subdomains);
        std::size_t index = static_cast<std::size_t>(hash) & mask;
        while (m_slots[index].record != 0)
            index = (index + 1) & mask;
        m_slots[index] = {static_cast<quint32>(hash >> 32),
                          static_cast<quint32>(m_records.size() + 1)};

        // A scheme and 65,537 ports make more accesses than a record can count; nobody lists so
        // many, and what does not fit is refused rather than allowed.
        const auto count = std::min<std::size_t>(accesses.size(), 0xffff);
        const Record record{static_cast<quint16>(count), static_cast<quint8>(host.size()),
                            subdomains};
        const auto append = [this](const void *bytes, std::size_t size) {
            const char *begin = static_cast<const char *>(bytes);
            m_records.insert(m_records.end(), begin, begin + size);
        };
        append(&record, sizeof record);
        std::size_t left = count;
        for (auto it = accesses.begin(); left > 0; ++it, --left)
            append(&*it, sizeof *it);
        append(host.constData(), static_cast<std::size_t>(host.size()));
    }
}

bool OriginMatcher::matches(QByteArrayView origin) const noexcept
{
    if (m_any)
        return true;
    if (origin == "null")
        return m_null;
    const auto parts = splitOrigin(origin);
    if (m_slots.empty() || !parts || parts->host.size() > longestHost)
        return false;
    const quint32 access = accessOf(parts->scheme.size() == 5, static_cast<quint32>(parts->port));
    const QByteArrayView host = parts->host;

    quint64 hash = seed;
    for (qsizetype i = host.size(); i-- > 0;) {
        const char c = host[i];
        const qsizetype length = host.size() - 1 - i;
        if (c == '.' && m_suffixLengths.test(static_cast<std::size_t>(length)) &&
            find(finished(hash, true), host.sliced(i + 1), true, access) &&
            arePlainLabels(host.first(i)))
            return true;
        hash = step(hash, c);
    }
    return find(finished(hash, false), host, false, access);
}

/// Whether the host stands in the table, under this scheme and port.
bool OriginMatcher::find(quint64 hash, QByteArrayView host, bool subdomains,
                         quint32 access) const noexcept
{
    const std::size_t mask = m_slots.size() - 1;
    const auto tag = static_cast<quint32>(hash >> 32);
    for (std::size_t i = static_cast<std::size_t>(hash) & mask; m_slots[i].record != 0;
         i = (i + 1) & mask) {
        if (m_slots[i].tag != tag)
            continue;
        const char *at = m_records.data() + m_slots[i].record - 1;
        Record record;
        std::memcpy(&record, at, sizeof record);
        const char *accesses = at + sizeof record;
        if (record.subdomains != subdomains || record.length != host.size() ||
            std::memcmp(accesses + record.accesses * sizeof access, host.data(), record.length) !=
                0)
            continue;
        const quint32 any = accessOf((access & 1) != 0, anyPort);
        for (quint16 n = 0; n < record.accesses; ++n) {
            quint32 listed = 0;
            std::memcpy(&listed, accesses + n * sizeof listed, sizeof listed);
            if (listed == access || listed == any)
                return true;
        }
        return false;
    }
    return false;
}

} // namespace corslab
