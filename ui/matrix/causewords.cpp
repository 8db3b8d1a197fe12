// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/causewords.h"

#include <QCoreApplication>

namespace corslab {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Matrix)
};
} // namespace

QString causeWords(CauseCode code)
{
    switch (code) {
    case CauseCode::MissingAllowOriginHeader:
        return Words::tr("no Allow-Origin");
    case CauseCode::WildcardOriginNotAllowed:
        return Words::tr("* with credentials");
    case CauseCode::MultipleAllowOriginValues:
        return Words::tr("several Allow-Origin");
    case CauseCode::InvalidAllowOriginValue:
        return Words::tr("malformed Allow-Origin");
    case CauseCode::AllowOriginMismatch:
        return Words::tr("another origin allowed");
    case CauseCode::InvalidAllowCredentials:
        return Words::tr("credentials not allowed");
    case CauseCode::PreflightInvalidStatus:
        return Words::tr("preflight not OK");
    case CauseCode::PreflightDisallowedRedirect:
        return Words::tr("preflight redirected");
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return Words::tr("malformed Allow-Methods");
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return Words::tr("malformed Allow-Headers");
    case CauseCode::MethodDisallowedByPreflightResponse:
        return Words::tr("method not allowed");
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return Words::tr("header not allowed");
    case CauseCode::RedirectContainsCredentials:
        return Words::tr("password in the redirect");
    case CauseCode::DisallowedByMode:
    case CauseCode::SameOriginMode:
        return Words::tr("same-origin mode");
    case CauseCode::InvalidResponse:
        return Words::tr("invalid answer");
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return Words::tr("not http");
    case CauseCode::NoCorsRedirectMode:
        return Words::tr("no-cors redirect");
    case CauseCode::BadPort:
        return Words::tr("port not allowed");
    case CauseCode::MixedContent:
        return Words::tr("http from an https page");
    case CauseCode::TooManyRedirects:
        return Words::tr("too many redirects");
    case CauseCode::RedirectMode:
        return Words::tr("redirect not wanted");
    case CauseCode::RedirectLocation:
        return Words::tr("bad redirect");
    case CauseCode::RedirectBody:
        return Words::tr("body cannot be resent");
    case CauseCode::ResourcePolicy:
        return Words::tr("resource policy");
    case CauseCode::Integrity:
        return Words::tr("integrity differs");
    case CauseCode::KeepaliveBody:
        return Words::tr("keepalive body too large");
    case CauseCode::OnlyIfCached:
        return Words::tr("not in the cache");
    case CauseCode::LocalNetworkAccess:
        return Words::tr("local network");
    case CauseCode::NameNotResolved:
        return Words::tr("no such host");
    case CauseCode::ConnectionRefused:
        return Words::tr("nobody listens");
    case CauseCode::ConnectionClosed:
        return Words::tr("connection closed");
    case CauseCode::Timeout:
        return Words::tr("no answer in time");
    case CauseCode::Aborted:
        return Words::tr("stopped");
    case CauseCode::Tls:
        return Words::tr("certificate");
    case CauseCode::MalformedResponse:
        return Words::tr("malformed answer");
    case CauseCode::ResponseTooLarge:
        return Words::tr("answer too large");
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return Words::tr("the call threw");
    }
    Q_UNREACHABLE();
}

QString sourceWords(WhatIfSource source)
{
    switch (source) {
    case WhatIfSource::Page:
        return Words::tr("this page");
    case WhatIfSource::Typed:
        return Words::tr("typed");
    case WhatIfSource::Policy:
        return Words::tr("from a policy");
    case WhatIfSource::Null:
        return Words::tr("attacker: a sandboxed frame");
    case WhatIfSource::Stranger:
        return Words::tr("attacker: any site");
    case WhatIfSource::LookAlikePrefix:
        return Words::tr("attacker: look-alike prefix");
    case WhatIfSource::LookAlikeSuffix:
        return Words::tr("attacker: look-alike suffix");
    case WhatIfSource::OtherScheme:
        return Words::tr("attacker: another scheme");
    case WhatIfSource::OtherPort:
        return Words::tr("attacker: another port");
    case WhatIfSource::Subdomain:
        return Words::tr("attacker: a subdomain");
    }
    Q_UNREACHABLE();
}

} // namespace corslab
