// SPDX-License-Identifier: GPL-3.0-or-later
// A policy as the response headers that it makes, and the policy that response headers imply.
#pragma once

#include "core/policy/policy.h"

#include <QByteArray>

#include <vector>

namespace corslab {

/// What could be made of headers that somebody pasted.
struct PastedHeaders
{
    Policy policy;
    /// The headers are such as no policy makes: they stand in `policy.raw` as they were.
    bool faulty = false;
    bool preflight = false;   ///< there were headers of a preflight's answer
    bool actual = false;      ///< there were headers of another answer
    bool allowOrigin = false; ///< there was an Access-Control-Allow-Origin
    /// One origin was answered and Vary does not say whether others are answered too: it is taken
    /// for the same answer to everybody.
    bool constantOrigin = false;
    std::vector<int> unread; ///< lines that are no headers, from 1
    bool operator==(const PastedHeaders &) const = default;
};

/// One answer, or two with a status line or an empty line between: a preflight's and another one's.
/// Status lines, request lines and the `<` and `>` of curl are understood; header lines that do not
/// concern CORS are left out.
[[nodiscard]] PastedHeaders policyFromHeaders(const QByteArray &text);

/// The answers to a preflight for everything that the policy lists, and to a GET, each behind a
/// status line. `origin`: who asks; one that the policy allows where it is empty.
[[nodiscard]] QByteArray headersFromPolicy(const Policy &policy, const QByteArray &origin = {});

} // namespace corslab
