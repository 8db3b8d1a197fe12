// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/originpattern.h"

#include <QByteArray>
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
    /// A scheme and port under which a host is on the list.
    struct Access
    {
        bool https = false;
        int port = 0; ///< 0: the default one, which is not named; -1: any
        bool operator==(const Access &) const = default;
    };
    /// A host, or the suffix of a `*.` pattern.
    struct Node
    {
        QByteArray host;
        bool subdomains = false;
        std::vector<Access> accesses;
    };
    struct Slot
    {
        quint32 tag = 0;
        quint32 node = 0; ///< index plus one; 0: free
    };

    [[nodiscard]] const Node *find(quint64 hash, QByteArrayView host,
                                   bool subdomains) const noexcept;
    [[nodiscard]] static bool admits(const Node &node, bool https, int port) noexcept;

    bool m_any = false;
    bool m_null = false;
    std::vector<Node> m_nodes;
    std::vector<Slot> m_slots; ///< a power of two, at most half full
    /// Lengths of the suffixes in the table: a dot before any other length needs no look-up.
    std::bitset<256> m_suffixLengths;
};

} // namespace corslab
