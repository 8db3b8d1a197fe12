// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/runningprogram.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTimer>

#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace corslab {

namespace {

/// Runs in the child, between fork and exec: it is to end with the test, however that ends.
void endWithParent()
{
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

QProcessEnvironment offscreenEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_qs, u"offscreen"_qs);
    return environment;
}

} // namespace

RunningProgram::RunningProgram()
{
    m_process.setProcessEnvironment(offscreenEnvironment());
    m_process.setChildProcessModifier(endWithParent);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { read(QProcess::StandardOutput, m_restOfOutput); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { read(QProcess::StandardError, m_restOfErrors); });
    connect(&m_process, &QProcess::stateChanged, this, &RunningProgram::somethingHappened);
}

RunningProgram::~RunningProgram()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(3000)) {
        m_process.kill();
        m_process.waitForFinished(3000);
    }
}

void RunningProgram::setVariable(const QString &name, const QString &value)
{
    auto environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

void RunningProgram::start(const QString &program, const QStringList &arguments)
{
    m_process.start(program, arguments);
}

void RunningProgram::read(QProcess::ProcessChannel channel, QByteArray &rest)
{
    m_process.setReadChannel(channel);
    rest += m_process.readAll();
    qsizetype end = rest.indexOf('\n');
    while (end >= 0) {
        m_lines.append(rest.left(end));
        rest.remove(0, end + 1);
        end = rest.indexOf('\n');
    }
    Q_EMIT somethingHappened();
}

bool RunningProgram::waitUntil(const std::function<bool()> &over)
{
    if (over())
        return true;
    bool result = false;
    QEventLoop loop;
    QTimer::singleShot(Limit, &loop, &QEventLoop::quit);
    connect(this, &RunningProgram::somethingHappened, &loop, [&] {
        result = over();
        if (result || m_process.state() == QProcess::NotRunning)
            loop.quit();
    });
    if (m_process.state() != QProcess::NotRunning)
        loop.exec();
    return result;
}

bool RunningProgram::waitUntilEnded(std::chrono::milliseconds limit)
{
    QEventLoop loop;
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    connect(&m_process, &QProcess::finished, &loop, &QEventLoop::quit);
    connect(&m_process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    if (m_process.state() != QProcess::NotRunning)
        loop.exec();
    return m_process.state() == QProcess::NotRunning;
}

QList<QJsonObject> FinishedProgram::objects() const
{
    QList<QJsonObject> list;
    for (const QByteArray &line : output.split('\n')) {
        const auto document = QJsonDocument::fromJson(line);
        if (document.isObject())
            list.append(document.object());
    }
    return list;
}

tl::expected<FinishedProgram, QString>
runProgram(const QString &program, const QStringList &arguments, const QByteArray &input,
           const QString &workingDirectory, std::chrono::milliseconds limit)
{
    QProcess process;
    process.setProcessEnvironment(offscreenEnvironment());
    process.setChildProcessModifier(endWithParent);
    process.setWorkingDirectory(workingDirectory);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(static_cast<int>(limit.count()))) {
        process.kill();
        process.waitForFinished(3000);
        return tl::unexpected(
            u"%1 %2: %3"_qs.arg(program, arguments.join(u' '), process.errorString()));
    }
    if (process.exitStatus() != QProcess::NormalExit)
        return tl::unexpected(u"%1 %2: it crashed\n"_qs.arg(program, arguments.join(u' ')) +
                              QString::fromUtf8(process.readAllStandardError()));
    return FinishedProgram{process.exitCode(), process.readAllStandardOutput(),
                           process.readAllStandardError()};
}

} // namespace corslab
