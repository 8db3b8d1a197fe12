// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <QProcess>
#include <QRegularExpression>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QUrl>
#include <QWebSocket>

#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace corslab {

/// A real browser, headless and with a profile of its own, driven as a person would: it navigates,
/// presses what a selector names with its own input events, and tells what the page shows. Every
/// call waits for its end and gives the browser's own words where it fails or takes too long.
/// The destructor ends the browser with all of its processes and removes the profile.
class RealBrowser : public QObject
{
    Q_OBJECT

public:
    using Done = tl::expected<void, QString>;
    using Answer = tl::expected<QJsonValue, QString>;

    static constexpr std::chrono::seconds StartLimit{60};
    static constexpr std::chrono::seconds CallLimit{60};

    ~RealBrowser() override;

    /// Name and major version, as a record names it: "Chrome 156".
    [[nodiscard]] QString name() const { return m_name; }

    /// Ends when the page has loaded.
    [[nodiscard]] virtual Done navigate(const QUrl &url) = 0;
    /// Scrolls the element into view and presses the mouse's first button on its middle.
    [[nodiscard]] virtual Done click(const QString &selector) = 0;
    /// The value of a JavaScript expression on the page; a promise is awaited first.
    [[nodiscard]] virtual Answer evaluate(const QString &expression) = 0;
    /// What the console has shown since the last call, in order.
    [[nodiscard]] QStringList takeConsole() { return std::exchange(m_console, {}); }
    /// Takes the console's lines that match, once at least `count` have come: a browser prints them
    /// apart from what it tells the page, and often later. The rest is dropped.
    [[nodiscard]] QStringList waitForConsole(const QRegularExpression &wanted, qsizetype count);

protected:
    RealBrowser();

    /// Starts the program in a group of processes of its own and connects to the WebSocket whose
    /// address it prints after `announcement`; `path` is appended to that address.
    [[nodiscard]] Done start(const QString &program, const QStringList &arguments,
                             const QString &announcement, const QString &path);
    /// One command and its answer's `result`. `envelope` holds further members of the command.
    [[nodiscard]] tl::expected<QJsonObject, QString>
    call(const QString &method, const QJsonObject &params, const QJsonObject &envelope = {});
    /// Waits for an event for which `wanted` is true. The call that leads to it is `trigger`, so
    /// that the event cannot be missed.
    [[nodiscard]] Done waitForEvent(const std::function<Done()> &trigger,
                                    const std::function<bool(const QJsonObject &)> &wanted);

    /// Message without an id: an event.
    virtual void eventReceived(const QJsonObject &event) = 0;
    /// Of an answer: empty where it is a success, otherwise the browser's words.
    [[nodiscard]] virtual QString errorOf(const QJsonObject &answer) const = 0;
    /// Asks the browser to end, without waiting for an answer.
    virtual void requestClose() = 0;
    /// To be called by the destructor of a derived class, while requestClose() is still its own.
    void shutDown();

    void post(const QString &method, const QJsonObject &params, const QJsonObject &envelope = {});
    void setName(const QString &name) { m_name = name; }
    void addConsole(const QString &text) { m_console.append(text); }
    [[nodiscard]] QString profilePath() const { return m_profile.path(); }

private:
    [[nodiscard]] bool waitUntil(const std::function<bool()> &over,
                                 std::chrono::milliseconds limit);
    void receive(const QString &text);
    [[nodiscard]] QString processWords() const;

    QTemporaryDir m_profile;
    QString m_name;
    QStringList m_console;
    QByteArray m_output; ///< of the process, both channels
    int m_lastId = 0;
    QHash<int, QJsonObject> m_answers;
    std::function<bool(const QJsonObject &)> m_wanted;
    bool m_wantedSeen = false;
    QProcess m_process;
    QWebSocket m_socket;

Q_SIGNALS:
    void somethingHappened();
};

struct BrowserOptions
{
    /// Base 64 of the SHA-256 of a public key: a certificate with it is accepted for any name.
    /// Where one is set, Firefox accepts every certificate.
    QByteArray acceptedKey;
};

/// Debian's chromium, over the Chrome DevTools Protocol.
[[nodiscard]] tl::expected<std::unique_ptr<RealBrowser>, QString>
launchChromium(const BrowserOptions &options = {});
/// Debian's firefox-esr, over WebDriver BiDi.
[[nodiscard]] tl::expected<std::unique_ptr<RealBrowser>, QString>
launchFirefox(const BrowserOptions &options = {});

/// JavaScript for an expression that yields a string: the value as JSON, promises awaited.
[[nodiscard]] QString asJsonExpression(const QString &expression);
[[nodiscard]] QJsonValue valueOfJson(const QString &json);
/// A string as a JavaScript literal.
[[nodiscard]] QString scriptLiteral(const QString &text);

} // namespace corslab
