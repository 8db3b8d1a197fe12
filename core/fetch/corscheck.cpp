// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/corscheck.h"

namespace corslab {

namespace {

/// Which of the mistakes made the comparison fail: Chromium's order, since the codes are
/// Chromium's.
CauseCode mismatchOf(const QByteArray &value)
{
    if (value == "*")
        return CauseCode::WildcardOriginNotAllowed;
    if (value == "null")
        return CauseCode::AllowOriginMismatch;
    if (value.contains(' ') || value.contains(','))
        return CauseCode::MultipleAllowOriginValues;
    if (!Url::parse(QString::fromLatin1(value)))
        return CauseCode::InvalidAllowOriginValue;
    return CauseCode::AllowOriginMismatch;
}

} // namespace

std::optional<Cause> corsCheck(const QByteArray &origin, CredentialsMode credentials,
                               const HeaderList &responseHeaders, CausePhase phase,
                               FetchTrace &trace)
{
    // 1. All lines of Access-Control-Allow-Origin, joined.
    const auto allowed = responseHeaders.get("Access-Control-Allow-Origin");
    // 2. Without one the answer is not for other origins.
    if (!allowed) {
        trace.fail(StepId::AllowOriginPresent, origin);
        return Cause{CauseCode::MissingAllowOriginHeader, {}, phase};
    }
    trace.pass(StepId::AllowOriginPresent, origin, *allowed);
    // 3. `*` is enough for whoever comes without credentials.
    if (credentials != CredentialsMode::Include && *allowed == "*") {
        trace.pass(StepId::AllowOriginWildcard, origin, *allowed);
        return std::nullopt;
    }
    // 4. Otherwise it must be the request's origin, byte for byte.
    if (*allowed != origin) {
        trace.fail(*allowed == "*" ? StepId::AllowOriginWildcard : StepId::AllowOriginMatch, origin,
                   *allowed);
        return Cause{mismatchOf(*allowed), *allowed, phase};
    }
    trace.pass(StepId::AllowOriginMatch, origin, *allowed);
    // 5. That is all, unless credentials were to be included.
    if (credentials != CredentialsMode::Include)
        return std::nullopt;
    // 6.-7. They need a plain `true`.
    const auto allowCredentials = responseHeaders.get("Access-Control-Allow-Credentials");
    if (allowCredentials && *allowCredentials == "true") {
        trace.pass(StepId::AllowCredentials, QByteArrayLiteral("true"), *allowCredentials);
        return std::nullopt;
    }
    // 8. Anything else fails.
    const QByteArray value = allowCredentials.value_or(QByteArray());
    trace.fail(StepId::AllowCredentials, QByteArrayLiteral("true"), value);
    return Cause{CauseCode::InvalidAllowCredentials, value, phase};
}

} // namespace corslab
