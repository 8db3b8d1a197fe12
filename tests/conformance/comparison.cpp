// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/comparison.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace corslab {

namespace {

QString textOf(const QJsonValue &value)
{
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

/// Boundaries of multipart bodies are random.
QString withoutBoundary(QString text)
{
    static const QRegularExpression boundary(
        u"----WebKitFormBoundary(~|\\w+)|----geckoformboundary(~|[0-9a-f]+)"_qs);
    return text.replace(boundary, u"~boundary"_qs);
}

QJsonObject steadyOutcome(const QJsonObject &outcome)
{
    QJsonObject out =
        QJsonDocument::fromJson(
            withoutBoundary(QString::fromUtf8(QJsonDocument(outcome).toJson())).toUtf8())
            .object();
    // Errors' words differ with the browser's language and version, and the rest says nothing of
    // CORS.
    for (const char *key : {"error", "windowError", "muted", "size", "rules"})
        out.remove(QLatin1String(key));
    if (out.contains(u"bodyError"_qs))
        out[u"bodyError"_qs] = true;
    if (out.contains(u"badHeaders"_qs)) {
        QJsonArray names;
        for (const QJsonValue bad : out[u"badHeaders"_qs].toArray())
            names.append(bad[0]);
        out[u"badHeaders"_qs] = names;
    }
    if (out.contains(u"headers"_qs)) {
        QJsonArray sorted = out[u"headers"_qs].toArray();
        QList<QJsonValue> lines(sorted.begin(), sorted.end());
        std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) {
            return a[0].toString() < b[0].toString();
        });
        QJsonArray again;
        for (const QJsonValue &line : lines)
            again.append(line);
        out[u"headers"_qs] = again;
    }
    // How often progress is told depends on the time that it takes.
    if (out.contains(u"upload"_qs)) {
        QJsonArray events;
        for (const QJsonValue event : out[u"upload"_qs].toArray()) {
            if (event.toString() != u"progress")
                events.append(event);
        }
        out[u"upload"_qs] = events;
    }
    return out;
}

QList<QJsonObject> outcomesOf(const QJsonObject &record)
{
    QList<QJsonObject> outcomes;
    for (const QJsonValue outcome : record[u"js"_qs].toArray()) {
        if (outcome.isObject())
            outcomes.append(steadyOutcome(outcome.toObject()));
    }
    return outcomes;
}

void compareScript(Difference &difference, const QJsonObject &real, const QJsonObject &model)
{
    const QList<QJsonObject> wanted = outcomesOf(real);
    const QList<QJsonObject> got = outcomesOf(model);
    if (wanted.size() != got.size())
        difference.add(Level::Verdict,
                       u"%1 outcomes, not %2"_qs.arg(got.size()).arg(wanted.size()));
    for (qsizetype i = 0; i < std::min(wanted.size(), got.size()); ++i) {
        QStringList keys = wanted.at(i).keys() + got.at(i).keys();
        keys.removeDuplicates();
        for (const QString &key : keys) {
            const QJsonValue a = wanted.at(i)[key];
            const QJsonValue b = got.at(i)[key];
            if (a == b)
                continue;
            const bool verdict = key == u"outcome" || key == u"type" || key == u"status";
            difference.add(
                verdict ? Level::Verdict : Level::Script,
                u"%1[%2]: %3, not %4"_qs.arg(key, QString::number(i), textOf(b), textOf(a)));
        }
    }
    if (difference.on(Level::Verdict))
        difference.differs[static_cast<std::size_t>(Level::Script)] = true;
}

QStringList sequenceOf(const QJsonArray &wire)
{
    QStringList sequence;
    for (const QJsonValue entry : wire)
        sequence.append(u"%1 %2 %3"_qs.arg(entry[u"o"_qs].toString(), entry[u"m"_qs].toString(),
                                           entry[u"t"_qs].toString()));
    return sequence;
}

/// By lower-case name. Without what says no more than which browser it is.
std::map<QString, QStringList> headersOf(const QJsonValue &entry)
{
    static const QRegularExpression brand(
        u"^(host|user-agent|sec-ch-ua.*|accept-encoding|connection|priority|te|keep-alive|"
        "upgrade-insecure-requests|sec-fetch-.*|dnt|sec-gpc)$"_qs);
    const QString body = entry[u"b"_qs].toString();
    bool multipart = body.contains(u"boundary"_qs, Qt::CaseInsensitive);
    std::map<QString, QStringList> headers;
    for (const QJsonValue line : entry[u"h"_qs].toArray()) {
        const QString name = line[0].toString().toLower();
        const QString value = line[1].toString();
        if (name == u"content-type" && value.contains(u"boundary="_qs) && !body.isEmpty())
            multipart = true;
        if (!brand.match(name).hasMatch() &&
            !(name == u"accept-language" && value.startsWith(u"en-US"_qs)))
            headers[name].append(withoutBoundary(value));
    }
    if (multipart)
        headers.erase(u"content-length"_qs);
    return headers;
}

void compareWire(Difference &difference, const QJsonObject &real, const QJsonObject &model)
{
    const QJsonArray wanted = real[u"wire"_qs].toArray();
    const QJsonArray got = model[u"wire"_qs].toArray();
    if (sequenceOf(wanted) != sequenceOf(got)) {
        difference.add(Level::Sequence, u"%1, not %2"_qs.arg(sequenceOf(got).join(u" | "_qs),
                                                             sequenceOf(wanted).join(u" | "_qs)));
        difference.differs[static_cast<std::size_t>(Level::Headers)] = true;
        return;
    }
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        auto a = headersOf(wanted.at(i));
        auto b = headersOf(got.at(i));
        for (const auto &[name, lines] : a) {
            if (b[name] != lines)
                difference.add(Level::Headers, u"%1[%2]: %3, not %4"_qs.arg(
                                                   name, QString::number(i),
                                                   b[name].join(u" | "_qs), lines.join(u" | "_qs)));
        }
        for (const auto &[name, lines] : b) {
            if (!a.contains(name) && !lines.isEmpty())
                difference.add(Level::Headers,
                               u"%1[%2]: %3, not there in the browser"_qs.arg(
                                   name, QString::number(i), lines.join(u" | "_qs)));
        }
        const QString body = withoutBoundary(wanted.at(i)[u"b"_qs].toString());
        if (withoutBoundary(got.at(i)[u"b"_qs].toString()) != body)
            difference.add(Level::Headers, u"body[%1] differs"_qs.arg(i));
    }
}

QStringList corsTexts(const QJsonObject &record)
{
    static const QRegularExpression about(u"CORS|Cross-Origin|Fetch API cannot load"_qs);
    QStringList texts;
    for (const QJsonValue line : record[u"console"_qs].toArray()) {
        const QString text = line.isString() ? line.toString() : line[u"text"_qs].toString();
        if (text.contains(about))
            texts.append(text);
    }
    texts.sort();
    return texts;
}

} // namespace

QString levelName(Level level)
{
    switch (level) {
    case Level::Verdict:
        return u"verdict"_qs;
    case Level::Script:
        return u"script"_qs;
    case Level::Sequence:
        return u"sequence"_qs;
    case Level::Headers:
        return u"headers"_qs;
    case Level::Console:
        return u"console"_qs;
    }
    Q_UNREACHABLE();
}

bool Difference::any() const
{
    return std::find(differs.begin(), differs.end(), true) != differs.end();
}

void Difference::add(Level level, const QString &text)
{
    bool &known = differs[static_cast<std::size_t>(level)];
    if (!known)
        words.append(levelName(level) + u": "_qs + text);
    known = true;
}

Difference compare(const QJsonObject &real, const QJsonObject &model)
{
    Difference difference;
    compareScript(difference, real, model);
    compareWire(difference, real, model);
    if (corsTexts(real) != corsTexts(model))
        difference.add(Level::Console, u"%1, not %2"_qs.arg(corsTexts(model).join(u" | "_qs),
                                                            corsTexts(real).join(u" | "_qs)));
    return difference;
}

} // namespace corslab
