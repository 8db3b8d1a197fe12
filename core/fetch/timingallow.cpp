// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/timingallow.h"

namespace corslab {

bool timingAllowCheck(const Request &request, const HeaderList &responseHeaders, FetchTrace &trace)
{
    // 3.-4. Any item may be `*` or the origin. Quotes are part of the value: `"*"` is not `*`.
    const auto values = responseHeaders.getDecodeSplit("Timing-Allow-Origin");
    if (values && !values->isEmpty()) {
        const bool listed = values->contains("*") || values->contains(request.serializedOrigin());
        const QByteArray line = responseHeaders.get("Timing-Allow-Origin").value_or(QByteArray());
        if (listed)
            trace.pass(StepId::TimingAllowOrigin, request.serializedOrigin(), line);
        else
            trace.note(StepId::TimingAllowOrigin, request.serializedOrigin(), line);
        if (listed)
            return true;
    }
    // 5.-6. The page's own origin needs no leave.
    return request.responseTainting == ResponseTainting::Basic;
}

} // namespace corslab
