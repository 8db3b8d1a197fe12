// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

namespace corslab {

QCoro::Task<PlayResult> playScript(ScriptCall &call)
{
    switch (call.request.api) {
    case Api::Fetch:
        return playFetch(call);
    case Api::Xhr:
        return playXhr(call);
    case Api::Img:
    case Api::Script:
    case Api::Module:
    case Api::Style:
        return playElement(call);
    case Api::Beacon:
        return playBeacon(call);
    case Api::EventSource:
        return playEventSource(call);
    }
    Q_UNREACHABLE();
}

Verdict verdictOf(const Response &response)
{
    if (response.isNetworkError())
        return verdictOf(response.cause->code);
    if (response.bodyFailure)
        return verdictOf(response.bodyFailure->code);
    return response.type == ResponseType::Opaque || response.type == ResponseType::OpaqueRedirect
               ? Verdict::Opaque
               : Verdict::Allowed;
}

ScriptError networkTypeError(const BrowserProfile &profile)
{
    return {QByteArrayLiteral("TypeError"), profile.networkErrorMessage};
}

} // namespace corslab
