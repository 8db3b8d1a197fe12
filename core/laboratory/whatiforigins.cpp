// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/whatiforigins.h"

#include "core/http/origin.h"
#include "core/policy/originpattern.h"
#include "core/policy/originsample.h"

#include <QSet>

#include <algorithm>

namespace corslab {

namespace {

/// Rows that one entry may need at most.
constexpr qsizetype RowsAnEntry = 6;

QByteArray withPort(QByteArray origin, std::optional<quint16> port)
{
    return port ? origin + ':' + QByteArray::number(*port) : origin;
}

class Rows
{
public:
    void add(const QByteArray &origin, WhatIfSource source, const QByteArray &from = {})
    {
        if (m_seen.contains(origin) || !Origin::fromSerialized(origin))
            return;
        m_seen.insert(origin);
        m_result.rows.push_back({origin, source, from});
    }

    void addEntry(const OriginEntry &entry)
    {
        const auto pattern = OriginPattern::parse(entry.text);
        if (!entry.regex && pattern) {
            if (pattern->kind() != OriginPattern::Kind::Tuple)
                return; // `*` and `null` have rows of their own
            const auto port = pattern->anyPort() ? std::optional<quint16>(8080) : pattern->port();
            const QByteArray host = (pattern->subdomains() ? "app." : "") + pattern->host();
            add(withPort(pattern->scheme() + "://" + host, port), WhatIfSource::Policy, entry.text);
            addAttackers(pattern->scheme(), pattern->host(), port, entry.text);
            return;
        }
        QByteArray meant = entry.text;
        if (entry.regex) {
            meant = sampleOf(entry.text).text;
            if (!meant.contains("://"))
                meant = "https://" + meant;
        }
        auto origin = Origin::fromSerialized(meant);
        // What a browser would send in the place of what can never match.
        if (!origin && !origin.error().suggestion.isEmpty())
            origin = Origin::fromSerialized(origin.error().suggestion);
        if (!origin || origin->isOpaque())
            return;
        add(origin->serialized(), WhatIfSource::Policy, entry.text);
        addAttackers(origin->scheme(), origin->host(), origin->port(), entry.text);
    }

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_result.rows.size()); }
    [[nodiscard]] WhatIfOrigins take(qsizetype leftOut)
    {
        m_result.leftOut = leftOut;
        return std::move(m_result);
    }

private:
    void addAttackers(const QByteArray &scheme, const QByteArray &host, std::optional<quint16> port,
                      const QByteArray &from)
    {
        constexpr quint16 otherPort = 8443;
        const QByteArray start = scheme + "://";
        add(withPort(start + "evil" + host, port), WhatIfSource::LookAlikePrefix, from);
        add(withPort(start + host + ".evil.example", port), WhatIfSource::LookAlikeSuffix, from);
        add(withPort((scheme == "https" ? "http://" : "https://") + host, port),
            WhatIfSource::OtherScheme, from);
        const auto next = port && *port < 65535 ? quint16(*port + 1) : otherPort;
        add(withPort(start + host, next), WhatIfSource::OtherPort, from);
        add(withPort(start + "evil." + host, port), WhatIfSource::Subdomain, from);
    }

    QSet<QByteArray> m_seen;
    WhatIfOrigins m_result;
};

QByteArray keyOf(const OriginEntry &entry)
{
    return (entry.regex ? "/" : "") + entry.text;
}

} // namespace

WhatIfOrigins whatIfOrigins(const QByteArray &page, const QList<QByteArray> &typed,
                            const QList<Policy> &policies, const QList<Policy> &before,
                            qsizetype limit)
{
    Rows rows;
    rows.add(page, WhatIfSource::Page);
    for (const QByteArray &origin : typed)
        rows.add(origin, WhatIfSource::Typed);
    rows.add("null", WhatIfSource::Null);
    rows.add("https://evil.example", WhatIfSource::Stranger);

    QList<OriginEntry> entries;
    QSet<QByteArray> now;
    QSet<QByteArray> old;
    for (const Policy &policy : policies) {
        for (const OriginEntry &entry : policy.origins) {
            if (!now.contains(keyOf(entry)))
                entries.append(entry);
            now.insert(keyOf(entry));
        }
    }
    for (const Policy &policy : before) {
        for (const OriginEntry &entry : policy.origins) {
            if (!now.contains(keyOf(entry)) && !old.contains(keyOf(entry)))
                entries.append(entry);
            old.insert(keyOf(entry));
        }
    }
    if (entries.size() * RowsAnEntry > limit && !before.isEmpty()) {
        std::stable_partition(entries.begin(), entries.end(), [&](const OriginEntry &entry) {
            return !now.contains(keyOf(entry)) || !old.contains(keyOf(entry));
        });
    }
    qsizetype done = 0;
    for (; done < entries.size() && rows.size() + RowsAnEntry <= limit; ++done)
        rows.addEntry(entries.at(done));
    return rows.take(entries.size() - done);
}

} // namespace corslab
