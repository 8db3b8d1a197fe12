// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/response.h"

#include <algorithm>

namespace corslab {

QByteArray responseTypeName(ResponseType type)
{
    switch (type) {
    case ResponseType::Default:
        return QByteArrayLiteral("default");
    case ResponseType::Basic:
        return QByteArrayLiteral("basic");
    case ResponseType::Cors:
        return QByteArrayLiteral("cors");
    case ResponseType::Opaque:
        return QByteArrayLiteral("opaque");
    case ResponseType::OpaqueRedirect:
        return QByteArrayLiteral("opaqueredirect");
    case ResponseType::Error:
        return QByteArrayLiteral("error");
    }
    return {};
}

Response Response::networkError(Cause cause)
{
    Response response;
    response.type = ResponseType::Error;
    response.status = 0;
    response.cause = std::move(cause);
    return response;
}

Response Response::networkError(CauseCode code, QByteArray value, CausePhase phase)
{
    return networkError(Cause{code, std::move(value), phase});
}

bool isOkStatus(int status) noexcept
{
    return status >= 200 && status <= 299;
}

bool isRedirectStatus(int status) noexcept
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isNullBodyStatus(int status) noexcept
{
    return status == 101 || status == 103 || status == 204 || status == 205 || status == 304;
}

bool isAmong(int status, const std::vector<int> &statuses)
{
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

} // namespace corslab
