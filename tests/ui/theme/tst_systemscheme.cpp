// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop's choice of light or dark, from a portal on a bus of this test's own.
#include "ui/theme/themecontroller.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;

/// The portal of a desktop: a process of its own, because asking waits for the answer.
class Settings : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit Settings(QString file)
        : m_file(std::move(file))
    {
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key) const
    {
        QFile file(m_file);
        const bool asked = group == u"org.freedesktop.appearance" && key == u"color-scheme";
        const uint value = asked && file.open(QIODevice::ReadOnly) ? file.readAll().toUInt() : 0;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value)));
    }

private:
    QString m_file;
};

class tst_SystemScheme : public QObject
{
    Q_OBJECT

public:
    explicit tst_SystemScheme(QString file)
        : m_file(std::move(file))
    {
    }

private Q_SLOTS:
    void desktopsChoice_isFollowed()
    {
        choose(2);
        ThemeController theme(ThemeController::Choice::System);
        QCOMPARE(theme.scheme(), ColorScheme::Light);
        const QSignalSpy changed(&theme, &ThemeController::schemeChanged);

        // It is dark when the person comes back to the window.
        choose(1);
        Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
        QCOMPARE(theme.scheme(), ColorScheme::Dark);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(colorSchemeOf(QApplication::palette()), ColorScheme::Dark);
        Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
        QCOMPARE(changed.size(), 1);
    }

    void ownChoice_isNotOverruled()
    {
        choose(2);
        ThemeController theme(ThemeController::Choice::Light);
        choose(1);
        Q_EMIT qApp->applicationStateChanged(Qt::ApplicationActive);
        QCOMPARE(theme.scheme(), ColorScheme::Light);
        theme.choose(ThemeController::Choice::System);
        QCOMPARE(theme.scheme(), ColorScheme::Dark);
    }

private:
    void choose(int value)
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::number(value));
    }

    QString m_file;
};

static int runPortal(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Settings settings(QString::fromLocal8Bit(argv[2]));
    auto bus = QDBusConnection::sessionBus();
    if (!bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &settings,
                            QDBusConnection::ExportAllSlots) ||
        !bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")))
        return 1;
    fputs("ready", stdout);
    fflush(stdout);
    return QCoreApplication::exec();
}

int main(int argc, char *argv[])
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--portal")
        return runPortal(argc, argv);

    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("scheme"));
    QProcess bus;
    bus.start(QStringLiteral("dbus-daemon"),
              {QStringLiteral("--session"), QStringLiteral("--nofork"),
               QStringLiteral("--print-address")});
    if (!bus.waitForReadyRead())
        qFatal("dbus-daemon does not start: %s", qPrintable(bus.errorString()));
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus.readAllStandardOutput().trimmed());
    QProcess portal;
    portal.start(QString::fromLocal8Bit(argv[0]), {QStringLiteral("--portal"), file});
    if (!portal.waitForReadyRead())
        qFatal("The portal does not start.");

    QApplication application(argc, argv);
    tst_SystemScheme test(file);
    const int result = QTest::qExec(&test, argc, argv);
    for (QProcess *each : {&portal, &bus}) {
        each->terminate();
        each->waitForFinished();
    }
    return result;
}

#include "tst_systemscheme.moc"
