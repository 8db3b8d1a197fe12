// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/storedheaders.h"

#include "core/http/headername.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

/// What a 304 says of them is not taken over: RFC 9111, 3.2, and in both browsers the tag as well
/// (net/http/http_response_headers.cc, kNonUpdatedHeaders;
/// netwerk/protocol/http/nsHttpResponseHead.cpp, UpdateHeaders).
bool isNotUpdated(const QByteArray &name, const BrowserProfile &profile)
{
    static constexpr NameList<16> names = {"Connection",
                                           "Content-Encoding",
                                           "Content-Length",
                                           "Content-Location",
                                           "Content-MD5",
                                           "Content-Range",
                                           "Content-Type",
                                           "ETag",
                                           "Keep-Alive",
                                           "Proxy-Authenticate",
                                           "Proxy-Authorization",
                                           "Proxy-Connection",
                                           "TE",
                                           "Trailer",
                                           "Transfer-Encoding",
                                           "Upgrade"};
    const auto lasts = [&name](const QByteArray &each) {
        return each.endsWith('-') ? asciiLower(name).startsWith(asciiLower(each))
                                  : equalsIgnoreCase(name, each);
    };
    return isOneOf(name, names) ||
           std::any_of(profile.lastingHeaders.begin(), profile.lastingHeaders.end(), lasts);
}

/// What `no-cache="x-a, x-b"` names: RFC 9111, 5.2.2.4.
QList<QByteArray> qualifiedNames(const HeaderList &headers, const BrowserProfile &profile)
{
    const auto control = headers.get("Cache-Control");
    if (!control || profile.qualifiedNoCacheCounts)
        return {};
    static constexpr QByteArrayView directive = "no-cache=\"";
    QList<QByteArray> names;
    for (qsizetype at = control->indexOf(directive); at >= 0;) {
        const qsizetype begin = at + directive.size();
        const qsizetype end = control->indexOf('"', begin);
        for (const QByteArray &name : control->mid(begin, end - begin).split(',')) {
            if (end > 0)
                names.append(name.trimmed());
        }
        at = control->indexOf(directive, begin);
    }
    return names;
}

} // namespace

void dropUnkept(HeaderList &headers, const BrowserProfile &profile)
{
    for (const char *name : {"Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection",
                             "Trailer", "Transfer-Encoding", "Upgrade", "WWW-Authenticate"})
        headers.remove(name);
    for (const QByteArray &name : profile.unkeptHeaders)
        headers.remove(name);
    for (const QByteArray &name : qualifiedNames(headers, profile))
        headers.remove(name);
    if (!profile.emptyLinesAreNotKept)
        return;
    HeaderList full;
    for (const auto &[name, value] : headers) {
        if (!value.isEmpty())
            full.append(name, value);
    }
    headers = std::move(full);
}

void freshen(HeaderList &kept, const HeaderList &confirmation, const BrowserProfile &profile)
{
    for (const auto &[name, value] : confirmation) {
        if (!isNotUpdated(name, profile))
            kept.remove(name);
    }
    for (const auto &[name, value] : confirmation) {
        const bool empty = value.isEmpty() && profile.emptyLinesAreNotKept;
        if (!isNotUpdated(name, profile) && !empty)
            kept.append(name, value);
    }
}

} // namespace corslab
