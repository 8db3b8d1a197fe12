// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/blocking.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

/// https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
bool isMixedContent(const Request &request)
{
    const Environment &page = *request.client;
    const bool secure =
        page.origin.scheme() == "https" || (page.embed && page.embed->scheme() == "https");
    return secure && !request.currentUrl().isPotentiallyTrustworthy();
}

} // namespace

bool isBadPort(quint16 port) noexcept
{
    static constexpr std::array<quint16, 83> ports = {
        0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,   25,
        37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,  109,
        110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,  389,
        427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,  556,
        563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659, 4045,
        4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080};
    return std::binary_search(ports.begin(), ports.end(), port);
}

std::optional<Cause> blockedBeforeFetch(const Request &request, const BrowserProfile &profile,
                                        FetchTrace &trace)
{
    const Url &url = request.currentUrl();
    const auto port = url.port();
    if (url.isHttpOrHttps() && port && isBadPort(*port)) {
        trace.fail(StepId::BadPort, {}, QByteArray::number(*port));
        return Cause{CauseCode::BadPort, QByteArray::number(*port)};
    }
    if (url.isHttpOrHttps() && isMixedContent(request)) {
        trace.fail(StepId::MixedContent, request.origin().serialized(), url.href());
        return Cause{CauseCode::MixedContent, url.href()};
    }
    if (profile.refusesUnspecifiedAddress && url.host() == QByteArrayLiteral("0.0.0.0")) {
        trace.fail(StepId::Network, {}, QByteArrayLiteral("0.0.0.0"));
        return Cause{CauseCode::ConnectionRefused, QByteArrayLiteral("0.0.0.0")};
    }
    return std::nullopt;
}

} // namespace corslab
