// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/originpattern.h"

#include <QByteArrayView>

#include <bitset>
#include <vector>

namespace corslab {

/// Many origin patterns, asked at once. A host is hashed once from its right end to its left, and
/// one open-addressed table is asked for the whole host and, at each dot, for the suffix behind it:
/// the cost depends on the length of the origin and not on how many patterns there are. Built once;
/// afterwards any number of threads may ask.
class OriginMatcher
{
public:
    OriginMatcher() = default;
    /// Any and Null count as well.
    explicit OriginMatcher(const std::vector<OriginPattern> &patterns);

    [[nodiscard]] bool matches(QByteArrayView origin) const noexcept;

private:
    struct Slot
    {
        quint32 tag = 0;
        quint32 record = 0; ///< where it begins in m_records, plus one; 0: free
    };
    struct Record;

    [[nodiscard]] bool find(quint64 hash, QByteArrayView host, bool subdomains,
                            quint32 access) const noexcept;

    bool m_any = false;
    bool m_null = false;
    std::vector<Slot> m_slots; ///< a power of two, at most half full
    /// A record for each host or suffix: its head, the accesses, the host's bytes. They lie
    /// together because with many patterns it is the cache misses that cost.
    std::vector<char> m_records;
    /// Lengths of the suffixes in the table: a dot before any other length needs no look-up.
    std::bitset<256> m_suffixLengths;
};

} // namespace corslab
