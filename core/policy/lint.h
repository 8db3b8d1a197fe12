// SPDX-License-Identifier: GPL-3.0-or-later
// What is known to go wrong with a policy: found, placed and mended as values. The words for it are
// lintText() of core/diagnosis.
#pragma once

#include "core/policy/policyedit.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace corslab {

/// O: origins, M: methods, H: request headers, X: exposed headers, A: max-age, V: Vary, R: answers.
enum class LintId : quint8 {
    O01, ///< `*` with credentials
    O02, ///< any origin reflected, with credentials
    O03, ///< `null`
    O04, ///< an http origin that is not loopback, with credentials
    O05, ///< `*.` over a public suffix, with credentials
    O06, ///< any subdomain, with credentials
    O07, ///< an expression that is open at its start: evilexample.com
    O08, ///< an expression that is open at its end: example.com.evil.org
    O09, ///< an unescaped dot
    O10, ///< an expression that is found anywhere
    O11, ///< a wildcard that admits more than `[a-z0-9-]`
    O12, ///< localhost.evil.com
    O13, ///< `*` inside a label, in the top-level domain or as the whole host
    O14, ///< no scheme
    O15, ///< never matches: Lint::origin says which rule it breaks
    O16, ///< an empty list; an entry that is there twice or covered by Lint::related
    O17, ///< `*` beside other entries
    O18, ///< a host on which strangers put pages
    O19, ///< `*` where being on the network is the authentication
    M01, ///< a forbidden method, or no token
    M02, ///< GET, HEAD, POST, OPTIONS
    M03, ///< a method in lower case
    M04, ///< `*` with credentials, in any of the lists
    H01, ///< a forbidden request header
    H02, ///< an Access-Control-Allow-* name
    H03, ///< `*` without Authorization
    H04, ///< a safelisted name
    H05, ///< CR, LF, NUL or a non-token in what is sent
    H06, ///< whatever is asked is reflected
    X01, ///< never readable
    X02, ///< always readable
    A01, ///< negative or over a day
    A02, ///< over a browser's cap; absent (the value is empty then)
    A03, ///< 0
    V01, ///< Allow-Origin varies and Vary does not say so everywhere
    V02, ///< Vary: Origin, and nothing varies
    R01, ///< Allow-Origin twice or as a list; Allow-Credentials other than `true`
    R02, ///< a preflight that is not answered with 2xx
    R03, ///< no CORS headers on errors
    R05  ///< CORS as protection
};

/// C, H, M, L, E, I of the lint's line. The order is that of the output.
enum class LintSeverity : quint8 { Critical, High, NeverWorks, Medium, Low, Information };

struct Lint
{
    LintId id = LintId::O01;
    LintSeverity severity = LintSeverity::Information;
    PolicyPlace place;
    QByteArray value; ///< what stands there
    /// What goes with it: an origin that gets in and should not, the entry that covers this one,
    /// the origin that gets the answer.
    QByteArray related;
    std::optional<OriginError> origin; ///< O14, O15: the rule that the entry breaks
    PolicyEdits fix;                   ///< what makes it go away; empty where nobody can tell
    bool operator==(const Lint &) const = default;
};

/// What is known beside the policy.
struct LintContext
{
    /// The page that asks: what a list is proposed to hold. Empty where unknown.
    QByteArray pageOrigin;
    /// The server that has the policy. Empty where unknown.
    QByteArray serverOrigin;
};

/// Everything that can be told of a policy by itself: the gravest first, then by place. Entries
/// that hold `{{` are judged when they have been resolved. Linear in the number of entries.
[[nodiscard]] std::vector<Lint> lintsOf(const Policy &policy, const LintContext &context = {});

/// Into that order.
void sortLints(std::vector<Lint> &lints);

/// `O01`
[[nodiscard]] QByteArray lintName(LintId id);
/// `C`, `H`, `E`, `M`, `L`, `I`
[[nodiscard]] char severityLetter(LintSeverity severity) noexcept;
/// C, H and E: a policy that has one of them is not ready.
[[nodiscard]] constexpr bool failsTheCheck(LintSeverity severity) noexcept
{
    return severity <= LintSeverity::NeverWorks;
}

} // namespace corslab
