// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace corslab {

/// By which interface of the platform the page asks.
enum class Api : quint8 { Fetch, Xhr, Img, Script, Module, Style, Beacon, EventSource };
[[nodiscard]] QByteArray apiName(Api api);
[[nodiscard]] std::optional<Api> apiFromName(QByteArrayView name);

/// The body that a script hands over. https://fetch.spec.whatwg.org/#bodyinit-unions
struct ScriptBody
{
    enum class Kind : quint8 { Text, Bytes, Blob, Buffer, Params, Form, Stream };
    Kind kind = Kind::Text;
    QByteArray bytes;                                    ///< UTF-8 where text
    std::optional<QByteArray> type;                      ///< of a Blob
    std::vector<std::pair<QByteArray, QByteArray>> form; ///< names and values, UTF-8
    bool operator==(const ScriptBody &) const = default;
};

/// A call as the script writes it, before the platform has looked at it: the members of the lab
/// file's `requests`. Strings of enumerations stand as written, since a wrong one makes the call
/// throw.
struct ScriptRequest
{
    Api api = Api::Fetch;
    QString url; ///< absolute or relative to the page
    std::optional<QByteArray> method;
    std::vector<Header> headers;
    /// Names and values in UTF-8 of those with a character above U+00FF, which no call takes.
    std::vector<Header> wideHeaders;
    std::optional<ScriptBody> body;
    std::optional<QByteArray> mode;
    std::optional<QByteArray> credentials;
    std::optional<QByteArray> redirect;
    std::optional<QByteArray> cache;
    std::optional<QString> referrer;
    std::optional<QByteArray> referrerPolicy;
    std::optional<QString> integrity;
    std::optional<bool> keepalive;
    std::optional<QByteArray> duplex;
    bool uploadListener = false;           ///< xhr
    std::optional<QByteArray> crossorigin; ///< elements
    std::chrono::milliseconds timeout{8000};
    bool operator==(const ScriptRequest &) const = default;
};

} // namespace corslab
