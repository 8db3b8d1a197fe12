// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/disagreement.h"

#include "core/http/syntax.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace corslab {

namespace {

/// Multipart boundaries and the opaque origins of Firefox are made up anew each time.
QString withoutChance(QString text)
{
    static const QRegularExpression madeUp(
        u"----(WebKitFormBoundary\\w+|geckoformboundary[0-9a-f]+)"
        "|(?<=moz-nullprincipal:)\\{[0-9a-f-]+\\}"_qs);
    return text.replace(madeUp, u"~"_qs);
}

QString jsonText(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"absent"_qs;
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return withoutChance(QString::fromUtf8(list.mid(1, list.size() - 2)));
}

/// Pairs in an order of their own: that of a header list that a script walks through is the
/// same everywhere, and XMLHttpRequest's is not.
QJsonValue sortedPairs(const QJsonValue &value)
{
    QList<QJsonValue> pairs;
    for (const QJsonValue pair : value.toArray())
        pairs.append(pair);
    std::stable_sort(pairs.begin(), pairs.end(), [](const QJsonValue &a, const QJsonValue &b) {
        return a[0].toString() < b[0].toString();
    });
    QJsonArray sorted;
    for (const QJsonValue &pair : pairs)
        sorted.append(pair);
    return sorted;
}

/// How often the platform tells of progress is a matter of time; an error's words are the engine's.
QJsonValue comparable(const QString &key, const QJsonValue &value)
{
    if (key == u"headers")
        return sortedPairs(value);
    if (key == u"error" || key == u"bodyError")
        return value[u"name"_qs];
    if (key == u"badHeaders") {
        QJsonArray names;
        for (const QJsonValue bad : value.toArray())
            names.append(bad[0]);
        return names;
    }
    if (key == u"upload") {
        QJsonArray events;
        for (const QJsonValue event : value.toArray()) {
            if (event != u"progress"_qs)
                events.append(event);
        }
        return events;
    }
    return value;
}

void compareScripts(const QJsonArray &real, const QJsonArray &model,
                    std::vector<Disagreement> &found)
{
    const QSet<QString> verdictKeys{u"outcome"_qs, u"type"_qs, u"status"_qs};
    for (qsizetype i = 0; i < std::max(real.size(), model.size()); ++i) {
        const QJsonObject a = real[i].toObject();
        const QJsonObject b = model[i].toObject();
        QStringList keys = a.keys() + b.keys();
        keys.removeDuplicates();
        for (const QString &key : keys) {
            const QString left = jsonText(comparable(key, a.value(key)));
            const QString right = jsonText(comparable(key, b.value(key)));
            if (left != right)
                found.push_back({verdictKeys.contains(key) ? u"verdict"_qs : u"script"_qs, key,
                                 u"request %1: %2"_qs.arg(i).arg(left),
                                 u"request %1: %2"_qs.arg(i).arg(right)});
        }
    }
}

QString lineOf(const SeenRequest &request)
{
    return QString::fromLatin1(request.method + ' ' + request.origin + request.target);
}

QString sequenceOf(const Observation &observation)
{
    QStringList lines;
    for (const SeenRequest &request : observation.wire)
        lines.append(lineOf(request));
    return lines.join(u" | ");
}

/// Headers by which a build of a browser names itself or that the connection's state decides.
bool isBrand(const QByteArray &name)
{
    static const QSet<QByteArray> names{
        "user-agent", "priority", "te",      "keep-alive", "accept-encoding",
        "dnt",        "host",     "sec-gpc", "connection", "sec-fetch-storage-access"};
    return names.contains(name) || name.startsWith("sec-ch-ua");
}

QString valuesOf(const SeenRequest &request, const QByteArray &name)
{
    const QList<QByteArray> lines = request.headers.lines(name);
    return lines.isEmpty() ? u"absent"_qs
                           : withoutChance(QString::fromLatin1(lines.join("\" and \"")));
}

void compareRequests(const SeenRequest &real, const SeenRequest &model,
                     std::vector<Disagreement> &found)
{
    const QString realBody = withoutChance(QString::fromLatin1(real.body));
    QSet<QByteArray> names;
    for (const HeaderList *headers : {&real.headers, &model.headers}) {
        for (const Header &header : *headers)
            names.insert(header.name.toLower());
    }
    // Boundaries of Firefox have a length of their own each time.
    if (realBody != QString::fromLatin1(real.body))
        names.remove("content-length");
    for (const QByteArray &name : names) {
        const QString left = valuesOf(real, name);
        const QString right = valuesOf(model, name);
        if (!isBrand(name) && left != right)
            found.push_back({u"headers"_qs, QString::fromLatin1(name),
                             lineOf(real) + u": "_qs + left, lineOf(model) + u": "_qs + right});
    }
    const QString modelBody = withoutChance(QString::fromLatin1(model.body));
    if (realBody != modelBody)
        found.push_back({u"headers"_qs, u"body"_qs, realBody, modelBody});
}

QSet<QByteArray> namesIn(const HeaderList &headers, QByteArrayView name)
{
    QSet<QByteArray> names;
    for (const QByteArray &line : headers.lines(name)) {
        for (const QByteArray &each : line.split(','))
            names.insert(each.trimmed().toLower());
    }
    return names;
}

/// Which of several refused headers Chromium names is decided by the order of a hash table in it.
/// Where a preflight asked about more than one that its answer does not list, each counts as any.
QString withoutChosenName(QString text, const Observation &observation)
{
    static const QRegularExpression named(u"(?<=Request header field )\\S+(?= is not allowed)"_qs);
    const QString name = named.match(text).captured();
    const bool chosen =
        std::any_of(observation.wire.begin(), observation.wire.end(), [&](const SeenRequest &each) {
            const QSet<QByteArray> refused =
                namesIn(each.headers, "Access-Control-Request-Headers") -
                namesIn(each.answered, "Access-Control-Allow-Headers");
            return refused.size() > 1 && refused.contains(name.toLatin1());
        });
    return chosen ? text.replace(named, u"~"_qs) : text;
}

QString consoleOf(const Observation &observation)
{
    static const QRegularExpression about(u"CORS|Cross-Origin|Fetch API cannot load"_qs);
    QStringList texts;
    for (const QString &text : observation.console.filter(about))
        texts.append(withoutChosenName(withoutChance(text), observation));
    texts.sort();
    return texts.join(u'\n');
}

} // namespace

std::vector<Disagreement> compare(const Observation &real, const Observation &model)
{
    std::vector<Disagreement> found;
    compareScripts(real.script, model.script, found);
    if (sequenceOf(real) != sequenceOf(model)) {
        found.push_back({u"sequence"_qs, {}, sequenceOf(real), sequenceOf(model)});
    } else {
        for (std::size_t i = 0; i < real.wire.size(); ++i)
            compareRequests(real.wire[i], model.wire[i], found);
    }
    if (consoleOf(real) != consoleOf(model))
        found.push_back({u"console"_qs, {}, consoleOf(real), consoleOf(model)});
    return found;
}

QString described(const Observation &seen)
{
    QStringList lines;
    for (const SeenRequest &request : seen.wire) {
        lines.append(u"> "_qs + lineOf(request));
        for (const auto &[name, value] : request.headers) {
            if (!isBrand(name.toLower()))
                lines.append(
                    u"    %1: %2"_qs.arg(QString::fromLatin1(name), QString::fromLatin1(value)));
        }
        if (!request.body.isEmpty())
            lines.append(u"    "_qs + jsonText(QString::fromLatin1(request.body)));
    }
    for (const QJsonValue outcome : seen.script)
        lines.append(u"< "_qs + jsonText(outcome));
    for (const QString &text : seen.console)
        lines.append(u"! "_qs + text);
    return lines.join(u'\n');
}

} // namespace corslab
