// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/fetchcode.h"

#include "core/http/syntax.h"

#include <QList>
#include <QSet>
#include <QString>

namespace corslab {

namespace {

constexpr qsizetype bodyLimit = 64 * 1024;

QByteArray byteArrayCode(QByteArrayView bytes)
{
    QByteArray result = "new Uint8Array([";
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            result += ", ";
        result += QByteArray::number(static_cast<uchar>(bytes.at(i)));
    }
    return result + "])";
}

QByteArray bodyCode(const ScriptBody &body)
{
    if (body.bytes.size() > bodyLimit)
        return "body /* " + QByteArray::number(body.bytes.size()) + " bytes */";
    switch (body.kind) {
    case ScriptBody::Kind::Text:
        return javaScriptString(body.bytes);
    case ScriptBody::Kind::Bytes:
        return byteArrayCode(body.bytes);
    case ScriptBody::Kind::Buffer:
        return byteArrayCode(body.bytes) + ".buffer";
    case ScriptBody::Kind::Blob:
        return "new Blob([" + javaScriptString(body.bytes) + ']' +
               (body.type ? ", { type: " + javaScriptString(*body.type) + " }" : QByteArray()) +
               ')';
    case ScriptBody::Kind::Params:
        return "new URLSearchParams(" + javaScriptString(body.bytes) + ')';
    case ScriptBody::Kind::Form:
        return "form";
    case ScriptBody::Kind::Stream:
        return "new Blob([" + javaScriptString(body.bytes) + "]).stream()";
    }
    return {};
}

/// What has to stand before the call.
QByteArray preamble(const ScriptRequest &request)
{
    if (!request.body || request.body->kind != ScriptBody::Kind::Form)
        return {};
    QByteArray result = "const form = new FormData();\n";
    for (const auto &[name, value] : request.body->form)
        result += "form.append(" + javaScriptString(name) + ", " + javaScriptString(value) + ");\n";
    return result;
}

/// An object reads best, but holds one value for each name.
QByteArray headersCode(const std::vector<Header> &headers)
{
    QSet<QByteArray> names;
    for (const auto &header : headers)
        names.insert(asciiLower(header.name));
    const bool pairs = names.size() != static_cast<qsizetype>(headers.size());
    QByteArray result = pairs ? "[\n" : "{\n";
    for (const auto &header : headers) {
        const auto name = javaScriptString(header.name);
        const auto value = javaScriptString(header.value);
        result +=
            pairs ? "    [" + name + ", " + value + "],\n" : "    " + name + ": " + value + ",\n";
    }
    return result + (pairs ? "  ]" : "  }");
}

QByteArray fetchCall(const ScriptRequest &request)
{
    QByteArray members;
    const auto add = [&members](QByteArrayView name, const QByteArray &code) {
        members += "  " + name.toByteArray() + ": " + code + ",\n";
    };
    const auto addText = [&add](QByteArrayView name, const std::optional<QByteArray> &value) {
        if (value)
            add(name, javaScriptString(*value));
    };
    addText("method", request.method);
    addText("mode", request.mode);
    addText("credentials", request.credentials);
    addText("redirect", request.redirect);
    addText("cache", request.cache);
    if (request.referrer)
        add("referrer", javaScriptString(request.referrer->toUtf8()));
    addText("referrerPolicy", request.referrerPolicy);
    if (request.integrity)
        add("integrity", javaScriptString(request.integrity->toUtf8()));
    if (request.keepalive)
        add("keepalive", *request.keepalive ? "true" : "false");
    addText("duplex", request.duplex);
    if (!request.headers.empty())
        add("headers", headersCode(request.headers));
    if (request.body)
        add("body", bodyCode(*request.body));
    const auto url = javaScriptString(request.url.toUtf8());
    return members.isEmpty() ? "fetch(" + url + ")" : "fetch(" + url + ", {\n" + members + "})";
}

QByteArray xhrCall(const ScriptRequest &request)
{
    QByteArray result = "const xhr = new XMLHttpRequest();\nxhr.open(" +
                        javaScriptString(request.method.value_or("GET")) + ", " +
                        javaScriptString(request.url.toUtf8()) + ");\n";
    if (request.credentials && *request.credentials == "include")
        result += "xhr.withCredentials = true;\n";
    for (const auto &header : request.headers)
        result += "xhr.setRequestHeader(" + javaScriptString(header.name) + ", " +
                  javaScriptString(header.value) + ");\n";
    if (request.uploadListener)
        result += "xhr.upload.addEventListener(\"progress\", () => {});\n";
    return result + "xhr.send(" + (request.body ? bodyCode(*request.body) : QByteArray()) + ");";
}

QByteArray elementCode(const ScriptRequest &request, QByteArrayView element,
                       QByteArrayView urlMember, QByteArrayView more)
{
    QByteArray result = "const element = document.createElement(" + javaScriptString(element) +
                        ");\n" + more.toByteArray();
    if (request.crossorigin)
        result += "element.crossOrigin = " + javaScriptString(*request.crossorigin) + ";\n";
    if (request.integrity)
        result += "element.integrity = " + javaScriptString(request.integrity->toUtf8()) + ";\n";
    return result + "element." + urlMember.toByteArray() + " = " +
           javaScriptString(request.url.toUtf8()) + ";\ndocument.head.append(element);";
}

} // namespace

QByteArray javaScriptString(QByteArrayView utf8)
{
    static constexpr char digits[] = "0123456789abcdef";
    QByteArray result = "\"";
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<uchar>(utf8.at(i));
        if (c == '"' || c == '\\') {
            result += '\\';
            result += static_cast<char>(c);
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '\r') {
            result += "\\r";
        } else if (c == '\t') {
            result += "\\t";
        } else if (c < 0x20 || c == 0x7F) {
            result += "\\x";
            result += digits[c >> 4];
            result += digits[c & 15];
        } else {
            result += static_cast<char>(c);
        }
    }
    // Pasted into an HTML page, this would end the script.
    result.replace("</script", "<\\/script");
    return result + '"';
}

QByteArray fetchCode(const ScriptRequest &request)
{
    const auto url = javaScriptString(request.url.toUtf8());
    switch (request.api) {
    case Api::Fetch:
        return preamble(request) + fetchCall(request);
    case Api::Xhr:
        return preamble(request) + xhrCall(request);
    case Api::Img:
        return elementCode(request, "img", "src", {});
    case Api::Script:
        return elementCode(request, "script", "src", {});
    case Api::Module:
        return elementCode(request, "script", "src", "element.type = \"module\";\n");
    case Api::Style:
        return elementCode(request, "link", "href", "element.rel = \"stylesheet\";\n");
    case Api::Beacon:
        return preamble(request) + "navigator.sendBeacon(" + url +
               (request.body ? ", " + bodyCode(*request.body) : QByteArray()) + ");";
    case Api::EventSource:
        return "new EventSource(" + url +
               (request.credentials && *request.credentials == "include"
                    ? ", { withCredentials: true }"
                    : "") +
               ");";
    }
    return {};
}

} // namespace corslab
