// SPDX-License-Identifier: GPL-3.0-or-later
// What Chromium 156 and Firefox ESR 153 printed, recorded, against what we print.
#include "core/diagnosis/consoletext.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace corslab;

namespace {

/// In the recorded file a character below U+0100 of a header stands for one byte.
QByteArray bytesOf(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

CausePhase phaseOf(const QString &name)
{
    if (name == QLatin1String("preflight"))
        return CausePhase::Preflight;
    if (name == QLatin1String("redirect"))
        return CausePhase::Redirect;
    return name == QLatin1String("call") ? CausePhase::Call : CausePhase::Actual;
}

Message messageOf(const QJsonObject &row, bool first)
{
    Message message;
    message.method = bytesOf(row[u"method"]);
    message.url = bytesOf(row[u"url"]);
    message.status = row[u"status"].toInt();
    message.kind = first ? MessageKind::Actual : MessageKind::Redirected;
    if (row[u"kind"] == QLatin1String("preflight"))
        message.kind = MessageKind::Preflight;
    if (row[u"origin"].isString())
        message.requestHeaders.append("Origin", bytesOf(row[u"origin"]));
    for (const auto &line : row[u"headers"].toArray())
        message.responseHeaders.append(bytesOf(line[0]), bytesOf(line[1]));
    return message;
}

Exchange exchangeOf(const QJsonObject &row)
{
    Exchange exchange;
    exchange.finished = true;
    exchange.pageOrigin = bytesOf(row[u"page"]);
    exchange.pageUrl = exchange.pageOrigin + "/";
    exchange.url = bytesOf(row[u"url"]);
    exchange.request.url = row[u"url"].toString();
    exchange.request.api = apiFromName(bytesOf(row[u"api"])).value();
    const auto member = [&row](QStringView name) -> std::optional<QByteArray> {
        if (!row.contains(name))
            return std::nullopt;
        return bytesOf(row[name]);
    };
    exchange.request.mode = member(u"mode");
    exchange.request.credentials = member(u"credentials");
    exchange.request.redirect = member(u"redirect");
    exchange.request.crossorigin = member(u"crossorigin");
    bool first = true;
    for (const auto &message : row[u"messages"].toArray()) {
        exchange.messages.push_back(messageOf(message.toObject(), first));
        first = first && exchange.messages.back().kind == MessageKind::Preflight;
    }
    const CauseCode code = causeFromName(bytesOf(row[u"cause"])).value();
    exchange.cause = Cause{code, bytesOf(row[u"value"]), phaseOf(row[u"phase"].toString())};
    exchange.verdict = verdictOf(code);
    return exchange;
}

bool isCorsText(const QByteArray &text)
{
    return text.contains("CORS") || text.contains("Cross-Origin") ||
           text.contains("Fetch API cannot load");
}

} // namespace

class TestConsoleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedExchange_printsWhatTheBrowserPrinted_data();
    void recordedExchange_printsWhatTheBrowserPrinted();
    void safari_printsItsOwnWords_data();
    void safari_printsItsOwnWords();
    void unfinishedExchange_printsNothing();
    void networkFailure_namesChromiumsCode();
    void forbiddenHeaderOfXhr_isRefusedAloud();
    void integrity_namesTheFirstUrl();
    void redirectOfPreflight_isToldByWhereItLeads_data();
    void redirectOfPreflight_isToldByWhereItLeads();
    void redirectToABlockedPort_isToldWhereverItCameFrom();
};

void TestConsoleText::recordedExchange_printsWhatTheBrowserPrinted_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QString path = qEnvironmentVariable(
        "CORSLAB_CONSOLE_ROWS", QStringLiteral(CORSLAB_TEST_DATA "/diagnosis/console.jsonl"));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        QTest::addRow("%s %s", row[u"browser"].toString().toUtf8().constData(),
                      row[u"id"].toString().toUtf8().constData())
            << row;
    }
}

void TestConsoleText::recordedExchange_printsWhatTheBrowserPrinted()
{
    QFETCH(QJsonObject, row);
    const bool chromium = row[u"browser"] == QLatin1String("chromium");
    QByteArrayList actual;
    for (const QByteArray &text :
         consoleText(exchangeOf(row), chromium ? ConsoleStyle::Chromium : ConsoleStyle::Firefox)) {
        if (isCorsText(text))
            actual << text;
    }
    QByteArrayList expected;
    for (const auto &text : row[u"texts"].toArray())
        expected << text.toString().toUtf8();
    QCOMPARE(actual.join("\n"), expected.join("\n"));
}

namespace {

Exchange answered(CauseCode code, const QByteArray &value, CausePhase phase)
{
    Exchange exchange;
    exchange.finished = true;
    exchange.pageOrigin = "http://localhost:3000";
    exchange.url = "http://localhost:4000/x";
    Message message;
    message.kind = phase == CausePhase::Preflight ? MessageKind::Preflight : MessageKind::Actual;
    message.url = exchange.url;
    message.method = "GET";
    message.status = 404;
    message.requestHeaders.append("Origin", exchange.pageOrigin);
    exchange.messages.push_back(message);
    exchange.cause = Cause{code, value, phase};
    exchange.verdict = verdictOf(code);
    return exchange;
}

} // namespace

void TestConsoleText::safari_printsItsOwnWords_data()
{
    QTest::addColumn<CauseCode>("code");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<CausePhase>("phase");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, CauseCode code, const char *value, CausePhase phase,
                        const char *text) {
        QTest::newRow(name) << code << QByteArray(value) << phase << QByteArray(text);
    };
    using enum CauseCode;
    row("status of the preflight", PreflightInvalidStatus, "404", CausePhase::Preflight,
        "Preflight response is not successful. Status code: 404");
    row("wildcard with credentials", WildcardOriginNotAllowed, "*", CausePhase::Actual,
        "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.");
    row("list of origins", MultipleAllowOriginValues, "http://a, http://b", CausePhase::Actual,
        "Access-Control-Allow-Origin cannot contain more than one origin.");
    row("no header", MissingAllowOriginHeader, "", CausePhase::Actual,
        "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin. Status code: "
        "404");
    row("another origin", AllowOriginMismatch, "http://a", CausePhase::Actual,
        "Origin http://localhost:3000 is not allowed by Access-Control-Allow-Origin. Status code: "
        "404");
    row("credentials", InvalidAllowCredentials, "True", CausePhase::Actual,
        "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".");
    row("method", MethodDisallowedByPreflightResponse, "PUT", CausePhase::Preflight,
        "Method PUT is not allowed by Access-Control-Allow-Methods.");
    row("header", HeaderDisallowedByPreflightResponse, "x-foo", CausePhase::Preflight,
        "Request header field x-foo is not allowed by Access-Control-Allow-Headers.");
    row("bad list", InvalidAllowMethodsPreflightResponse, "PUT DELETE", CausePhase::Preflight,
        "Header Access-Control-Allow-Methods has an invalid value: PUT DELETE");
}

void TestConsoleText::safari_printsItsOwnWords()
{
    QFETCH(CauseCode, code);
    QFETCH(QByteArray, value);
    QFETCH(CausePhase, phase);
    QFETCH(QByteArray, text);
    const auto lines = consoleText(answered(code, value, phase), ConsoleStyle::Safari);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front(), text);
}

void TestConsoleText::unfinishedExchange_printsNothing()
{
    Exchange exchange = answered(CauseCode::MissingAllowOriginHeader, {}, CausePhase::Actual);
    exchange.finished = false;
    QVERIFY(consoleText(exchange, ConsoleStyle::Chromium).empty());
    QVERIFY(consoleText(exchange, ConsoleStyle::Firefox).empty());
}

void TestConsoleText::networkFailure_namesChromiumsCode()
{
    Exchange exchange =
        answered(CauseCode::ConnectionRefused, "localhost:4000", CausePhase::Actual);
    exchange.messages.back().status = 0;
    const auto lines = consoleText(exchange, ConsoleStyle::Chromium);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front(), QByteArray("Failed to load resource: net::ERR_CONNECTION_REFUSED"));
}

void TestConsoleText::forbiddenHeaderOfXhr_isRefusedAloud()
{
    Exchange exchange;
    exchange.finished = true;
    exchange.verdict = Verdict::Allowed;
    exchange.request.api = Api::Xhr;
    exchange.steps.push_back({StepId::RequestForbiddenHeader, StepOutcome::Note, {}, "Cookie"});
    const auto lines = consoleText(exchange, ConsoleStyle::Chromium);
    QCOMPARE(lines.size(), std::size_t{1});
    QCOMPARE(lines.front(), QByteArray("Refused to set unsafe header \"Cookie\""));
}

void TestConsoleText::integrity_namesTheFirstUrl()
{
    for (const char *value : {"", "sha256-AAAA"}) {
        Exchange exchange = answered(CauseCode::Integrity, value, CausePhase::Actual);
        exchange.messages.front().url = "http://localhost:4000/elsewhere";
        for (const auto style : {ConsoleStyle::Chromium, ConsoleStyle::Firefox}) {
            for (const QByteArray &line : consoleText(exchange, style)) {
                QVERIFY(line.contains(exchange.url));
                QVERIFY(!line.contains("elsewhere"));
            }
        }
    }
}

void TestConsoleText::redirectOfPreflight_isToldByWhereItLeads_data()
{
    QTest::addColumn<std::optional<QByteArray>>("mode");
    QTest::addColumn<QByteArray>("allowed");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QList<QByteArray>>("reasons"); ///< what each line has
    using Reasons = QList<QByteArray>;
    const QByteArray external = "external redirect not allowed";
    const QByteArray status = "preflight response did not succeed). Status code: 307.";
    const QByteArray failed = "CORS request did not succeed). Status code: (null).";
    const QByteArray near = "/y";
    const auto row = [](const char *clause, const std::optional<QByteArray> &mode,
                        const QByteArray &allowed, const QByteArray &location,
                        const Reasons &reasons) {
        QTest::newRow(clause) << mode << allowed << location << reasons;
    };
    row("followed", {}, "*", near, {external, status, failed});
    row("followed to another origin", {}, "http://localhost:3000", "http://b.test/",
        {external, "does not match ‘http://localhost:3000’", failed});
    row("not followed", "manual", "*", near, {status, failed});
    row("not followed, an error", "error", "*", near, {status, failed});
    row("not followed, refused", "manual", "http://b.test", near,
        {"does not match ‘http://b.test’", failed});
    row("followed, refused", {}, "http://b.test", near,
        {"does not match ‘http://b.test’", failed, failed});
    row("to no URL", {}, "http://b.test", "http://[", {failed, failed});
    row("to data:", {}, "http://b.test", "data:,x", {failed, failed});
    row("to another scheme", {}, "*", "ftp://b.test/", {failed, failed});
    row("to another scheme, refused", {}, "http://b.test", "ftp://b.test/",
        {"does not match ‘http://b.test’", failed, failed});
    row("to a file", {}, "*", "file:///x", {"may not load or link to file:///x.", failed, failed});
    row("with a password", {}, "*", "http://u:p@localhost:4000/", {failed, failed});
}

void TestConsoleText::redirectOfPreflight_isToldByWhereItLeads()
{
    QFETCH(const std::optional<QByteArray>, mode);
    QFETCH(const QByteArray, allowed);
    QFETCH(const QByteArray, location);
    QFETCH(const QList<QByteArray>, reasons);
    Exchange exchange =
        answered(CauseCode::PreflightDisallowedRedirect, "307", CausePhase::Preflight);
    exchange.request.redirect = mode;
    exchange.messages.back().status = 307;
    exchange.messages.back().responseHeaders = {{"Access-Control-Allow-Origin", allowed},
                                                {"Location", location}};
    const auto lines = consoleText(exchange, ConsoleStyle::Firefox);
    QCOMPARE(lines.size(), std::size_t(reasons.size()));
    for (std::size_t i = 0; i < lines.size(); ++i)
        QVERIFY2(lines[i].contains(reasons[qsizetype(i)]), lines[i].constData());
}

void TestConsoleText::redirectToABlockedPort_isToldWhereverItCameFrom()
{
    Exchange exchange = answered(CauseCode::BadPort, "22", CausePhase::Actual);
    exchange.messages.back().status = 302;
    exchange.pageOrigin = "http://localhost:4000";
    const auto lines = consoleText(exchange, ConsoleStyle::Firefox);
    QCOMPARE(lines.size(), std::size_t{1});
    QVERIFY(lines.front().contains("http://localhost:4000/x. (Reason: CORS request did not"));
    exchange.request.mode = "no-cors";
    QVERIFY(consoleText(exchange, ConsoleStyle::Firefox).empty());
}

QTEST_GUILESS_MAIN(TestConsoleText)
#include "tst_consoletext.moc"
