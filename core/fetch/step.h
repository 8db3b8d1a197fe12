// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace corslab {

/// Each decision that the browser model reports, in the order of the Fetch Standard's algorithms.
/// Sentences for a person are made from them in core/diagnosis.
enum class StepId : quint8 {
    // new Request()
    RequestUrl,
    RequestUrlCredentials,
    RequestMethod,
    RequestMode,
    RequestMember, ///< a member of the call that the standard refuses: name, value
    RequestNoCorsMethod,
    RequestBody,
    RequestHeader,          ///< a header that throws: name or value is malformed
    RequestForbiddenHeader, ///< dropped without a word; actual = the name
    RequestNoCorsHeader,    ///< dropped because the mode is no-cors; actual = the name
    // Main fetch
    BadPort,
    MixedContent,
    SameOrigin, ///< pass: goes straight out, no CORS; expected/actual = the two origins
    SameOriginMode,
    NoCorsMode,
    NoCorsRedirectMode,
    Scheme,
    UnsafeMethod,    ///< pass: safelisted; note: asks first
    UnsafeHeader,    ///< one for each header; pass: safelisted; note: asks first
    UploadListener,  ///< note: asks first
    PreflightNeeded, ///< note: actual = "method, header names" or empty when not needed
    // HTTP-network-or-cache fetch
    Credentials,  ///< note: actual = "sent" or "not sent"; expected = the credentials mode
    Cookie,       ///< note: pass = sent; fail = withheld; actual = name; expected = reason
    OriginHeader, ///< note: actual = the value, or empty where none is sent
    Referrer,     ///< note: actual = the value, or empty; expected = the policy
    HttpCache,    ///< note: actual = "hit", "revalidated", "stored", "bypassed"
    Keepalive,
    // CORS preflight
    PreflightCacheHit,
    PreflightCacheMiss,
    PreflightRedirect,
    PreflightStatus,       ///< expected = "200-299"
    PreflightAllowMethods, ///< the list parses; actual = its value
    PreflightAllowHeaders,
    PreflightMethod,                ///< expected = the list; actual = the method
    PreflightHeader,                ///< one for each name; expected = the list; actual = the name
    PreflightAuthorizationWildcard, ///< Authorization rests on `*`: a warning
    PreflightCacheStored,           ///< note: actual = seconds
    PreflightCacheCleared,
    // CORS check
    AllowOriginPresent,
    AllowOriginWildcard, ///< pass: `*` suffices without credentials
    AllowOriginMatch,    ///< expected = this page's origin; actual = the header's value
    AllowCredentials,    ///< expected = "true"
    // What else may withhold a response
    ResourcePolicy,
    TimingAllowOrigin,
    Integrity,
    // HTTP-redirect fetch
    RedirectLocation,
    RedirectScheme,
    RedirectCount,
    RedirectCredentials,
    RedirectBody,
    RedirectMode,
    RedirectMethodChange,  ///< note: expected = old, actual = new method
    RedirectAuthorization, ///< note: the header was deleted
    RedirectTaint,         ///< note: Origin is now `null`
    RedirectFollowed,      ///< note: actual = the new URL
    // The answer
    SetCookie, ///< pass: stored; fail: rejected; actual = the line; expected = reason
    Network,   ///< fail: actual = what happened
    OpaqueResponse,
    ResponseTainting, ///< note: actual = basic, cors, opaque, opaqueredirect
    ExposedHeaders    ///< note: actual = the names the script may read; expected = the header
};

enum class StepOutcome : quint8 { Pass, Fail, Note };

/// Where in the standard a step stands. All are string literals.
struct StepSource
{
    const char *algorithm; ///< the standard's name of the algorithm
    const char *number;    ///< the step's number in it, as of the revision of 2 July 2026
    const char *url;
};
[[nodiscard]] const StepSource &stepSource(StepId id) noexcept;

/// One decision, with the two values that were compared where there are two.
struct Step
{
    StepId id{};
    StepOutcome outcome = StepOutcome::Note;
    QByteArray expected;
    QByteArray actual;
    double time = 0.0; ///< milliseconds since the request began
    int messages = 0;  ///< how many messages had been begun when it was taken: its place among them
    bool operator==(const Step &) const = default;
};

} // namespace corslab
