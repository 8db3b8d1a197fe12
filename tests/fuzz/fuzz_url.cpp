// SPDX-License-Identifier: GPL-3.0-or-later
// Input: a base URL on the first line (it may be empty), the URL below it.
#include "core/http/url.h"
#include "tests/fuzz/fuzztarget.h"

#include <algorithm>

using namespace corslab;

namespace {

bool isAscii(const QByteArray &bytes)
{
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void checkOrigin(const Url &url)
{
    const Origin origin = url.origin();
    mustHold(origin == origin, "an origin is itself");
    if (origin.isOpaque()) {
        mustHold(origin.serialized() == "null", "an opaque origin is written null");
        return;
    }
    if (!url.isHttpOrHttps())
        return;
    const auto again = Origin::fromSerialized(origin.serialized());
    mustHold(again.has_value(), "a URL's origin is one that a browser sends");
    mustHold(*again == origin, "an origin that was written and read is the same");
}

void checkUrl(const Url &url)
{
    const QByteArray href = url.href();
    mustHold(isAscii(href), "a URL is written in ASCII");
    const auto again = Url::parse(QString::fromLatin1(href));
    mustHold(again.has_value(), "a URL that was written can be read");
    mustHold(again->href() == href, "a URL that was read and written again stays as it is");
    mustHold(*again == url, "a URL that was written and read is the same");
    const auto based = Url::parse(QString::fromLatin1(href), &url);
    mustHold(based.has_value() && *based == url, "an absolute URL does not need its base");
    mustHold(!url.isHttpOrHttps() || (url.host() && !url.host()->isEmpty()), "http has a host");
    mustHold(url.hasOpaquePath() || url.path().isEmpty() || url.path().startsWith('/'),
             "a path begins with a slash");
    checkOrigin(url);
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const auto base = Url::parse(QString::fromUtf8(takeLine(input)));
    const QString text = QString::fromUtf8(input);
    if (base)
        checkUrl(*base);
    if (const auto absolute = Url::parse(text))
        checkUrl(*absolute);
    if (!base)
        return;
    if (const auto relative = Url::parse(text, &*base))
        checkUrl(*relative);
}
