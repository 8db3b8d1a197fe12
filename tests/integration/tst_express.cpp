// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/articlerequests.h"
#include "tests/support/npmfolder.h"
#include "tests/support/runningprogram.h"

#include <QJsonArray>
#include <QTest>

#include <optional>

using namespace corslab;

namespace {

/// The article's two servers as processes, on ports of their own.
struct ExpressServers
{
    RunningProgram pages;
    RunningProgram api;
};

/// Starts one; its address is the second word of its first line.
tl::expected<QString, QString> startServer(RunningProgram &server, const QString &script)
{
    server.setWorkingDirectory(QStringLiteral(EXPRESS_FOLDER));
    server.setVariable(u"PORT"_qs, u"0"_qs);
    server.start(u"node"_qs, {script});
    return server.waitFor<QString>([](const QByteArray &line) -> std::optional<QString> {
        const QString address = QString::fromUtf8(line).section(u' ', 1, 1).trimmed();
        return address.startsWith(u"http://"_qs) ? std::optional(address) : std::nullopt;
    });
}

} // namespace

/// The article's laboratory, answered by the article's own code in place of ours.
class TestExpress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void articleRequests_haveTheArticlesVerdicts_data();
    void articleRequests_haveTheArticlesVerdicts();
};

void TestExpress::initTestCase()
{
    const auto installed =
        installNpmFolder(QStringLiteral(CORSLAB_SOURCE_DIR) + u"/tests/integration/express"_qs,
                         QStringLiteral(EXPRESS_FOLDER));
    QVERIFY2(installed, qPrintable(wordsOf(installed)));
}

void TestExpress::articleRequests_haveTheArticlesVerdicts_data()
{
    QTest::addColumn<bool>("originListed");
    QTest::addColumn<QStringList>("verdicts");
    QTest::addColumn<QStringList>("messages");

    QTest::newRow("the page's origin is on the list")
        << true << QStringList{u"allowed"_qs, u"allowed"_qs, u"allowed"_qs}
        << QStringList{u"actual GET 200"_qs, u"actual GET 200"_qs,
                       u"preflight OPTIONS 204, actual POST 200"_qs};
    QTest::newRow("the page's origin is not on the list")
        << false << QStringList{u"allowed"_qs, u"blocked"_qs, u"blocked"_qs}
        << QStringList{u"actual GET 200"_qs, u"actual GET 200"_qs, u"preflight OPTIONS 204"_qs};
}

void TestExpress::articleRequests_haveTheArticlesVerdicts()
{
    QFETCH(const bool, originListed);
    QFETCH(const QStringList, verdicts);
    QFETCH(const QStringList, messages);

    ExpressServers servers;
    const auto pages = startServer(servers.pages, u"pages.mjs"_qs);
    QVERIFY2(pages, qPrintable(wordsOf(pages)));
    servers.api.setVariable(u"PAGES"_qs, originListed ? *pages : u"http://localhost:1"_qs);
    const auto api = startServer(servers.api, u"api.mjs"_qs);
    QVERIFY2(api, qPrintable(wordsOf(api)));

    const auto run = runProgram(QStringLiteral(CORSLAB_PROGRAM), {u"run"_qs, u"--json"_qs, u"-"_qs},
                                articleRequests(*pages, *api));
    QVERIFY2(run, qPrintable(wordsOf(run)));
    QVERIFY2(run->exitCode == 0, run->errors.constData());

    QStringList seenVerdicts;
    QStringList seenMessages;
    for (const QJsonObject &line : run->objects()) {
        seenVerdicts.append(line[u"verdict"_qs].toString());
        QStringList wire;
        for (const QJsonValue message : line[u"wire"_qs].toArray())
            wire.append(u"%1 %2 %3"_qs.arg(message[u"kind"_qs].toString(),
                                           message[u"method"_qs].toString(),
                                           QString::number(message[u"status"_qs].toInt())));
        seenMessages.append(wire.join(u", "_qs));
    }
    QCOMPARE(seenVerdicts, verdicts);
    QCOMPARE(seenMessages, messages);
    if (originListed) {
        const QString body = run->objects().last()[u"script"_qs][u"body"_qs].toString();
        QVERIFY2(body.contains(u"{\"foo\":\"bar\"}"_qs), qPrintable(body));
    }
}

QTEST_GUILESS_MAIN(TestExpress)
#include "tst_express.moc"
