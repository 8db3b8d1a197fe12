// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cause.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

struct NamedCause
{
    CauseCode code;
    const char *name;
    Verdict verdict;
};

#define CAUSE(name, verdict)                                                                       \
    NamedCause                                                                                     \
    {                                                                                              \
        CauseCode::name, #name, Verdict::verdict                                                   \
    }
constexpr std::array causes = {
    CAUSE(MissingAllowOriginHeader, Blocked),
    CAUSE(WildcardOriginNotAllowed, Blocked),
    CAUSE(MultipleAllowOriginValues, Blocked),
    CAUSE(InvalidAllowOriginValue, Blocked),
    CAUSE(AllowOriginMismatch, Blocked),
    CAUSE(InvalidAllowCredentials, Blocked),
    CAUSE(PreflightInvalidStatus, Blocked),
    CAUSE(PreflightDisallowedRedirect, Blocked),
    CAUSE(InvalidAllowMethodsPreflightResponse, Blocked),
    CAUSE(InvalidAllowHeadersPreflightResponse, Blocked),
    CAUSE(MethodDisallowedByPreflightResponse, Blocked),
    CAUSE(HeaderDisallowedByPreflightResponse, Blocked),
    CAUSE(RedirectContainsCredentials, Blocked),
    CAUSE(DisallowedByMode, Blocked),
    CAUSE(InvalidResponse, Blocked),
    CAUSE(CorsDisabledScheme, Blocked),
    CAUSE(SameOriginMode, Blocked),
    CAUSE(NoCorsRedirectMode, Blocked),
    CAUSE(BadPort, Failed),
    CAUSE(MixedContent, Blocked),
    CAUSE(SchemeNotHttp, Failed),
    CAUSE(TooManyRedirects, Failed),
    CAUSE(RedirectMode, Failed),
    CAUSE(RedirectLocation, Failed),
    CAUSE(RedirectBody, Failed),
    CAUSE(ResourcePolicy, Blocked),
    CAUSE(Integrity, Failed),
    CAUSE(KeepaliveBody, Failed),
    CAUSE(OnlyIfCached, Failed),
    CAUSE(LocalNetworkAccess, Blocked),
    CAUSE(NameNotResolved, Failed),
    CAUSE(ConnectionRefused, Failed),
    CAUSE(ConnectionClosed, Failed),
    CAUSE(Timeout, Failed),
    CAUSE(Aborted, Failed),
    CAUSE(Tls, Failed),
    CAUSE(MalformedResponse, Failed),
    CAUSE(ResponseTooLarge, Failed),
    CAUSE(ThrewTypeError, Invalid),
    CAUSE(ThrewSyntaxError, Invalid),
};
#undef CAUSE

const NamedCause &entryOf(CauseCode code)
{
    const auto it = std::find_if(causes.begin(), causes.end(),
                                 [code](const NamedCause &each) { return each.code == code; });
    Q_ASSERT(it != causes.end());
    return *it;
}

constexpr std::array<std::pair<Verdict, const char *>, 5> verdicts = {
    {{Verdict::Allowed, "allowed"},
     {Verdict::Opaque, "opaque"},
     {Verdict::Blocked, "blocked"},
     {Verdict::Failed, "failed"},
     {Verdict::Invalid, "invalid"}}};

} // namespace

QByteArray causeName(CauseCode code)
{
    return entryOf(code).name;
}

std::optional<CauseCode> causeFromName(QByteArrayView name)
{
    for (const NamedCause &each : causes) {
        if (name == QByteArrayView(each.name))
            return each.code;
    }
    return std::nullopt;
}

QByteArray verdictName(Verdict verdict)
{
    for (const auto &[each, name] : verdicts) {
        if (each == verdict)
            return name;
    }
    return {};
}

std::optional<Verdict> verdictFromName(QByteArrayView name)
{
    for (const auto &[verdict, each] : verdicts) {
        if (name == QByteArrayView(each))
            return verdict;
    }
    return std::nullopt;
}

Verdict verdictOf(CauseCode code)
{
    return entryOf(code).verdict;
}

} // namespace corslab
