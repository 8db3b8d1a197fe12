// SPDX-License-Identifier: GPL-3.0-or-later
// The article's policy, the requests that are put to it, and an answer as one line of text.
#pragma once

#include "core/policy/compiledpolicy.h"

#include <QMetaType>

#include <functional>

using Change = std::function<void(corslab::Policy &)>;
using Ask = std::function<void(corslab::PolicyRequest &)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Ask)

namespace corslab {

inline const QByteArray page = "http://localhost:3000";
inline const QByteArray stranger = "http://evil.test";

/// The article's policy.
inline Policy article()
{
    Policy policy;
    policy.origins = {{page, false, false}};
    policy.methods = {"GET", "POST", "PUT", "OPTIONS"};
    policy.headers = {"Content-Type", "Authorization", "Custom-Header"};
    policy.credentials = true;
    return policy;
}

inline void preflight(PolicyRequest &request)
{
    request.method = "OPTIONS";
    request.origin = page;
    request.requestMethod = "POST";
    request.requestHeaders = "authorization,content-type,custom-header";
}

inline void actual(PolicyRequest &request)
{
    request.method = "POST";
    request.origin = page;
}

inline void refusedPreflight(PolicyRequest &request)
{
    preflight(request);
    request.origin = stranger;
}

inline void refusedActual(PolicyRequest &request)
{
    actual(request);
    request.origin = stranger;
}

inline void originless(PolicyRequest &request)
{
    request.method = "GET";
}

/// Status and headers as one text: `204|Name: value|...`; `-` where an endpoint is to be asked.
inline QByteArray shown(const PolicyAnswer &answer)
{
    QByteArray text = answer.status ? QByteArray::number(*answer.status) : QByteArray("-");
    for (const Header &header : answer.headers)
        text += '|' + header.name + ": " + header.value;
    text.replace("Access-Control-", "AC-");
    return text;
}

} // namespace corslab
