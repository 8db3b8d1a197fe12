// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/realbrowser.h"
#include "tests/support/articlerequests.h"
#include "tests/support/runningprogram.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;

namespace {

/// Of each of the article's three requests, by its name: what became of it.
using Verdicts = QMap<QString, QString>;

const QStringList Names{u"same-origin"_qs, u"simple"_qs, u"preflighted"_qs};
const Verdicts AllAllowed{{u"same-origin"_qs, u"allowed"_qs},
                          {u"simple"_qs, u"allowed"_qs},
                          {u"preflighted"_qs, u"allowed"_qs}};
const Verdicts CrossOriginBlocked{{u"same-origin"_qs, u"allowed"_qs},
                                  {u"simple"_qs, u"blocked"_qs},
                                  {u"preflighted"_qs, u"blocked"_qs}};

/// `corslab serve` with a copy of the article's laboratory, on any free ports.
class Served
{
public:
    [[nodiscard]] tl::expected<void, QString> start();
    /// Leaves nobody on the API's list, while the servers go on.
    [[nodiscard]] tl::expected<void, QString> emptyTheList();
    /// The browser model's verdicts, from `corslab run` against these servers.
    [[nodiscard]] tl::expected<Verdicts, QString> modelVerdicts() const;
    /// The exchanges with these servers that stand in the record for one browser, oldest first, but
    /// for the demo page itself.
    [[nodiscard]] QList<QJsonObject> recordOf(const QString &browser) const;
    [[nodiscard]] bool waitForRecordOf(const QString &browser, qsizetype count);

    [[nodiscard]] QUrl demoPage() const { return QUrl(m_pages + u'/'); }

private:
    [[nodiscard]] tl::expected<QString, QString> addressOf(const QString &server);

    QTemporaryDir m_folder;
    QString m_pages;
    QString m_api;
    RunningProgram m_program;
};

tl::expected<void, QString> Served::start()
{
    const QString file = m_folder.filePath(u"article.corslab"_qs);
    if (!QFile::copy(u":/corslab/article.corslab"_qs, file))
        return tl::unexpected(u"%1 cannot be written"_qs.arg(file));
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner);

    m_program.start(
        QStringLiteral(CORSLAB_PROGRAM),
        {u"serve"_qs, file, u"--json"_qs, u"--pages"_qs, u"0"_qs, u"--api"_qs, u"0"_qs});
    const auto pages = addressOf(u"pages"_qs);
    if (!pages)
        return tl::unexpected(pages.error());
    const auto api = addressOf(u"api"_qs);
    if (!api)
        return tl::unexpected(api.error());
    m_pages = *pages;
    m_api = *api;
    return {};
}

tl::expected<QString, QString> Served::addressOf(const QString &server)
{
    const QRegularExpression line(u"\\b%1\\b.*?(http://localhost:\\d+)"_qs.arg(server));
    return m_program.waitFor<QString>([&](const QByteArray &text) -> std::optional<QString> {
        const auto match = line.match(QString::fromUtf8(text));
        return match.hasMatch() ? std::optional(match.captured(1)) : std::nullopt;
    });
}

tl::expected<void, QString> Served::emptyTheList()
{
    const QString path = m_folder.filePath(u"article.corslab"_qs);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(file.errorString());
    QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
    file.close();
    QJsonArray servers = document[u"servers"_qs].toArray();
    QJsonObject api = servers.at(1).toObject();
    QJsonObject policy = api[u"policy"_qs].toObject();
    if (policy[u"origins"_qs].toArray() != QJsonArray{u"{{pages}}"_qs})
        return tl::unexpected(u"the article's policy does not read as it did"_qs);
    policy[u"origins"_qs] = QJsonArray();
    api[u"policy"_qs] = policy;
    servers[1] = api;
    document[u"servers"_qs] = servers;

    QSaveFile edited(path);
    if (!edited.open(QIODevice::WriteOnly) || edited.write(QJsonDocument(document).toJson()) < 0 ||
        !edited.commit())
        return tl::unexpected(edited.errorString());
    return {};
}

tl::expected<Verdicts, QString> Served::modelVerdicts() const
{
    const auto run = runProgram(QStringLiteral(CORSLAB_PROGRAM), {u"run"_qs, u"--json"_qs, u"-"_qs},
                                articleRequests(m_pages, m_api));
    if (!run)
        return tl::unexpected(run.error());
    if (run->exitCode != 0)
        return tl::unexpected(QString::fromUtf8(run->errors));
    Verdicts verdicts;
    for (const QJsonObject &line : run->objects())
        verdicts.insert(line[u"name"_qs].toString(), line[u"verdict"_qs].toString());
    return verdicts;
}

QList<QJsonObject> Served::recordOf(const QString &browser) const
{
    QList<QJsonObject> exchanges;
    for (const QByteArray &line : m_program.lines()) {
        const QJsonObject exchange = QJsonDocument::fromJson(line).object();
        if (exchange[u"source"_qs].toString() != u"browser" ||
            exchange[u"browser"_qs].toString() != browser)
            continue;
        const QJsonArray wire = exchange[u"wire"_qs].toArray();
        if (wire.isEmpty() || QUrl(wire.last()[u"url"_qs].toString()) == demoPage())
            continue;
        exchanges.append(exchange);
    }
    return exchanges;
}

bool Served::waitForRecordOf(const QString &browser, qsizetype count)
{
    return m_program.waitUntil([&] { return recordOf(browser).size() >= count; });
}

/// Opens the demo page, presses its three buttons, one after the other, and reads what it shows.
tl::expected<Verdicts, QString> pressTheButtons(RealBrowser &browser, const QUrl &page)
{
    if (const auto opened = browser.navigate(page); !opened)
        return tl::unexpected(opened.error());
    Verdicts verdicts;
    for (const QString &name : Names) {
        if (const auto pressed = browser.click(u'#' + name); !pressed)
            return tl::unexpected(pressed.error());
        const auto outcome = browser.evaluate(uR"JS(new Promise(resolve => {
            const output = document.getElementById(%1);
            const look = () => output.dataset.outcome && resolve(output.dataset.outcome);
            new MutationObserver(look).observe(output, { attributes: true });
            look();
        }))JS"_qs.arg(scriptLiteral(name + u"-result"_qs)));
        if (!outcome)
            return tl::unexpected(outcome.error());
        verdicts.insert(name, outcome->toString() == u"resolved" ? u"allowed"_qs : u"blocked"_qs);
    }
    return verdicts;
}

/// "preflight OPTIONS 204, actual POST 200"
QString wireOf(const QJsonObject &exchange)
{
    QStringList messages;
    for (const QJsonValue message : exchange[u"wire"_qs].toArray())
        messages.append(u"%1 %2 %3"_qs.arg(message[u"kind"_qs].toString(),
                                           message[u"method"_qs].toString(),
                                           QString::number(message[u"status"_qs].toInt())));
    return messages.join(u", "_qs);
}

QStringList verdictsOf(const QList<QJsonObject> &exchanges)
{
    QStringList verdicts;
    for (const QJsonObject &exchange : exchanges)
        verdicts.append(exchange[u"verdict"_qs].toString());
    return verdicts;
}

} // namespace

/// The article, played by real browsers and by the model against the same running servers.
class TestArticle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void modelAndBrowser_agree_data();
    void modelAndBrowser_agree();
};

void TestArticle::modelAndBrowser_agree_data()
{
    QTest::addColumn<bool>("firefox");
    QTest::newRow("Chromium") << false;
    QTest::newRow("Firefox") << true;
}

void TestArticle::modelAndBrowser_agree()
{
    QFETCH(const bool, firefox);
    Served served;
    const auto started = served.start();
    QVERIFY2(started, qPrintable(wordsOf(started)));
    const auto launched = firefox ? launchFirefox() : launchChromium();
    QVERIFY2(launched, qPrintable(wordsOf(launched)));
    RealBrowser &browser = **launched;

    auto model = served.modelVerdicts();
    QVERIFY2(model, qPrintable(wordsOf(model)));
    QCOMPARE(*model, AllAllowed);
    auto real = pressTheButtons(browser, served.demoPage());
    QVERIFY2(real, qPrintable(wordsOf(real)));
    QCOMPARE(*real, *model);

    QVERIFY(served.waitForRecordOf(browser.name(), 3));
    auto record = served.recordOf(browser.name());
    QCOMPARE(record.size(), 3);
    QCOMPARE(verdictsOf(record), (QStringList{u"allowed"_qs, u"allowed"_qs, u"allowed"_qs}));
    QCOMPARE(wireOf(record.at(0)), u"actual GET 200"_qs);
    QCOMPARE(wireOf(record.at(1)), u"actual GET 200"_qs);
    QCOMPARE(wireOf(record.at(2)), u"preflight OPTIONS 204, actual POST 200"_qs);

    // The list is emptied under the running servers. They notice by themselves, so the model asks
    // them until they have.
    const auto emptied = served.emptyTheList();
    QVERIFY2(emptied, qPrintable(wordsOf(emptied)));
    const QDeadlineTimer deadline(RunningProgram::Limit);
    do {
        model = served.modelVerdicts();
        QVERIFY2(model, qPrintable(wordsOf(model)));
    } while (*model != CrossOriginBlocked && !deadline.hasExpired());
    QCOMPARE(*model, CrossOriginBlocked);

    (void)browser.takeConsole();
    real = pressTheButtons(browser, served.demoPage());
    QVERIFY2(real, qPrintable(wordsOf(real)));
    QCOMPARE(*real, *model);
    const QStringList complaints =
        browser.waitForConsole(QRegularExpression(u"CORS|Cross-Origin"_qs), 2);
    QVERIFY2(complaints.size() >= 2, qPrintable(complaints.join(u'\n')));

    QVERIFY(served.waitForRecordOf(browser.name(), 6));
    record = served.recordOf(browser.name()).mid(3);
    QCOMPARE(verdictsOf(record), (QStringList{u"allowed"_qs, u"blocked"_qs, u"blocked"_qs}));
}

QTEST_GUILESS_MAIN(TestArticle)
#include "tst_article.moc"
