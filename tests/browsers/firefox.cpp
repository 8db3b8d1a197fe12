// SPDX-License-Identifier: GPL-3.0-or-later
// WebDriver BiDi: https://w3c.github.io/webdriver-bidi/
#include "tests/browsers/realbrowser.h"

#include <QFile>
#include <QJsonArray>

namespace corslab {

namespace {

/// A fresh profile that asks nobody anything: no first-run pages, no updates, no lists to fetch.
/// What concerns fetching stays as Firefox has it.
constexpr char Preferences[] = R"JS(
user_pref("remote.active-protocols", 1);
user_pref("remote.prefs.recommended", false);
user_pref("network.proxy.type", 0);
user_pref("network.trr.mode", 5);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("app.normandy.enabled", false);
user_pref("app.shield.optoutstudies.enabled", false);
user_pref("app.update.auto", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.discovery.enabled", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.newtabpage.activity-stream.feeds.topsites", false);
user_pref("browser.newtabpage.activity-stream.feeds.section.topstories", false);
user_pref("browser.region.network.url", "");
user_pref("browser.safebrowsing.downloads.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.safebrowsing.provider.mozilla.updateURL", "");
user_pref("browser.safebrowsing.update.enabled", false);
user_pref("browser.search.update", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("browser.topsites.contile.enabled", false);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);
user_pref("dom.push.connection.enabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("geo.provider.network.url", "");
user_pref("media.gmp-manager.updateEnabled", false);
user_pref("media.gmp-provider.enabled", false);
user_pref("termsofuse.bypassNotification", true);
user_pref("toolkit.telemetry.enabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("toolkit.telemetry.server", "");
)JS";

class Firefox final : public RealBrowser
{
public:
    ~Firefox() override { shutDown(); }

    [[nodiscard]] Done launch(const BrowserOptions &options);
    [[nodiscard]] Done navigate(const QUrl &url) override;
    [[nodiscard]] Done click(const QString &selector) override;
    [[nodiscard]] Answer evaluate(const QString &expression) override;

protected:
    void eventReceived(const QJsonObject &event) override;
    [[nodiscard]] QString errorOf(const QJsonObject &answer) const override
    {
        if (answer.value(u"type"_qs).toString() != u"error")
            return {};
        return answer.value(u"error"_qs).toString() + u": "_qs +
               answer.value(u"message"_qs).toString();
    }
    void requestClose() override { post(u"browser.close"_qs, {}); }

private:
    QString m_context;
};

RealBrowser::Done Firefox::launch(const BrowserOptions &options)
{
    QFile preferences(profilePath() + u"/user.js"_qs);
    if (!preferences.open(QIODevice::WriteOnly) || preferences.write(Preferences) < 0)
        return tl::unexpected(preferences.errorString());
    preferences.close();

    const QStringList arguments{u"--headless"_qs, u"--no-remote"_qs, u"--remote-debugging-port"_qs,
                                u"0"_qs,          u"--profile"_qs,   profilePath(),
                                u"about:blank"_qs};
    if (const Done done =
            start(u"firefox-esr"_qs, arguments, u"WebDriver BiDi listening on"_qs, u"/session"_qs);
        !done)
        return done;

    QJsonObject capabilities;
    if (!options.acceptedKey.isEmpty())
        capabilities.insert(u"alwaysMatch"_qs, QJsonObject{{u"acceptInsecureCerts"_qs, true}});
    const auto session = call(u"session.new"_qs, {{u"capabilities"_qs, capabilities}});
    if (!session)
        return tl::unexpected(session.error());
    const QString version = (*session)[u"capabilities"_qs][u"browserVersion"_qs].toString();
    setName(u"Firefox "_qs + version.section(u'.', 0, 0));

    const auto tree = call(u"browsingContext.getTree"_qs, {});
    if (!tree)
        return tl::unexpected(tree.error());
    m_context = (*tree)[u"contexts"_qs][0][u"context"_qs].toString();

    // Events of the network are left alone: listening to them changes what Firefox sends.
    const auto subscribed =
        call(u"session.subscribe"_qs, {{u"events"_qs, QJsonArray{u"log.entryAdded"_qs}}});
    if (!subscribed)
        return tl::unexpected(subscribed.error());
    return {};
}

RealBrowser::Done Firefox::navigate(const QUrl &url)
{
    const auto gone = call(
        u"browsingContext.navigate"_qs,
        {{u"context"_qs, m_context}, {u"url"_qs, url.toString()}, {u"wait"_qs, u"complete"_qs}});
    if (!gone)
        return tl::unexpected(gone.error());
    return {};
}

RealBrowser::Done Firefox::click(const QString &selector)
{
    const Answer scrolled =
        evaluate(u"document.querySelector(%1)?.scrollIntoView({ block: 'center' })"_qs.arg(
            scriptLiteral(selector)));
    if (!scrolled)
        return tl::unexpected(scrolled.error());

    const auto located =
        call(u"browsingContext.locateNodes"_qs,
             {{u"context"_qs, m_context},
              {u"locator"_qs, QJsonObject{{u"type"_qs, u"css"_qs}, {u"value"_qs, selector}}},
              {u"maxNodeCount"_qs, 1}});
    if (!located)
        return tl::unexpected(located.error());
    const QJsonValue node = (*located)[u"nodes"_qs][0];
    if (!node.isObject())
        return tl::unexpected(u"no element for %1"_qs.arg(selector));

    const QJsonObject element{{u"type"_qs, u"element"_qs},
                              {u"element"_qs, QJsonObject{{u"sharedId"_qs, node[u"sharedId"_qs]}}}};
    const QJsonArray actions{
        QJsonObject{
            {u"type"_qs, u"pointerMove"_qs}, {u"x"_qs, 0}, {u"y"_qs, 0}, {u"origin"_qs, element}},
        QJsonObject{{u"type"_qs, u"pointerDown"_qs}, {u"button"_qs, 0}},
        QJsonObject{{u"type"_qs, u"pointerUp"_qs}, {u"button"_qs, 0}},
    };
    const QJsonObject mouse{
        {u"type"_qs, u"pointer"_qs}, {u"id"_qs, u"mouse"_qs}, {u"actions"_qs, actions}};
    const auto performed = call(u"input.performActions"_qs,
                                {{u"context"_qs, m_context}, {u"actions"_qs, QJsonArray{mouse}}});
    if (!performed)
        return tl::unexpected(performed.error());
    return {};
}

RealBrowser::Answer Firefox::evaluate(const QString &expression)
{
    const auto result =
        call(u"script.evaluate"_qs, {{u"expression"_qs, asJsonExpression(expression)},
                                     {u"target"_qs, QJsonObject{{u"context"_qs, m_context}}},
                                     {u"awaitPromise"_qs, true}});
    if (!result)
        return tl::unexpected(result.error());
    if (result->value(u"type"_qs).toString() == u"exception")
        return tl::unexpected((*result)[u"exceptionDetails"_qs][u"text"_qs].toString());
    return valueOfJson((*result)[u"result"_qs][u"value"_qs].toString());
}

void Firefox::eventReceived(const QJsonObject &event)
{
    if (event.value(u"method"_qs).toString() == u"log.entryAdded")
        addConsole(event[u"params"_qs][u"text"_qs].toString());
}

} // namespace

tl::expected<std::unique_ptr<RealBrowser>, QString> launchFirefox(const BrowserOptions &options)
{
    auto browser = std::make_unique<Firefox>();
    if (const auto done = browser->launch(options); !done)
        return tl::unexpected(done.error());
    return browser;
}

} // namespace corslab
