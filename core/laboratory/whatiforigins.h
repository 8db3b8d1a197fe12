// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/policy.h"

#include <QByteArray>
#include <QList>

#include <vector>

namespace corslab {

/// How an origin comes to be asked about.
enum class WhatIfSource : quint8 {
    Page,   ///< the page of the laboratory
    Typed,  ///< a person wants to know
    Policy, ///< an entry of the policy, or what it stands for
    // The attacker's:
    Null,            ///< a sandboxed frame, a file
    Stranger,        ///< a site that nobody has heard of
    LookAlikePrefix, ///< https://evilexample.com
    LookAlikeSuffix, ///< https://example.com.evil.example
    OtherScheme,     ///< http in the place of https: whoever is on the network
    OtherPort,       ///< another program of the same machine
    Subdomain        ///< one that was taken over
};

struct WhatIfOrigin
{
    QByteArray origin; ///< as a browser sends it
    WhatIfSource source = WhatIfSource::Typed;
    QByteArray from; ///< the entry that it was made from; empty for the others
    bool operator==(const WhatIfOrigin &) const = default;
};

struct WhatIfOrigins
{
    std::vector<WhatIfOrigin> rows; ///< each origin once
    qsizetype leftOut = 0;          ///< entries of policies for which there was no room
    bool operator==(const WhatIfOrigins &) const = default;
};

/// The page, the typed ones, and for each entry of `policies` and of `before` (resolved) what it
/// stands for and what an attacker would make of it. Where there are more than `limit`, entries of
/// only one of the two come first: they are what an edit is about.
[[nodiscard]] WhatIfOrigins whatIfOrigins(const QByteArray &page, const QList<QByteArray> &typed,
                                          const QList<Policy> &policies,
                                          const QList<Policy> &before, qsizetype limit);

} // namespace corslab
