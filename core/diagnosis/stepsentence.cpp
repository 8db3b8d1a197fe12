// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnosis.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>

namespace corslab {

namespace {

/// The sentences of one step. `%1` is what was found, `%2` what it was held against.
struct Sentences
{
    const char *pass;
    const char *fail;
    const char *note;
    /// In place of pass and note where nothing was found; may be null.
    const char *none = nullptr;
};

//: Sentences about one decision of the browser. %1 is what was found, %2 what it was compared with.
#define TEXT(text) QT_TRANSLATE_NOOP("corslab::Steps", text)

Sentences sentencesOf(StepId id)
{
    switch (id) {
    case StepId::RequestUrl:
        return {TEXT("The address %1 can be read."),
                TEXT("The address %1 cannot be read as a URL, so the call throws."),
                TEXT("The address is %1.")};
    case StepId::RequestUrlCredentials:
        return {TEXT("The address holds no user name and no password."),
                TEXT("The address %1 holds a user name or a password, so the call throws."),
                TEXT("The address %1 was looked at for a user name and a password.")};
    case StepId::RequestMethod:
        return {TEXT("The method %1 is one that a script may use."),
                TEXT("The method %1 is one that no script may use, or is no method at all, so the "
                     "call throws."),
                TEXT("The method is %1.")};
    case StepId::RequestMode:
        return {TEXT("The mode %1 is one that a script may ask for."),
                TEXT("The mode %1 is not one that a script may ask for, so the call throws."),
                TEXT("The mode is %1.")};
    case StepId::RequestMember:
        return {TEXT("The call may say %2: %1."),
                TEXT("The call says %2: %1, which is not possible here, so it throws."),
                TEXT("The call says %2: %1.")};
    case StepId::RequestNoCorsMethod:
        return {TEXT("The method %1 may be sent in the mode no-cors."),
                TEXT("The method %1 may not be sent in the mode no-cors, which knows GET, HEAD and "
                     "POST only; the call throws."),
                TEXT("The mode no-cors sends %1.")};
    case StepId::RequestBody:
        return {TEXT("The body may be sent with this method."),
                TEXT("A body like this one may not be sent with this call, so it throws."),
                TEXT("The body goes with the method %1."), TEXT("There is no body.")};
    case StepId::RequestHeader:
        return {
            TEXT("The header %2 with the value %1 is well formed."),
            TEXT("The header %2 is malformed, by its name or by its value %1, so the call throws."),
            TEXT("The script sets the header %2 to %1.")};
    case StepId::RequestForbiddenHeader:
        return {TEXT("A script may set the header %1."),
                TEXT("The header %1 belongs to the browser: it is dropped without a word."),
                TEXT("The header %1 belongs to the browser, so the script’s value is dropped.")};
    case StepId::RequestNoCorsHeader:
        return {
            TEXT("The header %1 may be sent in the mode no-cors."),
            TEXT(
                "The header %1 may not be sent in the mode no-cors: it is dropped without a word."),
            TEXT("The mode no-cors drops the header %1.")};
    case StepId::BadPort:
        return {TEXT("The port is not one that browsers block."),
                TEXT("Browsers never connect to the port %1, because it belongs to another kind of "
                     "service."),
                TEXT("The port %1 was looked at.")};
    case StepId::MixedContent:
        return {TEXT("A page like this one may ask for an address like that one."),
                TEXT("A page that came over https may not ask for %1, which is not encrypted."),
                TEXT("The page came over http, so nothing is mixed.")};
    case StepId::SameOrigin:
        return {
            TEXT("The page and the address have the same origin, %1, so no permission is needed."),
            TEXT("The origin of the address is %1 and that of the page is %2: another origin, so "
                 "the server must allow it."),
            TEXT("The origin of the address is %1; the page is %2.")};
    case StepId::SameOriginMode:
        return {TEXT("The mode same-origin is kept: the address is on this page’s origin."),
                TEXT("The mode is same-origin, but the address is on %1 and this page is %2, so "
                     "nothing is sent."),
                TEXT("The mode is same-origin.")};
    case StepId::NoCorsMode:
        return {TEXT("The mode is no-cors: it may be sent without asking, but the answer will be "
                     "unreadable."),
                TEXT("The mode no-cors does not allow this request."),
                TEXT("The mode is no-cors, so the page will not see the answer.")};
    case StepId::NoCorsRedirectMode:
        return {TEXT("The mode no-cors follows redirects, as it must."),
                TEXT("The mode no-cors must follow redirects, but the call says otherwise, so "
                     "nothing is sent."),
                TEXT("The mode no-cors was held against the way redirects are handled.")};
    case StepId::Scheme:
        return {TEXT("Requests to other origins go over http or https, and this one does."),
                TEXT("Requests to other origins must go over http or https, not over %1."),
                TEXT("The scheme is %1.")};
    case StepId::UnsafeMethod:
        return {TEXT("The method %1 needs no question first: a plain form could send it too."),
                TEXT("The method %1 may not be sent without asking first."),
                TEXT("The method %1 is not GET, HEAD or POST, so the browser asks first.")};
    case StepId::UnsafeHeader:
        return {TEXT("The header %2 with the value %1 is always allowed: it needs no question."),
                TEXT("The header %2 with the value %1 may not be sent without asking first."),
                TEXT("The header %2 with the value %1 is not one that is always allowed, so the "
                     "browser asks first.")};
    case StepId::UploadListener:
        return {
            TEXT("Nothing listens to the upload."),
            TEXT("The listener on the upload is not allowed without asking first."),
            TEXT("The script listens to the progress of the upload, so the browser asks first.")};
    case StepId::PreflightNeeded:
        return {TEXT("The browser asks the server first, about: %1."),
                TEXT("This request needs a question first, and none can be asked: %1."),
                TEXT("Before the request, the browser asks the server whether it may send: %1."),
                TEXT("The request may be sent without asking first.")};
    case StepId::Credentials:
        return {TEXT("Cookies and the like are %1, because the credentials mode is %2."),
                TEXT("Cookies and the like may not be sent in the credentials mode %2."),
                TEXT("With the credentials mode %2, cookies and the like are %1.")};
    case StepId::Cookie:
        return {TEXT("The cookie %1 is sent."), TEXT("The cookie %1 is withheld: %2."),
                TEXT("The cookie %1 was considered: %2."),
                TEXT("There is no cookie for this address.")};
    case StepId::OriginHeader:
        return {
            TEXT("The browser says who asks: Origin: %1."),
            TEXT("The header Origin could not be sent."), TEXT("The browser adds Origin: %1."),
            TEXT("The browser adds no Origin header: a GET or HEAD to its own origin needs none.")};
    case StepId::Referrer:
        return {TEXT("The browser says from which page: Referer: %1."),
                TEXT("The page’s address may not be told, because the referrer policy is %2."),
                TEXT("The browser adds Referer: %1, as the referrer policy %2 says."),
                TEXT("The browser adds no Referer header, as the referrer policy says.")};
    case StepId::HttpCache:
        return {TEXT("The browser’s cache was asked: %1."),
                TEXT("The browser’s cache has no answer that may be used."),
                TEXT("The browser’s cache: %1.")};
    case StepId::Keepalive:
        return {TEXT("The body is small enough to be sent even after the page has gone."),
                TEXT("Requests that outlive their page may carry 65,536 bytes in all, and this "
                     "body goes over that."),
                TEXT("The request may outlive its page.")};
    case StepId::PreflightCacheHit:
        return {
            TEXT("The server agreed to %1 a while ago, and its answer is still remembered: the "
                 "browser does not ask again."),
            TEXT("What is remembered of the server’s earlier answer does not cover %1."),
            TEXT("The earlier permission for %1 is used; no preflight appears in the network.")};
    case StepId::PreflightCacheMiss:
        return {TEXT("No earlier permission is needed for %1."),
                TEXT("No earlier permission covers %1."),
                TEXT("No earlier permission is remembered, so the browser asks now.")};
    case StepId::PreflightRedirect:
        return {TEXT("The server answered the preflight itself, without a redirect."),
                TEXT("The server answered the preflight with a redirect (%1), and a preflight may "
                     "not be redirected."),
                TEXT("The preflight was looked at for a redirect: %1.")};
    case StepId::PreflightStatus:
        return {TEXT("The preflight got the status %1, which is a success."),
                TEXT("The preflight got the status %1, but only a status from 200 to 299 counts as "
                     "a yes."),
                TEXT("The preflight’s status is %1.")};
    case StepId::PreflightAllowMethods:
        return {
            TEXT("Access-Control-Allow-Methods can be read: %1."),
            TEXT("Access-Control-Allow-Methods is %1, and %2 in it is not the name of a method."),
            TEXT("The server lists these methods: %1."),
            TEXT("The server lists no methods, so only GET, HEAD and POST are allowed.")};
    case StepId::PreflightAllowHeaders:
        return {
            TEXT("Access-Control-Allow-Headers can be read: %1."),
            TEXT("Access-Control-Allow-Headers is %1, and %2 in it is not the name of a header."),
            TEXT("The server lists these headers: %1."),
            TEXT("The server lists no headers, so only always allowed ones may be sent.")};
    case StepId::PreflightMethod:
        return {TEXT("The method %1 is allowed."),
                TEXT("The method %1 is not allowed: the server lists %2."),
                TEXT("The method %1 was looked for in %2.")};
    case StepId::PreflightHeader:
        return {TEXT("The header %1 is allowed."),
                TEXT("The header %1 is not allowed: the server lists %2."),
                TEXT("The header %1 was looked for in %2.")};
    case StepId::PreflightAuthorizationWildcard:
        return {TEXT("Authorization is listed by its name."),
                TEXT("The * in Access-Control-Allow-Headers does not cover Authorization: it must "
                     "be listed by its name."),
                TEXT("Authorization rests on the * in Access-Control-Allow-Headers; that works in "
                     "this browser, but the standard says no.")};
    case StepId::PreflightCacheStored:
        return {TEXT("The browser will remember this permission for %1 seconds."),
                TEXT("The browser does not remember this permission."),
                TEXT("The permission is remembered for %1 seconds; until then a change of the "
                     "policy may not be noticed.")};
    case StepId::PreflightCacheCleared:
        return {TEXT("The remembered permission is kept."),
                TEXT("The remembered permission could not be removed."),
                TEXT("The remembered permission is thrown away, so the next request asks again.")};
    case StepId::AllowOriginPresent:
        return {
            TEXT("The answer has Access-Control-Allow-Origin: %1."),
            TEXT("The answer has no Access-Control-Allow-Origin, so no other origin may read it."),
            TEXT("Access-Control-Allow-Origin says %1.")};
    case StepId::AllowOriginWildcard:
        return {
            TEXT("Access-Control-Allow-Origin is *, which allows every page, and no credentials "
                 "are involved."),
            TEXT("Access-Control-Allow-Origin is *, but with credentials the * does not count."),
            TEXT("Access-Control-Allow-Origin is %1, not *, so it is compared with the page’s "
                 "origin.")};
    case StepId::AllowOriginMatch:
        return {TEXT("The server allows %1, and that is this page’s origin."),
                TEXT("The server allows %1, but this page is %2; the two must be the same byte for "
                     "byte."),
                TEXT("The server allows %1; this page is %2.")};
    case StepId::AllowCredentials:
        return {TEXT("Access-Control-Allow-Credentials is true, so an answer to a request with "
                     "credentials may be read."),
                TEXT("The request carries credentials, so Access-Control-Allow-Credentials must be "
                     "exactly true; the server says %1."),
                TEXT("Access-Control-Allow-Credentials is not needed: the request carries no "
                     "credentials.")};
    case StepId::ResourcePolicy:
        return {TEXT("No Cross-Origin-Resource-Policy keeps this answer from the page."),
                TEXT("The server says Cross-Origin-Resource-Policy: %1, and this page is not "
                     "covered by that."),
                TEXT("Cross-Origin-Resource-Policy is %1.")};
    case StepId::TimingAllowOrigin:
        return {TEXT("The page may see how long each part of the request took."),
                TEXT("The page may not see how long each part of the request took: "
                     "Timing-Allow-Origin is %1."),
                TEXT("Timing-Allow-Origin is %1."),
                TEXT("Without Timing-Allow-Origin the page sees only the total time.")};
    case StepId::Integrity:
        return {TEXT("The body has the checksum that the page expects."),
                TEXT("The body’s checksum is %1 and not %2, as the page expects."),
                TEXT("The page asks for the checksum %2.")};
    case StepId::RedirectLocation:
        return {TEXT("The redirect names a new address: %1."),
                TEXT("The redirect’s Location, %1, is not an address."),
                TEXT("The answer is a redirect to %1."),
                TEXT("The redirect has no Location, so it is an ordinary answer.")};
    case StepId::RedirectScheme:
        return {TEXT("The new address is one of http or https."),
                TEXT("The new address, %1, is not one of http or https."),
                TEXT("The new address begins with %1.")};
    case StepId::RedirectCount:
        return {TEXT("This is redirect number %1; 20 are allowed."),
                TEXT("After 20 redirects the browser gives up."),
                TEXT("So far there were %1 redirects.")};
    case StepId::RedirectCredentials:
        return {TEXT("The new address holds no user name and no password that would matter."),
                TEXT("The new address, %1, holds a user name or a password; that is not allowed on "
                     "another origin."),
                TEXT("The new address, %1, holds a user name or a password.")};
    case StepId::RedirectBody:
        return {TEXT("The body can be sent once more."),
                TEXT("The body was a stream and is used up: it cannot be sent to the new address."),
                TEXT("The body goes along to the new address.")};
    case StepId::RedirectMode:
        return {
            TEXT("The call says that redirects are followed."),
            TEXT("The call says redirect: error, and the server answered with a redirect (%1)."),
            TEXT("The call says redirect: %2, so the script gets the redirect (%1) itself, "
                 "unreadable.")};
    case StepId::RedirectMethodChange:
        return {TEXT("The method stays %1."), TEXT("The method cannot be changed from %2 to %1."),
                TEXT("The redirect turns %2 into %1 and drops the body.")};
    case StepId::RedirectAuthorization:
        return {
            TEXT("The Authorization header stays: the origin is the same."),
            TEXT("The Authorization header may not go to another origin."),
            TEXT("The new address is on another origin, so the Authorization header is removed.")};
    case StepId::RedirectTaint:
        return {TEXT("The page’s origin is still sent as it is."),
                TEXT("After these redirects the page’s origin may not be sent."),
                TEXT("The redirects went over a third origin, so the browser says Origin: null "
                     "from now on.")};
    case StepId::RedirectFollowed:
        return {TEXT("The browser follows the redirect to %1."),
                TEXT("The browser does not follow the redirect to %1."),
                TEXT("The request goes on to %1.")};
    case StepId::SetCookie:
        return {TEXT("The cookie is stored: %1."), TEXT("The cookie %1 is rejected: %2."),
                TEXT("The answer sets a cookie: %1.")};
    case StepId::Network:
        return {TEXT("The network carried the request and the answer."),
                TEXT("The network failed: %1."), TEXT("The network says: %1.")};
    case StepId::OpaqueResponse:
        return {TEXT("The page may use the answer without reading it."),
                TEXT("Not even an unreadable answer is given to the page."),
                TEXT("The answer is unreadable: the script sees status 0, no headers and an empty "
                     "body.")};
    case StepId::ResponseTainting:
        return {TEXT("The script gets an answer of the type %1."),
                TEXT("The script gets no answer."), TEXT("The answer’s type is %1.")};
    case StepId::ExposedHeaders:
        return {TEXT("The script may read these headers: %1."),
                TEXT("Access-Control-Expose-Headers cannot be read (%2), so it exposes nothing."),
                TEXT("Of the answer’s headers the script sees: %1."),
                TEXT("The script may read none of the answer’s headers.")};
    }
    return {};
}

#undef TEXT

} // namespace

QString stepSentence(const Step &step)
{
    // A failure of the network has a cause of its own, and the cause has the better words.
    if (step.id == StepId::Network && step.outcome == StepOutcome::Fail) {
        if (const auto code = causeFromName(step.expected))
            return causeSentence({*code, step.actual, CausePhase::Actual});
    }
    const Sentences sentences = sentencesOf(step.id);
    const char *text = sentences.note;
    switch (step.outcome) {
    case StepOutcome::Pass:
        text = sentences.pass;
        break;
    case StepOutcome::Fail:
        text = sentences.fail;
        break;
    case StepOutcome::Note:
        break;
    }
    if (sentences.none && step.actual.isEmpty() && step.outcome != StepOutcome::Fail)
        text = sentences.none;
    return filled(QCoreApplication::translate("corslab::Steps", text),
                  {shownOrNothing(step.actual), shownOrNothing(step.expected)});
}

} // namespace corslab
