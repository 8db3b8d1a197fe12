// SPDX-License-Identifier: GPL-3.0-or-later
// Starlette 0.26 (FastAPI), django-cors-headers 3.14 and flask-cors 3.0.
#include "core/policy/imitations.h"

#include <QRegularExpression>

namespace corslab::imitate {

namespace {

QList<QByteArray> sorted(QList<QByteArray> list)
{
    std::sort(list.begin(), list.end());
    return list;
}

QList<QByteArray> lowered(QList<QByteArray> list)
{
    for (QByteArray &item : list)
        item = item.toLower();
    return list;
}

/// Python's `sorted(set(...))`.
QList<QByteArray> sortedSet(QList<QByteArray> list)
{
    list = sorted(std::move(list));
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

bool isFastApisPreflight(const PolicyRequest &request)
{
    return request.method == "OPTIONS" && request.requestMethod.has_value();
}

PolicyAnswer fastApiPreflight(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    const bool anyMethod =
        policy.methods.contains("*") || policy.methodsMode == Policy::Lists::Echo;
    const QList<QByteArray> methods =
        anyMethod ? QList<QByteArray>{"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}
                  : orDefault(policy.methods, {"GET"});
    const bool anyHeader =
        policy.headers.contains("*") || policy.headersMode == Policy::Lists::Echo;
    const QList<QByteArray> headers = sortedSet(
        QList<QByteArray>{"Accept", "Accept-Language", "Content-Language", "Content-Type"} +
        policy.headers);

    const bool explicitOrigin = !question.any || policy.credentials;
    if (explicitOrigin)
        add(answer, "Vary", "Origin");
    else
        add(answer, allowOrigin, "*");
    add(answer, allowMethods, methods.join(", "));
    add(answer, maxAge, QByteArray::number(policy.maxAge.value_or(600)));
    if (!anyHeader)
        add(answer, allowHeaders, headers.join(", "));
    addCredentials(answer, policy);

    QByteArrayList failures;
    if (!answer.originAllowed)
        failures.append("origin");
    else if (explicitOrigin)
        add(answer, allowOrigin, *request.origin);
    if (!methods.contains(*request.requestMethod))
        failures.append("method");
    if (anyHeader) {
        add(answer, allowHeaders, request.requestHeaders.value_or(QByteArray()));
    } else if (request.requestHeaders) {
        for (const QByteArray &name : request.requestHeaders->split(',')) {
            if (!lowered(headers).contains(name.trimmed().toLower())) {
                failures.append("headers");
                break;
            }
        }
    }
    answer.status = failures.isEmpty() ? 200 : 400;
    answer.body =
        failures.isEmpty() ? QByteArrayLiteral("OK") : "Disallowed CORS " + failures.join(", ");
    return answer;
}

/// flask_cors.core.try_match_pattern, without regard to case.
bool flaskMatches(const QByteArray &value, const QByteArray &pattern)
{
    if (pattern == "*")
        return true;
    Policy flask;
    flask.imitate = QByteArrayLiteral("flask-cors");
    const EntryReading reading = readingOf(flask, OriginEntry{pattern, false, false});
    if (reading.kind == EntryReading::Kind::Literal)
        return value.toLower() == reading.text;
    return OriginRegex(reading.text, reading.anchors).matches(value);
}

/// Those of the asked headers that one of the patterns matches, sorted.
QByteArray flaskAllowedHeaders(const ImitationQuestion &question)
{
    const QList<QByteArray> patterns = question.policy.headersMode == Policy::Lists::Echo
                                           ? QList<QByteArray>{"*"}
                                           : orDefault(question.policy.headers, {"*"});
    QList<QByteArray> granted;
    for (const QByteArray &name : askedHeaders(question.request)) {
        if (std::any_of(patterns.begin(), patterns.end(),
                        [&name](const QByteArray &pattern) { return flaskMatches(name, pattern); }))
            granted.append(name);
    }
    return sorted(granted).join(", ");
}

bool isFlaskExpression(const Policy &policy, const OriginEntry &entry)
{
    const EntryReading::Kind kind = readingOf(policy, entry).kind;
    return kind == EntryReading::Kind::Expression || kind == EntryReading::Kind::Any;
}

/// What stands in Allow-Origin; empty where flask-cors stays silent. A request without Origin gets
/// the first of the listed ones, in order of the alphabet.
QByteArray flaskAllowOrigin(const ImitationQuestion &question, bool &several)
{
    const Policy &policy = question.policy;
    several = false;
    if (question.request.origin)
        return question.allowed ? *question.request.origin : QByteArray();
    if (question.any || policy.reflect)
        return policy.credentials ? QByteArray() : QByteArrayLiteral("*");
    QList<QByteArray> texts;
    for (const OriginEntry &entry : policy.origins) {
        if (!isFlaskExpression(policy, entry))
            texts.append(entry.text);
    }
    several = texts.size() > 1;
    return texts.isEmpty() ? QByteArray() : sorted(texts).first();
}

} // namespace

/// starlette.middleware.cors.CORSMiddleware
PolicyAnswer fastApi(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    if (!request.origin)
        return answerOf(question);
    if (isFastApisPreflight(request))
        return fastApiPreflight(question);
    PolicyAnswer answer = answerOf(question);
    const bool echoed = question.any ? request.cookie : answer.originAllowed;
    if (echoed)
        add(answer, allowOrigin, *request.origin);
    else if (question.any)
        add(answer, allowOrigin, "*");
    addCredentials(answer, policy);
    add(answer, exposeHeaders, policy.expose.join(", "));
    if (echoed)
        add(answer, "Vary", "Origin");
    return answer;
}

/// corsheaders.middleware.CorsMiddleware
PolicyAnswer django(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    const bool options = request.method == "OPTIONS";
    if (options && request.requestMethod)
        answer.status = 200;
    add(answer, "Vary", "Origin");
    if (!request.origin || request.origin->isEmpty())
        return answer;
    addCredentials(answer, policy);
    if (!answer.originAllowed)
        return answer;
    add(answer, allowOrigin,
        question.any && !policy.credentials ? QByteArrayLiteral("*") : *request.origin);
    add(answer, exposeHeaders, policy.expose.join(", "));
    if (options) {
        add(answer, allowHeaders,
            orDefault(policy.headers,
                      {"accept", "accept-encoding", "authorization", "content-type", "dnt",
                       "origin", "user-agent", "x-csrftoken", "x-requested-with"})
                .join(", "));
        add(answer, allowMethods,
            orDefault(policy.methods, {"DELETE", "GET", "OPTIONS", "PATCH", "POST", "PUT"})
                .join(", "));
        if (const qint64 age = policy.maxAge.value_or(86400); age != 0)
            add(answer, maxAge, QByteArray::number(age));
    }
    return answer;
}

/// flask_cors.core.get_cors_headers
PolicyAnswer flaskCors(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    // Flask itself answers OPTIONS, of any kind.
    if (request.method == "OPTIONS")
        answer.status = 200;
    bool several = false;
    const QByteArray origin = flaskAllowOrigin(question, several);
    if (origin.isEmpty())
        return answer;
    add(answer, allowOrigin, origin);
    add(answer, exposeHeaders, sorted(policy.expose).join(", "));
    addCredentials(answer, policy);
    if (request.method == "OPTIONS") {
        const QByteArray methods =
            sorted(orDefault(policy.methods,
                             {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}))
                .join(", ")
                .toUpper();
        const QByteArray asked = request.requestMethod.value_or(QByteArray()).toUpper();
        // Python's `in` on a text: PUT is in "INPUT".
        if (!asked.isEmpty() && methods.contains(asked)) {
            add(answer, allowHeaders, flaskAllowedHeaders(question));
            if (policy.maxAge.value_or(0) != 0)
                add(answer, maxAge, QByteArray::number(*policy.maxAge));
            add(answer, allowMethods, methods);
        }
    }
    const bool expressions =
        policy.reflect || std::any_of(policy.origins.begin(), policy.origins.end(),
                                      [&policy](const OriginEntry &entry) {
                                          return isFlaskExpression(policy, entry);
                                      });
    if (origin != "*" && (policy.origins.size() > 1 || several || expressions))
        add(answer, "Vary", "Origin");
    return answer;
}

} // namespace corslab::imitate
