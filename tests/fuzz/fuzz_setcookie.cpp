// SPDX-License-Identifier: GPL-3.0-or-later
// Input, a line each: the browser, the URL that sets, the page's URL, the URL that is asked next;
// then Set-Cookie lines.
#include "core/fetch/cookiejar.h"
#include "core/http/site.h"
#include "core/http/syntax.h"
#include "tests/fuzz/fuzztarget.h"
#include "tests/support/manualclock.h"

#include <algorithm>

using namespace corslab;

namespace {

Url takeUrl(QByteArrayView &input)
{
    const auto url = Url::parse(QString::fromUtf8(takeLine(input)));
    return url && url->isHttpOrHttps() ? *url : *Url::parse(u"https://www.example.com/dir/page");
}

/// A cookie that was deleted and set again comes last.
QList<QByteArray> sorted(const QByteArray &cookies)
{
    QList<QByteArray> list = cookies.split(';');
    for (QByteArray &each : list)
        each = each.trimmed();
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace

void fuzzOne(QByteArrayView input)
{
    const QByteArray choices = takeLine(input);
    const BrowserProfile profile = browserProfile(static_cast<BrowserName>(choice(choices, 0, 4)));
    ManualClock clock;
    CookieJar jar(profile, clock);
    FetchTrace trace(nullptr, clock);

    Request request;
    request.urlList = {takeUrl(input)};
    Environment page;
    page.url = takeUrl(input);
    page.origin = page.url.origin();
    request.client = &page;
    Request next = request;
    next.urlList = {takeUrl(input)};
    const QList<QByteArray> lines = takeLines(input);

    jar.store(lines, request, trace);
    const int stored = jar.size();
    mustHold(stored <= lines.size(), "a line sets one cookie at the most");
    const QByteArray own = jar.cookiesFor(request, trace);
    const QByteArray other = jar.cookiesFor(next, trace);
    mustHold(isHeaderValue(own) && isHeaderValue(other), "Cookie is a header's value");
    if (!isSchemelesslySameSite(next.currentUrl().origin(), request.currentUrl().origin()))
        mustHold(other.isEmpty(), "another site does not get the cookies");

    jar.store(lines, request, trace);
    mustHold(jar.size() == stored, "the same lines once more change no number");
    mustHold(sorted(jar.cookiesFor(request, trace)) == sorted(own), "and no value");

    for (const QByteArray &line : lines)
        jar.assign(line, page);
    mustHold(isHeaderValue(jar.documentCookies(page)), "what a script reads is on one line");
    clock.advance(std::chrono::hours(401 * 24));
    mustHold(jar.documentCookies(page).size() >= 0, "expired ones can be asked for");
}
