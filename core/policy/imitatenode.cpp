// SPDX-License-Identifier: GPL-3.0-or-later
// Servers on Node.js: the article's code by hand, and the package cors.
#include "core/policy/imitations.h"

namespace corslab::imitate {

namespace {

/// What the article's code sets with every answer, preflight or not.
void addLists(PolicyAnswer &answer, const Policy &policy)
{
    add(answer, allowMethods, policy.methods.join(", "));
    add(answer, allowHeaders, policy.headers.join(", "));
    addCredentials(answer, policy);
    add(answer, exposeHeaders, policy.expose.join(", "));
    if (policy.maxAge)
        add(answer, maxAge, QByteArray::number(*policy.maxAge));
}

/// `if (req.method === "OPTIONS") return res.sendStatus(204)`
void answerOptions(PolicyAnswer &answer, const ImitationQuestion &question)
{
    if (question.request.method == "OPTIONS" && !question.policy.preflightContinue)
        answer.status = question.policy.preflightStatus;
}

} // namespace

/// One origin for everybody, whoever asks.
PolicyAnswer article(const ImitationQuestion &question)
{
    PolicyAnswer answer = answerOf(question);
    const QList<OriginEntry> &origins = question.policy.origins;
    if (!origins.isEmpty())
        add(answer, allowOrigin, origins.first().text);
    addLists(answer, question.policy);
    answerOptions(answer, question);
    return answer;
}

/// The origin is echoed where it is on a list, and Vary is forgotten.
PolicyAnswer articleAllowList(const ImitationQuestion &question)
{
    PolicyAnswer answer = answerOf(question);
    if (question.any) {
        add(answer, allowOrigin, "*");
        addLists(answer, question.policy);
    } else if (answer.originAllowed) {
        add(answer, allowOrigin, *question.request.origin);
        addLists(answer, question.policy);
    }
    answerOptions(answer, question);
    return answer;
}

/// cors 2.8 of npm: every OPTIONS counts as a preflight, the asked headers are reflected where none
/// are listed, and a refused origin gets all but Allow-Origin.
PolicyAnswer expressCors(const ImitationQuestion &question)
{
    const Policy &policy = question.policy;
    const PolicyRequest &request = question.request;
    PolicyAnswer answer = answerOf(question);
    const bool options = request.method == "OPTIONS";
    const bool reflectsHeaders =
        policy.headersMode == Policy::Lists::Echo || policy.headers.isEmpty();
    QByteArrayList vary;
    if (question.any && !policy.reflect) {
        add(answer, allowOrigin, "*");
    } else {
        if (answer.originAllowed)
            add(answer, allowOrigin, *request.origin);
        vary.append("Origin");
    }
    if (options && reflectsHeaders)
        vary.append("Access-Control-Request-Headers");
    add(answer, "Vary", vary.join(", "));
    addCredentials(answer, policy);
    if (options) {
        const QList<QByteArray> methods =
            orDefault(policy.methods, {"GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"});
        add(answer, allowMethods, methods.join(','));
        add(answer, allowHeaders,
            reflectsHeaders ? request.requestHeaders.value_or(QByteArray())
                            : policy.headers.join(','));
        if (policy.maxAge)
            add(answer, maxAge, QByteArray::number(*policy.maxAge));
    }
    add(answer, exposeHeaders, policy.expose.join(','));
    if (options && !policy.preflightContinue)
        answer.status = policy.preflightStatus;
    return answer;
}

} // namespace corslab::imitate
