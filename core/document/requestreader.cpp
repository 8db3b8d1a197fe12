// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfilereader.h"

namespace corslab {

using namespace Qt::StringLiterals;

namespace {

QString bodyExpected()
{
    return u"a string, or an object with one of bytes, blob, buffer, params, form, stream"_s;
}

std::vector<std::pair<QByteArray, QByteArray>> readForm(const ValueReader &value)
{
    const QString expected = u"a list of pairs, each a name and a value"_s;
    std::vector<std::pair<QByteArray, QByteArray>> form;
    for (const ValueReader &item : value.list(expected)) {
        const std::vector<ValueReader> pair = item.list(u"a pair: a name and a value"_s);
        if (pair.size() != 2) {
            item.failType(u"a pair: a name and a value"_s);
            continue;
        }
        form.emplace_back(pair[0].utf8(Placeholders::Free), pair[1].utf8(Placeholders::Free));
    }
    return form;
}

ScriptBody readBodyObject(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::bodyKeys);
    ScriptBody body;
    int kinds = 0;
    for (const auto &kind : lab::bodyKinds) {
        const auto content = object.find(kind.word);
        if (!content)
            continue;
        ++kinds;
        body.kind = kind.value;
        switch (kind.value) {
        case ScriptBody::Kind::Bytes:
        case ScriptBody::Kind::Buffer:
        case ScriptBody::Kind::Stream:
            body.bytes = content->bytes(Placeholders::Free);
            break;
        case ScriptBody::Kind::Text:
        case ScriptBody::Kind::Blob:
        case ScriptBody::Kind::Params:
            body.bytes = content->utf8(Placeholders::Free);
            break;
        case ScriptBody::Kind::Form:
            body.form = readForm(*content);
            break;
        }
    }
    if (kinds != 1)
        value.fail(LabFileErrorCode::WrongValue, bodyExpected());
    if (const auto type = object.find("type"_L1)) {
        body.type = type->utf8(Placeholders::Free);
        if (body.kind != ScriptBody::Kind::Blob)
            type->fail(LabFileErrorCode::WrongValue, u"no type where the body is not a blob"_s);
    }
    return body;
}

ScriptBody readBody(const ValueReader &value)
{
    if (value.isString()) {
        ScriptBody body;
        body.bytes = value.utf8(Placeholders::Free);
        return body;
    }
    if (value.isObject())
        return readBodyObject(value);
    value.failType(bodyExpected());
    return {};
}

Api readApi(const ValueReader &value)
{
    const QByteArray name = value.utf8(Placeholders::Free);
    if (const auto api = apiFromName(name))
        return *api;
    QStringList allowed;
    for (const Api api : {Api::Fetch, Api::Xhr, Api::Img, Api::Script, Api::Module, Api::Style,
                          Api::Beacon, Api::EventSource})
        allowed.append(QString::fromLatin1(apiName(api)));
    value.fail(LabFileErrorCode::WrongValue, ValueReader::oneOf(allowed));
    return Api::Fetch;
}

Expectation readExpectation(const ValueReader &value)
{
    const ObjectReader object = value.object(lab::expectKeys);
    Expectation expectation;
    if (const auto verdict = object.find("verdict"_L1)) {
        expectation.verdict = verdictFromName(verdict->utf8(Placeholders::Free));
        if (!expectation.verdict) {
            QStringList allowed;
            for (const Verdict known : {Verdict::Allowed, Verdict::Opaque, Verdict::Blocked,
                                        Verdict::Failed, Verdict::Invalid})
                allowed.append(QString::fromLatin1(verdictName(known)));
            verdict->fail(LabFileErrorCode::WrongValue, ValueReader::oneOf(allowed));
        }
    }
    if (const auto cause = object.find("cause"_L1)) {
        expectation.cause = causeFromName(cause->utf8(Placeholders::Free));
        if (!expectation.cause)
            cause->fail(LabFileErrorCode::WrongValue,
                        u"the name of a cause, such as \"MissingAllowOriginHeader\""_s);
    }
    return expectation;
}

/// A string of an enumeration, as written: a word that no browser knows makes the call throw.
void readWritten(const ObjectReader &object, QLatin1StringView key,
                 std::optional<QByteArray> &target)
{
    if (const auto value = object.find(key))
        target = value->utf8();
}

ScriptRequest readScriptRequest(const ObjectReader &object)
{
    ScriptRequest request;
    if (const auto url = object.require("url"_L1, u"a URL, or a path on the page's origin"_s))
        request.url = url->string();
    if (const auto api = object.find("api"_L1))
        request.api = readApi(*api);
    readWritten(object, "method"_L1, request.method);
    if (const auto headers = object.find("headers"_L1))
        readScriptHeaders(*headers, request);
    if (const auto body = object.find("body"_L1))
        request.body = readBody(*body);
    readWritten(object, "mode"_L1, request.mode);
    readWritten(object, "credentials"_L1, request.credentials);
    readWritten(object, "redirect"_L1, request.redirect);
    readWritten(object, "cache"_L1, request.cache);
    if (const auto referrer = object.find("referrer"_L1))
        request.referrer = referrer->string();
    readWritten(object, "referrerPolicy"_L1, request.referrerPolicy);
    if (const auto integrity = object.find("integrity"_L1))
        request.integrity = integrity->string();
    if (const auto keepalive = object.find("keepalive"_L1))
        request.keepalive = keepalive->boolean();
    readWritten(object, "duplex"_L1, request.duplex);
    if (const auto listener = object.find("uploadListener"_L1))
        request.uploadListener = listener->boolean();
    // Programs that hold an attribute's value write null for one that is not there.
    const auto crossorigin = object.find("crossorigin"_L1);
    if (crossorigin && !crossorigin->isNull())
        request.crossorigin = crossorigin->utf8();
    if (const auto timeout = object.find("timeout"_L1))
        request.timeout = readDuration(*timeout);
    return request;
}

/// A wait and an assignment to document.cookie are told by their own key.
const lab::KeySet &keysOf(const ValueReader &value)
{
    if (value.has("wait"_L1))
        return lab::waitKeys;
    return value.has("cookie"_L1) ? lab::cookieKeys : lab::requestKeys;
}

} // namespace

RequestEntry readRequest(const ValueReader &value)
{
    const ObjectReader object = value.object(keysOf(value));
    RequestEntry entry;
    if (const auto name = object.find("name"_L1))
        entry.name = name->string(Placeholders::Free);
    if (object.has("wait"_L1))
        entry.action = WaitEntry{readDuration(*object.find("wait"_L1))};
    else if (object.has("cookie"_L1))
        entry.action = CookieEntry{object.find("cookie"_L1)->string()};
    else
        entry.action = readScriptRequest(object);
    if (const auto expect = object.find("expect"_L1))
        entry.expect = readExpectation(*expect);
    return entry;
}

} // namespace corslab
