// SPDX-License-Identifier: GPL-3.0-or-later
// `corslab lint` and the report of `corslab run --junit`, as CI sees them.
#include "tests/support/jsonpatch.h"
#include "tests/support/runningprogram.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace corslab;

namespace {

const QString Program = QStringLiteral(CORSLAB_PROGRAM);
const QString Example = QStringLiteral(CORSLAB_SOURCE_DIR) + u"/resources/ci.corslab"_qs;

QByteArray laboratoryWith(const char *policy)
{
    return QByteArray("{\"corslab\": 1, \"servers\": [{\"origin\": \"http://localhost:0\", "
                      "\"policy\": ") +
           policy + "}]}";
}

const QByteArray Faulty =
    laboratoryWith("{\"origins\": [\"*\"], \"credentials\": true, \"methods\": [\"GET\"], "
                   "\"maxAge\": 600}");
const QByteArray Informed = laboratoryWith(
    "{\"origins\": [\"https://a.example\"], \"methods\": [\"GET\"], \"maxAge\": 600}");

/// The text of each attribute `message` in the report, and how many cases there are.
struct Report
{
    int cases = 0;
    QStringList failures;
    QStringList errors;
    bool wellFormed = false;
};

Report readReport(const QString &path)
{
    Report report;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return report;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"testcase")
            ++report.cases;
        else if (xml.name() == u"failure")
            report.failures.append(xml.attributes().value(u"message"_qs).toString());
        else if (xml.name() == u"error")
            report.errors.append(xml.attributes().value(u"message"_qs).toString());
    }
    report.wellFormed = !xml.hasError();
    return report;
}

} // namespace

class TestLintCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void json_isOneObjectAFinding();
    void patch_mendsTheFile();
    void exitStatus_tellsHowGrave_data();
    void exitStatus_tellsHowGrave();
    void text_isReadFromTheTop();
    void example_passesBoth();
    void report_namesWhatFailed();
    void report_namesWhatCannotBeRead();
    void junit_thatCannotBeWritten_isSaid();
};

void TestLintCommand::json_isOneObjectAFinding()
{
    const auto lint = runProgram(Program, {u"lint"_qs, u"--json"_qs, u"-"_qs}, Faulty);
    QVERIFY2(lint, qPrintable(wordsOf(lint)));
    const QList<QJsonObject> lines = lint->objects();
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0].keys(), (QStringList{u"fix"_qs, u"id"_qs, u"message"_qs, u"severity"_qs,
                                           u"value"_qs, u"where"_qs}));
    QCOMPARE(lines[0][u"id"_qs].toString(), u"O01"_qs);
    QCOMPARE(lines[0][u"severity"_qs].toString(), u"E"_qs);
    QCOMPARE(lines[0][u"where"_qs].toString(), u"servers[0].policy.origins[0]"_qs);
    QCOMPARE(lines[0][u"value"_qs].toString(), u"*"_qs);
    QVERIFY(!lines[0][u"fix"_qs][u"label"_qs].toString().isEmpty());
    QCOMPARE(lines[1][u"id"_qs].toString(), u"M02"_qs);
    QCOMPARE(lines[1][u"severity"_qs].toString(), u"I"_qs);
}

void TestLintCommand::patch_mendsTheFile()
{
    QByteArray bytes = Faulty;
    for (int round = 0; round < 2; ++round) {
        const auto lint = runProgram(Program, {u"lint"_qs, u"--json"_qs, u"-"_qs}, bytes);
        QVERIFY2(lint, qPrintable(wordsOf(lint)));
        QCOMPARE(lint->objects().size(), 2 - round);
        const auto after = patched(QJsonDocument::fromJson(bytes).object(),
                                   lint->objects().first()[u"fix"_qs][u"patch"_qs].toArray());
        QVERIFY(after);
        bytes = QJsonDocument(*after).toJson();
    }
    const auto lint = runProgram(Program, {u"lint"_qs, u"--json"_qs, u"-"_qs}, bytes);
    QVERIFY2(lint, qPrintable(wordsOf(lint)));
    QCOMPARE(lint->output, QByteArray());
    QCOMPARE(lint->exitCode, 0);
}

void TestLintCommand::exitStatus_tellsHowGrave_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    QTest::newRow("never works") << Faulty << 1;
    QTest::newRow("a note") << Informed << 0;
    QTest::newRow("no policy") << QByteArray(R"({"corslab": 1})") << 0;
    QTest::newRow("no JSON") << QByteArray("{") << 2;
    QTest::newRow("nothing") << QByteArray() << 2;
    QTest::newRow("not a lab file") << QByteArray("{}") << 2;
}

void TestLintCommand::exitStatus_tellsHowGrave()
{
    QFETCH(const QByteArray, input);
    QFETCH(const int, status);
    const auto lint = runProgram(Program, {u"lint"_qs, u"-"_qs}, input);
    QVERIFY2(lint, qPrintable(wordsOf(lint)));
    QCOMPARE(lint->exitCode, status);
    QCOMPARE(lint->errors.isEmpty(), status != 2);
}

void TestLintCommand::text_isReadFromTheTop()
{
    const auto lint = runProgram(Program, {u"lint"_qs, u"-"_qs, u"/nowhere.corslab"_qs}, Faulty);
    QVERIFY2(lint, qPrintable(wordsOf(lint)));
    QCOMPARE(lint->exitCode, 2);
    const QByteArrayList lines = lint->output.split('\n');
    QCOMPARE(lines.first(),
             QByteArray("standard input: servers[0].policy.origins[0]: never works  O01"));
    QVERIFY(lint->output.indexOf("O01") < lint->output.indexOf("M02"));
    QVERIFY(lint->output.contains("https://fetch.spec.whatwg.org/"));
    QVERIFY(lint->output.endsWith("standard input: 2 found, 1 of them to be mended.\n"));
    QVERIFY(lint->errors.contains("/nowhere.corslab"));
}

/// The commands that README.md shows.
void TestLintCommand::example_passesBoth()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.xml"_qs);
    const auto lint = runProgram(Program, {u"lint"_qs, Example});
    QVERIFY2(lint, qPrintable(wordsOf(lint)));
    QVERIFY2(lint->exitCode == 0, lint->output.constData());
    const auto run = runProgram(Program, {u"run"_qs, u"--junit"_qs, path, Example});
    QVERIFY2(run, qPrintable(wordsOf(run)));
    QVERIFY2(run->exitCode == 0, run->errors.constData());
    QVERIFY(run->output.endsWith("5 of 5 expectations held.\n"));
    const Report report = readReport(path);
    QVERIFY(report.wellFormed);
    QCOMPARE(report.cases, 5);
    QCOMPARE(report.failures, QStringList());
}

void TestLintCommand::report_namesWhatFailed()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.xml"_qs);
    QFile example(Example);
    QVERIFY(example.open(QIODevice::ReadOnly));
    QByteArray changed = example.readAll();
    changed.replace("\"PUT\", \"DELETE\"", "\"DELETE\"");
    const auto run = runProgram(Program, {u"run"_qs, u"--junit"_qs, path, u"-"_qs}, changed);
    QVERIFY2(run, qPrintable(wordsOf(run)));
    QCOMPARE(run->exitCode, 1);
    QVERIFY(run->output.contains("failed  the shop writes JSON: expected allowed"));
    QVERIFY(run->output.endsWith("4 of 5 expectations held.\n"));
    const Report report = readReport(path);
    QVERIFY(report.wellFormed);
    QCOMPARE(report.cases, 5);
    QCOMPARE(report.failures, QStringList{u"expected allowed, but it was blocked "
                                          "MethodDisallowedByPreflightResponse."_qs});
}

void TestLintCommand::report_namesWhatCannotBeRead()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.xml"_qs);
    const auto run = runProgram(Program, {u"run"_qs, u"--junit"_qs, path, u"-"_qs}, "{\x01");
    QVERIFY2(run, qPrintable(wordsOf(run)));
    QCOMPARE(run->exitCode, 2);
    const Report report = readReport(path);
    QVERIFY(report.wellFormed);
    QCOMPARE(report.errors.size(), 1);
}

void TestLintCommand::junit_thatCannotBeWritten_isSaid()
{
    const auto run =
        runProgram(Program, {u"run"_qs, u"--junit"_qs, u"/nowhere/report.xml"_qs, Example});
    QVERIFY2(run, qPrintable(wordsOf(run)));
    QCOMPARE(run->exitCode, 2);
    QVERIFY(run->errors.contains("/nowhere/report.xml"));
}

QTEST_GUILESS_MAIN(TestLintCommand)
#include "tst_lintcommand.moc"
