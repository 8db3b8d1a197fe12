// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/freshness.h"

#include "core/http/syntax.h"

#include <QLocale>

#include <algorithm>
#include <limits>

namespace corslab {

namespace {

/// More than that counts as that: RFC 9111, 1.2.2.
constexpr std::chrono::seconds Longest{std::numeric_limits<qint32>::max()};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// delta-seconds: RFC 9111, 1.2.2.
std::optional<std::chrono::seconds> readSeconds(QByteArrayView text, const BrowserProfile &profile)
{
    if (profile.maxAgeMayBeQuoted && text.size() > 1 && text.startsWith('"') && text.endsWith('"'))
        text = text.sliced(1, text.size() - 2);
    text = trimTabOrSpace(text);
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    if (end == text.begin() || (end != text.end() && !profile.maxAgeEndsAtNonDigit))
        return std::nullopt;
    bool fits = false;
    const qlonglong number = text.first(end - text.begin()).toLongLong(&fits);
    if (!fits && profile.maxAgeEndsAtNonDigit)
        return std::nullopt;
    return fits ? std::min(std::chrono::seconds(number), Longest) : Longest;
}

/// Never less than none.
std::chrono::seconds between(const QDateTime &from, const QDateTime &to)
{
    return std::chrono::seconds(std::max<qint64>(from.secsTo(to), 0));
}

} // namespace

CacheControl parseCacheControl(const HeaderList &headers, const BrowserProfile &profile,
                               QByteArrayView name)
{
    CacheControl control;
    for (const QByteArray &each : headers.get(name).value_or(QByteArray()).split(',')) {
        const QByteArray item = asciiLower(trimTabOrSpace(each));
        if (item == "no-store") {
            control.noStore = true;
        } else if (item == "no-cache") {
            control.noCache = true;
        } else if (item.startsWith("no-cache=")) {
            control.noCache = control.noCache || profile.qualifiedNoCacheCounts;
        } else if (item == "must-revalidate") {
            control.mustRevalidate = true;
        } else if (item.startsWith("min-fresh=")) {
            control.minFresh = readSeconds(QByteArrayView(item).sliced(10), profile);
        } else if (item.startsWith("max-age=")) {
            const auto seconds = readSeconds(QByteArrayView(item).sliced(8), profile);
            if (seconds && (!control.maxAge || profile.lastMaxAgeCounts))
                control.maxAge = seconds;
        }
    }
    return control;
}

std::optional<QDateTime> parseHttpDate(const QByteArray &value)
{
    static const QString forms[] = {QStringLiteral("dd MMM yyyy hh:mm:ss 'GMT'"),
                                    QStringLiteral("dd-MMM-yy hh:mm:ss 'GMT'"),
                                    QStringLiteral("MMM d hh:mm:ss yyyy")};
    // The day of the week adds nothing.
    QString text = QString::fromLatin1(value).simplified();
    text.remove(0, text.indexOf(u' ') + 1);
    for (const QString &form : forms) {
        QDateTime date = QLocale::c().toDateTime(text, form);
        if (!date.isValid())
            continue;
        date.setTimeSpec(Qt::UTC);
        // Two digits are of the years around this one.
        return date.date().year() < 1970 ? date.addYears(100) : date;
    }
    return std::nullopt;
}

std::optional<std::chrono::seconds> freshnessLifetime(const Response &response,
                                                      const QDateTime &received,
                                                      const BrowserProfile &profile)
{
    const CacheControl control = parseCacheControl(response.headers, profile);
    const bool pragma =
        profile.pragmaEndsFreshness &&
        asciiLower(response.headers.get("Pragma").value_or(QByteArray())).contains("no-cache");
    if (control.noCache || pragma)
        return std::chrono::seconds{0};
    if (control.maxAge)
        return control.maxAge;
    const QByteArray *dateLine = response.headers.first("Date");
    const QDateTime date = dateLine ? parseHttpDate(*dateLine).value_or(received) : received;
    if (const QByteArray *expires = response.headers.first("Expires")) {
        const auto until = parseHttpDate(*expires);
        if (until || *expires == "0" || !profile.badExpiresIsPassedOver)
            return until ? between(date, *until) : std::chrono::seconds{0};
    }
    const QByteArray *modified = response.headers.first("Last-Modified");
    if (modified && isAmong(response.status, profile.guessedAgeStatuses) &&
        (!control.mustRevalidate || profile.guessesAgeOfMustRevalidate)) {
        if (const auto since = parseHttpDate(*modified))
            return std::min(between(*since, date) / 10, profile.guessedAgeCap.value_or(Longest));
    }
    if (isAmong(response.status, profile.lastingStatuses))
        return Longest;
    return std::nullopt;
}

std::chrono::seconds ageAtArrival(const Response &response, const QDateTime &received)
{
    std::chrono::seconds age{0};
    if (const QByteArray *line = response.headers.first("Date")) {
        if (const auto date = parseHttpDate(*line))
            age = between(*date, received);
    }
    if (const QByteArray *line = response.headers.first("Age")) {
        bool ok = false;
        const qlonglong said = line->toLongLong(&ok);
        if (ok && said > 0)
            age = std::max(age, std::min(std::chrono::seconds(said), Longest));
    }
    return age;
}

} // namespace corslab
