// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfile.h"
#include "tests/ui/testlab.h"
#include "tests/ui/window/fakemessages.h"
#include "ui/window/filecontroller.h"

#include <QDir>
#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;
using namespace corslab::test;

class tst_FileController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workbench = std::make_unique<Workbench>(
            std::make_unique<Laboratory>(smallLaboratory(), LaboratoryOptions{}));
        m_script = {};
        m_messages = std::make_unique<FakeMessages>(m_script);
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_files = std::make_unique<FileController>(*m_workbench, *m_messages, *m_settings,
                                                   path("recovery"), nullptr);
    }

    void cleanup()
    {
        m_files.reset();
        m_workbench.reset();
    }

    void savedFile_isOpenedAgain()
    {
        change("http://localhost:1/typed");
        m_script.path = path("mine.corslab");
        QVERIFY(m_files->save());
        QVERIFY(!m_workbench->isModified());
        QCOMPARE(m_files->name(), QStringLiteral("mine.corslab"));
        QCOMPARE(m_files->recentFiles(), QStringList{path("mine.corslab")});
        change("http://localhost:1/more");
        m_script.unsaved = UnsavedAnswer::Discard;
        m_files->openPath(path("mine.corslab"));
        QCOMPARE(m_workbench->request().url, QStringLiteral("http://localhost:1/typed"));
        QCOMPARE(m_script.unsavedAsked, 1);
    }

    void unsavedChanges_areAskedAboutOnce()
    {
        QVERIFY(m_files->maybeSave());
        QCOMPARE(m_script.unsavedAsked, 0);
        change("http://localhost:1/typed");
        m_files->newDocument();
        QCOMPARE(m_script.unsavedAsked, 1);
        QCOMPARE(m_workbench->request().url, QStringLiteral("http://localhost:1/typed"));
        m_script.unsaved = UnsavedAnswer::Discard;
        m_files->newDocument();
        QCOMPARE(m_script.unsavedAsked, 2);
        QCOMPARE(m_workbench->document().title, FileController::emptyDocument().title);
        QVERIFY(!m_workbench->isModified());
    }

    void badFile_isASentenceAndNothingIsLost_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"corslab\": 1, \"page\"");
        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("later version") << QByteArray("{\"corslab\": 99}");
        QTest::newRow("wrong type") << QByteArray("{\"corslab\": 1, \"page\": 7}");
    }

    void badFile_isASentenceAndNothingIsLost()
    {
        QFETCH(QByteArray, bytes);
        QFile file(path("bad.corslab"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        change("http://localhost:1/typed");
        QSignalSpy said(m_workbench.get(), &Workbench::reported);
        m_files->openPath(path("bad.corslab"));
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().startsWith(QStringLiteral("bad.corslab ")));
        QCOMPARE(m_workbench->request().url, QStringLiteral("http://localhost:1/typed"));
        QCOMPARE(m_script.unsavedAsked, 0);
    }

    void missingFile_isASentence()
    {
        QSignalSpy said(m_workbench.get(), &Workbench::reported);
        m_files->openPath(path("nowhere.corslab"));
        QCOMPARE(said.size(), 1);
    }

    void unwritablePlace_isASentence()
    {
        QSignalSpy said(m_workbench.get(), &Workbench::reported);
        m_script.path = QStringLiteral("/proc/none/x.corslab");
        QVERIFY(!m_files->save());
        QCOMPARE(said.size(), 1);
        QVERIFY(m_workbench->filePath().isEmpty());
    }

    void change_isKeptWithinTwoSeconds()
    {
        const QDir recovery(path("recovery"));
        change("http://localhost:1/typed");
        QTRY_COMPARE_WITH_TIMEOUT(
            recovery.entryList({QStringLiteral("*.recovery")}, QDir::Files).size(), 1, 2000);
        // What is in a file need not be kept twice.
        m_script.path = path("mine.corslab");
        QVERIFY(m_files->save());
        QCOMPARE(recovery.entryList({QStringLiteral("*.recovery")}, QDir::Files).size(), 0);
    }

    void undoneChange_isNotKept()
    {
        const QDir recovery(path("recovery"));
        change("http://localhost:1/typed");
        QTRY_COMPARE(recovery.entryList({QStringLiteral("*.recovery")}, QDir::Files).size(), 1);
        m_workbench->undoStack().undo();
        QTRY_COMPARE(recovery.entryList({QStringLiteral("*.recovery")}, QDir::Files).size(), 0);
    }

    void emptyLaboratory_isAValidFile()
    {
        const auto read = parseLabFile(serializeLabFile(FileController::emptyDocument()));
        QVERIFY(read.has_value());
        QVERIFY(read->unknownKeys.isEmpty());
    }

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    void change(const char *url)
    {
        m_workbench->editRequest(call(QString::fromLatin1(url)), QStringLiteral("test"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workbench> m_workbench;
    FakeMessages::Script m_script;
    std::unique_ptr<FakeMessages> m_messages;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FileController> m_files;
};

QTEST_MAIN(tst_FileController)
#include "tst_filecontroller.moc"
