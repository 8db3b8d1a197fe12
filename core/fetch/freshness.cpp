// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/freshness.h"

#include "core/http/syntax.h"

#include <QLocale>

#include <algorithm>
#include <cstdlib>

namespace corslab {

namespace {

/// Never less than none.
std::chrono::seconds between(const QDateTime &from, const QDateTime &to)
{
    return std::chrono::seconds(std::max<qint64>(from.secsTo(to), 0));
}

} // namespace

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

bool mustBeAsked(const Response &response, const BrowserProfile &profile)
{
    const CacheControl control = parseCacheControl(response.headers, profile);
    if (control.noCache || (profile.pragmaEndsFreshness && saysNoCache(response.headers, profile)))
        return true;
    const QByteArray *expires = response.headers.first("Expires");
    const QByteArray *date = response.headers.first("Date");
    const auto made = date ? parseHttpDate(*date) : std::nullopt;
    if (!expires || !made || control.maxAge)
        return false;
    const auto until = parseHttpDate(*expires);
    return until ? *until < *made : !profile.badExpiresIsPassedOver;
}

std::optional<std::chrono::seconds> freshnessLifetime(const Response &response,
                                                      const QDateTime &received,
                                                      const BrowserProfile &profile)
{
    const CacheControl control = parseCacheControl(response.headers, profile);
    if (mustBeAsked(response, profile))
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
    const bool mayGuess =
        isAmong(response.status, profile.guessedAgeStatuses) ||
        (control.saysForWhom && isAmong(response.status, profile.guessedAgeStatusesWhereSaid));
    if (modified && mayGuess && (!control.mustRevalidate || profile.guessesAgeOfMustRevalidate)) {
        if (const auto since = parseHttpDate(*modified))
            return std::min(between(*since, date) / 10, profile.guessedAgeCap.value_or(LongestAge));
    }
    if (isAmong(response.status, profile.lastingStatuses))
        return LongestAge;
    return std::nullopt;
}

std::chrono::seconds ageAtArrival(const Response &response, const QDateTime &received,
                                  const BrowserProfile &profile)
{
    std::chrono::seconds age{0};
    if (const QByteArray *line = response.headers.first("Date")) {
        if (const auto date = parseHttpDate(*line))
            age = between(*date, received);
    }
    const QByteArray *line = response.headers.first("Age");
    if (line && profile.ageWraps) {
        const auto said = static_cast<quint32>(std::strtoll(line->constData(), nullptr, 10));
        age = std::max(age, std::chrono::seconds(said));
    } else if (line) {
        bool ok = false;
        const qlonglong said = line->toLongLong(&ok);
        if (ok && said > 0)
            age = std::max(age, std::min(std::chrono::seconds(said), LongestAge));
    }
    return age;
}

} // namespace corslab
