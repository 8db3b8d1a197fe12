// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labdocument.h"

#include "core/document/placeholder.h"

#include <tuple>

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// Replaces in place, in everything of a document that goes to a server or comes from one.
class Resolver
{
public:
    explicit Resolver(const QHash<QString, QByteArray> &origins)
        : m_origins(origins)
    {
    }

    void operator()(QByteArray &text) const { text = withPlaceholders(text, m_origins); }
    void operator()(QString &text) const { text = withPlaceholders(text, m_origins); }

    template <typename T>
    void operator()(std::optional<T> &value) const
    {
        if (value)
            (*this)(*value);
    }

    template <typename T>
    void operator()(QList<T> &values) const
    {
        for (T &value : values)
            (*this)(value);
    }

    template <typename T>
    void operator()(std::vector<T> &values) const
    {
        for (T &value : values)
            (*this)(value);
    }

    void operator()(Header &header) const { all(header.name, header.value); }
    void operator()(std::pair<QByteArray, QByteArray> &pair) const { all(pair.first, pair.second); }
    void operator()(PageConfig &page) const { all(page.origin, page.url, page.embed); }
    void operator()(OriginEntry &entry) const { (*this)(entry.text); }
    void operator()(Policy::Raw &raw) const { all(raw.preflight, raw.actual); }
    void operator()(Policy &policy) const
    {
        all(policy.origins, policy.methods, policy.headers, policy.expose, policy.timingAllowOrigin,
            policy.resourcePolicy, policy.raw);
    }
    void operator()(EndpointRedirect &redirect) const { (*this)(redirect.location); }
    void operator()(Endpoint &endpoint) const
    {
        all(endpoint.path, endpoint.headers, endpoint.body, endpoint.redirect,
            endpoint.requireOrigin);
    }
    void operator()(Route &route) const { all(route.path, route.policy); }
    void operator()(ServerConfig &server) const
    {
        all(server.policy, server.endpoints, server.routes);
    }
    void operator()(ScriptBody &body) const { all(body.bytes, body.type, body.form); }
    void operator()(ScriptRequest &request) const
    {
        all(request.url, request.method, request.headers, request.body, request.mode,
            request.credentials, request.redirect, request.cache, request.referrer,
            request.referrerPolicy, request.integrity, request.duplex, request.crossorigin);
    }
    void operator()(WaitEntry &) const {}
    void operator()(CookieEntry &cookie) const { (*this)(cookie.assignment); }
    void operator()(RequestEntry &entry) const
    {
        std::visit([this](auto &action) { (*this)(action); }, entry.action);
    }

private:
    template <typename... T>
    void all(T &...values) const
    {
        ((*this)(values), ...);
    }

    const QHash<QString, QByteArray> &m_origins;
};

/// The URL of a document whose file names none.
Url urlOf(const PageConfig &page, const Origin &origin)
{
    if (page.url) {
        if (auto url = Url::parse(*page.url))
            return *url;
    }
    const QByteArray *base = &origin.serialized();
    if (origin.isOpaque() && page.kind == PageKind::Sandbox && page.embed)
        base = &*page.embed; // a sandboxed frame keeps the URL that it was loaded from
    if (page.kind != PageKind::Data && *base != "null") {
        if (auto url = Url::parse(QString::fromUtf8(*base) + u'/'))
            return *url;
    }
    const QString opaque = page.kind == PageKind::Data ? u"data:text/html,"_s : u"about:blank"_s;
    return Url::parse(opaque).value_or(Url());
}

} // namespace

bool LabDocument::operator==(const LabDocument &other) const
{
    const auto content = [](const LabDocument &d) {
        return std::tie(d.id, d.title, d.page, d.servers, d.requests);
    };
    return content(*this) == content(other);
}

Environment environmentOf(const PageConfig &page)
{
    Environment environment;
    if (auto origin = Origin::fromSerialized(page.origin))
        environment.origin = *std::move(origin);
    environment.url = urlOf(page, environment.origin);
    environment.kind = page.kind;
    if (page.embed) {
        if (auto embed = Origin::fromSerialized(*page.embed))
            environment.embed = *std::move(embed);
    }
    return environment;
}

LabDocument resolved(const LabDocument &document, const QHash<QString, QByteArray> &origins)
{
    LabDocument result = document;
    const Resolver resolve(origins);
    resolve(result.page);
    resolve(result.servers);
    resolve(result.requests);
    return result;
}

} // namespace corslab
