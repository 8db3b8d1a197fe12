// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>

namespace corslab {

namespace {

struct Sentence
{
    const char *text; ///< `%1` is the cause's value
    /// In its place where the cause has no value; null where the text wants none.
    const char *none = nullptr;
};

#define TEXT(text) QT_TRANSLATE_NOOP("corslab::Causes", text)

Sentence sentenceOf(CauseCode code)
{
    switch (code) {
    case CauseCode::MissingAllowOriginHeader:
        return {TEXT("The answer has no Access-Control-Allow-Origin header, so the browser keeps "
                     "it from every page of another origin.")};
    case CauseCode::WildcardOriginNotAllowed:
        return {TEXT("The server allows every origin with *, but a request with credentials needs "
                     "the page’s own origin there.")};
    case CauseCode::MultipleAllowOriginValues:
        return {
            TEXT("Access-Control-Allow-Origin says %1, but it may hold one origin only."),
            TEXT(
                "Access-Control-Allow-Origin holds more than one value, but only one is allowed.")};
    case CauseCode::InvalidAllowOriginValue:
        return {TEXT("Access-Control-Allow-Origin says %1, which is neither an origin nor *."),
                TEXT("Access-Control-Allow-Origin is there, but empty.")};
    case CauseCode::AllowOriginMismatch:
        return {TEXT("The server allows %1, which is not the origin of this page."),
                TEXT("The server allows an origin, but not this page’s.")};
    case CauseCode::InvalidAllowCredentials:
        return {TEXT("The request carries credentials, so Access-Control-Allow-Credentials must be "
                     "exactly true; it is %1."),
                TEXT("The request carries credentials, but the answer has no "
                     "Access-Control-Allow-Credentials: true.")};
    case CauseCode::PreflightInvalidStatus:
        return {TEXT("The server answered the preflight with the status %1; only 200 to 299 counts "
                     "as a yes."),
                TEXT("The server did not answer the preflight with a status from 200 to 299.")};
    case CauseCode::PreflightDisallowedRedirect:
        return {
            TEXT(
                "The server redirected the preflight (%1), and a preflight may not be redirected."),
            TEXT("The server redirected the preflight, and a preflight may not be redirected.")};
    case CauseCode::InvalidAllowMethodsPreflightResponse:
        return {
            TEXT("Access-Control-Allow-Methods cannot be read: %1 is not a list of method names "
                 "separated by commas."),
            TEXT(
                "Access-Control-Allow-Methods is not a list of method names separated by commas.")};
    case CauseCode::InvalidAllowHeadersPreflightResponse:
        return {
            TEXT("Access-Control-Allow-Headers cannot be read: %1 is not a list of header names "
                 "separated by commas."),
            TEXT(
                "Access-Control-Allow-Headers is not a list of header names separated by commas.")};
    case CauseCode::MethodDisallowedByPreflightResponse:
        return {TEXT("The server’s answer to the preflight does not allow the method %1."),
                TEXT("The server’s answer to the preflight does not allow the method.")};
    case CauseCode::HeaderDisallowedByPreflightResponse:
        return {TEXT("The server’s answer to the preflight does not allow the request header %1."),
                TEXT("The server’s answer to the preflight does not allow one of the request’s "
                     "headers.")};
    case CauseCode::RedirectContainsCredentials:
        return {TEXT("The server redirects to %1, an address with a user name or password, which "
                     "is not allowed across origins."),
                TEXT("The server redirects to an address with a user name or password, which is "
                     "not allowed across origins.")};
    case CauseCode::DisallowedByMode:
        return {TEXT("The request’s mode does not allow another origin.")};
    case CauseCode::InvalidResponse:
        return {TEXT("The answer is not one that the browser can check.")};
    case CauseCode::CorsDisabledScheme:
        return {TEXT("Requests to other origins go over http or https only, not over %1."),
                TEXT("Requests to other origins go over http or https only.")};
    case CauseCode::SameOriginMode:
        return {TEXT(
            "The script asked for the mode same-origin, and the address is on another origin.")};
    case CauseCode::NoCorsRedirectMode:
        return {TEXT("In the mode no-cors redirects must be followed, but the script asked for "
                     "redirect %1."),
                TEXT("In the mode no-cors redirects must be followed, but the script asked for "
                     "something else.")};
    case CauseCode::BadPort:
        return {TEXT("Browsers never connect to the port %1, because it belongs to another kind of "
                     "service."),
                TEXT("Browsers never connect to this port, because it belongs to another kind of "
                     "service.")};
    case CauseCode::MixedContent:
        return {
            TEXT("A page that came over https may not ask for %1, which is not encrypted."),
            TEXT("A page that came over https may not ask for an address that is not encrypted.")};
    case CauseCode::SchemeNotHttp:
        return {TEXT("The browser can fetch over http and https, not %1."),
                TEXT("The browser can fetch over http and https only.")};
    case CauseCode::TooManyRedirects:
        return {TEXT("The server redirected more than 20 times, so the browser gave up.")};
    case CauseCode::RedirectMode:
        return {TEXT("The script wants no redirects, and the server sends one (%1)."),
                TEXT("The script wants no redirects, and the server sends one.")};
    case CauseCode::RedirectLocation:
        return {TEXT("The server redirects to %1, which is not an address."),
                TEXT("The server redirects to something that is not an address.")};
    case CauseCode::RedirectBody:
        return {TEXT("The server redirects, but the request’s body was a stream and cannot be sent "
                     "a second time.")};
    case CauseCode::ResourcePolicy:
        return {TEXT("The server says Cross-Origin-Resource-Policy: %1, so the browser keeps the "
                     "answer from this page."),
                TEXT("The server’s Cross-Origin-Resource-Policy keeps the answer from this page.")};
    case CauseCode::Integrity:
        return {TEXT("The body’s checksum is %1, which is not the one that the page expects."),
                TEXT("The body does not have the checksum that the page expects.")};
    case CauseCode::KeepaliveBody:
        return {TEXT(
            "A request that outlives its page may carry 65,536 bytes, and this body is larger.")};
    case CauseCode::OnlyIfCached:
        return {
            TEXT("The script wants an answer from the browser’s cache only, and there is none.")};
    case CauseCode::LocalNetworkAccess:
        return {TEXT("A page from the public internet needs a permission of its own before it may "
                     "reach %1 on this computer or network."),
                TEXT("A page from the public internet needs a permission of its own before it may "
                     "reach this computer or network.")};
    case CauseCode::NameNotResolved:
        return {TEXT("No address is known for the host %1."),
                TEXT("No address is known for the host.")};
    case CauseCode::ConnectionRefused:
        return {TEXT("Nothing listens at %1, or it refuses to be connected to."),
                TEXT("Nothing listens there, or it refuses to be connected to.")};
    case CauseCode::ConnectionClosed:
        return {TEXT("The server closed the connection before its answer was complete.")};
    case CauseCode::Timeout:
        return {TEXT("The server did not answer in time.")};
    case CauseCode::Aborted:
        return {TEXT("The request was stopped before it was over.")};
    case CauseCode::Tls:
        return {TEXT("The encrypted connection failed: %1."),
                TEXT("The encrypted connection could not be made.")};
    case CauseCode::MalformedResponse:
        return {TEXT("What the server sent is not a proper HTTP answer: %1."),
                TEXT("What the server sent is not a proper HTTP answer.")};
    case CauseCode::ResponseTooLarge:
        return {TEXT("The answer is larger than this program takes in.")};
    case CauseCode::ThrewTypeError:
        return {TEXT("The script’s call threw an error and sent nothing, because of %1."),
                TEXT("The script’s call threw an error and sent nothing.")};
    case CauseCode::ThrewSyntaxError:
        return {TEXT("The script’s call could not be read and sent nothing, because of %1."),
                TEXT("The script’s call could not be read and sent nothing.")};
    }
    return {};
}

#undef TEXT

} // namespace

QString causeSentence(const Cause &cause)
{
    const Sentence sentence = sentenceOf(cause.code);
    QByteArray value = cause.value;
    // Reasons that others worded may end with a full stop; the sentence brings its own.
    if (value.endsWith('.') && !value.contains("://"))
        value.chop(1);
    const bool none = sentence.none && value.isEmpty();
    return filled(
        QCoreApplication::translate("corslab::Causes", none ? sentence.none : sentence.text),
        {shown(value)});
}

} // namespace corslab
