// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as in Firefox's nsCORSListenerProxy.cpp and security.properties, compared with what Firefox
// ESR 153 printed for the recorded cases.
#include "core/diagnosis/browserconsole.h"

#include "core/diagnosis/situation.h"
#include "core/http/syntax.h"
#include "core/http/url.h"

#include <algorithm>

namespace corslab {

namespace {

using Lines = std::vector<QByteArray>;

/// Firefox reads values as UTF-8; what is not becomes U+FFFD.
QByteArray decoded(const QByteArray &value)
{
    return QString::fromUtf8(value).toUtf8();
}

QByteArray quoted(const QByteArray &text)
{
    return "‘" + text + "’";
}

QByteArray blocked(const QByteArray &url, const QByteArray &reason)
{
    return "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote "
           "resource at " +
           url + ". (Reason: " + reason + ").";
}

QByteArray withStatus(const QByteArray &url, const QByteArray &reason, int status)
{
    return blocked(url, reason) + " Status code: " + QByteArray::number(status) + '.';
}

QByteArray didNotSucceed(const QByteArray &url)
{
    return blocked(url, QByteArrayLiteral("CORS request did not succeed")) +
           " Status code: (null).";
}

const QByteArray AllowOrigin = QByteArrayLiteral("‘Access-Control-Allow-Origin’");
const QByteArray ExpectedCredentials =
    QByteArrayLiteral("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’");

/// The first item of a list that is not a token.
QByteArray invalidToken(const QByteArray &list)
{
    for (const QByteArray &part : list.split(',')) {
        const QByteArrayView item = trimTabOrSpace(part);
        if (!item.isEmpty() && !isToken(item))
            return item.toByteArray();
    }
    return list;
}

/// Where the cache's copy was found good by a 304, Firefox looks at the copy, which is a 200.
int statusOf(const Situation &situation)
{
    if (!situation.last)
        return 0;
    const auto &steps = situation.exchange.steps;
    const bool revalidated = std::any_of(steps.begin(), steps.end(), [](const Step &step) {
        return step.id == StepId::HttpCache && step.actual == "revalidated";
    });
    return revalidated && situation.last->status == 304 ? 200 : situation.last->status;
}

QByteArray missing(const Situation &situation)
{
    return withStatus(situation.url, "CORS header " + AllowOrigin + " missing",
                      statusOf(situation));
}

/// It counts the lines whose name is written so (netwerk/protocol/http/nsCORSListenerProxy.cpp,
/// CheckOriginHeader).
bool isAllowOriginRepeated(const Situation &situation)
{
    const auto isCounted = [](const Header &header) {
        return header.name == "Access-Control-Allow-Origin";
    };
    return situation.last && std::count_if(situation.last->responseHeaders.begin(),
                                           situation.last->responseHeaders.end(), isCounted) > 1;
}

QByteArray mismatch(const Situation &situation, const Cause &cause)
{
    if (isAllowOriginRepeated(situation))
        return blocked(situation.url, "Multiple CORS header " + AllowOrigin + " not allowed");
    return blocked(situation.url, "CORS header " + AllowOrigin + " does not match " +
                                      quoted(decoded(cause.value)));
}

QByteArray wildcardWithCredentials(const QByteArray &url)
{
    return blocked(quoted(url),
                   "Credential is not supported if the CORS header " + AllowOrigin + " is ‘*’");
}

/// Of several lines those that are empty say nothing: nsHttpHeaderArray.h, MergeHeader.
std::optional<QByteArray> mergedHeader(const Situation &situation, const char *name)
{
    if (!situation.last || !situation.last->responseHeaders.contains(name))
        return std::nullopt;
    QList<QByteArray> lines = situation.last->responseHeaders.lines(name);
    lines.removeAll(QByteArray());
    return lines.join(", ");
}

bool followsRedirects(const Situation &situation)
{
    return situation.exchange.request.redirect.value_or("follow") == "follow";
}

/// True where the answer that failed the CORS check is itself a redirect.
bool endedAtRedirect(const Situation &situation)
{
    if (!situation.last)
        return false;
    switch (situation.last->status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return situation.last->responseHeaders.contains("Location");
    default:
        return false;
    }
}

/// After a preflight or a redirect Firefox says a second time that the request failed.
Lines checkFailed(const Situation &situation, const Cause &cause, const QByteArray &text)
{
    Lines lines{text};
    const bool preflight = cause.phase == CausePhase::Preflight;
    const bool redirects = endedAtRedirect(situation) && followsRedirects(situation);
    if (preflight || redirects)
        lines.push_back(didNotSucceed(situation.url));
    if (preflight && redirects)
        lines.push_back(didNotSucceed(situation.url));
    return lines;
}

/// What Firefox says of the last answer where `origin` may not read it.
std::optional<QByteArray> originRefused(const Situation &situation, const QByteArray &origin)
{
    if (!situation.last)
        return std::nullopt;
    const auto allowed = mergedHeader(situation, "Access-Control-Allow-Origin");
    if (!allowed)
        return missing(situation);
    if (isAllowOriginRepeated(situation))
        return blocked(situation.url, "Multiple CORS header " + AllowOrigin + " not allowed");
    if (*allowed == "*" && situation.credentials)
        return wildcardWithCredentials(situation.url);
    if (*allowed != "*" && *allowed != origin)
        return mismatch(situation, Cause{CauseCode::AllowOriginMismatch, *allowed});
    if (situation.credentials &&
        mergedHeader(situation, "Access-Control-Allow-Credentials") != "true")
        return blocked(situation.url, ExpectedCredentials);
    return std::nullopt;
}

QByteArray documentUrl(const Situation &situation)
{
    return situation.last ? situation.last->url : situation.exchange.pageUrl;
}

QByteArray schemeOf(const QByteArray &url)
{
    return asciiLower(QByteArrayView(url).first(std::max<qsizetype>(url.indexOf(':'), 0)));
}

/// What is said of a redirect to a file or to a blob.
Lines securityError(const Situation &situation, const QByteArray &url)
{
    const QByteArray scheme = schemeOf(url);
    const QByteArray content = "Security Error: Content at " + documentUrl(situation);
    if (scheme == "file")
        return {content + " may not load or link to " + url + '.'};
    if (scheme == "blob" && situation.last && situation.crossOrigin)
        return {content + " may not load data from " + url + '.'};
    return {};
}

/// Firefox does its CORS check before it refuses the redirect, unless that leads nowhere.
Lines preflightRedirect(const Situation &situation)
{
    const QByteArray again = didNotSucceed(situation.url);
    const QByteArray status =
        withStatus(situation.url, QByteArrayLiteral("CORS preflight response did not succeed"),
                   situation.last ? situation.last->status : 0);
    // Where the request follows no redirect, its preflight does not either.
    const auto refused = originRefused(situation, situation.origin);
    if (!followsRedirects(situation))
        return {refused.value_or(status), again};
    const auto base = Url::parse(QString::fromUtf8(situation.url));
    const auto target =
        base ? Url::parse(QString::fromUtf8(situation.answerHeader("Location")), &*base) : base;
    if (!target || target->scheme() == "data")
        return {again, again};
    if (refused)
        return {*refused, again, again};
    if (!target->isHttpOrHttps() || target->includesCredentials()) {
        Lines lines = securityError(situation, target->href());
        lines.insert(lines.end(), {again, again});
        return lines;
    }
    const QByteArray external =
        blocked(situation.url, QByteArrayLiteral("CORS request external redirect not allowed"));
    // By then the redirect counts as followed, and where it leads to another origin its check is
    // made in the name of nobody.
    if (!(target->origin() == base->origin())) {
        if (const auto text = originRefused(situation, QByteArrayLiteral("null")))
            return {external, *text, again};
    }
    return {external, status, again};
}

Lines badScheme(const Situation &situation, const Cause &cause)
{
    const QByteArray url = situation.refusedAddress(cause);
    const QByteArray scheme = schemeOf(url);
    Lines lines = securityError(situation, url);
    if (lines.empty() && scheme != "ws" && scheme != "wss" && scheme != "blob" &&
        scheme != "chrome" && situation.corsMode && !(situation.last && scheme == "javascript"))
        lines.push_back(blocked(url, QByteArrayLiteral("CORS request not http")));
    if (situation.last && situation.crossOrigin && situation.corsMode)
        lines.push_back(didNotSucceed(situation.url));
    return lines;
}

/// What Firefox prints where the network or a redirect's rules ended a request of the mode cors.
Lines networkFailure(const Situation &situation, const Cause &cause)
{
    if (!situation.corsMode || !situation.crossOrigin || situation.url.startsWith("data:"))
        return {};
    // The head had passed: what happens to the body is no matter of CORS any more.
    if (cause.code == CauseCode::ConnectionClosed && situation.last && situation.last->status != 0)
        return {};
    // A preflight that came to nothing is told of the question and of the request.
    if (cause.phase == CausePhase::Preflight)
        return {didNotSucceed(situation.url), didNotSucceed(situation.url)};
    return {didNotSucceed(situation.url)};
}

Lines integrity(const Situation &situation, const Cause &cause)
{
    if (cause.value.isEmpty())
        return {"“" + situation.exchange.url +
                "” is not eligible for integrity checks since it’s neither CORS-enabled nor "
                "same-origin."};
    const qsizetype dash = cause.value.indexOf('-');
    return {"None of the “" + cause.value.left(dash) +
            "” hashes in the integrity attribute match the content of the subresource at “" +
            situation.exchange.url + "”. The computed hash is “" + cause.value.mid(dash + 1) +
            "”."};
}

Lines textFor(const Situation &situation, const Cause &cause)
{
    const QByteArray &url = situation.url;
    const auto failed = [&](const QByteArray &reason) {
        return checkFailed(situation, cause, blocked(url, reason));
    };
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader:
        return checkFailed(situation, cause, missing(situation));
    case CauseCode::WildcardOriginNotAllowed:
        return checkFailed(situation, cause, wildcardWithCredentials(url));
    case CauseCode::MultipleAllowOriginValues:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::AllowOriginMismatch:
        return checkFailed(situation, cause, mismatch(situation, cause));
    case CauseCode::InvalidAllowCredentials:
        return failed(ExpectedCredentials);
    case CauseCode::PreflightInvalidStatus:
        return {withStatus(url, QByteArrayLiteral("CORS preflight response did not succeed"),
                           cause.value.toInt()),
                didNotSucceed(url)};
    case CauseCode::PreflightDisallowedRedirect:
        return preflightRedirect(situation);
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return failed("invalid token " + quoted(decoded(invalidToken(cause.value))) +
                      " in CORS header ‘Access-Control-Allow-Methods’");
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return failed("invalid token " + quoted(decoded(invalidToken(cause.value))) +
                      " in CORS header ‘Access-Control-Allow-Headers’");
    case CauseCode::MethodDisallowedByPreflightResponse:
        return failed(
            QByteArrayLiteral("Did not find method in CORS header ‘Access-Control-Allow-Methods’"));
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return failed("header " + quoted(decoded(cause.value)) +
                      " is not allowed according to header ‘Access-Control-Allow-Headers’ from "
                      "CORS preflight response");
    case CauseCode::RedirectContainsCredentials:
        // Printed even where the redirecting address is on the page's own origin.
        return {didNotSucceed(url)};
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return badScheme(situation, cause);
    case CauseCode::SameOriginMode:
        return {"Security Error: Content at " + documentUrl(situation) +
                " may not load data from " + situation.refusedAddress(cause) + '.'};
    case CauseCode::MixedContent:
        return {"Blocked loading mixed active content “" + cause.value + "”"};
    case CauseCode::ResourcePolicy:
        return {"The resource at “" + url +
                "” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). "
                "See https://developer.mozilla.org/docs/Web/HTTP/"
                "Cross-Origin_Resource_Policy_(CORP)#"};
    case CauseCode::Integrity:
        return integrity(situation, cause);
    case CauseCode::BadPort:
        // A redirect to another port leads to another origin, wherever it was answered.
        return situation.last && situation.corsMode ? Lines{didNotSucceed(url)} : Lines{};
    case CauseCode::DisallowedByMode:
    case CauseCode::InvalidResponse:
    case CauseCode::TooManyRedirects:
    case CauseCode::RedirectLocation:
    case CauseCode::RedirectBody:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::NameNotResolved:
    case CauseCode::ConnectionRefused:
    case CauseCode::ConnectionClosed:
    case CauseCode::Tls:
    case CauseCode::MalformedResponse:
    case CauseCode::ResponseTooLarge:
        return networkFailure(situation, cause);
    case CauseCode::NoCorsRedirectMode:
    case CauseCode::RedirectMode:
    case CauseCode::KeepaliveBody:
    case CauseCode::OnlyIfCached:
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return {};
    }
    return {};
}

} // namespace

std::vector<QByteArray> firefoxConsole(const Exchange &exchange)
{
    const Situation situation(exchange);
    Lines lines;
    if (exchange.cause)
        lines = textFor(situation, *exchange.cause);
    if (exchange.request.api == Api::EventSource && exchange.cause && !lines.empty())
        lines.push_back("Firefox can’t establish a connection to the server at " + situation.url +
                        '.');
    return lines;
}

} // namespace corslab
