// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchangejson.h"

#include "core/diagnosis/diagnosis.h"

#include <QJsonArray>

namespace corslab {

namespace {

template <typename Headers>
QJsonArray headersToJson(const Headers &headers)
{
    QJsonArray out;
    for (const Header &header : headers)
        out.append(QJsonArray{bytesToText(header.name), bytesToText(header.value)});
    return out;
}

QJsonObject errorToJson(const ScriptError &error)
{
    return {{QStringLiteral("name"), bytesToText(error.name)},
            {QStringLiteral("message"), QString::fromUtf8(error.message)}};
}

QString kindName(MessageKind kind)
{
    switch (kind) {
    case MessageKind::Preflight:
        return QStringLiteral("preflight");
    case MessageKind::Actual:
        return QStringLiteral("actual");
    case MessageKind::Redirected:
        return QStringLiteral("redirected");
    }
    Q_UNREACHABLE();
}

QString outcomeName(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Pass:
        return QStringLiteral("pass");
    case StepOutcome::Fail:
        return QStringLiteral("fail");
    case StepOutcome::Note:
        return QStringLiteral("note");
    }
    Q_UNREACHABLE();
}

QJsonObject timingToJson(const Timing &timing)
{
    QJsonObject out;
    const auto put = [&out](const char *key, const std::optional<double> &value) {
        if (value)
            out.insert(QLatin1StringView(key), *value);
    };
    put("name", timing.name);
    put("connect", timing.connect);
    put("sent", timing.sent);
    put("firstByte", timing.firstByte);
    put("end", timing.end);
    return out;
}

QJsonObject messageToJson(const Message &message)
{
    QJsonObject out{{QStringLiteral("kind"), kindName(message.kind)},
                    {QStringLiteral("method"), bytesToText(message.method)},
                    {QStringLiteral("url"), bytesToText(message.url)},
                    {QStringLiteral("headers"), headersToJson(message.requestHeaders)},
                    {QStringLiteral("body"), bytesToText(message.requestBody)},
                    {QStringLiteral("timing"), timingToJson(message.timing)}};
    if (message.status != 0) {
        out.insert(QStringLiteral("status"), message.status);
        out.insert(QStringLiteral("reason"), bytesToText(message.reason));
        out.insert(QStringLiteral("responseHeaders"), headersToJson(message.responseHeaders));
        out.insert(QStringLiteral("responseBody"), bytesToText(message.responseBody));
    }
    return out;
}

QJsonObject stepToJson(const Step &step)
{
    const StepSource &source = stepSource(step.id);
    return {{QStringLiteral("algorithm"), QString::fromLatin1(source.algorithm)},
            {QStringLiteral("step"), QString::fromLatin1(source.number)},
            {QStringLiteral("url"), QString::fromLatin1(source.url)},
            {QStringLiteral("outcome"), outcomeName(step.outcome)},
            {QStringLiteral("detail"), stepSentence(step)}};
}

QJsonArray namesToJson(const std::vector<QByteArray> &names)
{
    QJsonArray out;
    for (const QByteArray &name : names)
        out.append(bytesToText(name));
    return out;
}

QJsonArray eventsToJson(const std::vector<EventSourceEvent> &events)
{
    QJsonArray out;
    for (const EventSourceEvent &event : events) {
        if (event.type == "message")
            out.append(QJsonArray{QStringLiteral("message"), QString::fromUtf8(event.data),
                                  bytesToText(event.origin)});
        else
            out.append(bytesToText(event.type));
    }
    return out;
}

QJsonArray badHeadersToJson(const std::vector<std::pair<QByteArray, ScriptError>> &badHeaders)
{
    QJsonArray out;
    for (const auto &[name, error] : badHeaders)
        out.append(QJsonArray{bytesToText(name), errorToJson(error)});
    return out;
}

} // namespace

QString bytesToText(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QJsonObject outcomeToJson(const ScriptOutcome &outcome, Api api)
{
    QJsonObject out{{QStringLiteral("outcome"), bytesToText(outcome.outcome)}};
    const auto put = [&out](const char *key, const std::optional<QByteArray> &value) {
        if (value)
            out.insert(QLatin1StringView(key), bytesToText(*value));
    };
    if (outcome.request) {
        out.insert(
            QStringLiteral("req"),
            QJsonObject{{QStringLiteral("method"), bytesToText(outcome.request->method)},
                        {QStringLiteral("headers"), headersToJson(outcome.request->headers)}});
    }
    put("type", outcome.type);
    if (outcome.status)
        out.insert(QStringLiteral("status"), *outcome.status);
    put("statusText", outcome.statusText);
    if (outcome.redirected)
        out.insert(QStringLiteral("redirected"), *outcome.redirected);
    put("url", outcome.url);
    if (outcome.headers)
        out.insert(QStringLiteral("headers"), headersToJson(*outcome.headers));
    put("body", outcome.body);
    if (outcome.bodyError)
        out.insert(QStringLiteral("bodyError"), errorToJson(*outcome.bodyError));
    if (outcome.error)
        out.insert(QStringLiteral("error"), errorToJson(*outcome.error));
    if (!outcome.badHeaders.empty())
        out.insert(QStringLiteral("badHeaders"), badHeadersToJson(outcome.badHeaders));
    if (outcome.upload)
        out.insert(QStringLiteral("upload"), namesToJson(*outcome.upload));
    if (outcome.readable)
        out.insert(QStringLiteral("readable"), *outcome.readable);
    if (api == Api::EventSource && outcome.readyState)
        out.insert(QStringLiteral("events"), eventsToJson(outcome.events));
    if (outcome.readyState)
        out.insert(QStringLiteral("readyState"), *outcome.readyState);
    put("cookie", outcome.cookie);
    return out;
}

QJsonObject exchangeToJson(const Exchange &exchange)
{
    QJsonArray console;
    for (const QByteArray &text : exchange.console)
        console.append(QString::fromUtf8(text));
    QJsonArray wire;
    for (const Message &message : exchange.messages)
        wire.append(messageToJson(message));
    QJsonArray steps;
    for (const Step &step : exchange.steps)
        steps.append(stepToJson(step));
    QJsonObject out{
        {QStringLiteral("verdict"), bytesToText(verdictName(exchange.verdict))},
        {QStringLiteral("script"), outcomeToJson(exchange.outcome, exchange.request.api)},
        {QStringLiteral("console"), console},
        {QStringLiteral("wire"), wire},
        {QStringLiteral("steps"), steps}};
    if (exchange.cause) {
        QJsonObject cause{{QStringLiteral("code"), bytesToText(causeName(exchange.cause->code))}};
        cause.insert(QStringLiteral("value"), bytesToText(exchange.cause->value));
        out.insert(QStringLiteral("cause"), cause);
    }
    return out;
}

} // namespace corslab
