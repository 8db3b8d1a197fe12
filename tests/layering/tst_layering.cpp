// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layering/includes.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace corslab;

class TestLayering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void include_isReadAsThePreprocessorDoes();
    void include_isJudgedByTheLayers_data();
    void include_isJudgedByTheLayers();
    void everySource_keepsToTheLayers();
    void algorithms_askKnobsAndNoBrowsersName();

private:
    const QStringList m_screenHeaders =
        QStringLiteral(SCREEN_HEADERS).split(u'|', Qt::SkipEmptyParts);
};

void TestLayering::include_isReadAsThePreprocessorDoes()
{
    QCOMPARE(includesOf("#include \"a/b.h\"\n  #  include <C>\n// #include \"no.h\"\nint x;\n"),
             (QStringList{u"a/b.h"_qs, u"C"_qs}));
}

void TestLayering::include_isJudgedByTheLayers_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("included");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *name, const char *file, const char *included, bool allowed) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(included)
                            << allowed;
    };
    row("app knows ui", "app/main.cpp", "ui/window/mainwindow.h", true);
    row("ui knows core", "ui/window/mainwindow.h", "core/record/exchange.h", true);
    row("ui knows QtGui", "ui/window/mainwindow.h", "QPainter", true);
    row("ui does not know app", "ui/window/mainwindow.h", "app/commandline.h", false);
    row("core does not know ui", "core/http/url.h", "ui/theme/theme.h", false);
    row("core does not know app", "core/http/url.h", "app/commandline.h", false);
    row("core does not know QtGui by name", "core/http/url.h", "QPainter", false);
    row("core does not know QtGui by module", "core/http/url.h", "QtGui/QPainter", false);
    row("core does not know QtWidgets", "core/http/url.h", "QWidget", false);
    row("core knows QtCore", "core/http/url.h", "QByteArray", true);
    row("core knows QtNetwork", "core/wire/curltransport.cpp", "QHostAddress", true);
    row("a folder knows itself", "core/http/url.h", "core/http/origin.h", true);
    row("fetch knows http", "core/fetch/message.h", "core/http/url.h", true);
    row("http does not know fetch", "core/http/url.h", "core/fetch/message.h", false);
    row("fetch does not know wire", "core/fetch/mainfetch.cpp", "core/wire/curltransport.h", false);
    row("policy does not know fetch", "core/policy/policy.h", "core/fetch/message.h", false);
    row("server does not know record", "core/server/labserver.h", "core/record/exchange.h", false);
    row("diagnosis does not know laboratory", "core/diagnosis/diagnosis.h",
        "core/laboratory/laboratory.h", false);
    row("laboratory knows wire", "core/laboratory/laboratory.cpp", "core/wire/curltransport.h",
        true);
    row("a new folder is to be given a place", "core/new/new.h", "core/http/url.h", false);
    row("labserver.cpp knows QtHttpServer", "core/server/labserver.cpp", "QHttpServer", true);
    row("labserver's helper knows QtHttpServer", "core/server/labserver_p.h", "QHttpServerRequest",
        true);
    row("nobody else knows QtHttpServer", "core/server/connectionguard.cpp", "QHttpServerResponder",
        false);
    row("wire knows libcurl", "core/wire/curltransport.cpp", "curl/curl.h", true);
    row("nobody else knows libcurl", "core/fetch/mainfetch.cpp", "curl/curl.h", false);
    row("nobody knows the tests", "core/http/url.h", "tests/support/scriptedtransport.h", false);
}

void TestLayering::include_isJudgedByTheLayers()
{
    QFETCH(const QString, file);
    QFETCH(const QString, included);
    QFETCH(const bool, allowed);
    QCOMPARE(breach(file, included, m_screenHeaders).isEmpty(), allowed);
}

void TestLayering::everySource_keepsToTheLayers()
{
    const QString root = QStringLiteral(CORSLAB_SOURCE_DIR);
    const QStringList files = sourceFiles(root);
    QVERIFY2(files.size() > 20, "the sources were not found");

    QStringList breaches;
    for (const QString &path : files) {
        QFile file(QDir(root).filePath(path));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        for (const QString &included : includesOf(file.readAll())) {
            const QString rule = breach(path, included, m_screenHeaders);
            if (!rule.isEmpty())
                breaches.append(u"%1 includes %2: %3"_qs.arg(path, included, rule));
        }
    }
    QVERIFY2(breaches.isEmpty(), qPrintable(u'\n' + breaches.join(u'\n')));
}

void TestLayering::algorithms_askKnobsAndNoBrowsersName()
{
    const QString root = QStringLiteral(CORSLAB_SOURCE_DIR);
    const QRegularExpression name(
        u"BrowserName::|browserName\\(|profile(\\(\\))?\\.name\\b|m_profile\\.name\\b"_qs);
    const QRegularExpression profile(u"profile\\.(h|cpp)$"_qs);
    int algorithms = 0;
    QStringList breaches;
    for (const QString &path : sourceFiles(root)) {
        if (!path.startsWith(u"core/fetch/"_qs) || path.contains(profile))
            continue;
        ++algorithms;
        QFile file(QDir(root).filePath(path));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        if (QString::fromUtf8(file.readAll()).contains(name))
            breaches.append(path);
    }
    QVERIFY2(algorithms > 20, "the algorithms were not found");
    QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(u", "_qs)));
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
