// SPDX-License-Identifier: GPL-3.0-or-later
// The Chrome DevTools Protocol: https://chromedevtools.github.io/devtools-protocol/
#include "tests/browsers/realbrowser.h"

#include <QJsonArray>

namespace corslab {

namespace {

/// Chromium's own defaults where the network is concerned; silent towards everything but loopback.
QStringList chromiumArguments(const QString &profile, const BrowserOptions &options)
{
    QStringList arguments{
        u"--headless"_qs,
        u"--no-sandbox"_qs, // its sandbox refuses root
        u"--disable-gpu"_qs,
        u"--disable-dev-shm-usage"_qs,
        u"--disable-quic"_qs,
        u"--no-first-run"_qs,
        u"--no-default-browser-check"_qs,
        u"--disable-background-networking"_qs,
        u"--disable-component-update"_qs,
        u"--disable-default-apps"_qs,
        u"--disable-extensions"_qs,
        u"--disable-sync"_qs,
        u"--disable-breakpad"_qs,
        u"--no-proxy-server"_qs,
        u"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE *.localhost ,"
        " EXCLUDE 127.0.0.1 , EXCLUDE ::1"_qs,
        u"--remote-debugging-port=0"_qs,
        u"--user-data-dir="_qs + profile};
    if (!options.acceptedKey.isEmpty())
        arguments.append(u"--ignore-certificate-errors-spki-list="_qs +
                         QString::fromLatin1(options.acceptedKey));
    arguments.append(u"about:blank"_qs);
    return arguments;
}

class Chromium final : public RealBrowser
{
public:
    ~Chromium() override { shutDown(); }

    [[nodiscard]] Done launch(const BrowserOptions &options);
    [[nodiscard]] Done navigate(const QUrl &url) override;
    [[nodiscard]] Done click(const QString &selector) override;
    [[nodiscard]] Answer evaluate(const QString &expression) override;

protected:
    void eventReceived(const QJsonObject &event) override;
    [[nodiscard]] QString errorOf(const QJsonObject &answer) const override
    {
        return answer.value(u"error"_qs).toObject().value(u"message"_qs).toString();
    }
    void requestClose() override { post(u"Browser.close"_qs, {}); }

private:
    /// To the page, where call() speaks to the browser.
    [[nodiscard]] tl::expected<QJsonObject, QString> callPage(const QString &method,
                                                              const QJsonObject &params = {})
    {
        return call(method, params, {{u"sessionId"_qs, m_session}});
    }

    QString m_session;
};

RealBrowser::Done Chromium::launch(const BrowserOptions &options)
{
    if (const Done done = start(u"chromium"_qs, chromiumArguments(profilePath(), options),
                                u"DevTools listening on"_qs, {});
        !done)
        return done;

    const auto version = call(u"Browser.getVersion"_qs, {});
    if (!version)
        return tl::unexpected(version.error());
    // "Chrome/156.0.8078.79": whoever built it, it says of itself to servers too that it is Chrome.
    const QString product = version->value(u"product"_qs).toString();
    setName(u"Chrome "_qs + product.section(u'/', 1).section(u'.', 0, 0));

    const auto targets = call(u"Target.getTargets"_qs, {});
    if (!targets)
        return tl::unexpected(targets.error());
    for (const QJsonValue target : targets->value(u"targetInfos"_qs).toArray()) {
        if (target[u"type"_qs].toString() != u"page")
            continue;
        const auto attached =
            call(u"Target.attachToTarget"_qs,
                 {{u"targetId"_qs, target[u"targetId"_qs]}, {u"flatten"_qs, true}});
        if (!attached)
            return tl::unexpected(attached.error());
        m_session = attached->value(u"sessionId"_qs).toString();
        break;
    }
    if (m_session.isEmpty())
        return tl::unexpected(u"Chromium opened no page"_qs);

    for (const QString &domain : {u"Page"_qs, u"Log"_qs, u"Runtime"_qs}) {
        if (const auto enabled = callPage(domain + u".enable"_qs); !enabled)
            return tl::unexpected(enabled.error());
    }
    // A frame with an opaque origin is a process and a console of its own.
    if (const auto follows =
            callPage(u"Target.setAutoAttach"_qs, {{u"autoAttach"_qs, true},
                                                  {u"waitForDebuggerOnStart"_qs, false},
                                                  {u"flatten"_qs, true}});
        !follows)
        return tl::unexpected(follows.error());
    return {};
}

RealBrowser::Done Chromium::navigate(const QUrl &url)
{
    const auto go = [&]() -> Done {
        const auto gone = callPage(u"Page.navigate"_qs, {{u"url"_qs, url.toString()}});
        if (!gone)
            return tl::unexpected(gone.error());
        if (const QString error = gone->value(u"errorText"_qs).toString(); !error.isEmpty())
            return tl::unexpected(u"%1: %2"_qs.arg(url.toString(), error));
        return {};
    };
    return waitForEvent(go, [](const QJsonObject &event) {
        return event.value(u"method"_qs).toString() == u"Page.loadEventFired";
    });
}

RealBrowser::Done Chromium::click(const QString &selector)
{
    const Answer middle = evaluate(uR"JS((() => {
        const element = document.querySelector(%1);
        if (!element)
            return null;
        element.scrollIntoView({ block: "center" });
        const box = element.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    })())JS"_qs.arg(scriptLiteral(selector)));
    if (!middle)
        return tl::unexpected(middle.error());
    if (!middle->isArray())
        return tl::unexpected(u"no element for %1"_qs.arg(selector));

    for (const QString &type : {u"mouseMoved"_qs, u"mousePressed"_qs, u"mouseReleased"_qs}) {
        QJsonObject params{{u"type"_qs, type},
                           {u"x"_qs, middle->toArray().at(0)},
                           {u"y"_qs, middle->toArray().at(1)}};
        if (type != u"mouseMoved") {
            params.insert(u"button"_qs, u"left"_qs);
            params.insert(u"clickCount"_qs, 1);
        }
        if (const auto sent = callPage(u"Input.dispatchMouseEvent"_qs, params); !sent)
            return tl::unexpected(sent.error());
    }
    return {};
}

RealBrowser::Answer Chromium::evaluate(const QString &expression)
{
    const auto result =
        callPage(u"Runtime.evaluate"_qs,
                 {{u"expression"_qs, asJsonExpression(expression)}, {u"awaitPromise"_qs, true}});
    if (!result)
        return tl::unexpected(result.error());
    const QJsonObject thrown = result->value(u"exceptionDetails"_qs).toObject();
    if (!thrown.isEmpty())
        return tl::unexpected(thrown[u"exception"_qs][u"description"_qs].toString());
    return valueOfJson((*result)[u"result"_qs][u"value"_qs].toString());
}

void Chromium::eventReceived(const QJsonObject &event)
{
    const QString method = event.value(u"method"_qs).toString();
    const QJsonObject params = event.value(u"params"_qs).toObject();
    if (method == u"Target.attachedToTarget" && !m_session.isEmpty()) {
        post(u"Log.enable"_qs, {}, {{u"sessionId"_qs, params[u"sessionId"_qs]}});
    } else if (method == u"Log.entryAdded") {
        addConsole(params[u"entry"_qs][u"text"_qs].toString());
    } else if (method == u"Runtime.consoleAPICalled") {
        QStringList words;
        for (const QJsonValue argument : params.value(u"args"_qs).toArray())
            words.append(argument[u"value"_qs].toVariant().toString());
        addConsole(words.join(u' '));
    } else if (method == u"Runtime.exceptionThrown") {
        addConsole(params[u"exceptionDetails"_qs][u"exception"_qs][u"description"_qs].toString());
    }
}

} // namespace

tl::expected<std::unique_ptr<RealBrowser>, QString> launchChromium(const BrowserOptions &options)
{
    auto browser = std::make_unique<Chromium>();
    if (const auto done = browser->launch(options); !done)
        return tl::unexpected(done.error());
    return browser;
}

} // namespace corslab
