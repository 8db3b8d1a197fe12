// SPDX-License-Identifier: GPL-3.0-or-later
// Texts as in Chromium's cors_error_string.cc and fetch_manager.cc, compared with what Chromium 156
// printed for the recorded cases.
#include "core/diagnosis/browserconsole.h"

#include "core/diagnosis/situation.h"
#include "core/http/syntax.h"

namespace corslab {

namespace {

using Lines = std::vector<QByteArray>;

QByteArray resourceKind(Api api)
{
    switch (api) {
    case Api::Fetch:
        return QByteArrayLiteral("fetch");
    case Api::Xhr:
        return QByteArrayLiteral("XMLHttpRequest");
    case Api::Img:
        return QByteArrayLiteral("image");
    case Api::Script:
    case Api::Module:
        return QByteArrayLiteral("script");
    case Api::Style:
        return QByteArrayLiteral("CSS stylesheet");
    case Api::Beacon:
    case Api::EventSource:
        return QByteArrayLiteral("resource");
    }
    return {};
}

/// Bytes that ASCII cannot show are written as \u00XX.
QByteArray escaped(QByteArrayView value)
{
    QByteArray result;
    for (const char c : value) {
        const auto byte = static_cast<uchar>(c);
        if (byte < 0x20 || byte >= 0x7f)
            result += "\\u" + QByteArray::number(byte, 16).rightJustified(4, '0').toUpper();
        else
            result += c;
    }
    return result;
}

QByteArray schemeOf(const QByteArray &url)
{
    const qsizetype colon = url.indexOf(':');
    return colon < 0 ? QByteArray() : asciiLower(QByteArrayView(url).first(colon));
}

QByteArray failedToLoad(const char *netError)
{
    return QByteArray("Failed to load resource: net::") + netError;
}

QByteArray accessTo(const Situation &situation, const QByteArray &url)
{
    const Exchange &exchange = situation.exchange;
    QByteArray text = "Access to " + resourceKind(exchange.request.api) + " at '" + url + "'";
    const qsizetype hash = exchange.url.indexOf('#');
    if (url != exchange.url && url != exchange.url.left(hash))
        text += " (redirected from '" + exchange.url + "')";
    return text + " from origin '" + exchange.pageOrigin + "' has been blocked by CORS policy: ";
}

/// What follows the prefix for the errors of the CORS protocol; empty for all others.
QByteArray corsReason(const Cause &cause, Api api)
{
    const bool preflight = cause.phase == CausePhase::Preflight;
    const QByteArray check =
        preflight
            ? QByteArrayLiteral("Response to preflight request doesn't pass access control check: ")
            : QByteArray();
    const QByteArray fetchTail =
        api == Api::Fetch
            ? QByteArrayLiteral(" Have the server send the header with a valid value.")
            : QByteArray();
    const QByteArray xhrTail =
        api == Api::Xhr
            ? QByteArrayLiteral(
                  " The credentials mode of requests initiated by the XMLHttpRequest is "
                  "controlled by the withCredentials attribute.")
            : QByteArray();
    const QByteArray value = escaped(cause.value);
    switch (cause.code) {
    case CauseCode::MissingAllowOriginHeader:
        return check +
               "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    case CauseCode::WildcardOriginNotAllowed:
        return check +
               "The value of the 'Access-Control-Allow-Origin' header in the response must not be "
               "the "
               "wildcard '*' when the request's credentials mode is 'include'." +
               xhrTail;
    case CauseCode::MultipleAllowOriginValues:
        return check + "The 'Access-Control-Allow-Origin' header contains multiple values '" +
               value + "', but only one is allowed." + fetchTail;
    case CauseCode::InvalidAllowOriginValue:
        return check + "The 'Access-Control-Allow-Origin' header contains the invalid value '" +
               value + "'." + fetchTail;
    case CauseCode::AllowOriginMismatch:
        return check + "The 'Access-Control-Allow-Origin' header has a value '" + value +
               "' that is not equal to the supplied origin." + fetchTail;
    case CauseCode::InvalidAllowCredentials:
        return check +
               "The value of the 'Access-Control-Allow-Credentials' header in the response is '" +
               value + "' which must be 'true' when the request's credentials mode is 'include'." +
               xhrTail;
    case CauseCode::PreflightInvalidStatus:
        return check + "It does not have HTTP ok status.";
    case CauseCode::PreflightDisallowedRedirect:
        return check + "Redirect is not allowed for a preflight request.";
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return "Cannot parse Access-Control-Allow-Methods response header field in preflight "
               "response.";
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return "Cannot parse Access-Control-Allow-Headers response header field in preflight "
               "response.";
    case CauseCode::MethodDisallowedByPreflightResponse:
        return "Method " + value +
               " is not allowed by Access-Control-Allow-Methods in preflight response.";
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return "Request header field " + value +
               " is not allowed by Access-Control-Allow-Headers in preflight response.";
    case CauseCode::RedirectContainsCredentials:
        // Chromium leaves the quotes empty.
        return "Redirect location '' contains a username and password, which is disallowed for "
               "cross-origin requests.";
    case CauseCode::DisallowedByMode:
        return "Cross origin requests are not allowed by request mode.";
    case CauseCode::InvalidResponse:
        return "The response is invalid.";
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return "Cross origin requests are only supported for protocol schemes: chrome, "
               "chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, "
               "http, https, isolated-app.";
    case CauseCode::SameOriginMode:
    case CauseCode::NoCorsRedirectMode:
    case CauseCode::BadPort:
    case CauseCode::MixedContent:
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

Lines badScheme(const Situation &situation, const Cause &cause)
{
    const Exchange &exchange = situation.exchange;
    const QByteArray url = situation.refusedAddress(cause);
    const QByteArray scheme = schemeOf(url);
    const bool local = scheme == "file" || scheme == "chrome";
    if (situation.last) {
        // Redirects to these never reach the CORS code.
        if (local || scheme == "about" || scheme == "blob" || scheme == "data")
            return {failedToLoad("ERR_UNSAFE_REDIRECT")};
    } else if (exchange.request.api == Api::Fetch) {
        if (scheme == "file")
            return {"Not allowed to load local resource: " + url};
        if (scheme == "chrome-extension")
            return {failedToLoad("ERR_FAILED")};
        if (scheme == "blob" && exchange.request.mode == QByteArrayLiteral("no-cors"))
            return {failedToLoad("ERR_FILE_NOT_FOUND")};
        return {"Fetch API cannot load " + url + ". URL scheme \"" + scheme +
                "\" is not supported."};
    } else if (local) {
        return {"Not allowed to load local resource: " + url};
    } else if (scheme == "blob") {
        return {failedToLoad("ERR_FILE_NOT_FOUND")};
    }
    // A page that gave up reading the answer is told nothing of CORS.
    if (!situation.corsMode)
        return {failedToLoad("ERR_FAILED")};
    return {accessTo(situation, url) + corsReason(cause, exchange.request.api),
            failedToLoad("ERR_FAILED")};
}

Lines sameOriginMode(const Situation &situation, const Cause &cause)
{
    const Exchange &exchange = situation.exchange;
    const QByteArray url = situation.refusedAddress(cause);
    if (situation.last)
        return {"Unsafe attempt to load URL " + url + " from frame with URL " + exchange.pageUrl +
                ". Domains, protocols and ports must match.\n"};
    return {"Fetch API cannot load " + url +
            ". Request mode is \"same-origin\" but the URL's origin is not same as the request "
            "origin " +
            exchange.pageOrigin + "."};
}

Lines integrity(const Situation &situation, const Cause &cause)
{
    QByteArray digest = cause.value;
    const qsizetype dash = digest.indexOf('-');
    const QByteArray algorithm = digest.left(dash).toUpper().replace("SHA", "SHA-");
    digest = digest.mid(dash + 1);
    Lines lines;
    if (cause.value.isEmpty())
        lines.push_back("Subresource Integrity: The resource '" + situation.exchange.url +
                        "' has an integrity attribute, but the response is not eligible for "
                        "integrity validation.");
    else
        lines.push_back(
            "Failed to find a valid digest in the 'integrity' attribute for resource '" +
            situation.exchange.url + "' with computed " + algorithm + " integrity '" + digest +
            "'. The resource has been blocked.");
    if (situation.exchange.request.api == Api::Fetch)
        lines.push_back("Fetch API cannot load " + situation.exchange.url +
                        ". SRI's integrity checks failed.");
    return lines;
}

const char *resourcePolicyError(const Situation &situation)
{
    return situation.answerHeader("Cross-Origin-Resource-Policy") == "same-site"
               ? "ERR_BLOCKED_BY_RESPONSE.NotSameSite"
               : "ERR_BLOCKED_BY_RESPONSE.NotSameOrigin";
}

Lines textFor(const Situation &situation, const Cause &cause)
{
    const Exchange &exchange = situation.exchange;
    switch (cause.code) {
    case CauseCode::CorsDisabledScheme:
    case CauseCode::SchemeNotHttp:
        return badScheme(situation, cause);
    case CauseCode::SameOriginMode:
        return sameOriginMode(situation, cause);
    case CauseCode::NoCorsRedirectMode:
        return {"Fetch API cannot load " + exchange.url +
                ". Request mode is \"no-cors\" but the redirect mode is not \"follow\"."};
    case CauseCode::Integrity:
        return integrity(situation, cause);
    case CauseCode::MixedContent:
        return {"Mixed Content: The page at '" + exchange.pageUrl +
                "' was loaded over HTTPS, but requested an insecure resource '" + cause.value +
                "'. This request has been blocked; the content must be served over HTTPS."};
    case CauseCode::ResourcePolicy:
        return {failedToLoad(resourcePolicyError(situation))};
    case CauseCode::BadPort:
        return {failedToLoad("ERR_UNSAFE_PORT")};
    case CauseCode::TooManyRedirects:
        return {failedToLoad("ERR_TOO_MANY_REDIRECTS")};
    case CauseCode::RedirectLocation:
        return {failedToLoad("ERR_INVALID_REDIRECT")};
    case CauseCode::OnlyIfCached:
        return {failedToLoad("ERR_CACHE_MISS")};
    case CauseCode::NameNotResolved:
        return {failedToLoad("ERR_NAME_NOT_RESOLVED")};
    case CauseCode::ConnectionRefused:
        return {failedToLoad("ERR_CONNECTION_REFUSED")};
    case CauseCode::ConnectionClosed:
        return {failedToLoad(situation.last && situation.last->status != 0
                                 ? "ERR_CONTENT_LENGTH_MISMATCH"
                                 : "ERR_EMPTY_RESPONSE")};
    case CauseCode::Tls:
        return {failedToLoad("ERR_SSL_PROTOCOL_ERROR")};
    case CauseCode::MalformedResponse:
        return {failedToLoad("ERR_INVALID_HTTP_RESPONSE")};
    case CauseCode::RedirectMode:
    case CauseCode::RedirectBody:
    case CauseCode::KeepaliveBody:
    case CauseCode::LocalNetworkAccess:
    case CauseCode::ResponseTooLarge:
        return {failedToLoad("ERR_FAILED")};
    case CauseCode::Timeout:
    case CauseCode::Aborted:
    case CauseCode::ThrewTypeError:
    case CauseCode::ThrewSyntaxError:
        return {};
    case CauseCode::MissingAllowOriginHeader:
    case CauseCode::WildcardOriginNotAllowed:
    case CauseCode::MultipleAllowOriginValues:
    case CauseCode::InvalidAllowOriginValue:
    case CauseCode::AllowOriginMismatch:
    case CauseCode::InvalidAllowCredentials:
    case CauseCode::PreflightInvalidStatus:
    case CauseCode::PreflightDisallowedRedirect:
    case CauseCode::InvalidAllowMethodsPreflightResponse:
    case CauseCode::InvalidAllowHeadersPreflightResponse:
    case CauseCode::MethodDisallowedByPreflightResponse:
    case CauseCode::HeaderDisallowedByPreflightResponse:
    case CauseCode::RedirectContainsCredentials:
    case CauseCode::DisallowedByMode:
    case CauseCode::InvalidResponse:
        break;
    }
    return {accessTo(situation, situation.url) + corsReason(cause, exchange.request.api),
            failedToLoad("ERR_FAILED")};
}

} // namespace

std::vector<QByteArray> chromiumConsole(const Exchange &exchange)
{
    const Situation situation(exchange);
    Lines lines;
    if (exchange.request.api == Api::Xhr) {
        for (const Step &step : exchange.steps) {
            if (step.id == StepId::RequestForbiddenHeader && step.outcome != StepOutcome::Pass)
                lines.push_back("Refused to set unsafe header \"" + step.actual + "\"");
        }
    }
    if (exchange.cause) {
        const Lines more = textFor(situation, *exchange.cause);
        lines.insert(lines.end(), more.begin(), more.end());
    } else if (situation.last && situation.last->status >= 400 &&
               exchange.request.api != Api::Beacon) {
        lines.push_back("Failed to load resource: the server responded with a status of " +
                        QByteArray::number(situation.last->status) + " (" + situation.last->reason +
                        ")");
    }
    return lines;
}

} // namespace corslab
