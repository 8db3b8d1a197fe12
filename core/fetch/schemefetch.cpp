// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/algorithms.h"

#include "core/fetch/dataurl.h"

namespace corslab {

namespace {

Response schemeError(FetchParams &params)
{
    const QByteArray scheme = params.request.currentUrl().scheme();
    params.trace.fail(StepId::Scheme, {}, scheme);
    return Response::networkError(CauseCode::SchemeNotHttp, scheme);
}

/// What needs no network.
QCoro::Task<Response> localFetch(FetchParams &params)
{
    Request &request = params.request;
    const Url url = request.currentUrl();
    if (url.scheme() == "data") {
        if (auto response = dataUrlResponse(url)) {
            response->urlList = request.urlList;
            if (params.profile().dataUrlHasLength) {
                response->headers.append(QByteArrayLiteral("Content-Length"),
                                         QByteArray::number(response->body->size()));
            }
            co_return std::move(*response);
        }
        params.trace.fail(StepId::Network, {}, url.href());
        co_return Response::networkError(CauseCode::MalformedResponse, url.href());
    }
    if (url.scheme() == "about" && url.path() == "blank" && !params.profile().refusesAboutBlank) {
        Response response;
        response.statusText = QByteArrayLiteral("OK");
        response.headers.append(QByteArrayLiteral("Content-Type"),
                                QByteArrayLiteral("text/html;charset=utf-8"));
        response.body = QByteArray();
        response.urlList = request.urlList;
        co_return response;
    }
    // file: and everything else: nothing that a page may fetch here.
    co_return schemeError(params);
}

} // namespace

QCoro::Task<Response> schemeFetch(FetchParams &params)
{
    // 3. Each scheme has its way.
    return params.request.currentUrl().isHttpOrHttps() ? httpFetch(params, MakePreflight::No)
                                                       : localFetch(params);
}

} // namespace corslab
