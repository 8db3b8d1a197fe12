// SPDX-License-Identifier: GPL-3.0-or-later
// The Fetch Standard's algorithms that wait for something, in the order in which they call each
// other. Each is a coroutine in the file of its name and reads as the standard does.
#pragma once

#include "core/fetch/fetchparams.h"
#include "core/fetch/response.h"

#include <QCoroTask>

namespace corslab {

/// https://fetch.spec.whatwg.org/#concept-main-fetch, from its first step to the response as the
/// page gets it.
QCoro::Task<Response> mainFetch(FetchParams &params);
/// Main fetch's twelfth step, which every redirect runs again: decides how a request may go out.
QCoro::Task<Response> dispatchFetch(FetchParams &params);
/// https://fetch.spec.whatwg.org/#concept-scheme-fetch
QCoro::Task<Response> schemeFetch(FetchParams &params);

enum class MakePreflight { No, Yes };
/// https://fetch.spec.whatwg.org/#concept-http-fetch
QCoro::Task<Response> httpFetch(FetchParams &params, MakePreflight makePreflight);
/// https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
QCoro::Task<Response> corsPreflightFetch(FetchParams &params);
/// https://fetch.spec.whatwg.org/#concept-http-redirect-fetch
QCoro::Task<Response> httpRedirectFetch(FetchParams &params, Response response);
/// https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
QCoro::Task<Response> httpNetworkOrCacheFetch(FetchParams &params, MessageKind kind);
/// https://fetch.spec.whatwg.org/#concept-http-network-fetch
QCoro::Task<Response> httpNetworkFetch(FetchParams &params, const Request &httpRequest,
                                       bool includeCredentials, MessageKind kind);

} // namespace corslab
