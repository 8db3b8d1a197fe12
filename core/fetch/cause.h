// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace corslab {

/// Why an exchange did not end well. The names are part of the lab file's format: Chromium's where
/// it names the CORS error (services/network/public/mojom/cors.mojom), ours otherwise.
enum class CauseCode : quint8 {
    // The CORS check, of a preflight or of the actual response.
    MissingAllowOriginHeader,
    WildcardOriginNotAllowed,
    MultipleAllowOriginValues,
    InvalidAllowOriginValue,
    AllowOriginMismatch,
    InvalidAllowCredentials,
    // The preflight.
    PreflightInvalidStatus,
    PreflightDisallowedRedirect,
    InvalidAllowMethodsPreflightResponse,
    InvalidAllowHeadersPreflightResponse,
    MethodDisallowedByPreflightResponse,
    HeaderDisallowedByPreflightResponse,
    // Where a request may go.
    RedirectContainsCredentials,
    DisallowedByMode,
    InvalidResponse,
    CorsDisabledScheme,
    SameOriginMode,
    NoCorsRedirectMode,
    BadPort,
    MixedContent,
    SchemeNotHttp,
    TooManyRedirects,
    RedirectMode,
    RedirectLocation,
    RedirectBody,
    ResourcePolicy,
    Integrity,
    KeepaliveBody,
    OnlyIfCached,
    LocalNetworkAccess,
    // The network.
    NameNotResolved,
    ConnectionRefused,
    ConnectionClosed,
    Timeout,
    Aborted,
    Tls,
    MalformedResponse,
    ResponseTooLarge,
    // The script's own call.
    ThrewTypeError,
    ThrewSyntaxError
};

/// The name as it stands in files and output.
[[nodiscard]] QByteArray causeName(CauseCode code);
[[nodiscard]] std::optional<CauseCode> causeFromName(QByteArrayView name);

enum class CausePhase : quint8 { Call, Preflight, Actual, Redirect };

struct Cause
{
    CauseCode code{};
    QByteArray value; ///< the offending value; empty where there is none
    CausePhase phase = CausePhase::Actual;
    bool operator==(const Cause &) const = default;
};

/// What became of a request, seen from the page.
enum class Verdict : quint8 {
    Allowed, ///< the page may read the answer
    Opaque,  ///< it was sent; an unreadable answer is all the page gets
    Blocked, ///< by CORS, the same-origin policy, mixed content or a resource policy
    Failed,  ///< network, time-out, malformed answer
    Invalid  ///< the script's call threw
};

[[nodiscard]] QByteArray verdictName(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdictFromName(QByteArrayView name);
/// Blocked, Failed or Invalid: which of them a cause makes.
[[nodiscard]] Verdict verdictOf(CauseCode code);

} // namespace corslab
