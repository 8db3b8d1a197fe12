// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinetext.h"

#include "core/http/url.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>
#include <QLocale>

namespace corslab {

QString targetText(const QByteArray &url, const QByteArray &homeUrl)
{
    const auto parsed = Url::parse(QString::fromUtf8(url));
    if (!parsed)
        return visibleText(url);
    const auto home = Url::parse(QString::fromUtf8(homeUrl));
    const bool same =
        home && home->scheme() == parsed->scheme() && home->hostAndPort() == parsed->hostAndPort();
    return visibleText(same ? parsed->requestTarget() : parsed->hrefWithoutFragment());
}

QString shortened(const QString &text)
{
    constexpr qsizetype most = 120;
    if (text.size() <= most)
        return text;
    auto head = most * 2 / 3;
    auto tail = text.size() - (most - head);
    if (text[head - 1].isHighSurrogate())
        --head;
    if (text[tail].isLowSurrogate())
        ++tail;
    return text.left(head) + QStringLiteral(" \u2026 ") + text.mid(tail);
}

QString serverLabel(const QByteArray &url)
{
    const auto word = QCoreApplication::translate("corslab::Timeline", "Server");
    const auto parsed = Url::parse(QString::fromUtf8(url));
    if (!parsed || !parsed->host() || parsed->host()->isEmpty())
        return word;
    const auto &host = *parsed->host();
    if (host == "localhost" || host == "127.0.0.1" || host == "[::1]") {
        const auto port = parsed->effectivePort();
        return port ? word + QStringLiteral(" :%1").arg(*port) : word;
    }
    return word + QLatin1Char(' ') + visibleText(parsed->hostAndPort());
}

QString timeText(double milliseconds)
{
    const QLocale locale;
    if (milliseconds >= 10'000.0) {
        return QCoreApplication::translate("corslab::Timeline", "%1 s", "seconds")
            .arg(locale.toString(milliseconds / 1000.0, 'f', 1));
    }
    return locale.toString(milliseconds, 'f', milliseconds < 99.95 ? 1 : 0);
}

QString durationText(double milliseconds)
{
    const auto text = timeText(milliseconds);
    if (milliseconds >= 10'000.0)
        return text;
    return QCoreApplication::translate("corslab::Timeline", "%1 ms", "milliseconds").arg(text);
}

} // namespace corslab
