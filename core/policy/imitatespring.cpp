// SPDX-License-Identifier: GPL-3.0-or-later
// org.springframework.web.cors.DefaultCorsProcessor of Spring 6, with the defaults of
// CorsConfiguration.applyPermitDefaultValues().
#include "core/policy/imitations.h"

namespace corslab::imitate {

namespace {

PolicyAnswer rejected(PolicyAnswer answer)
{
    answer.status = 403;
    answer.body = QByteArrayLiteral("Invalid CORS request");
    return answer;
}

QList<QByteArray> grantedHeaders(const Policy &policy, const QList<QByteArray> &asked)
{
    const bool every = policy.headers.isEmpty() || policy.headers.contains("*") ||
                       policy.headersMode == Policy::Lists::Echo;
    QList<QByteArray> granted;
    for (const QByteArray &name : asked) {
        if (every || containsIgnoreCase(policy.headers, name))
            granted.append(name);
    }
    return granted;
}

} // namespace

PolicyAnswer spring(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    add(answer, "Vary", "Origin");
    add(answer, "Vary", "Access-Control-Request-Method");
    add(answer, "Vary", "Access-Control-Request-Headers");
    if (!request.origin)
        return answer;
    // allowedOrigins "*" with allowCredentials throws in the middle of the request.
    if (question.any && policy.credentials && !policy.reflect) {
        answer.status = 500;
        return answer;
    }
    if (!answer.originAllowed)
        return rejected(std::move(answer));

    // The method of the request itself is checked too, be it POST.
    const bool preflight = request.isPreflight();
    const QByteArray method = preflight ? *request.requestMethod : request.method.toByteArray();
    const bool everyMethod =
        policy.methods.contains("*") || policy.methodsMode == Policy::Lists::Echo;
    const QList<QByteArray> methods = everyMethod
                                          ? QList<QByteArray>{method}
                                          : orDefault(policy.methods, {"GET", "HEAD", "POST"});
    if (!methods.contains(method))
        return rejected(std::move(answer));
    const QList<QByteArray> asked = askedHeaders(request);
    const QList<QByteArray> granted = grantedHeaders(policy, asked);
    if (preflight && !asked.isEmpty() && granted.isEmpty())
        return rejected(std::move(answer));

    add(answer, allowOrigin,
        question.any && !policy.reflect ? QByteArrayLiteral("*") : *request.origin);
    if (preflight) {
        add(answer, allowMethods, methods.join(','));
        add(answer, allowHeaders, granted.join(", "));
    }
    add(answer, exposeHeaders, policy.expose.join(", "));
    addCredentials(answer, policy);
    if (preflight) {
        add(answer, maxAge, QByteArray::number(policy.maxAge.value_or(1800)));
        answer.status = 200;
    }
    return answer;
}

} // namespace corslab::imitate
