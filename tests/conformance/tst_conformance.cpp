// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/conformance/caseserver.h"
#include "tests/conformance/comparison.h"
#include "tests/conformance/recording.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <tl/expected.hpp>

#include <algorithm>
#include <map>
#include <memory>

using namespace corslab;

namespace {

using namespace std::chrono_literals;

/// The model may take this long for all cases of one browser.
constexpr auto RunLimit = 120s;

struct Tally
{
    int ran = 0;
    std::array<int, Levels.size()> agreed{};
};

QString groupOf(const QString &id)
{
    return id.section(u'-', 0, -2);
}

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// A recorded case as a document that `corslab run` reads.
QJsonObject documentOf(const QJsonObject &recorded, const Placeholding &placeholding)
{
    const QString text = placeholding.filled(QString::fromUtf8(line(recorded)));
    const QJsonObject filled = QJsonDocument::fromJson(text.toUtf8()).object();
    QJsonObject page = filled[u"page"_qs].toObject();
    const bool frame = page[u"origin"_qs].toString() == u"null";
    const QString base = page[frame ? u"embed"_qs : u"origin"_qs].toString();
    page[u"url"_qs] = base + (frame ? u"/__oracle/frame.html"_qs : u"/__oracle/run.html"_qs);
    return {{u"corslab"_qs, 1},
            {u"id"_qs, filled[u"id"_qs]},
            {u"page"_qs, page},
            {u"requests"_qs, filled[u"requests"_qs]},
            {u"server"_qs, filled[u"server"_qs]}};
}

/// True where the case needs an origin on which nobody listens.
bool needsOneOf(const QStringList &missing, const QJsonObject &recorded)
{
    const QByteArray text = line(recorded);
    return std::any_of(missing.begin(), missing.end(), [&](const QString &key) {
        return text.contains("{{" + key.toLatin1() + "}}") ||
               text.contains("{{" + key.toLatin1() + '.');
    });
}

} // namespace

/// What real browsers did in the recorded cases, against what the program does in them: its own
/// process, real sockets, answers byte by byte. The document that ran the cases lay at
/// /__oracle/run.html, or in a frame at /__oracle/frame.html.
class TestConformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void recordedCases_agree_data();
    void recordedCases_agree();

private:
    [[nodiscard]] tl::expected<QByteArray, QString> runProgram(const QString &browser,
                                                               const QByteArray &documents);

    QList<QJsonObject> m_cases;
    std::unique_ptr<CaseServer> m_server;
    std::unique_ptr<Placeholding> m_placeholding;
};

void TestConformance::initTestCase()
{
    m_cases = readRecording(u"cases"_qs);
    QVERIFY(m_cases.size() > 1000);
    m_server = std::make_unique<CaseServer>(testOrigins());
    m_placeholding = std::make_unique<Placeholding>(m_server->origins());
}

tl::expected<QByteArray, QString> TestConformance::runProgram(const QString &browser,
                                                              const QByteArray &documents)
{
    QProcess program;
    QEventLoop loop;
    connect(&program, &QProcess::finished, &loop, &QEventLoop::quit);
    connect(&program, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(RunLimit, &loop, &QEventLoop::quit);
    program.start(QStringLiteral(CORSLAB_PROGRAM),
                  {u"run"_qs, u"--browser"_qs, browser, u"--json"_qs, u"--insecure"_qs,
                   u"--jsonl"_qs, u"-"_qs});
    program.write(documents);
    program.closeWriteChannel();
    loop.exec();
    if (program.state() != QProcess::NotRunning) {
        program.kill();
        program.waitForFinished();
        return tl::unexpected(u"the program did not end"_qs);
    }
    if (program.exitStatus() != QProcess::NormalExit || program.exitCode() != 0)
        return tl::unexpected(QString::fromUtf8(program.readAllStandardError().right(2000)));
    return program.readAllStandardOutput();
}

void TestConformance::recordedCases_agree_data()
{
    QTest::addColumn<QString>("browser");
    QTest::newRow("Chromium") << u"chromium"_qs;
    QTest::newRow("Firefox") << u"firefox"_qs;
}

void TestConformance::recordedCases_agree()
{
    QFETCH(const QString, browser);
    const QHash<QString, QJsonObject> results = readResults(browser);
    const KnownDisagreements known = readKnown(browser);

    QByteArray documents;
    QStringList notRun;
    QHash<QString, QJsonObject> models;
    for (const QJsonObject &recorded : m_cases) {
        const QString id = recorded[u"id"_qs].toString();
        if (needsOneOf(m_server->missing(), recorded)) {
            notRun.append(id);
            continue;
        }
        QJsonObject document = documentOf(recorded, *m_placeholding);
        m_server->addCase(id, document.take(u"server"_qs).toArray());
        documents += line(document) + '\n';
        models.insert(id, {});
    }
    const auto output = runProgram(browser, documents);
    QVERIFY2(output, output ? "" : qPrintable(output.error()));
    for (const QByteArray &each : output->split('\n')) {
        const QJsonObject answer = QJsonDocument::fromJson(each).object();
        const auto model = models.find(answer[u"id"_qs].toString());
        if (model == models.end())
            continue;
        QJsonArray outcomes = (*model)[u"js"_qs].toArray();
        outcomes.append(answer[u"script"_qs]);
        (*model)[u"js"_qs] = outcomes;
        QJsonArray console = (*model)[u"console"_qs].toArray();
        for (const QJsonValue text : answer[u"console"_qs].toArray())
            console.append(text);
        (*model)[u"console"_qs] = console;
    }

    std::map<QString, Tally> groups;
    Tally total;
    QStringList complaints;
    for (auto model = models.begin(); model != models.end(); ++model) {
        const QString &id = model.key();
        (*model)[u"wire"_qs] = m_server->log(id);
        const QString steady = m_placeholding->emptied(QString::fromUtf8(line(model.value())));
        Difference difference =
            compare(results.value(id), QJsonDocument::fromJson(steady.toUtf8()).object());
        if (known.unsteady.contains(id)) {
            difference.differs[static_cast<std::size_t>(Level::Sequence)] = false;
            difference.differs[static_cast<std::size_t>(Level::Headers)] = false;
        }
        for (Tally *tally : {&groups[groupOf(id)], &total}) {
            ++tally->ran;
            for (std::size_t i = 0; i < Levels.size(); ++i)
                tally->agreed[i] += difference.differs[i] ? 0 : 1;
        }
        if (difference.any() && !known.reasons.contains(id))
            complaints.append(id + u": "_qs + difference.words.join(u"; "_qs));
        if (!difference.any() && known.reasons.contains(id))
            complaints.append(id + u": agrees, though it is on the list of those that do not"_qs);
    }

    const auto print = [](const QString &name, const Tally &tally) {
        QString row = name.leftJustified(10) + QString::number(tally.ran).rightJustified(5);
        for (std::size_t i = 0; i < Levels.size(); ++i)
            row += u"  %1 %2%"_qs.arg(levelName(Levels[i]))
                       .arg(100.0 * tally.agreed[i] / tally.ran, 0, 'f', 2);
        qInfo().noquote() << row;
    };
    for (const auto &[name, tally] : groups)
        print(name, tally);
    print(browser, total);
    if (!notRun.isEmpty())
        qWarning().noquote() << notRun.size() << "cases not run, for want of the origins"
                             << m_server->missing().join(u", "_qs);
    complaints.sort();
    QVERIFY2(complaints.isEmpty(), qPrintable(u'\n' + complaints.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
