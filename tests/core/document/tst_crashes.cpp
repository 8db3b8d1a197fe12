// SPDX-License-Identifier: GPL-3.0-or-later
// A process that edits and saves a laboratory is killed at random moments. CORSLAB_KILLS in the
// environment says how often.
#include "core/document/autosave.h"
#include "core/document/labfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

/// Long enough that a write is often cut in its middle.
constexpr int bodySize = 300'000;

LabDocument edited(int edit)
{
    LabDocument document;
    document.id = QString::number(edit);
    document.page.origin = "http://localhost:3000";
    ServerConfig server;
    server.name = u"api"_s;
    server.origin = "http://localhost:4000";
    Endpoint endpoint;
    // Every byte belongs to the edit: a mixture of two would be found out.
    endpoint.body = QByteArray(bodySize, char('a' + edit % 26));
    server.endpoints.append(endpoint);
    document.servers.append(server);
    return document;
}

/// The number of the edit that the document is, whole.
int editOf(const LabDocument &document)
{
    const int edit = document.id.toInt();
    return document == edited(edit) ? edit : -1;
}

/// Edits and saves until it is killed, and says what is safe by now.
int editForever(const QString &folder, const QString &path, int first)
{
    Autosave autosave(folder);
    for (int edit = first;; ++edit) {
        const LabDocument document = edited(edit);
        if (!autosave.save(document, path))
            return 1;
        std::printf("%d\n", edit);
        std::fflush(stdout);
        if (edit % 3 != 0)
            continue;
        if (!writeLabFile(path, document))
            return 1;
        autosave.discard();
    }
}

/// The last number that was said whole.
int lastSaid(const QByteArray &said, int before)
{
    const qsizetype end = said.lastIndexOf('\n');
    if (end < 0)
        return before;
    const qsizetype begin = end == 0 ? -1 : said.lastIndexOf('\n', end - 1);
    return said.mid(begin + 1, end - begin - 1).toInt();
}

} // namespace

class TestCrashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killAtAnyMoment_losesNothingThatWasKept_data();
    void killAtAnyMoment_losesNothingThatWasKept();
};

void TestCrashes::killAtAnyMoment_losesNothingThatWasKept_data()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("CORSLAB_KILLS", &given);
    QTest::addColumn<int>("kills");
    // Qt Test ends a function after five minutes.
    for (int left = given ? wanted : 60; left > 0; left -= 100)
        QTest::addRow("%d to go", left) << std::min(left, 100);
}

void TestCrashes::killAtAnyMoment_losesNothingThatWasKept()
{
    QFETCH(int, kills);
    QTemporaryDir folder;
    const QString recovery = folder.filePath(u"recovery"_s);
    const QString path = folder.filePath(u"my.corslab"_s);
    QVERIFY(writeLabFile(path, edited(0)));

    QRandomGenerator random(QRandomGenerator::securelySeeded());
    int kept = 0;
    int cutWrites = 0;
    for (int kill = 0; kill < kills; ++kill) {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {u"--victim"_s, recovery, path, QString::number(kept + 1)});
        // Some edits, and then a moment more: on a busy machine time alone would not bring it far.
        QByteArray output;
        for (const int edits = random.bounded(1, 6); output.count('\n') < edits;) {
            QVERIFY(victim.waitForReadyRead());
            output += victim.readAllStandardOutput();
        }
        QTest::qSleep(random.bounded(10));
        victim.kill();
        QVERIFY(victim.waitForFinished());
        output += victim.readAllStandardOutput();
        const int said = lastSaid(output, kept);
        QCOMPARE(victim.exitStatus(), QProcess::CrashExit);

        const auto file = readLabFile(path);
        QVERIFY2(file, "the file is a whole one");
        const int inFile = editOf(file->document);
        QVERIFY2(inFile >= 0, "and of one edit");
        int safe = inFile;
        const auto leftovers = Autosave(recovery).leftovers();
        QVERIFY2(leftovers.size() <= 1, "an instance leaves one file");
        for (const Autosave::Leftover &leftover : leftovers) {
            const int left = editOf(leftover.document);
            QVERIFY2(left >= 0, "what was kept is whole");
            QCOMPARE(leftover.path, path);
            safe = std::max(safe, left);
            Autosave::remove(leftover);
        }
        QVERIFY2(safe >= said, qPrintable(u"%1 was kept, %2 is left"_s.arg(said).arg(safe)));
        kept = safe;
        // A file of QSaveFile's that was never renamed: a write was cut.
        for (const QString &place : {recovery, folder.path()}) {
            for (const QString &name : QDir(place).entryList(QDir::Files)) {
                if (name == u"my.corslab" || name.endsWith(u".lock"))
                    continue;
                ++cutWrites;
                QVERIFY(QFile::remove(QDir(place).filePath(name)));
            }
        }
    }
    qInfo("%d kills, %d of them cut a write, %d edits kept", kills, cutWrites, kept);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == u"--victim")
        return editForever(arguments[2], arguments[3], arguments[4].toInt());
    TestCrashes test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crashes.moc"
