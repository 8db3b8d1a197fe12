// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/testorigins.h"

#include <algorithm>

namespace corslab {

QString TestOrigin::host() const
{
    return hasDefaultPort() ? hostname : hostname + u':' + QString::number(port);
}

QHostAddress TestOrigin::address() const
{
    return QHostAddress(hostname == u"[::1]" ? QHostAddress::LocalHostIPv6
                                             : QHostAddress::LocalHost);
}

std::vector<TestOrigin> testOrigins()
{
    const QString http = u"http"_qs;
    const QString https = u"https"_qs;
    return {{u"A"_qs, http, u"localhost"_qs},
            {u"B"_qs, http, u"localhost"_qs},
            {u"C"_qs, http, u"127.0.0.1"_qs},
            {u"D"_qs, http, u"one.site.localhost"_qs},
            {u"E"_qs, http, u"two.site.localhost"_qs},
            {u"F"_qs, http, u"other.localhost"_qs},
            {u"G"_qs, http, u"[::1]"_qs},
            {u"S"_qs, https, u"localhost"_qs},
            {u"T"_qs, https, u"127.0.0.1"_qs},
            {u"U"_qs, https, u"one.site.localhost"_qs},
            {u"V"_qs, https, u"localhost"_qs},
            {u"P"_qs, http, u"localhost"_qs, 80},
            {u"Q"_qs, https, u"localhost"_qs, 443},
            {u"Z"_qs, http, u"localhost"_qs, 0, true}};
}

Placeholding::Placeholding(std::vector<TestOrigin> origins)
    : m_origins(std::move(origins))
{
    // The longest first, so that none is taken for a part of another.
    std::vector<TestOrigin> byLength = m_origins;
    std::stable_sort(byLength.begin(), byLength.end(), [](const auto &a, const auto &b) {
        return a.host().size() > b.host().size();
    });
    const auto whole = QRegularExpression::CaseInsensitiveOption;
    for (const TestOrigin &each : byLength) {
        const QString tail = each.hasDefaultPort() ? u"(?![:\\w.-])"_qs : u"(?!\\d)"_qs;
        m_rules.push_back(
            {QRegularExpression(QRegularExpression::escape(each.origin()) + tail, whole),
             each.origin(), u"{{"_qs + each.key + u"}}"_qs, each.key});
    }
    for (const TestOrigin &each : byLength) {
        if (!each.hasDefaultPort())
            m_rules.push_back(
                {QRegularExpression(QRegularExpression::escape(each.host()) + u"(?!\\d)"_qs),
                 {},
                 u"{{"_qs + each.key + u".host}}"_qs,
                 each.key});
    }
    for (const TestOrigin &each : byLength) {
        if (!each.hasDefaultPort())
            m_rules.push_back({QRegularExpression(u"(?<!\\d)%1(?!\\d)"_qs.arg(each.port)),
                               {},
                               u"{{"_qs + each.key + u".port}}"_qs,
                               each.key});
    }
}

QString Placeholding::filled(QString text) const
{
    for (const TestOrigin &each : m_origins) {
        const QString open = u"{{"_qs + each.key;
        text.replace(open + u"}}"_qs, each.origin());
        text.replace(open + u".host}}"_qs, each.host());
        text.replace(open + u".hostname}}"_qs, each.hostname);
        text.replace(open + u".port}}"_qs, QString::number(each.port));
        text.replace(open + u".origin}}"_qs, each.origin());
    }
    return text;
}

QString Placeholding::emptied(const QString &text) const
{
    QString out = text;
    for (const Rule &rule : m_rules) {
        qsizetype from = 0;
        for (;;) {
            const QRegularExpressionMatch match = rule.pattern.match(out, from);
            if (!match.hasMatch())
                break;
            // An address that is written in another case is told from the right one.
            const QString found = match.captured();
            const QString put = rule.exact.isEmpty() || found == rule.exact
                                    ? rule.placeholder
                                    : u"{{"_qs + rule.key + u'~' + found + u"}}"_qs;
            out.replace(match.capturedStart(), match.capturedLength(), put);
            from = match.capturedStart() + put.size();
        }
    }
    return out;
}

} // namespace corslab
