// SPDX-License-Identifier: GPL-3.0-or-later
// Servers whose layers stand in the wrong order, or one too many of which speaks.
#include "core/policy/imitations.h"

namespace corslab::imitate {

/// `map $http_origin $allowed { ... }`, add_header for each line, and `if ($request_method =
/// OPTIONS) { ...; return 204; }`. add_header leaves the line out where its value is empty, and
/// without `always` on errors: omitsHeaders().
PolicyAnswer nginx(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    PolicyAnswer answer = answerOf(question);
    const bool constant = question.any && !policy.reflect;
    if (constant)
        add(answer, allowOrigin, "*");
    else if (answer.originAllowed)
        add(answer, allowOrigin, *question.request.origin);
    if (!constant)
        add(answer, "Vary", "Origin");
    addCredentials(answer, policy);
    if (question.request.method == "OPTIONS") {
        add(answer, allowMethods,
            policy.methodsMode == Policy::Lists::Echo
                ? question.request.requestMethod.value_or(QByteArray())
                : policy.methods.join(", "));
        add(answer, allowHeaders,
            policy.headersMode == Policy::Lists::Echo
                ? question.request.requestHeaders.value_or(QByteArray())
                : policy.headers.join(", "));
        if (policy.maxAge)
            add(answer, maxAge, QByteArray::number(*policy.maxAge));
        if (!policy.preflightContinue)
            answer.status = policy.preflightStatus;
    } else {
        add(answer, exposeHeaders, policy.expose.join(", "));
    }
    return answer;
}

/// Preflights carry no credentials, so they never get past.
PolicyAnswer authBeforeCors(const ImitationQuestion &question)
{
    if (question.request.authorization || question.request.cookie)
        return question.plain;
    PolicyAnswer answer = answerOf(question);
    answer.status = 401;
    answer.body = QByteArrayLiteral("Log in first.");
    add(answer, "WWW-Authenticate", "Bearer");
    return answer;
}

/// A path without a slash at its end is sent to the one with it, before anybody thinks of CORS.
PolicyAnswer redirectBeforeCors(const ImitationQuestion &question)
{
    const QByteArray target = question.request.target.toByteArray();
    const qsizetype query = target.indexOf('?');
    const QByteArray path = query < 0 ? target : target.first(query);
    if (path.isEmpty() || path.endsWith('/'))
        return question.plain;
    PolicyAnswer answer = answerOf(question);
    answer.status = 301;
    add(answer, "Location", path + '/' + (query < 0 ? QByteArray() : target.sliced(query)));
    return answer;
}

/// The application and the proxy before it both add the headers.
PolicyAnswer twoLayers(const ImitationQuestion &question)
{
    PolicyAnswer answer = question.plain;
    for (const Header &header : question.plain.headers)
        answer.headers.append(header.name, header.value);
    return answer;
}

} // namespace corslab::imitate
