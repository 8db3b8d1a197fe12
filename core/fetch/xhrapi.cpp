// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

#include "core/fetch/algorithms.h"
#include "core/fetch/requestbody.h"
#include "core/fetch/requestconstructor.h"
#include "core/fetch/safelist.h"
#include "core/fetch/thrownwords.h"
#include "core/http/method.h"
#include "core/http/mimetype.h"
#include "core/http/syntax.h"

namespace corslab {

namespace {

PlayResult threw(CauseCode code, const char *name, const QByteArray &value,
                 const QByteArray &message)
{
    PlayResult result;
    result.verdict = Verdict::Invalid;
    result.cause = Cause{code, value, CausePhase::Call};
    result.outcome.outcome = QByteArrayLiteral("threw");
    result.outcome.error = ScriptError{name, message};
    return result;
}

/// https://xhr.spec.whatwg.org/#dom-xmlhttprequest-setrequestheader
void setRequestHeaders(ScriptCall &call, HeaderList &headers, ScriptOutcome &outcome)
{
    // WebIDL: a name or value that is no ByteString throws before the first step.
    for (const Header &header : call.request.wideHeaders) {
        call.trace.fail(StepId::RequestHeader, header.name, header.value);
        const WideCharacter found = wideCharacterOf(header);
        outcome.badHeaders.emplace_back(
            header.name, ScriptError{QByteArrayLiteral("TypeError"),
                                     thrownWords(Thrown::XhrWideHeader, call.context.profile,
                                                 {found.index, found.codePoint, found.argument})});
    }
    for (const Header &header : call.request.headers) {
        // 3. White space around the value goes.
        const QByteArray value = normalizeHeaderValue(header.value);
        // 4. A malformed name or value throws, and the next one is tried.
        if (!isToken(header.name) || !isHeaderValue(value)) {
            call.trace.fail(StepId::RequestHeader, header.name, value);
            const QByteArray words =
                isToken(header.name)
                    ? thrownWords(Thrown::XhrHeaderValue, call.context.profile, {value})
                    : thrownWords(Thrown::XhrHeaderName, call.context.profile, {header.name});
            outcome.badHeaders.emplace_back(header.name,
                                            ScriptError{QByteArrayLiteral("SyntaxError"), words});
            continue;
        }
        // 5. A forbidden one is ignored.
        if (isForbiddenRequestHeader(header.name, value, call.context.profile)) {
            call.trace.note(StepId::RequestForbiddenHeader, {}, header.name);
            continue;
        }
        // 6. Values of one name are combined.
        const auto present = headers.get(header.name);
        headers.set(header.name, present ? *present + ", " + value : value);
    }
}

/// Each `charset=` of the text, wherever it stands, says UTF-8 afterwards. Chromium: the function
/// ReplaceCharsetInMediaType in third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc.
QByteArray withCharsetReplaced(QByteArray type)
{
    const auto isSpace = [&type](qsizetype at) { return type.at(at) >= 0 && type.at(at) <= ' '; };
    const auto isQuote = [&type](qsizetype at) {
        return type.at(at) == '"' || type.at(at) == '\'';
    };
    for (qsizetype at = 0; (at = asciiLower(type).indexOf("charset", at)) >= 0;) {
        const bool beginsWord = at > 0 && (isSpace(at - 1) || type.at(at - 1) == ';');
        at += 7;
        if (!beginsWord)
            continue;
        while (at < type.size() && isSpace(at))
            ++at;
        if (at == type.size() || type.at(at) != '=')
            continue;
        ++at;
        while (at < type.size() && (isSpace(at) || isQuote(at)))
            ++at;
        qsizetype end = at;
        while (end < type.size() && !isSpace(end) && !isQuote(end) && type.at(end) != ';')
            ++end;
        if (end == at)
            break;
        type.replace(at, end - at, "UTF-8");
    }
    return type;
}

/// The send() method, 4.: the body and the Content-Type that it brings.
void setBody(ScriptCall &call, Request &request)
{
    const BodyWithType extracted =
        extractSentBody(*call.request.body, call.context.profile, call.random);
    request.body = extracted.body;
    const QByteArray *own = request.headers.first("Content-Type");
    if (!own) {
        request.typeIsOfBody = extracted.type.has_value();
        if (extracted.type)
            request.headers.append(QByteArrayLiteral("Content-Type"), *extracted.type);
        return;
    }
    // 4.5. A string is sent as UTF-8, so another charset in the script's own type is set right.
    if (call.request.body->kind != ScriptBody::Kind::Text &&
        call.request.body->kind != ScriptBody::Kind::Params)
        return;
    if (call.context.profile.xhrJudgesWrittenType)
        request.judgedHeaders = request.headers;
    if (call.context.profile.xhrReplacesCharsetText) {
        request.headers.set(QByteArrayLiteral("Content-Type"), withCharsetReplaced(*own));
        return;
    }
    auto type = MimeType::parse(*own);
    if (!type)
        return;
    for (auto &[name, value] : type->parameters) {
        if (name == "charset" && !equalsIgnoreCase(value, "UTF-8")) {
            value = QByteArrayLiteral("UTF-8");
            request.headers.set(QByteArrayLiteral("Content-Type"), type->serialize());
        }
    }
}

/// Whether the upload object may hear of a request without a body: of one that a page of another
/// origin could not have sent without asking.
bool mayTellUpload(const Request &request, const BrowserProfile &profile)
{
    return request.origin() == request.currentUrl().origin() ||
           !isCorsSafelistedMethod(request.method) ||
           !corsUnsafeRequestHeaderNames(request.headers, profile).isEmpty();
}

bool tellsUrlOfFailure(const Request &request, const BrowserProfile &profile)
{
    return profile.xhrTellsUrlOfFailure && request.responseTainting == ResponseTainting::Basic &&
           request.currentUrl().isHttpOrHttps() &&
           request.origin() == request.currentUrl().origin();
}

/// Whether nothing is heard of it any more.
bool hangs(const Request &request, const Response &response, const BrowserProfile &profile)
{
    return profile.xhrHangsAtBadPort && request.redirectCount > 0 && response.cause &&
           response.cause->code == CauseCode::BadPort;
}

/// What the upload object has to tell.
struct Upload
{
    bool hasBody = false;
    bool hasBytes = false;
    bool tellsFailure = true; ///< without a body
};

/// Which events the upload object has fired in the end.
std::vector<QByteArray> uploadEvents(const Upload &upload, const Response &response,
                                     const BrowserProfile &profile)
{
    const bool failed = response.isNetworkError();
    if (!profile.uploadEndsWithAnswer) {
        if (!upload.hasBody)
            return {};
        return failed ? std::vector<QByteArray>{"loadstart", "error", "loadend"}
                      : std::vector<QByteArray>{"loadstart", "progress", "load", "loadend"};
    }
    // What was refused only when the final answer came had been uploaded by then.
    const bool refusedAnswer = response.cause && response.cause->phase == CausePhase::Actual &&
                               verdictOf(response.cause->code) == Verdict::Blocked &&
                               !response.refusedAtRedirect;
    std::vector<QByteArray> events;
    if (upload.hasBody)
        events.emplace_back("loadstart");
    if (upload.hasBytes && (!failed || refusedAnswer))
        events.insert(events.end(), {"progress", "load", "loadend"});
    else if (failed && (upload.hasBody || upload.tellsFailure))
        events.insert(events.end(), {"error", "loadend"});
    return events;
}

} // namespace

QCoro::Task<PlayResult> playXhr(ScriptCall &call)
{
    // open(), 2.-6.: the method and the URL.
    // An empty method in the lab file is one that was not given.
    const QByteArray method = call.request.method && !call.request.method->isEmpty()
                                  ? *call.request.method
                                  : QByteArrayLiteral("GET");
    if (!isToken(method)) {
        call.trace.fail(StepId::RequestMethod, {}, method);
        co_return threw(CauseCode::ThrewSyntaxError, "SyntaxError", method,
                        thrownWords(Thrown::XhrMethod, call.context.profile, {method}));
    }
    if (isForbiddenMethod(method)) {
        call.trace.fail(StepId::RequestMethod, {}, method);
        co_return threw(CauseCode::ThrewTypeError, "SecurityError", method,
                        thrownWords(Thrown::XhrForbiddenMethod, call.context.profile, {method}));
    }
    const Url base = baseUrlOf(call.page);
    const auto url = Url::parse(call.request.url, &base);
    if (!url) {
        const QByteArray written = call.request.url.toUtf8();
        call.trace.fail(StepId::RequestUrl, {}, written);
        co_return threw(CauseCode::ThrewSyntaxError, "SyntaxError", written,
                        thrownWords(Thrown::XhrUrl, call.context.profile, {written}));
    }
    PlayResult result;
    Request request;
    request.initiator = Api::Xhr;
    request.client = &call.page;
    request.method = normalizeMethod(method);
    request.urlList.push_back(*url);
    request.mode = RequestMode::Cors;
    const bool withCredentials = call.request.credentials && *call.request.credentials == "include";
    request.credentialsMode =
        withCredentials ? CredentialsMode::Include : CredentialsMode::SameOrigin;
    setRequestHeaders(call, request.headers, result.outcome);
    // send(), 3.: GET and HEAD go without their body.
    if (call.request.body && request.method != "GET" && request.method != "HEAD")
        setBody(call, request);
    const bool hasBody = request.body.has_value();
    request.useCorsPreflight =
        call.request.uploadListener && (hasBody || !call.context.profile.uploadListenerNeedsBody);

    const Upload upload{hasBody, hasBody && !request.body->bytes.isEmpty(),
                        mayTellUpload(request, call.context.profile)};
    FetchParams params{request, call.context, call.trace, call.stop, {}};
    const Response response = co_await mainFetch(params);
    const bool failed = response.isNetworkError() || response.bodyFailure.has_value();
    result.verdict = verdictOf(response);
    result.cause = response.cause ? response.cause : response.bodyFailure;
    if (call.request.uploadListener)
        result.outcome.upload = uploadEvents(upload, response, call.context.profile);
    result.outcome.status = failed ? 0 : response.status;
    result.outcome.statusText = failed ? QByteArray() : response.statusText;
    const bool tellsUrl = !failed || tellsUrlOfFailure(request, call.context.profile);
    result.outcome.url = tellsUrl ? request.currentUrl().hrefWithoutFragment() : QByteArray();
    result.outcome.headers = failed ? std::vector<Header>() : response.headers.sortAndCombine();
    if (!failed) {
        result.outcome.outcome = QByteArrayLiteral("load");
        result.outcome.body = response.body.value_or(QByteArray());
    } else if (call.stop.stop_requested() || hangs(request, response, call.context.profile)) {
        result.outcome.outcome = call.timedOut || !call.stop.stop_requested()
                                     ? QByteArrayLiteral("timeout")
                                     : QByteArrayLiteral("abort");
        if (call.timedOut)
            result.cause = Cause{CauseCode::Timeout, {}, CausePhase::Actual};
    } else {
        result.outcome.outcome = QByteArrayLiteral("error");
    }
    co_return result;
}

} // namespace corslab
