// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/fixforecast.h"

#include "core/fetch/useragent.h"
#include "core/server/policytransport.h"
#include "ui/window/workbench.h"

#include <QCoroTask>

#include <algorithm>
#include <memory>

namespace corslab {

namespace {

/// What one call needs. It lives as long as the call does, should that not be over at once.
struct Trial
{
    Trial(const QList<ServerConfig> &servers, const BrowserProfile &profile, Environment on)
        : transport(servers)
        , agent(profile, transport, clock)
        , page(std::move(on))
    {
    }

    PolicyTransport transport;
    SystemClock clock;
    UserAgent agent;
    Environment page;
    std::stop_source stop;
    std::optional<Verdict> verdict;
};

QCoro::Task<> run(std::shared_ptr<Trial> trial, ScriptRequest request)
{
    auto task = trial->agent.play(request, trial->page, nullptr, trial->stop.get_token());
    const auto result = co_await task;
    trial->verdict = result.verdict;
}

std::optional<Environment> pageOf(const Exchange &exchange)
{
    const auto url = Url::parse(QString::fromUtf8(exchange.pageUrl));
    if (!url)
        return std::nullopt;
    Environment page{url->origin(), *url, PageKind::Document, std::nullopt};
    if (exchange.pageOrigin == "null") {
        page.origin = Origin();
        page.kind = PageKind::Sandbox;
    }
    return page;
}

} // namespace

std::optional<Verdict> forecast(Workbench &workbench, const Exchange &exchange, const Fix &fix)
{
    auto page = pageOf(exchange);
    const auto place = workbench.policyPlaceFor(exchange.url);
    if (!page || !place)
        return std::nullopt;
    auto servers = workbench.laboratory().resolvedDocument().servers;
    // A server on any free port is reached where it really listens.
    for (auto &config : servers) {
        for (const auto &running : workbench.laboratory().servers()) {
            if (running->isListening() && running->config().name == config.name)
                config.origin = running->origin();
        }
    }
    if (fix.policy) {
        const auto config =
            std::find_if(servers.begin(), servers.end(),
                         [&](const ServerConfig &each) { return each.name == place->server; });
        if (config == servers.end() || place->route >= config->routes.size())
            return std::nullopt;
        if (place->route < 0)
            config->policy = fix.policy;
        else
            config->routes[place->route].policy = *fix.policy;
    }
    // A new session: no cookie and no remembered preflight is needed for a verdict of CORS.
    const auto &profile = workbench.laboratory().userAgent().profile();
    auto trial = std::make_shared<Trial>(servers, profile, std::move(*page));
    run(trial, fix.request.value_or(exchange.request));
    trial->stop.request_stop();
    return trial->verdict;
}

} // namespace corslab
