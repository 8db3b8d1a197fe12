// SPDX-License-Identifier: GPL-3.0-or-later
// The interfaces by which a page asks, each as a coroutine from the call to what the script learns.
#pragma once

#include "core/fetch/fetchparams.h"
#include "core/fetch/response.h"
#include "core/fetch/useragent.h"

#include <QCoroTask>
#include <QRandomGenerator>

namespace corslab {

/// One call while it is played. Lives in UserAgent::play().
struct ScriptCall
{
    const ScriptRequest &request;
    const Environment &page;
    BrowsingContext context;
    FetchTrace &trace;
    QRandomGenerator &random;
    std::stop_token stop;
    const bool &timedOut; ///< the page's time limit made it stop
};

/// By whichever interface the request names.
QCoro::Task<PlayResult> playScript(ScriptCall &call);

/// https://fetch.spec.whatwg.org/#fetch-method
QCoro::Task<PlayResult> playFetch(ScriptCall &call);
/// https://xhr.spec.whatwg.org/#the-send()-method
QCoro::Task<PlayResult> playXhr(ScriptCall &call);
/// img, script, module scripts and stylesheets:
/// https://html.spec.whatwg.org/#create-a-potential-cors-request
QCoro::Task<PlayResult> playElement(ScriptCall &call);
/// https://w3c.github.io/beacon/#sendbeacon-method
QCoro::Task<PlayResult> playBeacon(ScriptCall &call);
/// https://html.spec.whatwg.org/#server-sent-events
QCoro::Task<PlayResult> playEventSource(ScriptCall &call);

/// Allowed, opaque, or what the cause makes of it.
[[nodiscard]] Verdict verdictOf(const Response &response);
/// What fetch() and its kin reject with.
[[nodiscard]] ScriptError networkTypeError(const BrowserProfile &profile);

} // namespace corslab
