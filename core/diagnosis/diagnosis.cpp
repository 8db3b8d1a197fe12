// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

#include "core/diagnosis/comparison.h"
#include "core/diagnosis/fixes.h"
#include "core/diagnosis/hints.h"
#include "core/diagnosis/situation.h"
#include "core/diagnosis/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace corslab {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Diagnosis)
};

/// Why, in a few words that follow a colon.
QString shortReason(const Situation &situation, const Cause &cause)
{
    const auto with = [](const QString &text, const QByteArray &value) {
        return filled(text, {shownOrNothing(value)});
    };
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader:
    case CauseCode::AllowOriginMismatch:
        return with(Words::tr("the server does not allow %1"), situation.origin);
    case CauseCode::WildcardOriginNotAllowed:
        return Words::tr("with credentials, * is not enough");
    case CauseCode::MultipleAllowOriginValues:
        return Words::tr("the server allows several origins at once");
    case CauseCode::InvalidAllowOriginValue:
        return Words::tr("what the server allows is not an origin");
    case CauseCode::InvalidAllowCredentials:
        return Words::tr("the server does not allow credentials");
    case CauseCode::PreflightInvalidStatus:
        return with(Words::tr("the preflight got the status %1"), cause.value);
    case CauseCode::PreflightDisallowedRedirect:
        return Words::tr("the server redirected the preflight");
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return Words::tr("the server’s list of methods cannot be read");
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return Words::tr("the server’s list of headers cannot be read");
    case CauseCode::MethodDisallowedByPreflightResponse:
        return with(Words::tr("the server does not allow the method %1"), cause.value);
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return with(Words::tr("the server does not allow the header %1"), cause.value);
    case CauseCode::RedirectContainsCredentials:
        return Words::tr("it leads to an address with a user name or password");
    case CauseCode::DisallowedByMode:
    case CauseCode::SameOriginMode:
        return Words::tr("the script wants this page’s own origin only");
    case CauseCode::InvalidResponse:
        return Words::tr("the answer cannot be checked");
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return Words::tr("only http and https can be asked for");
    case CauseCode::NoCorsRedirectMode:
        return Words::tr("the mode no-cors must follow redirects");
    case CauseCode::BadPort:
        return Words::tr("browsers never use this port");
    case CauseCode::MixedContent:
        return Words::tr("an encrypted page may not ask for an unencrypted address");
    case CauseCode::TooManyRedirects:
        return Words::tr("there were more than 20 redirects");
    case CauseCode::RedirectMode:
        return Words::tr("the script wants no redirects");
    case CauseCode::RedirectLocation:
        return Words::tr("it leads to something that is not an address");
    case CauseCode::RedirectBody:
        return Words::tr("the body cannot be sent a second time");
    case CauseCode::ResourcePolicy:
        return Words::tr("the server forbids other pages to embed it");
    case CauseCode::Integrity:
        return Words::tr("the checksum is not the expected one");
    case CauseCode::KeepaliveBody:
        return Words::tr("the body is too large to outlive its page");
    case CauseCode::OnlyIfCached:
        return Words::tr("the browser’s cache does not hold it");
    case CauseCode::LocalNetworkAccess:
        return Words::tr("reaching a private address needs a permission");
    case CauseCode::NameNotResolved:
        return with(Words::tr("the host %1 is not known"), cause.value);
    case CauseCode::ConnectionRefused:
        return Words::tr("nothing answers at that address");
    case CauseCode::ConnectionClosed:
        return Words::tr("the server closed the connection");
    case CauseCode::Timeout:
        return Words::tr("the server did not answer in time");
    case CauseCode::Aborted:
        return Words::tr("it was stopped");
    case CauseCode::Tls:
        return Words::tr("the encrypted connection failed");
    case CauseCode::MalformedResponse:
        return Words::tr("the server’s answer is not proper HTTP");
    case CauseCode::ResponseTooLarge:
        return Words::tr("the answer is too large");
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return Words::tr("the script’s call threw an error");
    }
    return {};
}

QString failedHeadline(const Situation &situation, const Cause &cause)
{
    const QString reason = shortReason(situation, cause);
    const QString method = shown(situation.method);
    const bool answered = situation.last && situation.last->status != 0;
    switch (cause.phase) {
    case CausePhase::Call:
        return filled(Words::tr("Nothing was sent: %1."), {reason});
    case CausePhase::Preflight:
        return filled(Words::tr("%2 was never sent: %1."), {reason, method});
    case CausePhase::Redirect:
        return filled(Words::tr("The redirect is not followed: %1."), {reason});
    case CausePhase::Actual:
        break;
    }
    if (!situation.last)
        return filled(Words::tr("Nothing was sent: %1."), {reason});
    if (!answered || verdictOf(cause.code) == Verdict::Failed)
        return filled(Words::tr("%2 failed: %1."), {reason, method});
    return filled(Words::tr("The answer came, but the script may not read it: %1."), {reason});
}

QString readableHeadline(const Situation &situation)
{
    const Exchange &exchange = situation.exchange;
    if (exchange.verdict == Verdict::Opaque)
        return Words::tr("It was sent; the answer is unreadable for the script.");
    if (!situation.crossOrigin)
        return Words::tr("Page and server share one origin: the script may read the answer.");
    if (exchange.hasPreflight())
        return Words::tr("The server was asked first and agreed; the script may read the answer.");
    for (const Step &step : exchange.steps) {
        if (step.id == StepId::PreflightCacheHit)
            return Words::tr("The server had agreed before; the script may read the answer.");
    }
    return Words::tr("The server allows this page; the script may read the answer.");
}

QString readableSentence(const Situation &situation)
{
    const Exchange &exchange = situation.exchange;
    if (exchange.verdict == Verdict::Opaque)
        return Words::tr("The request reached the server, but the script learns nothing of the "
                         "answer: no status, no "
                         "headers, no body.");
    if (!situation.crossOrigin)
        return Words::tr("A page may always read what its own origin answers.");
    const QByteArray allowed = situation.answerHeader("Access-Control-Allow-Origin");
    return filled(Words::tr("The answer says Access-Control-Allow-Origin: %1, which allows %2."),
                  {shownOrNothing(allowed), shown(situation.origin)});
}

/// The step at which a cause arises.
StepId stepFor(CauseCode code)
{
    switch (code) {
    case CauseCode::MissingAllowOriginHeader:
        return StepId::AllowOriginPresent;
    case CauseCode::WildcardOriginNotAllowed:
    case CauseCode::MultipleAllowOriginValues:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::AllowOriginMismatch:
        return StepId::AllowOriginMatch;
    case CauseCode::InvalidAllowCredentials:
        return StepId::AllowCredentials;
    case CauseCode::PreflightInvalidStatus:
        return StepId::PreflightStatus;
    case CauseCode::PreflightDisallowedRedirect:
        return StepId::PreflightRedirect;
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return StepId::PreflightAllowMethods;
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return StepId::PreflightAllowHeaders;
    case CauseCode::MethodDisallowedByPreflightResponse:
        return StepId::PreflightMethod;
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return StepId::PreflightHeader;
    case CauseCode::RedirectContainsCredentials:
        return StepId::RedirectCredentials;
    case CauseCode::DisallowedByMode:
    case CauseCode::SameOriginMode:
        return StepId::SameOriginMode;
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return StepId::Scheme;
    case CauseCode::NoCorsRedirectMode:
        return StepId::NoCorsRedirectMode;
    case CauseCode::BadPort:
        return StepId::BadPort;
    case CauseCode::MixedContent:
        return StepId::MixedContent;
    case CauseCode::TooManyRedirects:
        return StepId::RedirectCount;
    case CauseCode::RedirectMode:
        return StepId::RedirectMode;
    case CauseCode::RedirectLocation:
        return StepId::RedirectLocation;
    case CauseCode::RedirectBody:
        return StepId::RedirectBody;
    case CauseCode::ResourcePolicy:
        return StepId::ResourcePolicy;
    case CauseCode::Integrity:
        return StepId::Integrity;
    case CauseCode::KeepaliveBody:
        return StepId::Keepalive;
    case CauseCode::OnlyIfCached:
        return StepId::HttpCache;
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return StepId::RequestMember;
    case CauseCode::InvalidResponse:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::NameNotResolved:
    case CauseCode::ConnectionRefused:
    case CauseCode::ConnectionClosed:
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
    case CauseCode::ResponseTooLarge:
        return StepId::Network;
    }
    return StepId::Network;
}

/// Why the call threw: the last step that failed. Null where it did not throw.
const Step *thrownAt(const Exchange &exchange)
{
    if (!exchange.cause || exchange.verdict != Verdict::Invalid)
        return nullptr;
    const auto it =
        std::find_if(exchange.steps.rbegin(), exchange.steps.rend(),
                     [](const Step &step) { return step.outcome == StepOutcome::Fail; });
    return it == exchange.steps.rend() ? nullptr : &*it;
}

StepId decidingStep(const Exchange &exchange)
{
    if (!exchange.cause)
        return exchange.verdict == Verdict::Opaque ? StepId::OpaqueResponse
                                                   : StepId::ResponseTainting;
    const Step *thrown = thrownAt(exchange);
    return thrown ? thrown->id : stepFor(exchange.cause->code);
}

} // namespace

Diagnosis diagnose(const Exchange &exchange, const std::optional<Policy> &policy)
{
    Diagnosis diagnosis;
    if (!exchange.finished) {
        diagnosis.headline = Words::tr("The request is under way.");
        diagnosis.sentence = Words::tr("Nothing is decided yet.");
        return diagnosis;
    }
    const Situation situation(exchange);
    if (exchange.cause) {
        diagnosis.headline = failedHeadline(situation, *exchange.cause);
        const Step *thrown = thrownAt(exchange);
        diagnosis.sentence = thrown ? stepSentence(*thrown) : causeSentence(*exchange.cause);
    } else {
        diagnosis.headline = readableHeadline(situation);
        diagnosis.sentence = readableSentence(situation);
    }
    diagnosis.hint = hintFor(situation, policy);
    diagnosis.comparison = comparisonOf(exchange, policy);
    const StepSource &source = stepSource(decidingStep(exchange));
    diagnosis.link = source.url;
    //: Where in the standard: %1 is an algorithm's name, %2 a step's number.
    diagnosis.linkLabel =
        filled(Words::tr("Fetch: %1, step %2"),
               {QString::fromUtf8(source.algorithm), QString::fromUtf8(source.number)});
    diagnosis.fixes = fixesOf(exchange, policy);
    return diagnosis;
}

} // namespace corslab
