// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/hints.h"

#include "core/diagnosis/policyfixes.h"
#include "core/diagnosis/words.h"
#include "core/http/syntax.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Hints)
};

QString originHint(const Situation &situation)
{
    if (situation.tainted)
        return Words::tr(
            "After redirects over a third origin the browser no longer says who asks: Origin is "
            "null. Ask for the last address directly.");
    if (situation.origin == "null")
        return Words::tr(
            "A page from a file or in a sandboxed frame has no origin, so the browser says null. "
            "Serve "
            "the page over HTTP. Never allow null: every sandboxed frame says the same.");
    return Words::tr(
        "An origin is the scheme, the host and the port, and it must be the same byte for byte.");
}

QString missingHint(const Situation &situation, const Cause &cause)
{
    if (situation.origin == "null")
        return originHint(situation);
    const int status = situation.last ? situation.last->status : 0;
    if (cause.phase == CausePhase::Preflight) {
        if (status == 401 || status == 403)
            return Words::tr(
                "Preflights carry no credentials. Where authentication comes before CORS, it turns "
                "them away: put CORS first.");
        if (status == 404 || status == 405)
            return Words::tr(
                "The server has no route for OPTIONS. Let it answer OPTIONS with 204 and the CORS "
                "headers.");
        return Words::tr(
            "The request itself was never sent: the server was asked first and did not say yes.");
    }
    if (status >= 400)
        return Words::tr("Many servers leave the CORS headers out of errors, nginx for one unless "
                         "add_header says "
                         "always. The error itself is then hidden from the script.");
    return Words::tr(
        "The server did its work and answered; only the reading is blocked. Tools without a page, "
        "such as cURL, are not held back, and CORS does not keep anybody from sending.");
}

QString statusHint(const Cause &cause)
{
    const int status = cause.value.toInt();
    if (status == 401 || status == 403)
        return Words::tr("Preflights carry no credentials. Where authentication comes before CORS, "
                         "it turns them "
                         "away: put CORS first.");
    if (status == 404 || status == 405 || status == 501)
        return Words::tr("The server has no route for OPTIONS. Let it answer OPTIONS with 204 and "
                         "the CORS headers.");
    if (status >= 300 && status < 400)
        return Words::tr("A preflight may not be redirected. Ask for the final address, and answer "
                         "OPTIONS there.");
    return Words::tr("Let the server answer OPTIONS with 204 before anything else can fail.");
}

QString methodHint(const Situation &situation, const Cause &cause)
{
    if (cause.value == "patch")
        return Words::tr("Methods are case-sensitive, and patch is not the same as PATCH: browsers "
                         "put only DELETE, "
                         "GET, HEAD, OPTIONS, POST and PUT into upper case.");
    if (situation.credentials &&
        situation.answerHeader("Access-Control-Allow-Methods").contains('*'))
        return Words::tr("With credentials, * in Access-Control-Allow-Methods is not a wildcard: "
                         "name the method.");
    return Words::tr("GET, HEAD and POST need not be listed; every other method must be.");
}

QString headerHint(const Situation &situation, const Cause &cause)
{
    if (cause.value.startsWith("access-control-") &&
        !cause.value.startsWith("access-control-request-"))
        return Words::tr("This header belongs into the server’s answer. In a request it is one "
                         "more header that the "
                         "server must allow.");
    if (cause.value == "content-type")
        return Words::tr("Content-Type is free for forms and plain text only. JSON needs "
                         "Access-Control-Allow-Headers: Content-Type.");
    const bool wildcard = situation.answerHeader("Access-Control-Allow-Headers").contains('*');
    if (cause.value == "authorization" && wildcard)
        return Words::tr(
            "The standard leaves Authorization out of *: it must be listed by its name.");
    if (situation.credentials && wildcard)
        return Words::tr("With credentials, * in Access-Control-Allow-Headers is not a wildcard: "
                         "name the header.");
    return Words::tr(
        "A header that the script adds must be listed in Access-Control-Allow-Headers.");
}

QString credentialsHint(const Cause &cause)
{
    return asciiLower(cause.value) == "true"
               ? Words::tr("The value is compared byte for byte: it must be true in lower case.")
               : Words::tr("Without credentials the answer would be readable; with them the server "
                           "must agree to that too.");
}

QString blockedHint(const Situation &situation, const Cause &cause)
{
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader:
        return missingHint(situation, cause);
    case CauseCode::AllowOriginMismatch:
    case CauseCode::InvalidAllowOriginValue:
        return originHint(situation);
    case CauseCode::MultipleAllowOriginValues:
        return Words::tr(
            "Often a proxy and the application both add the header. Keep one of them, and echo the "
            "page’s origin where several are allowed.");
    case CauseCode::WildcardOriginNotAllowed:
        return Words::tr("With cookies the server must name the page: echo the origin if it is on "
                         "a list, and send "
                         "Access-Control-Allow-Credentials: true and Vary: Origin.");
    case CauseCode::InvalidAllowCredentials:
        return credentialsHint(cause);
    case CauseCode::PreflightInvalidStatus:
        return statusHint(cause);
    case CauseCode::PreflightDisallowedRedirect:
        return Words::tr("Mostly a slash at the end is missing, or http should be https. Ask for "
                         "the final address.");
    case CauseCode::InvalidAllowMethodsPreflightResponse:
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return Words::tr("Names are separated by commas, without quotation marks. One bad name "
                         "spoils the whole list.");
    case CauseCode::MethodDisallowedByPreflightResponse:
        return methodHint(situation, cause);
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return headerHint(situation, cause);
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return Words::tr("Serve it over HTTP, on localhost too, and use that address.");
    case CauseCode::ResourcePolicy:
        return Words::tr("The server forbids other sites to embed this, whatever CORS says. A "
                         "request in the mode "
                         "cors is not held to it.");
    case CauseCode::LocalNetworkAccess:
        return Words::tr("The browser asks its user for a permission before a public page may "
                         "reach a private address.");
    case CauseCode::MixedContent:
        return Words::tr(
            "Only localhost and 127.0.0.1 may be asked over http from an encrypted page.");
    case CauseCode::ConnectionRefused:
        return Words::tr("Is the server running, and on this port? This is not a matter of CORS, "
                         "though browsers may "
                         "say so.");
    case CauseCode::NameNotResolved:
        return Words::tr("Is the name spelt correctly? This is not a matter of CORS, though "
                         "browsers may say so.");
    case CauseCode::ConnectionClosed:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
        return Words::tr("This is not a matter of CORS, though browsers may say so.");
    case CauseCode::Timeout:
        return Words::tr(
            "The server may still be working on it. A script sees only that nothing came.");
    case CauseCode::RedirectContainsCredentials:
    case CauseCode::DisallowedByMode:
    case CauseCode::InvalidResponse:
    case CauseCode::SameOriginMode:
    case CauseCode::NoCorsRedirectMode:
    case CauseCode::BadPort:
    case CauseCode::TooManyRedirects:
    case CauseCode::RedirectMode:
    case CauseCode::RedirectLocation:
    case CauseCode::RedirectBody:
    case CauseCode::Integrity:
    case CauseCode::KeepaliveBody:
    case CauseCode::OnlyIfCached:
    case CauseCode::Aborted:
    case CauseCode::ResponseTooLarge:
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return {};
    }
    return {};
}

const Step *stepOf(const Exchange &exchange, StepId id, StepOutcome outcome)
{
    const auto it =
        std::find_if(exchange.steps.begin(), exchange.steps.end(),
                     [=](const Step &step) { return step.id == id && step.outcome == outcome; });
    return it == exchange.steps.end() ? nullptr : &*it;
}

bool varies(const Situation &situation)
{
    const QByteArray vary = asciiLower(situation.answerHeader("Vary"));
    return vary.contains("origin") || vary.contains('*');
}

QString cookieHint(const Situation &situation)
{
    if (const Step *withheld = stepOf(situation.exchange, StepId::Cookie, StepOutcome::Fail))
        return filled(
            Words::tr(
                "The cookie %1 was not sent: %2. Cookies to another site need credentials include, "
                "SameSite=None and Secure; localhost and 127.0.0.1 are two sites."),
            {shown(withheld->actual), shownOrNothing(withheld->expected)});
    if (const Step *rejected = stepOf(situation.exchange, StepId::SetCookie, StepOutcome::Fail))
        return filled(Words::tr("The answer’s cookie was not stored: %1."),
                      {shownOrNothing(rejected->expected)});
    return {};
}

/// What surprises although nothing went wrong: the first that applies.
QString readableHint(const Situation &situation)
{
    const Exchange &exchange = situation.exchange;
    if (exchange.verdict == Verdict::Opaque) {
        if (exchange.request.mode == QByteArrayLiteral("no-cors"))
            return Words::tr("no-cors does not switch CORS off: it gives up reading. The script "
                             "sees status 0 and an "
                             "empty body. Drop it, and let the server allow the page.");
        return Words::tr("It works without permission because nothing of it reaches the script.");
    }
    if (const QString hint = cookieHint(situation); !hint.isEmpty())
        return hint;
    const QList<QByteArray> hidden = hiddenHeaders(situation);
    if (!hidden.isEmpty())
        return filled(Words::tr("The developer tools show %1, the script does not see it: the "
                                "server must name it in "
                                "Access-Control-Expose-Headers."),
                      {shown(hidden.join(", "))});
    if (stepOf(exchange, StepId::PreflightAuthorizationWildcard, StepOutcome::Note))
        return Words::tr("Authorization was let through under *, against the standard. List it by "
                         "its name before "
                         "browsers change.");
    if (stepOf(exchange, StepId::PreflightCacheHit, StepOutcome::Note) ||
        stepOf(exchange, StepId::PreflightCacheHit, StepOutcome::Pass))
        return Words::tr(
            "The server was not asked again: the browser remembers an earlier yes, for 5 seconds "
            "unless "
            "Access-Control-Max-Age says otherwise. A changed policy shows only after that.");
    const QByteArray allowed = situation.answerHeader("Access-Control-Allow-Origin");
    if (situation.crossOrigin && !allowed.isEmpty() && allowed != "*" && situation.corsMode &&
        !varies(situation))
        return Words::tr("The answer names one origin but not Vary: Origin. A cache may hand it to "
                         "another page, "
                         "which then fails: always send Vary: Origin.");
    if (!situation.crossOrigin && situation.last &&
        situation.last->requestHeaders.contains("Origin"))
        return Words::tr("A POST, PUT or DELETE names its origin even at home; the answer needs no "
                         "CORS header.");
    if (situation.crossOrigin && situation.corsMode && allowed == "*" && !situation.credentials &&
        situation.last && situation.last->responseHeaders.contains("Set-Cookie"))
        return Words::tr("The answer sets a cookie, but the request was made without credentials, "
                         "so it is ignored.");
    return {};
}

} // namespace

QString missingLines(const Situation &situation)
{
    if (!situation.exchange.cause)
        return {};
    const Cause &cause = *situation.exchange.cause;
    QStringList lines;
    const auto addOrigin = [&] {
        lines << QStringLiteral("Access-Control-Allow-Origin: ") + shown(situation.origin)
              << QStringLiteral("Vary: Origin");
    };
    const auto addCredentials = [&] {
        lines << QStringLiteral("Access-Control-Allow-Credentials: true");
    };
    const bool wrongOrigin = cause.code == CauseCode::MissingAllowOriginHeader ||
                             cause.code == CauseCode::MultipleAllowOriginValues ||
                             cause.code == CauseCode::InvalidAllowOriginValue ||
                             cause.code == CauseCode::AllowOriginMismatch ||
                             cause.code == CauseCode::WildcardOriginNotAllowed;
    // Never advised: see originHint().
    if (wrongOrigin && situation.origin == "null")
        return {};
    if (wrongOrigin) {
        addOrigin();
        if (situation.credentials)
            addCredentials();
    } else if (cause.code == CauseCode::InvalidAllowCredentials) {
        addCredentials();
    }
    const bool preflight = cause.phase == CausePhase::Preflight;
    const bool whole =
        preflight && (wrongOrigin || cause.code == CauseCode::PreflightInvalidStatus);
    const QByteArrayView method = situation.method;
    if ((whole && method != "GET" && method != "HEAD" && method != "POST") ||
        cause.code == CauseCode::MethodDisallowedByPreflightResponse ||
        cause.code == CauseCode::InvalidAllowMethodsPreflightResponse)
        lines << QStringLiteral("Access-Control-Allow-Methods: ") + shown(situation.method);
    const QByteArray names = situation.askedHeaders().join(", ");
    if (!names.isEmpty() &&
        (whole || cause.code == CauseCode::HeaderDisallowedByPreflightResponse ||
         cause.code == CauseCode::InvalidAllowHeadersPreflightResponse))
        lines << QStringLiteral("Access-Control-Allow-Headers: ") + shown(names);
    return lines.join(u'\n');
}

QString hintFor(const Situation &situation, const std::optional<Policy> &policy)
{
    const Exchange &exchange = situation.exchange;
    if (!exchange.finished)
        return {};
    if (!exchange.cause)
        return readableHint(situation);
    QString hint = blockedHint(situation, *exchange.cause);
    const bool ours = policy || !exchange.served.empty();
    const QString lines = ours ? QString() : missingLines(situation);
    if (lines.isEmpty())
        return hint;
    const QString wanted = exchange.cause->phase == CausePhase::Preflight
                               ? Words::tr("Its answer to the preflight (OPTIONS) must say:")
                               : Words::tr("Its answer must say:");
    if (!hint.isEmpty())
        hint += u'\n';
    return hint + wanted + u'\n' + lines;
}

} // namespace corslab
