// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptapis.h"

#include "core/fetch/algorithms.h"
#include "core/fetch/requestconstructor.h"

namespace corslab {

namespace {

ScriptError abortError()
{
    return {QByteArrayLiteral("AbortError"), QByteArrayLiteral("signal is aborted without reason")};
}

/// What `fetch()` resolves with, as the script reads it.
void describe(ScriptOutcome &outcome, const Response &response, const BrowserProfile &profile)
{
    outcome.outcome = QByteArrayLiteral("resolved");
    outcome.type = responseTypeName(response.type);
    const bool hidden =
        response.type == ResponseType::Opaque || response.type == ResponseType::OpaqueRedirect;
    outcome.status = hidden ? 0 : response.status;
    outcome.statusText = hidden ? QByteArray() : response.statusText;
    outcome.redirected = !hidden && response.urlList.size() > 1;
    outcome.headers = hidden ? std::vector<Header>() : response.headers.sortAndCombine();
    const bool urlHidden = response.type == ResponseType::Opaque || response.urlList.empty();
    outcome.url = urlHidden ? QByteArray() : response.urlList.back().hrefWithoutFragment();
    if (response.bodyFailure && !hidden)
        outcome.bodyError = networkTypeError(profile);
    else
        outcome.body = hidden ? QByteArray() : response.body.value_or(QByteArray());
}

} // namespace

QCoro::Task<PlayResult> playFetch(ScriptCall &call)
{
    PlayResult result;
    // 2. The Request may throw.
    auto request =
        constructRequest(call.request, call.page, call.context.profile, call.trace, call.random);
    if (!request) {
        result.verdict = Verdict::Invalid;
        result.cause = request.error().cause;
        result.outcome.outcome = QByteArrayLiteral("threw");
        result.outcome.error = request.error().error;
        co_return result;
    }
    result.outcome.request =
        ScriptOutcome::RequestView{request->method, request->headers.sortAndCombine()};

    // 11.-12. Fetch.
    FetchParams params{*request, call.context, call.trace, call.stop, {}};
    const Response response = co_await mainFetch(params);
    result.verdict = verdictOf(response);
    result.cause = response.cause ? response.cause : response.bodyFailure;
    if (response.isNetworkError()) {
        const bool stopped = call.stop.stop_requested();
        result.outcome.outcome =
            stopped && call.timedOut ? QByteArrayLiteral("timeout") : QByteArrayLiteral("rejected");
        result.outcome.error = stopped ? abortError() : networkTypeError(call.context.profile);
        if (stopped && call.timedOut)
            result.cause = Cause{CauseCode::Timeout, {}, CausePhase::Actual};
        co_return result;
    }
    describe(result.outcome, response, call.context.profile);
    // Stopped while the body came: reading it is what fails.
    if (response.bodyFailure && call.stop.stop_requested()) {
        if (result.outcome.bodyError)
            result.outcome.bodyError = abortError();
        if (call.timedOut)
            result.cause = Cause{CauseCode::Timeout, {}, CausePhase::Actual};
    }
    co_return result;
}

} // namespace corslab
