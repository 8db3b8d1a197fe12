// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilewriter.h"
#include "core/document/utf8.h"

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

/// Unnamed requests are told apart by what they ask.
QString requestName(const QJsonObject &request)
{
    const QString name = request["name"_L1].toString();
    return name.isEmpty() ? request["url"_L1].toString() : name;
}

QString requestName(const RequestEntry &entry)
{
    const auto *request = std::get_if<ScriptRequest>(&entry.action);
    return entry.name.isEmpty() && request ? request->url : entry.name;
}

JsonTree treeOf(const ScriptBody &body, const QJsonObject &source)
{
    if (body.kind == ScriptBody::Kind::Text)
        return QJsonValue(textFromUtf8(body.bytes));
    JsonTree tree;
    const QLatin1StringView word = lab::wordFor(lab::bodyKinds, body.kind);
    switch (body.kind) {
    case ScriptBody::Kind::Bytes:
    case ScriptBody::Kind::Buffer:
    case ScriptBody::Kind::Stream:
        tree.set(word, QJsonValue(textOfBytes(body.bytes)));
        break;
    case ScriptBody::Kind::Text:
    case ScriptBody::Kind::Blob:
    case ScriptBody::Kind::Params:
        tree.set(word, QJsonValue(textFromUtf8(body.bytes)));
        break;
    case ScriptBody::Kind::Form: {
        JsonTree::List pairs;
        for (const auto &[name, value] : body.form)
            pairs.emplace_back(QJsonArray{textFromUtf8(name), textFromUtf8(value)});
        tree.set(word, std::move(pairs));
        break;
    }
    }
    if (body.kind == ScriptBody::Kind::Blob && body.type)
        tree.set("type"_L1, QJsonValue(textFromUtf8(*body.type)));
    keepUnknown(tree, source, lab::bodyKeys);
    return tree;
}

void setWritten(JsonTree &tree, QLatin1StringView key, const std::optional<QByteArray> &text)
{
    if (text)
        tree.set(key, QJsonValue(textFromUtf8(*text)));
}

void setMembers(JsonTree &tree, const ScriptRequest &request, const QJsonObject &source)
{
    const ScriptRequest absent;
    tree.set("url"_L1, QJsonValue(request.url));
    if (request.api != absent.api)
        tree.set("api"_L1, QJsonValue(textFromUtf8(apiName(request.api))));
    setWritten(tree, "method"_L1, request.method);
    if (!request.headers.empty() || !request.wideHeaders.empty()) {
        JsonTree::List pairs;
        for (const Header &header : request.headers)
            pairs.emplace_back(QJsonArray{textOfBytes(header.name), textOfBytes(header.value)});
        for (const Header &header : request.wideHeaders)
            pairs.emplace_back(QJsonArray{textFromUtf8(header.name), textFromUtf8(header.value)});
        tree.set("headers"_L1, std::move(pairs));
    }
    if (request.body)
        tree.set("body"_L1, treeOf(*request.body, source["body"_L1].toObject()));
    setWritten(tree, "mode"_L1, request.mode);
    setWritten(tree, "credentials"_L1, request.credentials);
    setWritten(tree, "redirect"_L1, request.redirect);
    setWritten(tree, "cache"_L1, request.cache);
    if (request.referrer)
        tree.set("referrer"_L1, QJsonValue(*request.referrer));
    setWritten(tree, "referrerPolicy"_L1, request.referrerPolicy);
    if (request.integrity)
        tree.set("integrity"_L1, QJsonValue(*request.integrity));
    if (request.keepalive)
        tree.set("keepalive"_L1, QJsonValue(*request.keepalive));
    setWritten(tree, "duplex"_L1, request.duplex);
    if (request.uploadListener)
        tree.set("uploadListener"_L1, QJsonValue(true));
    setWritten(tree, "crossorigin"_L1, request.crossorigin);
    if (request.timeout != absent.timeout)
        tree.set("timeout"_L1, QJsonValue(qint64{request.timeout.count()}));
}

JsonTree treeOf(const Expectation &expectation, const QJsonObject &source)
{
    JsonTree tree;
    if (expectation.verdict)
        tree.set("verdict"_L1, QJsonValue(textFromUtf8(verdictName(*expectation.verdict))));
    if (expectation.cause)
        tree.set("cause"_L1, QJsonValue(textFromUtf8(causeName(*expectation.cause))));
    keepUnknown(tree, source, lab::expectKeys);
    return tree;
}

JsonTree treeOf(const RequestEntry &entry, const QJsonObject &source)
{
    JsonTree tree;
    if (!entry.name.isEmpty())
        tree.set("name"_L1, QJsonValue(entry.name));
    const lab::KeySet *keys = &lab::requestKeys;
    if (const auto *wait = std::get_if<WaitEntry>(&entry.action)) {
        tree.set("wait"_L1, QJsonValue(qint64{wait->duration.count()}));
        keys = &lab::waitKeys;
    } else if (const auto *cookie = std::get_if<CookieEntry>(&entry.action)) {
        tree.set("cookie"_L1, QJsonValue(cookie->assignment));
        keys = &lab::cookieKeys;
    } else {
        setMembers(tree, std::get<ScriptRequest>(entry.action), source);
    }
    if (entry.expect)
        tree.set("expect"_L1, treeOf(*entry.expect, source["expect"_L1].toObject()));
    keepUnknown(tree, source, *keys);
    return tree;
}

/// The file's entry that `entry` may once have been: a wait keeps nothing of a request.
bool isSameKind(const RequestEntry &entry, const QJsonObject &source)
{
    const bool wait = source.contains("wait"_L1);
    const bool cookie = !wait && source.contains("cookie"_L1);
    return std::holds_alternative<WaitEntry>(entry.action) == wait &&
           std::holds_alternative<CookieEntry>(entry.action) == cookie;
}

} // namespace

JsonTree treeOf(const QList<RequestEntry> &requests, const QJsonArray &source)
{
    QStringList names;
    for (const RequestEntry &entry : requests)
        names.append(requestName(entry));
    const std::vector<QJsonObject> before = matchingItems(names, source, requestName);
    JsonTree::List list;
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const QJsonObject &item = before[static_cast<std::size_t>(i)];
        list.push_back(
            treeOf(requests.at(i), isSameKind(requests.at(i), item) ? item : QJsonObject()));
    }
    return list;
}

} // namespace corslab
