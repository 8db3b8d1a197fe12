// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace corslab {

/// A JavaScript exception.
struct ScriptError
{
    QByteArray name;
    QByteArray message;
    bool operator==(const ScriptError &) const = default;
};

struct EventSourceEvent
{
    QByteArray type; ///< open, error, message
    QByteArray data;
    QByteArray origin;
    bool operator==(const EventSourceEvent &) const = default;
};

/// What a script on the page has learnt when its call is over, and nothing else. Which members are
/// set depends on the interface; see the lab file's description of `script`.
struct ScriptOutcome
{
    QByteArray
        outcome; ///< resolved, rejected, threw, timeout, load, error, abort, message, true, false

    struct RequestView
    {
        QByteArray method;
        std::vector<Header> headers;
        bool operator==(const RequestView &) const = default;
    };
    std::optional<RequestView> request; ///< the Request as the constructor left it
    std::optional<QByteArray> type;     ///< basic, cors, opaque, opaqueredirect
    std::optional<int> status;
    std::optional<QByteArray> statusText;
    std::optional<bool> redirected;
    std::optional<QByteArray> url;
    std::optional<std::vector<Header>> headers;
    std::optional<QByteArray> body;
    std::optional<ScriptError> bodyError;
    std::optional<ScriptError> error;
    std::vector<std::pair<QByteArray, ScriptError>> badHeaders; ///< setRequestHeader refused them
    std::optional<std::vector<QByteArray>> upload;              ///< events, in order
    std::optional<bool> readable;                               ///< img and style
    std::vector<EventSourceEvent> events;
    std::optional<int> readyState;
    std::optional<QByteArray> cookie;
    bool operator==(const ScriptOutcome &) const = default;
};

} // namespace corslab
