// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/thrownwords.h"

#include <array>

namespace corslab {

namespace {

/// A digit after a per cent sign stands for one of the values.
struct Words
{
    Thrown what;
    const char *plain;
    const char *blink;
    const char *gecko;
};

#define BLINK_FETCH "Failed to execute 'fetch' on 'Window': "
#define BLINK_OPEN "Failed to execute 'open' on 'XMLHttpRequest': "
#define BLINK_SET "Failed to execute 'setRequestHeader' on 'XMLHttpRequest': "
#define BLINK_BEACON "Failed to execute 'sendBeacon' on 'Navigator': "

constexpr std::array AllWords = {
    Words{Thrown::FetchUrl, "Failed to parse URL from %1",
          BLINK_FETCH "Failed to parse URL from %1", "Window.fetch: %1 is not a valid URL."},
    Words{Thrown::FetchUrlCredentials, "The URL includes credentials: %1",
          BLINK_FETCH "Request cannot be constructed from a URL that includes credentials: %1",
          "Window.fetch: %1 is an url with embedded credentials."},
    Words{Thrown::FetchEnumeration, "The value '%2' is not one of %1.",
          BLINK_FETCH "Failed to read the '%1' property from 'RequestInit': The provided value "
                      "'%2' is not a valid enum value of type %3.",
          "Window.fetch: '%2' (value of '%1' member of RequestInit) is not a valid value for "
          "enumeration %3."},
    Words{Thrown::FetchNavigateMode, "The value 'navigate' is not one of mode.",
          BLINK_FETCH
          "Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.",
          "Window.fetch: Invalid request mode navigate."},
    Words{Thrown::FetchWideHeader,
          "Cannot convert argument to a ByteString because the character at index %1 has a value "
          "of %2 which is greater than 255.",
          BLINK_FETCH "Failed to read the 'headers' property from 'RequestInit': String contains "
                      "non ISO-8859-1 code point.",
          "Window.fetch: Cannot convert element of element of sequence<sequence<ByteString>> "
          "branch of (sequence<sequence<ByteString>> or record<ByteString, ByteString>) to "
          "ByteString because the character at index %1 has value %2 which is greater than 255."},
    Words{Thrown::FetchHeaderName, "The header '%1' has an invalid name or value.",
          BLINK_FETCH "Invalid name", "Window.fetch: %1 is an invalid header name."},
    Words{Thrown::FetchHeaderValue, "The header value '%1' is invalid.",
          BLINK_FETCH "Invalid value", "Window.fetch: %1 is an invalid header value."},
    Words{Thrown::FetchMethod, "'%1' is not a valid HTTP method.",
          BLINK_FETCH "'%1' is not a valid HTTP method.",
          "Window.fetch: Invalid request method %1."},
    Words{Thrown::FetchForbiddenMethod, "'%1' HTTP method is unsupported.",
          BLINK_FETCH "'%1' HTTP method is unsupported.",
          "Window.fetch: Invalid request method %1."},
    Words{Thrown::FetchNoCorsMethod, "'%1' is unsupported in no-cors mode.",
          BLINK_FETCH "'%1' is unsupported in no-cors mode.",
          "Window.fetch: Invalid request method %1."},
    Words{Thrown::FetchBodyOfGet, "Request with GET/HEAD method cannot have body.",
          BLINK_FETCH "Request with GET/HEAD method cannot have body.",
          "Window.fetch: HEAD or GET Request cannot have a body."},
    Words{Thrown::FetchOnlyIfCached, "'only-if-cached' can be set only with 'same-origin' mode.",
          BLINK_FETCH "'only-if-cached' can be set only with 'same-origin' mode",
          "Window.fetch: Request mode '%1' was used, but request cache mode 'only-if-cached' can "
          "only be used with request mode 'same-origin'."},
    Words{Thrown::FetchReferrer, "The referrer is not a valid URL.",
          BLINK_FETCH "Referrer '%1' is not a valid URL.",
          "Window.fetch: Invalid referrer URL %1."},
    Words{Thrown::FetchDuplex, "A stream as body needs the member 'duplex'.",
          BLINK_FETCH "The `duplex` member must be specified for a request with a streaming body",
          "A stream as body needs the member 'duplex'."},
    Words{Thrown::FetchStreamKeepalive, "A stream as body cannot be kept alive.",
          BLINK_FETCH "Keepalive request cannot have a ReadableStream body.",
          "A stream as body cannot be kept alive."},
    Words{Thrown::FetchStreamMode, "A stream as body needs mode cors or same-origin.",
          BLINK_FETCH "If request is made from ReadableStream, mode should be\"same-origin\" or "
                      "\"cors\"",
          "A stream as body needs mode cors or same-origin."},
    Words{Thrown::XhrUrl, "Invalid URL", BLINK_OPEN "Invalid URL",
          "XMLHttpRequest.open: '%1' is not a valid URL."},
    Words{Thrown::XhrMethod, "'%1' is not a valid HTTP method.",
          BLINK_OPEN "'%1' is not a valid HTTP method.",
          "An invalid or illegal string was specified"},
    Words{Thrown::XhrForbiddenMethod, "'%1' HTTP method is unsupported.",
          BLINK_OPEN "'%1' HTTP method is unsupported.", "The operation is insecure."},
    Words{Thrown::XhrHeaderName, "The header '%1' has an invalid name or value.",
          BLINK_SET "'%1' is not a valid HTTP header field name.", "Invalid header name."},
    Words{Thrown::XhrHeaderValue, "The header value '%1' is invalid.",
          BLINK_SET "'%1' is not a valid HTTP header field value.", "Invalid header name."},
    Words{Thrown::XhrWideHeader,
          "Cannot convert argument to a ByteString because the character at index %1 has a value "
          "of %2 which is greater than 255.",
          BLINK_SET "String contains non ISO-8859-1 code point.",
          "XMLHttpRequest.setRequestHeader: Cannot convert argument %3 to ByteString because the "
          "character at index %1 has value %2 which is greater than 255."},
    Words{Thrown::BeaconUrl, "The URL is not one that a beacon can reach.",
          BLINK_BEACON "The URL argument is ill-formed or unsupported.",
          "Navigator.sendBeacon: %1 is not a valid URL."},
    Words{Thrown::BeaconScheme, "The URL is not one that a beacon can reach.",
          BLINK_BEACON "Beacons are only supported over HTTP(S).",
          "Navigator.sendBeacon: Beacon URL %1 must be either http:// or https://."},
    Words{Thrown::EventSourceUrl, "Invalid URL",
          "Failed to construct 'EventSource': Cannot open an EventSource to '%1'. The URL is "
          "invalid.",
          "An invalid or illegal string was specified"},
};

#undef BLINK_FETCH
#undef BLINK_OPEN
#undef BLINK_SET
#undef BLINK_BEACON

QByteArrayView templateOf(Thrown what, ThrownVocabulary vocabulary)
{
    const Words &words = AllWords.at(static_cast<std::size_t>(what));
    Q_ASSERT(words.what == what);
    switch (vocabulary) {
    case ThrownVocabulary::Plain:
        return words.plain;
    case ThrownVocabulary::Blink:
        return words.blink;
    case ThrownVocabulary::Gecko:
        return words.gecko;
    }
    Q_UNREACHABLE();
}

} // namespace

QByteArray thrownWords(Thrown what, const BrowserProfile &profile,
                       std::initializer_list<QByteArray> values)
{
    const QByteArrayView text = templateOf(what, profile.thrownVocabulary);
    QByteArray message;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) != '%') {
            message.append(text.at(i));
            continue;
        }
        const auto which = static_cast<std::size_t>(text.at(++i) - '1');
        message.append(*(values.begin() + which));
    }
    return message;
}

} // namespace corslab
