// SPDX-License-Identifier: GPL-3.0-or-later
// rs/cors 1.7 and jub0bs/cors for Go.
#include "core/policy/imitations.h"

#include "core/http/method.h"

namespace corslab::imitate {

namespace {

/// http.CanonicalHeaderKey: `x-custom` is `X-Custom`.
QByteArray canonical(const QByteArray &name)
{
    QByteArray text = name.toLower();
    bool first = true;
    for (char &c : text) {
        if (first && c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        first = c == '-';
    }
    return text;
}

QList<QByteArray> canonicals(QList<QByteArray> names)
{
    for (QByteArray &name : names)
        name = canonical(name);
    return names;
}

bool rsAllowsMethod(const Policy &policy, QByteArrayView method)
{
    const QByteArray asked = method.toByteArray().toUpper();
    if (asked == "OPTIONS" || policy.methodsMode == Policy::Lists::Echo)
        return true;
    return containsIgnoreCase(orDefault(policy.methods, {"GET", "POST", "HEAD"}), asked);
}

bool rsAllowsHeaders(const Policy &policy, const QList<QByteArray> &asked)
{
    if (policy.headersMode == Policy::Lists::Echo || policy.headers.contains("*"))
        return true;
    const QList<QByteArray> listed =
        policy.headers.isEmpty()
            ? QList<QByteArray>{"Origin", "Accept", "Content-Type", "X-Requested-With"}
            : policy.headers + QList<QByteArray>{"Origin"};
    return std::all_of(asked.begin(), asked.end(), [&listed](const QByteArray &name) {
        return containsIgnoreCase(listed, name);
    });
}

void addRsOrigin(PolicyAnswer &answer, const ImitationQuestion &question)
{
    add(answer, allowOrigin,
        question.any && !question.policy.reflect ? QByteArrayLiteral("*")
                                                 : *question.request.origin);
}

PolicyAnswer rsPreflight(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    if (!policy.preflightContinue)
        answer.status = 200;
    add(answer, "Vary", "Origin");
    add(answer, "Vary", "Access-Control-Request-Method");
    add(answer, "Vary", "Access-Control-Request-Headers");
    const QList<QByteArray> asked = canonicals(askedHeaders(request));
    if (!answer.originAllowed || !rsAllowsMethod(policy, *request.requestMethod) ||
        !rsAllowsHeaders(policy, asked))
        return answer;
    addRsOrigin(answer, question);
    add(answer, allowMethods, request.requestMethod->toUpper());
    add(answer, allowHeaders, asked.join(", "));
    addCredentials(answer, policy);
    if (policy.maxAge.value_or(0) > 0)
        add(answer, maxAge, QByteArray::number(*policy.maxAge));
    return answer;
}

/// jub0bs/cors refuses a preflight with 403 and no headers, whatever it was that failed.
PolicyAnswer jub0bsPreflight(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    const QByteArray &method = *request.requestMethod;
    const bool everyMethod =
        policy.methods.contains("*") || policy.methodsMode == Policy::Lists::Echo;
    const bool everyHeader =
        policy.headers.contains("*") || policy.headersMode == Policy::Lists::Echo;
    const QList<QByteArray> asked = askedHeaders(request);
    const bool safelisted = isCorsSafelistedMethod(method);
    const bool methodAllowed = safelisted || everyMethod || policy.methods.contains(method);
    const bool headersAllowed =
        everyHeader || std::all_of(asked.begin(), asked.end(), [&policy](const QByteArray &name) {
            return containsIgnoreCase(policy.headers, name);
        });
    add(answer, "Vary", "Access-Control-Request-Headers, Access-Control-Request-Method, Origin");
    if (!answer.originAllowed || !methodAllowed || !headersAllowed) {
        answer.status = 403;
        return answer;
    }
    answer.status = 204;
    addRsOrigin(answer, question);
    addCredentials(answer, policy);
    if (!safelisted)
        add(answer, allowMethods,
            everyMethod && !policy.credentials ? QByteArrayLiteral("*") : method);
    if (!asked.isEmpty()) {
        const bool star = everyHeader && !policy.credentials;
        const bool token = containsIgnoreCase(policy.headers, "Authorization");
        add(answer, allowHeaders,
            star ? (token ? QByteArrayLiteral("*,authorization") : QByteArrayLiteral("*"))
                 : *request.requestHeaders);
    }
    if (policy.maxAge)
        add(answer, maxAge, QByteArray::number(*policy.maxAge));
    return answer;
}

} // namespace

PolicyAnswer rsCors(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    if (request.method == "OPTIONS" && request.requestMethod)
        return rsPreflight(question);
    PolicyAnswer answer = answerOf(question);
    add(answer, "Vary", "Origin");
    // The method of the request itself is checked too, be it GET.
    if (!answer.originAllowed || !rsAllowsMethod(policy, request.method))
        return answer;
    addRsOrigin(answer, question);
    add(answer, exposeHeaders, canonicals(policy.expose).join(", "));
    addCredentials(answer, policy);
    return answer;
}

PolicyAnswer jub0bsCors(const ImitationQuestion &question)
{
    if (question.request.isPreflight())
        return jub0bsPreflight(question);
    const Policy &policy = question.policy;
    PolicyAnswer answer = answerOf(question);
    const bool constant = question.any && !policy.reflect;
    if (!constant)
        add(answer, "Vary", "Origin");
    if (constant)
        add(answer, allowOrigin, "*");
    else if (answer.originAllowed)
        add(answer, allowOrigin, *question.request.origin);
    else
        return answer;
    addCredentials(answer, policy);
    add(answer, exposeHeaders, policy.expose.join(','));
    return answer;
}

} // namespace corslab::imitate
