// SPDX-License-Identifier: GPL-3.0-or-later
// What each browser was heard to say where a call throws.
#include "core/fetch/thrownwords.h"

#include "tests/core/fetch/scriptcalls.h"

#include <QTest>

using namespace corslab;

Q_DECLARE_METATYPE(corslab::ScriptRequest)

namespace {

template <typename Change>
ScriptRequest changed(Change change, Api api = Api::Fetch, const QByteArray &url = "/")
{
    ScriptRequest call = callOf(api, url);
    change(call);
    return call;
}

} // namespace

class TestThrownWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void call_throwsInTheBrowsersWords_data();
    void call_throwsInTheBrowsersWords();
    void headerOfXhr_isRefusedInTheBrowsersWords_data();
    void headerOfXhr_isRefusedInTheBrowsersWords();
    void everyKind_hasItsRow();
};

void TestThrownWords::call_throwsInTheBrowsersWords_data()
{
    QTest::addColumn<ScriptRequest>("call");
    QTest::addColumn<QByteArray>("chromium");
    QTest::addColumn<QByteArray>("firefox");
    const auto row = [](const char *name, const ScriptRequest &call, const char *chromium,
                        const char *firefox) {
        QTest::newRow(name) << call << QByteArray(chromium) << QByteArray(firefox);
    };
    const auto none = [](ScriptRequest &) {};
    row("URL", fetchOf("http://["),
        "Failed to execute 'fetch' on 'Window': Failed to parse URL from http://[",
        "Window.fetch: http://[ is not a valid URL.");
    row("credentials in the URL", fetchOf("http://u:p@localhost/"),
        "Failed to execute 'fetch' on 'Window': Request cannot be constructed from a URL that "
        "includes credentials: http://u:p@localhost/",
        "Window.fetch: http://u:p@localhost/ is an url with embedded credentials.");
    row("name", changed([](auto &call) {
            call.headers = {{"A B", "1"}};
        }),
        "Failed to execute 'fetch' on 'Window': Invalid name",
        "Window.fetch: a b is an invalid header name.");
    row("value", changed([](auto &call) {
            call.headers = {{"A", "a\nb"}};
        }),
        "Failed to execute 'fetch' on 'Window': Invalid value",
        "Window.fetch: a\nb is an invalid header value.");
    row("wide value", changed([](auto &call) {
            call.wideHeaders = {{"A", "\u20ac"}};
        }),
        "Failed to execute 'fetch' on 'Window': Failed to read the 'headers' property from "
        "'RequestInit': String contains non ISO-8859-1 code point.",
        "Window.fetch: Cannot convert element of element of sequence<sequence<ByteString>> branch "
        "of (sequence<sequence<ByteString>> or record<ByteString, ByteString>) to ByteString "
        "because the character at index 0 has value 8364 which is greater than 255.");
    row("method", fetchOf("/", "A B"),
        "Failed to execute 'fetch' on 'Window': 'A B' is not a valid HTTP method.",
        "Window.fetch: Invalid request method A B.");
    row("TRACE", fetchOf("/", "TRACE"),
        "Failed to execute 'fetch' on 'Window': 'TRACE' HTTP method is unsupported.",
        "Window.fetch: Invalid request method TRACE.");
    row("body of GET", changed([](auto &call) { call.body = ScriptBody{}; }),
        "Failed to execute 'fetch' on 'Window': Request with GET/HEAD method cannot have body.",
        "Window.fetch: HEAD or GET Request cannot have a body.");
    row("navigate", changed([](auto &call) { call.mode = "navigate"; }),
        "Failed to execute 'fetch' on 'Window': Cannot construct a Request with a RequestInit "
        "whose "
        "mode member is set as 'navigate'.",
        "Window.fetch: Invalid request mode navigate.");
    row("mode", changed([](auto &call) { call.mode = "bogus"; }),
        "Failed to execute 'fetch' on 'Window': Failed to read the 'mode' property from "
        "'RequestInit': The provided value 'bogus' is not a valid enum value of type RequestMode.",
        "Window.fetch: 'bogus' (value of 'mode' member of RequestInit) is not a valid value for "
        "enumeration RequestMode.");
    row("only-if-cached", changed([](auto &call) { call.cache = "only-if-cached"; }),
        "Failed to execute 'fetch' on 'Window': 'only-if-cached' can be set only with "
        "'same-origin' mode",
        "Window.fetch: Request mode 'cors' was used, but request cache mode 'only-if-cached' can "
        "only be used with request mode 'same-origin'.");
    row("method of no-cors", changed([](auto &call) {
            call.mode = "no-cors";
            call.method = "PUT";
        }),
        "Failed to execute 'fetch' on 'Window': 'PUT' is unsupported in no-cors mode.",
        "Window.fetch: Invalid request method PUT.");
    row("referrer", changed([](auto &call) { call.referrer = QStringLiteral("http://["); }),
        "Failed to execute 'fetch' on 'Window': Referrer 'http://[' is not a valid URL.",
        "Window.fetch: Invalid referrer URL http://[.");
    row("URL of XMLHttpRequest", changed(none, Api::Xhr, "http://["),
        "Failed to execute 'open' on 'XMLHttpRequest': Invalid URL",
        "XMLHttpRequest.open: 'http://[' is not a valid URL.");
    row("method of XMLHttpRequest", changed([](auto &call) { call.method = "A B"; }, Api::Xhr),
        "Failed to execute 'open' on 'XMLHttpRequest': 'A B' is not a valid HTTP method.",
        "An invalid or illegal string was specified");
    row("TRACE of XMLHttpRequest", changed([](auto &call) { call.method = "TRACE"; }, Api::Xhr),
        "Failed to execute 'open' on 'XMLHttpRequest': 'TRACE' HTTP method is unsupported.",
        "The operation is insecure.");
    row("URL of a beacon", changed(none, Api::Beacon, "http://["),
        "Failed to execute 'sendBeacon' on 'Navigator': The URL argument is ill-formed or "
        "unsupported.",
        "Navigator.sendBeacon: http://[ is not a valid URL.");
    row("scheme of a beacon", changed(none, Api::Beacon, "ftp://x/"),
        "Failed to execute 'sendBeacon' on 'Navigator': Beacons are only supported over HTTP(S).",
        "Navigator.sendBeacon: Beacon URL ftp://x/ must be either http:// or https://.");
    row("URL of an EventSource", changed(none, Api::EventSource, "http://["),
        "Failed to construct 'EventSource': Cannot open an EventSource to 'http://['. The URL is "
        "invalid.",
        "An invalid or illegal string was specified");
}

void TestThrownWords::call_throwsInTheBrowsersWords()
{
    QFETCH(ScriptRequest, call);
    FetchRig chromium(BrowserName::Chromium);
    FetchRig firefox(BrowserName::Firefox);
    QTEST(chromium.play(call).outcome.error.value().message, "chromium");
    QTEST(firefox.play(call).outcome.error.value().message, "firefox");
}

void TestThrownWords::headerOfXhr_isRefusedInTheBrowsersWords_data()
{
    QTest::addColumn<ScriptRequest>("call");
    QTest::addColumn<QByteArray>("chromium");
    QTest::addColumn<QByteArray>("firefox");
    QTest::newRow("name") << changed(
                                 [](auto &call) {
                                     call.headers = {{"A B", "1"}};
                                 },
                                 Api::Xhr)
                          << QByteArray("Failed to execute 'setRequestHeader' on "
                                        "'XMLHttpRequest': 'A B' is not a valid HTTP header "
                                        "field name.")
                          << QByteArray("Invalid header name.");
    QTest::newRow("value") << changed(
                                  [](auto &call) {
                                      call.headers = {{"A", "a\nb"}};
                                  },
                                  Api::Xhr)
                           << QByteArray("Failed to execute 'setRequestHeader' on "
                                         "'XMLHttpRequest': 'a\nb' is not a valid HTTP header "
                                         "field value.")
                           << QByteArray("Invalid header name.");
    QTest::newRow("wide value")
        << changed(
               [](auto &call) {
                   call.wideHeaders = {{"A", "\u20ac"}};
               },
               Api::Xhr)
        << QByteArray("Failed to execute 'setRequestHeader' on 'XMLHttpRequest': String contains "
                      "non ISO-8859-1 code point.")
        << QByteArray("XMLHttpRequest.setRequestHeader: Cannot convert argument 2 to ByteString "
                      "because the character at index 0 has value 8364 which is greater than "
                      "255.");
}

void TestThrownWords::headerOfXhr_isRefusedInTheBrowsersWords()
{
    QFETCH(ScriptRequest, call);
    FetchRig chromium(BrowserName::Chromium);
    FetchRig firefox(BrowserName::Firefox);
    QTEST(chromium.play(call).outcome.badHeaders.front().second.message, "chromium");
    QTEST(firefox.play(call).outcome.badHeaders.front().second.message, "firefox");
}

/// The rows stand in the order of the enumeration.
void TestThrownWords::everyKind_hasItsRow()
{
    const BrowserProfile &plain = browserProfile(BrowserName::Standard);
    QCOMPARE(thrownWords(Thrown::FetchUrl, plain, {"%2"}), "Failed to parse URL from %2");
    QCOMPARE(thrownWords(Thrown::FetchStreamMode, plain),
             "A stream as body needs mode cors or same-origin.");
    QCOMPARE(thrownWords(Thrown::XhrHeaderValue, plain, {"x"}), "The header value 'x' is invalid.");
    QCOMPARE(thrownWords(Thrown::EventSourceUrl, plain, {"x"}), "Invalid URL");
}

QTEST_GUILESS_MAIN(TestThrownWords)
#include "tst_thrownwords.moc"
