// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/lintlist.h"
#include "core/policy/originpattern.h"

#include <QHash>

namespace corslab {

namespace {

/// Which origins a pattern stands for, as a key to look for others that stand for the same or more.
QByteArray keyOf(const QByteArray &scheme, bool subdomains, QByteArrayView host,
                 const QByteArray &port)
{
    QByteArray key = scheme;
    key += subdomains ? "://*." : "://";
    key += host;
    return key + ':' + port;
}

QByteArray portOf(const OriginPattern &pattern)
{
    if (pattern.anyPort())
        return QByteArrayLiteral("*");
    return pattern.port() ? QByteArray::number(*pattern.port()) : QByteArray();
}

/// The keys of every pattern that covers this one, the nearest first; not its own.
QList<QByteArray> coveringKeys(const OriginPattern &pattern)
{
    const QByteArray port = portOf(pattern);
    const QByteArray any = QByteArrayLiteral("*");
    QList<QByteArray> keys;
    if (port != any)
        keys.append(keyOf(pattern.scheme(), pattern.subdomains(), pattern.host(), any));
    for (qsizetype dot = pattern.host().indexOf('.'); dot >= 0;
         dot = pattern.host().indexOf('.', dot + 1)) {
        const QByteArrayView suffix = QByteArrayView(pattern.host()).sliced(dot + 1);
        keys.append(keyOf(pattern.scheme(), true, suffix, port));
        if (port != any)
            keys.append(keyOf(pattern.scheme(), true, suffix, any));
    }
    return keys;
}

} // namespace

void findCoveredOrigins(LintList &lints, const Policy &policy)
{
    const auto report = [&lints, &policy](qsizetype index, const QByteArray &by) {
        const PolicyPlace place = placeAt(PolicyKey::Origins, index);
        Lint &lint =
            lints.add(LintId::O16, LintSeverity::Information, place, policy.origins[index].text);
        lint.related = by;
        lint.fix = {removal(place)};
    };

    QHash<QByteArray, qsizetype> first;
    std::vector<std::pair<qsizetype, OriginPattern>> patterns;
    QHash<QByteArray, QByteArray> covering;
    for (qsizetype i = 0; i < policy.origins.size(); ++i) {
        const OriginEntry &entry = policy.origins[i];
        const QByteArray identity = (entry.regex ? (entry.anchored ? "^" : "~") : "=") + entry.text;
        if (first.contains(identity)) {
            report(i, entry.text);
            continue;
        }
        first.insert(identity, i);
        if (isExpression(policy, entry))
            continue;
        const auto pattern = OriginPattern::parse(entry.text);
        if (!pattern || pattern->kind() != OriginPattern::Kind::Tuple)
            continue;
        if (pattern->subdomains() || pattern->anyPort())
            covering.insert(
                keyOf(pattern->scheme(), pattern->subdomains(), pattern->host(), portOf(*pattern)),
                entry.text);
        patterns.emplace_back(i, *pattern);
    }
    if (covering.isEmpty())
        return;
    for (const auto &[index, pattern] : patterns) {
        for (const QByteArray &key : coveringKeys(pattern)) {
            if (const auto found = covering.constFind(key); found != covering.constEnd()) {
                report(index, *found);
                break;
            }
        }
    }
}

} // namespace corslab
