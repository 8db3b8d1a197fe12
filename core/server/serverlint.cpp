// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/serverlint.h"

#include "core/http/site.h"
#include "core/policy/originsample.h"
#include "core/server/endpointanswer.h"

#include <algorithm>

namespace corslab {

namespace {

using Severity = LintSeverity;

/// Addresses and names that only those on the same network reach: there, being on the network is
/// the authentication.
bool isPrivateHost(const QByteArray &host)
{
    for (const char *end : {".local", ".internal", ".lan", ".intranet", ".corp", ".home.arpa"}) {
        if (host.endsWith(end))
            return true;
    }
    if (!isIpAddress(host))
        return false;
    if (host.startsWith('['))
        return host.startsWith("[fc") || host.startsWith("[fd") || host.startsWith("[fe8");
    const QList<QByteArray> parts = host.split('.');
    const int second = parts.value(1).toInt();
    return parts.first() == "10" || (parts.first() == "192" && second == 168) ||
           (parts.first() == "172" && second >= 16 && second <= 31) ||
           (parts.first() == "169" && second == 254);
}

bool isOk(int status)
{
    return status >= 200 && status <= 299;
}

class ServerLints
{
public:
    ServerLints(const ServerConfig &server, const LintContext &context)
        : m_server(server)
        , m_context(context)
        , m_compiled(server)
    {
    }

    std::vector<Lint> find()
    {
        if (m_server.policy)
            addPolicy(*m_server.policy, std::nullopt);
        for (qsizetype i = 0; i < m_server.routes.size(); ++i)
            addPolicy(m_server.routes[i].policy, i);
        for (qsizetype i = 0; i < m_server.endpoints.size(); ++i)
            lintEndpoint(m_server.endpoints[i], i);
        sortLints(m_lints);
        return std::move(m_lints);
    }

private:
    void addPolicy(const Policy &policy, std::optional<qsizetype> route)
    {
        std::vector<Lint> lints = lintsOf(policy, m_context);
        addNetworkLint(lints, policy);
        for (Lint &lint : lints) {
            lint.place.route = route;
            for (PolicyEdit &edit : lint.fix)
                edit.place.route = route;
            m_lints.push_back(std::move(lint));
        }
        if (policy.preflightContinue)
            lintContinuedPreflights(policy, route);
    }

    /// O19
    void addNetworkLint(std::vector<Lint> &lints, const Policy &policy) const
    {
        const auto origin = Origin::fromSerialized(m_server.origin);
        if (!origin || origin->isOpaque() || !isPrivateHost(origin->host()))
            return;
        Lint lint;
        lint.id = LintId::O19;
        lint.severity = Severity::Medium;
        lint.value = "*";
        lint.related = m_server.origin;
        if (policy.reflect) {
            lint.place.key = PolicyKey::Reflect;
            lint.value = "true";
            lint.fix = {{PolicyEdit::Kind::Remove, lint.place, {}}};
            lints.push_back(lint);
        }
        for (qsizetype i = 0; i < policy.origins.size(); ++i) {
            if (policy.origins[i].text != "*" || policy.origins[i].regex)
                continue;
            lint.place.key = PolicyKey::Origins;
            lint.place.index = i;
            lint.value = "*";
            if (m_context.pageOrigin.isEmpty() || m_context.pageOrigin == "null")
                lint.fix = {{PolicyEdit::Kind::Remove, lint.place, {}}};
            else
                lint.fix = {{PolicyEdit::Kind::Replace, lint.place, m_context.pageOrigin}};
            lints.push_back(lint);
        }
    }

    Lint &addAtEndpoint(LintId id, Severity severity, PolicyKey key, qsizetype endpoint,
                        std::optional<qsizetype> index, const QByteArray &value)
    {
        Lint lint;
        lint.id = id;
        lint.severity = severity;
        lint.place.key = key;
        lint.place.index = index;
        lint.place.endpoint = endpoint;
        lint.value = value;
        lint.fix = {{PolicyEdit::Kind::Remove, lint.place, {}}};
        m_lints.push_back(std::move(lint));
        return m_lints.back();
    }

    void lintEndpoint(const Endpoint &endpoint, qsizetype index)
    {
        if (endpoint.requireOrigin)
            addAtEndpoint(LintId::R05, Severity::Medium, PolicyKey::EndpointRequireOrigin, index,
                          std::nullopt, endpoint.requireOrigin->join(", "));
        lintHeaders(endpoint, index);
        // An endpoint that answers OPTIONS outside the policy answers its preflights too.
        if (!endpoint.rawCors || endpoint.method != "OPTIONS")
            return;
        if (endpoint.redirect) {
            addAtEndpoint(LintId::R02, Severity::NeverWorks, PolicyKey::EndpointRedirect, index,
                          std::nullopt, QByteArray::number(endpoint.redirect->status));
        } else if (!isOk(endpoint.status)) {
            addAtEndpoint(LintId::R02, Severity::NeverWorks, PolicyKey::EndpointStatus, index,
                          std::nullopt, QByteArray::number(endpoint.status));
        }
    }

    /// R01, with what the policy adds counted in.
    void lintHeaders(const Endpoint &endpoint, qsizetype index)
    {
        const bool added = !endpoint.rawCors && policySpeaksAt(endpoint);
        qsizetype allowOrigins = added ? 1 : 0;
        for (qsizetype i = 0; i < qsizetype(endpoint.headers.size()); ++i) {
            const Header &line = endpoint.headers[std::size_t(i)];
            bool wrong = false;
            if (equalsIgnoreCase(line.name, "Access-Control-Allow-Origin")) {
                wrong = ++allowOrigins > 1 || line.value.contains(',') || line.value.contains(' ');
            } else if (equalsIgnoreCase(line.name, "Access-Control-Allow-Credentials")) {
                wrong = line.value != "true";
            }
            if (wrong)
                addAtEndpoint(LintId::R01, Severity::NeverWorks, PolicyKey::EndpointHeaders, index,
                              i, line.value)
                    .related = added ? QByteArrayLiteral("policy") : QByteArray();
        }
    }

    [[nodiscard]] bool policySpeaksAt(const Endpoint &endpoint) const
    {
        const CompiledPolicy *policy = m_compiled.policyFor(somePath(endpoint.path));
        if (!policy)
            return false;
        PolicyRequest request;
        request.method = "GET";
        const QList<QByteArray> allowed = allowedSamples(policy->policy(), 1);
        if (!allowed.isEmpty())
            request.origin = allowed.first();
        return policy->answer(request).headers.contains("Access-Control-Allow-Origin");
    }

    [[nodiscard]] static QByteArray somePath(const std::optional<QByteArray> &pattern)
    {
        if (!pattern || *pattern == "*")
            return QByteArrayLiteral("/");
        return pattern->endsWith('*') ? pattern->chopped(1) : *pattern;
    }

    /// R02 where preflights go on to endpoints that do not answer them.
    void lintContinuedPreflights(const Policy &policy, std::optional<qsizetype> route)
    {
        const QList<QByteArray> allowed = allowedSamples(policy, 1);
        if (allowed.isEmpty())
            return;
        for (const Endpoint &endpoint : m_server.endpoints) {
            const QByteArray path = somePath(endpoint.path);
            if (!isRuledBy(path, route))
                continue;
            EndpointRequest request;
            request.method = "OPTIONS";
            request.target = path;
            request.headers = {{"Origin", allowed.first()},
                               {"Access-Control-Request-Method", endpoint.method.value_or("PUT")}};
            const int status = answerRequest(request, CompiledServer(m_server)).status;
            if (isOk(status))
                continue;
            Lint lint;
            lint.id = LintId::R02;
            lint.severity = Severity::NeverWorks;
            lint.place.key = PolicyKey::PreflightContinue;
            lint.place.route = route;
            lint.value = "true";
            lint.related = QByteArray::number(status) + ' ' + path;
            lint.fix = {{PolicyEdit::Kind::Remove, lint.place, {}}};
            m_lints.push_back(std::move(lint));
            return;
        }
    }

    /// Whether the policy of that route, or the server's, is the one that answers at the path.
    [[nodiscard]] bool isRuledBy(const QByteArray &path, std::optional<qsizetype> route) const
    {
        for (qsizetype i = 0; i < m_server.routes.size(); ++i) {
            if (matchesPath(m_server.routes[i].path, path))
                return route == i;
        }
        return !route;
    }

    const ServerConfig &m_server;
    const LintContext &m_context;
    CompiledServer m_compiled;
    std::vector<Lint> m_lints;
};

void applyToEndpoint(Endpoint &endpoint, const PolicyEdit &edit)
{
    const auto index = edit.place.index;
    switch (edit.place.key) {
    case PolicyKey::EndpointHeaders:
        if (index && *index >= 0 && *index < qsizetype(endpoint.headers.size()))
            endpoint.headers.erase(endpoint.headers.begin() + *index);
        return;
    case PolicyKey::EndpointRequireOrigin:
        endpoint.requireOrigin.reset();
        return;
    case PolicyKey::EndpointStatus:
        endpoint.status = Endpoint().status;
        return;
    case PolicyKey::EndpointRedirect:
        endpoint.redirect.reset();
        return;
    case PolicyKey::Whole:
    case PolicyKey::Origins:
    case PolicyKey::Reflect:
    case PolicyKey::Methods:
    case PolicyKey::Headers:
    case PolicyKey::Credentials:
    case PolicyKey::Expose:
    case PolicyKey::MaxAge:
    case PolicyKey::PreflightStatus:
    case PolicyKey::PreflightContinue:
    case PolicyKey::Answer:
    case PolicyKey::Refused:
    case PolicyKey::Vary:
    case PolicyKey::OnErrors:
    case PolicyKey::TimingAllowOrigin:
    case PolicyKey::ResourcePolicy:
    case PolicyKey::RawPreflight:
    case PolicyKey::RawActual:
    case PolicyKey::Imitate:
        return;
    }
}

} // namespace

std::vector<Lint> lintsOf(const ServerConfig &server, LintContext context)
{
    context.serverOrigin = server.origin;
    return ServerLints(server, context).find();
}

ServerConfig applied(ServerConfig server, const PolicyEdits &edits)
{
    for (const PolicyEdit &edit : edits) {
        const PolicyPlace &place = edit.place;
        if (place.endpoint) {
            if (*place.endpoint >= 0 && *place.endpoint < server.endpoints.size())
                applyToEndpoint(server.endpoints[*place.endpoint], edit);
        } else if (place.route) {
            if (*place.route >= 0 && *place.route < server.routes.size())
                server.routes[*place.route].policy =
                    applied(std::move(server.routes[*place.route].policy), PolicyEdits{edit});
        } else if (server.policy) {
            server.policy = applied(*std::move(server.policy), PolicyEdits{edit});
        }
    }
    return server;
}

} // namespace corslab
