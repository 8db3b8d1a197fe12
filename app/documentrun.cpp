// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/documentrun.h"

#include "app/exchangejson.h"
#include "app/output.h"
#include "app/texttimeline.h"
#include "core/diagnosis/errortext.h"
#include "core/diagnosis/exposuretext.h"
#include "core/fetch/useragent.h"

#include <QCoreApplication>
#include <QCoroTimer>
#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

namespace corslab {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

LaboratoryOptions optionsOf(const CommandLine &line)
{
    LaboratoryOptions options;
    options.profile = browserProfile(line.browser);
    options.acceptAnyCertificate = line.insecure;
    return options;
}

QByteArray causeText(const std::optional<Cause> &cause)
{
    return cause ? ' ' + causeName(cause->code) : QByteArray();
}

} // namespace

DocumentRun::DocumentRun(LoadedLaboratory loaded, const CommandLine &line, QString where)
    : m_line(line)
    , m_where(std::move(where))
    , m_warnings(std::move(loaded.warnings))
    , m_laboratory(std::make_unique<Laboratory>(std::move(loaded.document), optionsOf(line)))
{
    m_suite.name = m_where.isEmpty() ? m_laboratory->document().id : m_where;
}

QCoro::Task<int> DocumentRun::play()
{
    for (const QString &warning : m_warnings)
        warn(warning);
    if (!start())
        co_return 2;
    int number = 0;
    // A copy: the list is walked while requests are under way.
    const QList<RequestEntry> entries = m_laboratory->resolvedDocument().requests;
    for (const RequestEntry &entry : entries) {
        if (const auto *wait = std::get_if<WaitEntry>(&entry.action)) {
            QTimer timer;
            timer.setSingleShot(true);
            timer.start(wait->duration);
            co_await timer;
        } else if (const auto *cookie = std::get_if<CookieEntry>(&entry.action)) {
            const Environment page = environmentOf(m_laboratory->resolvedDocument().page);
            printCookie(m_laboratory->userAgent().assignCookie(cookie->assignment.toUtf8(), page),
                        entry.name, number++);
        } else {
            const auto exchange = co_await m_laboratory->play(std::get<ScriptRequest>(entry.action),
                                                              entry.name, std::stop_token());
            printExchange(*exchange, number++);
            report(entry, *exchange);
        }
    }
    printSummary();
    const bool failed = std::any_of(m_suite.cases.begin(), m_suite.cases.end(),
                                    [](const JunitCase &each) { return !each.failure.isEmpty(); });
    co_return failed ? 1 : 0;
}

bool DocumentRun::start()
{
    const std::vector<ListenError> errors = m_laboratory->start();
    for (const ListenError &error : errors) {
        warn(errorText(error));
        m_suite.error = errorText(error);
    }
    for (const auto &server : m_laboratory->servers()) {
        if (const QString exposure = exposureText(*server); !exposure.isEmpty())
            warn(exposure);
    }
    return errors.empty();
}

void DocumentRun::printExchange(const Exchange &exchange, int request)
{
    if (!m_line.json) {
        print(textTimeline(exchange, wantsColor()).toUtf8());
        return;
    }
    QJsonObject line = exchangeToJson(exchange);
    line.insert(QStringLiteral("id"), m_laboratory->document().id);
    line.insert(QStringLiteral("request"), request);
    if (!exchange.name.isEmpty())
        line.insert(QStringLiteral("name"), exchange.name);
    print(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

void DocumentRun::printCookie(const ScriptOutcome &outcome, const QString &name, int request)
{
    if (!m_line.json) {
        print("document.cookie  " + outcome.cookie.value_or(outcome.outcome) + "\n\n");
        return;
    }
    const bool threw = outcome.outcome == "threw";
    QJsonObject line{{QStringLiteral("id"), m_laboratory->document().id},
                     {QStringLiteral("request"), request},
                     {QStringLiteral("verdict"),
                      bytesToText(verdictName(threw ? Verdict::Invalid : Verdict::Allowed))},
                     {QStringLiteral("script"), outcomeToJson(outcome, Api::Fetch)}};
    if (!name.isEmpty())
        line.insert(QStringLiteral("name"), name);
    print(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
}

QString DocumentRun::failureOf(const Expectation &expected, const Exchange &exchange)
{
    const bool verdict = !expected.verdict || *expected.verdict == exchange.verdict;
    const bool cause =
        !expected.cause || (exchange.cause && exchange.cause->code == *expected.cause);
    if (verdict && cause)
        return {};
    const QByteArray wanted = (expected.verdict ? verdictName(*expected.verdict) : QByteArray()) +
                              (expected.cause ? ' ' + causeName(*expected.cause) : QByteArray());
    return tr("expected %1, but it was %2.")
        .arg(QString::fromLatin1(wanted).trimmed(),
             QString::fromLatin1(verdictName(exchange.verdict) + causeText(exchange.cause)));
}

/// Says at once what did not come as expected, and keeps it for the summary and the report.
void DocumentRun::report(const RequestEntry &entry, const Exchange &exchange)
{
    JunitCase played;
    played.name = entry.name.isEmpty() ? QString::fromUtf8(exchange.url) : entry.name;
    played.seconds = exchange.duration / 1000.0;
    played.asserted = entry.expect.has_value();
    if (entry.expect)
        played.failure = failureOf(*entry.expect, exchange);
    if (!played.failure.isEmpty())
        warn(played.name + u": "_qs + played.failure);
    if (!m_line.junit.isEmpty())
        played.output = textTimeline(exchange, false);
    m_suite.cases.push_back(std::move(played));
}

/// The last lines of a log are what is read first. JSON is for programs, which count themselves.
void DocumentRun::printSummary() const
{
    const auto asserted = std::count_if(m_suite.cases.begin(), m_suite.cases.end(),
                                        [](const JunitCase &each) { return each.asserted; });
    if (m_line.json || asserted == 0)
        return;
    const auto failed =
        std::count_if(m_suite.cases.begin(), m_suite.cases.end(),
                      [](const JunitCase &each) { return !each.failure.isEmpty(); });
    QString summary;
    for (const JunitCase &each : m_suite.cases) {
        if (!each.asserted)
            continue;
        summary += each.failure.isEmpty() ? tr("held    %1").arg(each.name)
                                          : tr("failed  %1: %2").arg(each.name, each.failure);
        summary += u'\n';
    }
    summary += tr("%1: %2 of %3 expectations held.")
                   .arg(m_suite.name)
                   .arg(asserted - failed)
                   .arg(asserted);
    print(summary.toUtf8() + '\n');
}

void DocumentRun::warn(const QString &sentence) const
{
    printError(m_where.isEmpty() ? sentence : m_where + QStringLiteral(": ") + sentence);
}

} // namespace corslab
