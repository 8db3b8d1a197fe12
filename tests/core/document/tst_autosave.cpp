// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/autosave.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;

namespace {

LabDocument document(const QByteArray &origin)
{
    LabDocument result;
    result.id = QStringLiteral("kept");
    result.page.origin = origin;
    return result;
}

} // namespace

class tst_Autosave : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedInstance_leavesWhatItHad()
    {
        QTemporaryDir folder;
        // The same program once more: it saves, says so, and waits to be killed.
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--victim"), folder.path()});
        QVERIFY(victim.waitForReadyRead());
        QCOMPARE(victim.readAllStandardOutput(), QByteArray("saved"));

        Autosave running(folder.path());
        QVERIFY2(running.leftovers().empty(), "it still lives");
        victim.kill();
        QVERIFY(victim.waitForFinished());
        const auto left = running.leftovers();
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(left.front().document.page.origin, QByteArray("http://typed.example"));
        QCOMPARE(left.front().path, QStringLiteral("/home/a/my.corslab"));
        QVERIFY(left.front().saved.isValid());

        Autosave::remove(left.front());
        QVERIFY(running.leftovers().empty());
    }

    void orderlyEnd_leavesNothing()
    {
        QTemporaryDir folder;
        {
            Autosave autosave(folder.path());
            QVERIFY(autosave.save(document("http://a.example"), {}));
            QVERIFY(QFile::exists(autosave.recoveryFile()));
        }
        QVERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty());
    }

    void savedFile_isNotKeptTwice()
    {
        QTemporaryDir folder;
        Autosave autosave(folder.path());
        QVERIFY(autosave.save(document("http://a.example"), {}));
        autosave.discard();
        QVERIFY(!QFile::exists(autosave.recoveryFile()));
    }

    void damagedLeftover_isSkipped_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"path\":\"\",\"saved\":\"\"}\n{\"corslab\": 1, ");
        QTest::newRow("no head") << QByteArray("{\"corslab\": 1}");
        QTest::newRow("not text") << QByteArray(100, '\xFF');
    }

    void damagedLeftover_isSkipped()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("x.recovery")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        Autosave autosave(folder.path());
        QVERIFY(autosave.leftovers().empty());
    }

    void unwritableFolder_isTold()
    {
        Autosave autosave(QStringLiteral("/proc/none"));
        QVERIFY(!autosave.save(document("http://a.example"), {}));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArrayView(argv[1]) == "--victim") {
        Autosave autosave(QString::fromLocal8Bit(argv[2]));
        if (autosave.save(document("http://typed.example"), QStringLiteral("/home/a/my.corslab")))
            fputs("saved", stdout);
        fflush(stdout);
        return QCoreApplication::exec();
    }
    tst_Autosave test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_autosave.moc"
