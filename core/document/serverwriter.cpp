// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilewriter.h"
#include "core/document/utf8.h"

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

QString serverName(const QJsonObject &server)
{
    return server["name"_L1].toString();
}

/// Endpoints have no names; what they match tells them apart.
QString endpointName(const QJsonObject &endpoint)
{
    const QJsonObject match = endpoint["match"_L1].toObject();
    return match["method"_L1].toString() + u' ' + match["path"_L1].toString();
}

QString endpointName(const Endpoint &endpoint)
{
    return textFromUtf8(endpoint.method.value_or(QByteArray())) + u' ' +
           textFromUtf8(endpoint.path.value_or(QByteArray()));
}

QString routeName(const QJsonObject &route)
{
    return route["path"_L1].toString();
}

QString originEntryName(const QJsonObject &entry)
{
    return entry["regex"_L1].toString();
}

JsonTree treeOf(const QList<OriginEntry> &origins, const QJsonArray &source)
{
    QStringList names;
    for (const OriginEntry &origin : origins)
        names.append(origin.regex ? textFromUtf8(origin.text) : QString());
    const std::vector<QJsonObject> before = matchingItems(names, source, originEntryName);
    JsonTree::List list;
    for (qsizetype i = 0; i < origins.size(); ++i) {
        const OriginEntry &origin = origins.at(i);
        if (!origin.regex) {
            list.emplace_back(QJsonValue(textFromUtf8(origin.text)));
            continue;
        }
        JsonTree entry;
        entry.set("regex"_L1, QJsonValue(textFromUtf8(origin.text)));
        if (origin.anchored)
            entry.set("anchored"_L1, QJsonValue(true));
        keepUnknown(entry, before[static_cast<std::size_t>(i)], lab::regexKeys);
        list.push_back(std::move(entry));
    }
    return list;
}

JsonTree treeOf(const Policy::Raw &raw, const QJsonObject &source)
{
    JsonTree tree;
    if (!raw.preflight.empty())
        tree.set("preflight"_L1, pairTree(raw.preflight));
    if (!raw.actual.empty())
        tree.set("actual"_L1, pairTree(raw.actual));
    keepUnknown(tree, source, lab::rawKeys);
    return tree;
}

JsonTree matchTree(const Endpoint &endpoint, const QJsonObject &source)
{
    JsonTree tree;
    if (endpoint.method)
        tree.set("method"_L1, QJsonValue(textFromUtf8(*endpoint.method)));
    if (endpoint.path)
        tree.set("path"_L1, QJsonValue(textFromUtf8(*endpoint.path)));
    if (endpoint.times)
        tree.set("times"_L1, QJsonValue(*endpoint.times));
    keepUnknown(tree, source, lab::matchKeys);
    return tree;
}

void setBody(JsonTree &tree, const Endpoint &endpoint)
{
    if (endpoint.rawBody || invalidUtf8(endpoint.body))
        tree.set("rawBody"_L1, QJsonValue(textOfBytes(endpoint.body)));
    else if (!endpoint.body.isEmpty())
        tree.set("body"_L1, QJsonValue(textFromUtf8(endpoint.body)));
}

JsonTree treeOf(const EndpointRedirect &redirect, const QJsonObject &source)
{
    JsonTree tree;
    tree.set("status"_L1, QJsonValue(redirect.status));
    tree.set("location"_L1, QJsonValue(textOfBytes(redirect.location)));
    keepUnknown(tree, source, lab::redirectKeys);
    return tree;
}

JsonTree treeOf(const Endpoint &endpoint, const QJsonObject &source)
{
    JsonTree tree;
    const JsonTree match = matchTree(endpoint, source["match"_L1].toObject());
    if (!match.isEmptyObject())
        tree.set("match"_L1, match);
    if (endpoint.status != 200)
        tree.set("status"_L1, QJsonValue(endpoint.status));
    if (!endpoint.headers.empty())
        tree.set("headers"_L1, pairTree(endpoint.headers));
    setBody(tree, endpoint);
    if (endpoint.delay.count() != 0)
        tree.set("delay"_L1, QJsonValue(qint64{endpoint.delay.count()}));
    if (endpoint.drop)
        tree.set("drop"_L1, QJsonValue(true));
    if (endpoint.echo)
        tree.set("echo"_L1, QJsonValue(true));
    if (endpoint.redirect)
        tree.set("redirect"_L1, treeOf(*endpoint.redirect, source["redirect"_L1].toObject()));
    if (endpoint.requireOrigin)
        tree.set("requireOrigin"_L1, textTree(*endpoint.requireOrigin));
    if (endpoint.rawCors)
        tree.set("cors"_L1, QJsonValue(u"raw"_s));
    keepUnknown(tree, source, lab::endpointKeys);
    return tree;
}

JsonTree treeOf(const QList<Endpoint> &endpoints, const QJsonArray &source)
{
    QStringList names;
    for (const Endpoint &endpoint : endpoints)
        names.append(endpointName(endpoint));
    const std::vector<QJsonObject> before = matchingItems(names, source, endpointName);
    JsonTree::List list;
    for (qsizetype i = 0; i < endpoints.size(); ++i)
        list.push_back(treeOf(endpoints.at(i), before[static_cast<std::size_t>(i)]));
    return list;
}

JsonTree treeOf(const QList<Route> &routes, const QJsonArray &source)
{
    QStringList names;
    for (const Route &route : routes)
        names.append(textFromUtf8(route.path));
    const std::vector<QJsonObject> before = matchingItems(names, source, routeName);
    JsonTree::List list;
    for (qsizetype i = 0; i < routes.size(); ++i) {
        const QJsonObject &item = before[static_cast<std::size_t>(i)];
        JsonTree tree;
        tree.set("path"_L1, QJsonValue(textFromUtf8(routes.at(i).path)));
        tree.set("policy"_L1, treeOf(routes.at(i).policy, item["policy"_L1].toObject()));
        keepUnknown(tree, item, lab::routeKeys);
        list.push_back(std::move(tree));
    }
    return list;
}

JsonTree treeOf(const ConnectionLimits &limits, const QJsonObject &source)
{
    const ConnectionLimits absent;
    JsonTree tree;
    const auto set = [&tree](QLatin1StringView key, qint64 value, qint64 normal) {
        if (value != normal)
            tree.set(key, QJsonValue(value));
    };
    set("connections"_L1, limits.connections, absent.connections);
    set("head"_L1, limits.head, absent.head);
    set("body"_L1, limits.body, absent.body);
    set("headTime"_L1, limits.headTime.count(), absent.headTime.count());
    set("idleTime"_L1, limits.idleTime.count(), absent.idleTime.count());
    keepUnknown(tree, source, lab::limitKeys);
    return tree;
}

JsonTree treeOf(const ServerConfig &server, const QJsonObject &source)
{
    JsonTree tree;
    if (!server.name.isEmpty())
        tree.set("name"_L1, QJsonValue(server.name));
    tree.set("origin"_L1, QJsonValue(textFromUtf8(server.origin)));
    if (server.policy)
        tree.set("policy"_L1, treeOf(*server.policy, source["policy"_L1].toObject()));
    if (!server.endpoints.isEmpty())
        tree.set("endpoints"_L1, treeOf(server.endpoints, source["endpoints"_L1].toArray()));
    if (!server.routes.isEmpty())
        tree.set("routes"_L1, treeOf(server.routes, source["routes"_L1].toArray()));
    const JsonTree limits = treeOf(server.limits, source["limits"_L1].toObject());
    if (!limits.isEmptyObject())
        tree.set("limits"_L1, limits);
    if (server.anyHost)
        tree.set("anyHost"_L1, QJsonValue(true));
    keepUnknown(tree, source, lab::serverKeys);
    return tree;
}

void setLists(JsonTree &tree, const Policy &policy, const QJsonObject &source)
{
    if (!policy.origins.isEmpty())
        tree.set("origins"_L1, treeOf(policy.origins, source["origins"_L1].toArray()));
    if (policy.reflect)
        tree.set("reflect"_L1, QJsonValue(true));
    if (policy.methodsMode == Policy::Lists::Echo)
        tree.set("methods"_L1, QJsonValue(u"echo"_s));
    else if (!policy.methods.isEmpty())
        tree.set("methods"_L1, textTree(policy.methods));
    if (policy.headersMode == Policy::Lists::Echo)
        tree.set("headers"_L1, QJsonValue(u"reflect"_s));
    else if (!policy.headers.isEmpty())
        tree.set("headers"_L1, textTree(policy.headers));
    if (policy.credentials)
        tree.set("credentials"_L1, QJsonValue(true));
    if (!policy.expose.isEmpty())
        tree.set("expose"_L1, textTree(policy.expose));
}

} // namespace

JsonTree treeOf(const Policy &policy, const QJsonObject &source)
{
    const Policy absent;
    JsonTree tree;
    setLists(tree, policy, source);
    if (policy.maxAge)
        tree.set("maxAge"_L1, QJsonValue(*policy.maxAge));
    if (policy.preflightStatus != absent.preflightStatus)
        tree.set("preflightStatus"_L1, QJsonValue(policy.preflightStatus));
    if (policy.preflightContinue)
        tree.set("preflightContinue"_L1, QJsonValue(true));
    if (policy.answer != absent.answer)
        tree.set("answer"_L1, QJsonValue(lab::wordFor(lab::policyAnswers, policy.answer)));
    if (policy.refused != absent.refused)
        tree.set("refused"_L1, QJsonValue(lab::wordFor(lab::policyRefusals, policy.refused)));
    if (policy.vary != absent.vary)
        tree.set("vary"_L1, QJsonValue(lab::wordFor(lab::policyVaries, policy.vary)));
    if (!policy.onErrors)
        tree.set("onErrors"_L1, QJsonValue(false));
    if (policy.timingAllowOrigin)
        tree.set("timingAllowOrigin"_L1, textTree(*policy.timingAllowOrigin));
    if (policy.resourcePolicy)
        tree.set("resourcePolicy"_L1, QJsonValue(textFromUtf8(*policy.resourcePolicy)));
    if (policy.raw)
        tree.set("raw"_L1, treeOf(*policy.raw, source["raw"_L1].toObject()));
    if (policy.imitate)
        tree.set("imitate"_L1, QJsonValue(textFromUtf8(*policy.imitate)));
    keepUnknown(tree, source, lab::policyKeys);
    return tree;
}

JsonTree treeOf(const QList<ServerConfig> &servers, const QJsonArray &source)
{
    QStringList names;
    for (const ServerConfig &server : servers)
        names.append(server.name);
    const std::vector<QJsonObject> before = matchingItems(names, source, serverName);
    JsonTree::List list;
    for (qsizetype i = 0; i < servers.size(); ++i)
        list.push_back(treeOf(servers.at(i), before[static_cast<std::size_t>(i)]));
    return list;
}

} // namespace corslab
