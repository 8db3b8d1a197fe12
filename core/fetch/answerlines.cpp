// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/answerlines.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

/// Firefox, nsHttpHeaderArray::IsSingletonHeader: the first line counts, the others are dropped.
bool hasOneLine(QByteArrayView name)
{
    static constexpr NameList<13> names = {"Authorization",
                                           "Content-Disposition",
                                           "Content-Length",
                                           "From",
                                           "Host",
                                           "If-Modified-Since",
                                           "If-Unmodified-Since",
                                           "Location",
                                           "Max-Forwards",
                                           "Proxy-Authorization",
                                           "Referer",
                                           "Strict-Transport-Security",
                                           "User-Agent"};
    return isOneOf(name, names);
}

constexpr char AllowOrigin[] = "Access-Control-Allow-Origin";

/// Those of the name `apart` stay as they are.
HeaderList merged(const HeaderList &headers, QByteArrayView apart)
{
    HeaderList out;
    for (const auto &[name, value] : headers) {
        const bool type = equalsIgnoreCase(name, "Content-Type");
        const QByteArray *present = equalsIgnoreCase(name, apart) ? nullptr : out.first(name);
        if (!present) {
            out.append(name, value);
        } else if (hasOneLine(name)) {
            continue;
        } else if (present->isEmpty()) {
            out.set(name, value);
        } else if (type || !value.isEmpty()) {
            out.set(name, *present + (type ? "," : ", ") + value);
        }
    }
    return out;
}

} // namespace

std::optional<QByteArray> contradictoryLine(const HeaderList &headers,
                                            const BrowserProfile &profile)
{
    if (!profile.differingLocationsFail)
        return std::nullopt;
    for (const char *name : {"Location", "Content-Disposition"}) {
        const QList<QByteArray> lines = headers.lines(name);
        const bool differ = std::any_of(lines.begin(), lines.end(), [&](const QByteArray &line) {
            return line != lines.first();
        });
        if (differ)
            return QByteArray(name);
    }
    return std::nullopt;
}

HeaderList linesForBrowser(const HeaderList &headers, const BrowserProfile &profile)
{
    if (!profile.mergesAnswerLines)
        return headers;
    const auto spelled = std::count_if(headers.begin(), headers.end(),
                                       [](const Header &line) { return line.name == AllowOrigin; });
    return merged(headers, spelled > 1 ? QByteArrayView(AllowOrigin) : QByteArrayView());
}

HeaderList linesForScript(const HeaderList &headers, const BrowserProfile &profile)
{
    return profile.mergesAnswerLines ? merged(headers, {}) : headers;
}

} // namespace corslab
