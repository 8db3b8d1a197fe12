// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interop/curlcommand.h"

#include "core/fetch/safelist.h"
#include "core/http/method.h"

#include <algorithm>
#include <cstring>

namespace corslab {

namespace {

constexpr qsizetype bodyLimit = 64 * 1024;

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && std::strchr("-_./:=@%+,", c) != nullptr);
}

/// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
QByteArray bodyType(const ScriptBody &body)
{
    switch (body.kind) {
    case ScriptBody::Kind::Text:
        return "text/plain;charset=UTF-8";
    case ScriptBody::Kind::Blob:
        return body.type.value_or(QByteArray());
    case ScriptBody::Kind::Params:
        return "application/x-www-form-urlencoded;charset=UTF-8";
    case ScriptBody::Kind::Form: // curl makes the type itself, with its own boundary
    case ScriptBody::Kind::Bytes:
    case ScriptBody::Kind::Buffer:
    case ScriptBody::Kind::Stream:
        return {};
    }
    return {};
}

} // namespace

QByteArray shellWord(QByteArrayView bytes)
{
    if (!bytes.isEmpty() && std::all_of(bytes.cbegin(), bytes.cend(), isPlain))
        return bytes.toByteArray();
    const bool escapes = std::any_of(bytes.cbegin(), bytes.cend(), [](char c) {
        return static_cast<uchar>(c) < 0x20 || static_cast<uchar>(c) == 0x7F;
    });
    if (!escapes)
        return '\'' + bytes.toByteArray().replace("'", "'\\''") + '\'';
    QByteArray result = "$'";
    for (const char c : bytes) {
        if (c == '\\' || c == '\'') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (static_cast<uchar>(c) < 0x20 || static_cast<uchar>(c) == 0x7F) {
            result += "\\x" + QByteArray(1, c).toHex();
        } else {
            result += c;
        }
    }
    return result + '\'';
}

QByteArray curlCommand(const ScriptRequest &request, const QByteArray &url,
                       const QByteArray &origin)
{
    QByteArray result = "curl -i ";
    const auto add = [&result](QByteArrayView option, const QByteArray &word) {
        result += " \\\n  " + option.toByteArray() + ' ' + word;
    };
    const auto method =
        normalizeMethod(request.method.value_or(request.api == Api::Beacon ? "POST" : "GET"));
    // Brackets and braces mean a range of addresses to curl.
    if (url.contains('[') || url.contains('{'))
        result += "-g ";
    if (request.redirect.value_or("follow") == "follow")
        result += "-L ";
    if (method == "HEAD")
        result += "--head ";
    result += shellWord(url);
    const QByteArray usual = request.body ? "POST" : "GET";
    if (method != usual && method != "HEAD")
        add("-X", shellWord(method));
    if (!origin.isEmpty())
        add("-H", shellWord("Origin: " + origin));
    bool typed = false;
    for (const auto &header : request.headers) {
        if (isForbiddenRequestHeader(header.name, header.value))
            continue;
        typed = typed || equalsIgnoreCase(header.name, "Content-Type");
        // A name with nothing behind the colon would remove the header instead.
        add("-H", shellWord(header.value.isEmpty() ? header.name + ';'
                                                   : header.name + ": " + header.value));
    }
    if (!request.body)
        return result;
    const auto &body = *request.body;
    if (body.kind == ScriptBody::Kind::Form) {
        for (const auto &[name, value] : body.form)
            add("--form-string", shellWord(name + '=' + value));
        return result;
    }
    if (!typed) {
        const auto type = bodyType(body);
        // Without a type of its own curl would say that it is a form.
        add("-H",
            shellWord(type.isEmpty() ? QByteArray("Content-Type:") : "Content-Type: " + type));
    }
    if (body.bytes.size() > bodyLimit || body.bytes.contains('\0'))
        add("--data-binary", "@body # " + QByteArray::number(body.bytes.size()) + " bytes");
    else
        add("--data-raw", shellWord(body.bytes));
    return result;
}

} // namespace corslab
