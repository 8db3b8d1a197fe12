// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as in WebKit's CrossOriginAccessControl.cpp, CrossOriginPreflightChecker.cpp and
// DocumentThreadableLoader.cpp. They were read there and never compared with a running Safari.
#include "core/diagnosis/browserconsole.h"

#include "core/diagnosis/situation.h"
#include "core/diagnosis/words.h"

namespace corslab {

namespace {

QByteArray statusSuffix(const Situation &situation)
{
    return " Status code: " + QByteArray::number(situation.last ? situation.last->status : 0);
}

QByteArray reasonFor(const Situation &situation, const Cause &cause)
{
    const QByteArray value = shown(cause.value).toUtf8();
    switch (cause.code) {
    case CauseCode::PreflightInvalidStatus:
    case CauseCode::PreflightDisallowedRedirect:
        return "Preflight response is not successful." + statusSuffix(situation);
    case CauseCode::WildcardOriginNotAllowed:
        return QByteArrayLiteral(
            "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.");
    case CauseCode::MultipleAllowOriginValues:
        if (cause.value.contains(','))
            return QByteArrayLiteral(
                "Access-Control-Allow-Origin cannot contain more than one origin.");
        [[fallthrough]];
    case CauseCode::MissingAllowOriginHeader:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::AllowOriginMismatch:
        return "Origin " + situation.origin + " is not allowed by Access-Control-Allow-Origin." +
               statusSuffix(situation);
    case CauseCode::InvalidAllowCredentials:
        return QByteArrayLiteral(
            "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".");
    case CauseCode::MethodDisallowedByPreflightResponse:
        return "Method " + value + " is not allowed by Access-Control-Allow-Methods.";
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return "Request header field " + value + " is not allowed by Access-Control-Allow-Headers.";
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return "Header Access-Control-Allow-Methods has an invalid value: " + value;
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return "Header Access-Control-Allow-Headers has an invalid value: " + value;
    case CauseCode::RedirectContainsCredentials:
        return "redirection URL " + value + " has credentials";
    case CauseCode::DisallowedByMode:
    case CauseCode::InvalidResponse:
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SameOriginMode:
    case CauseCode::NoCorsRedirectMode:
    case CauseCode::BadPort:
    case CauseCode::MixedContent:
    case CauseCode::SchemeNotHttp:
    case CauseCode::TooManyRedirects:
    case CauseCode::RedirectMode:
    case CauseCode::RedirectLocation:
    case CauseCode::RedirectBody:
    case CauseCode::ResourcePolicy:
    case CauseCode::Integrity:
    case CauseCode::KeepaliveBody:
    case CauseCode::OnlyIfCached:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::NameNotResolved:
    case CauseCode::ConnectionRefused:
    case CauseCode::ConnectionClosed:
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
    case CauseCode::ResponseTooLarge:
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return {};
    }
    return {};
}

} // namespace

std::vector<QByteArray> webkitConsole(const Exchange &exchange)
{
    if (!exchange.cause)
        return {};
    const Situation situation(exchange);
    const QByteArray reason = reasonFor(situation, *exchange.cause);
    if (reason.isEmpty())
        return {};
    return {reason};
}

} // namespace corslab
