// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/requestbody.h"

#include "core/http/mimetype.h"
#include "core/http/syntax.h"

#include <QRandomGenerator>

#include <algorithm>

namespace corslab {

namespace {

/// https://url.spec.whatwg.org/#concept-urlencoded-byte-serializer
QByteArray urlencode(const QByteArray &bytes)
{
    QByteArray out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
            c == '*' || c == '-' || c == '.' || c == '_')
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out += '%' + QByteArray::number(byte, 16).rightJustified(2, '0').toUpper();
    }
    return out;
}

QByteArray urldecode(QByteArray bytes)
{
    return QByteArray::fromPercentEncoding(bytes.replace('+', ' '));
}

/// What `new URLSearchParams(text)` writes when it is sent.
QByteArray serializeParams(QByteArray text)
{
    if (text.startsWith('?'))
        text.remove(0, 1);
    QByteArray out;
    for (const QByteArray &pair : text.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : pair.sliced(equals + 1);
        out += (out.isEmpty() ? "" : "&") + urlencode(urldecode(name)) + '=' +
               urlencode(urldecode(value));
    }
    return out;
}

QByteArray randomText(const BrowserProfile &profile, QRandomGenerator &random)
{
    QByteArray out = profile.boundaryPrefix;
    for (int i = 0; i < profile.boundaryLength; ++i)
        out += profile.boundaryAlphabet.at(random.bounded(profile.boundaryAlphabet.size()));
    return out;
}

/// https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm
QByteArray serializeForm(const ScriptBody &body, const QByteArray &boundary)
{
    QByteArray out;
    for (const auto &[name, value] : body.form) {
        QByteArray escaped = name;
        escaped.replace("\r\n", "\n")
            .replace('\r', '\n')
            .replace('\n', "%0D%0A")
            .replace('"', "%22");
        QByteArray text = value;
        text.replace("\r\n", "\n").replace('\r', '\n').replace('\n', "\r\n");
        out += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escaped +
               "\"\r\n\r\n" + text + "\r\n";
    }
    return out + "--" + boundary + "--\r\n";
}

/// https://w3c.github.io/FileAPI/#dom-blob-type: lower case, or empty where a character lies
/// outside U+0020 to U+007E.
QByteArray blobType(const QByteArray &type)
{
    const bool printable =
        std::all_of(type.begin(), type.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
    return printable ? asciiLower(type) : QByteArray();
}

} // namespace

BodyWithType extractBody(const ScriptBody &body, const BrowserProfile &profile,
                         QRandomGenerator &random)
{
    switch (body.kind) {
    case ScriptBody::Kind::Text:
        return {{body.bytes}, QByteArrayLiteral("text/plain;charset=UTF-8")};
    case ScriptBody::Kind::Params:
        return {{serializeParams(body.bytes)},
                QByteArrayLiteral("application/x-www-form-urlencoded;charset=UTF-8")};
    case ScriptBody::Kind::Form: {
        const QByteArray boundary = randomText(profile, random);
        return {{serializeForm(body, boundary)}, "multipart/form-data; boundary=" + boundary};
    }
    case ScriptBody::Kind::Blob: {
        const QByteArray type = blobType(body.type.value_or(QByteArray()));
        return {{body.bytes}, type.isEmpty() ? std::nullopt : std::optional(type)};
    }
    case ScriptBody::Kind::Bytes:
    case ScriptBody::Kind::Buffer:
        return {{body.bytes}, std::nullopt};
    case ScriptBody::Kind::Stream:
        // Where streams cannot be sent, WebIDL turns the object into a string.
        if (profile.streamIsText) {
            return {{QByteArrayLiteral("[object ReadableStream]")},
                    QByteArrayLiteral("text/plain;charset=UTF-8")};
        }
        return {{body.bytes, false}, std::nullopt};
    }
    Q_UNREACHABLE();
}

BodyWithType extractSentBody(const ScriptBody &body, const BrowserProfile &profile,
                             QRandomGenerator &random)
{
    BodyWithType extracted = extractBody(body, profile, random);
    if (profile.sentBlobTypeMustParse && body.kind == ScriptBody::Kind::Blob && extracted.type &&
        !MimeType::parse(*extracted.type))
        extracted.type.reset();
    return extracted;
}

} // namespace corslab
