// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/messageitems.h"

#include "core/http/method.h"
#include "ui/timeline/stepgroups.h"
#include "ui/timeline/timelinetext.h"
#include "ui/timeline/valuedifference.h"
#include "ui/widgets/visibletext.h"

#include <QStringList>

#include <algorithm>

namespace corslab {

namespace {

/// So many headers matter at most while a message is folded; a server may send thousands.
constexpr int MostThatMatter = 8;
/// Of a body so much is shown; the inspector has all of it.
constexpr qsizetype BodyPreview = 600;

bool startsWithIgnoreCase(const QByteArray &text, QByteArrayView prefix)
{
    return text.size() >= prefix.size() &&
           equalsIgnoreCase(QByteArrayView(text).first(prefix.size()), prefix);
}

QString firstLine(const QByteArray &head)
{
    const auto end = head.indexOf('\r');
    return visibleText(QByteArrayView(head).first(end < 0 ? 0 : end));
}

QString bytesText(qsizetype count)
{
    return count == 1 ? QCoreApplication::translate("corslab::Timeline", "1 byte")
                      : QCoreApplication::translate("corslab::Timeline", "%L1 bytes").arg(count);
}

/// The header that a failed check looked at; empty where it looked at none.
QByteArray headerOf(StepId id)
{
    static const std::pair<StepId, const char *> table[] = {
        {StepId::AllowOriginPresent, "Access-Control-Allow-Origin"},
        {StepId::AllowOriginWildcard, "Access-Control-Allow-Origin"},
        {StepId::AllowOriginMatch, "Access-Control-Allow-Origin"},
        {StepId::AllowCredentials, "Access-Control-Allow-Credentials"},
        {StepId::PreflightAllowMethods, "Access-Control-Allow-Methods"},
        {StepId::PreflightMethod, "Access-Control-Allow-Methods"},
        {StepId::PreflightAllowHeaders, "Access-Control-Allow-Headers"},
        {StepId::PreflightHeader, "Access-Control-Allow-Headers"},
        {StepId::RedirectLocation, "Location"},
        {StepId::RedirectScheme, "Location"},
        {StepId::RedirectCredentials, "Location"},
        {StepId::ResourcePolicy, "Cross-Origin-Resource-Policy"},
    };
    for (const auto &[step, name] : table) {
        if (step == id)
            return QByteArray(name);
    }
    return {};
}

/// Marks in a list of names the one that was refused.
std::vector<TextSpan> spansOf(const QString &value, const QString &refused)
{
    qsizetype at = 0;
    for (const auto &part : value.split(u',')) {
        const auto name = part.trimmed();
        if (name.compare(refused, Qt::CaseInsensitive) == 0)
            return {{at + part.indexOf(name), name.size()}};
        at += part.size() + 1;
    }
    return {};
}

void limitWhatMatters(std::vector<TimelineHeader> &headers)
{
    int count = 0;
    for (auto &header : headers) {
        if (header.matters && !header.offends && ++count > MostThatMatter)
            header.matters = false;
    }
}

} // namespace

MessageItems::MessageItems(const Exchange &exchange)
    : m_exchange(exchange)
    , m_method(normalizeMethod(exchange.request.method.value_or(QByteArrayLiteral("GET"))))
{
    if (exchange.request.api == Api::Beacon)
        m_method = QByteArrayLiteral("POST");
    for (const auto &step : exchange.steps) {
        if (step.id == StepId::RequestForbiddenHeader || step.id == StepId::RequestNoCorsHeader)
            m_dropped.append(step.actual.toLower());
        if (step.messages > 0)
            break;
    }
}

QString MessageItems::bodyText(const QByteArray &body)
{
    // A cut inside a UTF-8 sequence would turn the whole text into ISO 8859-1.
    auto end = std::min(body.size(), BodyPreview);
    while (end > 0 && end < body.size() && (static_cast<uchar>(body[end]) & 0xC0) == 0x80)
        --end;
    QString text;
    for (const auto &line : body.first(end).split('\n')) {
        if (!text.isEmpty())
            text += QLatin1Char('\n');
        text += visibleText(line.endsWith('\r') ? line.chopped(1) : line);
    }
    if (end < body.size())
        text += QStringLiteral("\u2026");
    return text;
}

bool MessageItems::isOfScript(const QByteArray &name) const
{
    if (m_dropped.contains(name.toLower()))
        return false;
    const auto &headers = m_exchange.request.headers;
    return std::any_of(headers.begin(), headers.end(),
                       [&](const Header &h) { return equalsIgnoreCase(h.name, name); });
}

TimelineHeader MessageItems::headerLine(const Header &header, HeaderSetter setter) const
{
    TimelineHeader result;
    result.name = visibleText(header.name);
    result.value = visibleText(header.value);
    result.setBy = setter;
    return result;
}

QString MessageItems::requestWords() const
{
    const auto target = m_exchange.url.isEmpty() ? visibleText(m_exchange.request.url)
                                                 : targetText(m_exchange.url, m_exchange.url);
    return shortened(visibleText(m_method) + QLatin1Char(' ') + target);
}

TimelineItem MessageItems::call(const std::vector<int> &steps) const
{
    TimelineItem item;
    item.kind = TimelineItem::Kind::Call;
    item.time = 0.0;
    const auto words = requestWords();
    switch (m_exchange.request.api) {
    case Api::Fetch:
        item.title = QStringLiteral("fetch( %1 )").arg(words);
        break;
    case Api::Xhr:
        item.title = QStringLiteral("XMLHttpRequest: %1").arg(words);
        break;
    case Api::Img:
        item.title = QStringLiteral("<img>: %1").arg(words);
        break;
    case Api::Script:
        item.title = QStringLiteral("<script>: %1").arg(words);
        break;
    case Api::Module:
        item.title = QStringLiteral("<script type=module>: %1").arg(words);
        break;
    case Api::Style:
        item.title = QStringLiteral("<link rel=stylesheet>: %1").arg(words);
        break;
    case Api::Beacon:
        item.title = QStringLiteral("sendBeacon( %1 )").arg(words);
        break;
    case Api::EventSource:
        item.title = QStringLiteral("EventSource( %1 )").arg(words);
        break;
    }
    if (m_exchange.source == ExchangeSource::RealBrowser) {
        //: %1: a browser and its version
        item.detail = tr("seen from %1").arg(visibleText(m_exchange.browser));
    }
    for (const auto &header : m_exchange.request.headers)
        item.headers.push_back(headerLine(header, HeaderSetter::Script));
    if (m_exchange.request.body)
        item.body = bodyText(m_exchange.request.body->bytes);
    // The address as the script wrote it is what the unfolded call adds.
    if (words.contains(QChar(0x2026)))
        item.startLine = visibleText(m_exchange.request.url);
    item.checks = checksFor(m_exchange, steps);
    item.standard = tr("the Request constructor");
    item.link = QByteArrayLiteral("https://fetch.spec.whatwg.org/#dom-request");
    return item;
}

QString MessageItems::requestDetail(const Message &message) const
{
    if (message.kind == MessageKind::Preflight)
        return tr("the question (preflight)");
    QStringList parts;
    if (!message.requestBody.isEmpty())
        parts.append(bytesText(message.requestBody.size()));
    if (const auto cookies = message.requestHeaders.get("Cookie"))
        parts.append(tr("cookies: %1").arg(cookies->count('=')));
    return parts.join(QStringLiteral(" \u00b7 "));
}

TimelineItem MessageItems::request(std::size_t index, const std::vector<int> &steps) const
{
    const auto &message = m_exchange.messages[index];
    TimelineItem item;
    item.kind = TimelineItem::Kind::Request;
    item.message = static_cast<int>(index);
    item.time = message.start;
    item.dashed = message.kind == MessageKind::Preflight;
    const auto words =
        visibleText(message.method) + QLatin1Char(' ') + targetText(message.url, m_exchange.url);
    item.title = shortened(words);
    item.detail = requestDetail(message);
    item.checks = checksFor(m_exchange, steps);
    item.standard = item.dashed ? tr("CORS-preflight request") : tr("HTTP-network-or-cache fetch");
    item.link = item.dashed
                    ? QByteArrayLiteral("https://fetch.spec.whatwg.org/#cors-preflight-request")
                    : QByteArrayLiteral(
                          "https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch");
    if (message.fromHttpCache) {
        item.kind = TimelineItem::Kind::NeverSent;
        item.tone = TimelineItem::Tone::Pale;
        item.title = tr("%1 was not sent: the HTTP cache answers").arg(item.title);
        item.detail.clear();
    }
    item.startLine = firstLine(message.rawRequestHead);
    if (item.startLine.isEmpty() && item.title != words)
        item.startLine = words;
    item.body = bodyText(message.requestBody);
    for (const auto &header : message.requestHeaders) {
        const bool script = !item.dashed && isOfScript(header.name);
        auto line = headerLine(header, script ? HeaderSetter::Script : HeaderSetter::Browser);
        line.matters = !message.fromHttpCache &&
                       (script || equalsIgnoreCase(header.name, "Origin") ||
                        equalsIgnoreCase(header.name, "Cookie") ||
                        startsWithIgnoreCase(header.name, "Access-Control-Request-"));
        item.headers.push_back(std::move(line));
    }
    markRefused(item, static_cast<int>(index) + 1);
    limitWhatMatters(item.headers);
    return item;
}

void MessageItems::markRefused(TimelineItem &item, int messages) const
{
    if (!item.dashed)
        return;
    const auto &steps = m_exchange.steps;
    auto step = std::partition_point(steps.begin(), steps.end(), [messages](const auto &s) {
        return s.messages < messages;
    });
    for (; step != steps.end() && step->messages == messages; ++step) {
        if (step->outcome != StepOutcome::Fail)
            continue;
        const auto *name = step->id == StepId::PreflightMethod ? "Access-Control-Request-Method"
                           : step->id == StepId::PreflightHeader
                               ? "Access-Control-Request-Headers"
                               : nullptr;
        for (auto &header : item.headers) {
            if (name && header.name.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                header.differs = spansOf(header.value, visibleText(step->actual));
        }
    }
}

TimelineItem MessageItems::answer(std::size_t index, const std::vector<int> &steps,
                                  int failed) const
{
    const auto &message = m_exchange.messages[index];
    TimelineItem item;
    item.message = static_cast<int>(index);
    item.dashed = message.kind == MessageKind::Preflight;
    item.checks = checksFor(m_exchange, steps);
    if (message.timing.end)
        item.time = *message.timing.end;
    const auto took =
        message.timing.end ? durationText(*message.timing.end - message.start) : QString();

    if (message.status == 0 && !message.failure && !m_exchange.finished) {
        item.kind = TimelineItem::Kind::Waiting;
        item.tone = TimelineItem::Tone::Pale;
        item.title = tr("waiting for the answer\u2026");
        return item;
    }
    if (message.status == 0) {
        item.kind = TimelineItem::Kind::NoAnswer;
        item.title = tr("no answer");
        item.detail = took;
        if (message.failure)
            item.remark = visibleText(causeSentence(*message.failure));
        return item;
    }
    item.kind = TimelineItem::Kind::Response;
    item.title = QString::number(message.status) + QLatin1Char(' ') + visibleText(message.reason);
    item.title = item.title.trimmed();
    QStringList details;
    if (!message.responseBody.isEmpty())
        details.append(bytesText(message.responseBody.size()));
    if (message.failure)
        details.append(tr("cut off"));
    if (!took.isEmpty() && !message.fromHttpCache)
        details.append(took);
    for (const auto &interim : message.interim)
        details.append(tr("after an interim %1").arg(interim.status));
    item.detail = details.join(QStringLiteral(" \u00b7 "));
    item.startLine = firstLine(message.rawResponseHead);
    item.body = bodyText(message.responseBody);
    item.standard = tr("the response, as it came over the network");
    item.link = QByteArrayLiteral("https://fetch.spec.whatwg.org/#concept-response");
    const bool redirect = message.status >= 301 && message.status <= 308;
    for (const auto &header : message.responseHeaders) {
        auto line = headerLine(header, HeaderSetter::Server);
        line.matters = startsWithIgnoreCase(header.name, "Access-Control-") ||
                       equalsIgnoreCase(header.name, "Set-Cookie") ||
                       (redirect && equalsIgnoreCase(header.name, "Location"));
        item.headers.push_back(std::move(line));
    }
    if (failed >= 0)
        markOffender(item, message, m_exchange.steps[static_cast<std::size_t>(failed)]);
    limitWhatMatters(item.headers);
    return item;
}

void MessageItems::markOffender(TimelineItem &item, const Message &message,
                                const Step &failed) const
{
    item.titleOffends =
        failed.id == StepId::PreflightStatus || failed.id == StepId::PreflightRedirect;
    const auto name = headerOf(failed.id);
    if (name.isEmpty())
        return;
    const auto shown = QString::fromLatin1(name);
    bool found = false;
    for (auto &header : item.headers) {
        if (header.name.compare(shown, Qt::CaseInsensitive) != 0)
            continue;
        found = true;
        header.offends = true;
        header.matters = true;
        if (failed.id == StepId::AllowOriginMatch) {
            header.differs = markOriginDifference(header.value, visibleText(failed.expected)).first;
        }
    }
    if (found || message.responseHeaders.contains(name))
        return;
    TimelineHeader missing;
    missing.name = shown;
    missing.setBy = HeaderSetter::Server;
    missing.matters = true;
    missing.offends = true;
    missing.missing = true;
    item.headers.insert(item.headers.begin(), missing);
}

TimelineItem MessageItems::preflightNotNeeded() const
{
    TimelineItem item;
    item.kind = TimelineItem::Kind::NeverSent;
    item.tone = TimelineItem::Tone::Pale;
    item.dashed = true;
    item.title = tr("OPTIONS %1 was not sent: the answer is remembered")
                     .arg(shortened(targetText(m_exchange.url, m_exchange.url)));
    item.standard = tr("CORS-preflight cache");
    item.link = QByteArrayLiteral("https://fetch.spec.whatwg.org/#concept-cache");
    return item;
}

bool MessageItems::wasNeverSent() const
{
    if (!m_exchange.finished || m_exchange.source == ExchangeSource::RealBrowser)
        return false;
    if (m_exchange.verdict == Verdict::Allowed || m_exchange.verdict == Verdict::Opaque)
        return false;
    return m_exchange.messages.empty() || m_exchange.messages.back().kind == MessageKind::Preflight;
}

TimelineItem MessageItems::neverSent(const std::vector<int> &steps) const
{
    TimelineItem item;
    item.kind = TimelineItem::Kind::NeverSent;
    item.tone = TimelineItem::Tone::Pale;
    const bool reads = m_method == "GET" || m_method == "HEAD";
    //: %1: a method and where it would have gone
    item.title = reads ? tr("%1 was never sent")
                       : tr("%1 was never sent: the server's data is "
                            "untouched");
    item.title = item.title.arg(requestWords());
    item.checks = checksFor(m_exchange, steps);
    return item;
}

} // namespace corslab
