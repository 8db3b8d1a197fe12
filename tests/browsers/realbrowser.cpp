// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/realbrowser.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace corslab {

namespace {

using namespace std::chrono_literals;

/// No proxy between the browser and the laboratory, and nothing left in anybody's home.
QProcessEnvironment browserEnvironment(const QString &home)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString &key : environment.keys()) {
        if (key.endsWith(u"_proxy"_qs, Qt::CaseInsensitive))
            environment.remove(key);
    }
    environment.insert(u"HOME"_qs, home);
    environment.insert(u"MOZ_HEADLESS"_qs, u"1"_qs);
    environment.insert(u"MOZ_CRASHREPORTER_DISABLE"_qs, u"1"_qs);
    return environment;
}

/// Runs in the child, between fork and exec: a browser has many processes, and all of them are to
/// end with it, even when the test itself is killed.
void leadGroup()
{
#ifdef Q_OS_UNIX
    ::setpgid(0, 0);
#endif
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

} // namespace

RealBrowser::RealBrowser()
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyRead, this, [this] {
        m_output += m_process.readAll();
        Q_EMIT somethingHappened();
    });
    connect(&m_process, &QProcess::stateChanged, this, &RealBrowser::somethingHappened);
    connect(&m_socket, &QWebSocket::stateChanged, this, &RealBrowser::somethingHappened);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &RealBrowser::receive);
}

RealBrowser::~RealBrowser() = default;

RealBrowser::Done RealBrowser::start(const QString &program, const QStringList &arguments,
                                     const QString &announcement, const QString &path)
{
    const QString executable = QStandardPaths::findExecutable(program);
    if (executable.isEmpty())
        return tl::unexpected(u"%1 is not installed"_qs.arg(program));
    if (!m_profile.isValid())
        return tl::unexpected(m_profile.errorString());

    QDir(profilePath()).mkdir(u"home"_qs);
    m_process.setProcessEnvironment(browserEnvironment(m_profile.filePath(u"home"_qs)));
    m_process.setChildProcessModifier(leadGroup);
    m_process.start(executable, arguments);

    const QRegularExpression line(QRegularExpression::escape(announcement) + u" (ws://\\S+)\\s"_qs);
    QString address;
    const bool announced = waitUntil(
        [&] {
            address = line.match(QString::fromUtf8(m_output)).captured(1);
            return !address.isEmpty() || m_process.state() == QProcess::NotRunning;
        },
        StartLimit);
    if (!announced || address.isEmpty())
        return tl::unexpected(u"%1 gave no address to drive it by"_qs.arg(program) +
                              processWords());

    m_socket.open(QUrl(address + path));
    const bool connected =
        waitUntil([&] { return m_socket.state() == QAbstractSocket::ConnectedState; }, StartLimit);
    if (!connected)
        return tl::unexpected(u"%1: %2"_qs.arg(address + path, m_socket.errorString()));
    return {};
}

tl::expected<QJsonObject, QString>
RealBrowser::call(const QString &method, const QJsonObject &params, const QJsonObject &envelope)
{
    const int id = ++m_lastId;
    QJsonObject command = envelope;
    command.insert(u"id"_qs, id);
    command.insert(u"method"_qs, method);
    command.insert(u"params"_qs, params);
    m_socket.sendTextMessage(
        QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)));

    const bool answered = waitUntil(
        [&] {
            return m_answers.contains(id) || m_socket.state() != QAbstractSocket::ConnectedState;
        },
        CallLimit);
    if (!answered || !m_answers.contains(id))
        return tl::unexpected(u"%1 had no answer"_qs.arg(method) + processWords());
    const QJsonObject answer = m_answers.take(id);
    if (const QString error = errorOf(answer); !error.isEmpty())
        return tl::unexpected(u"%1: %2"_qs.arg(method, error));
    return answer.value(u"result"_qs).toObject();
}

QStringList RealBrowser::waitForConsole(const QRegularExpression &wanted, qsizetype count)
{
    (void)waitUntil([&] { return m_console.filter(wanted).size() >= count; }, CallLimit);
    return takeConsole().filter(wanted);
}

void RealBrowser::post(const QString &method, const QJsonObject &params,
                       const QJsonObject &envelope)
{
    QJsonObject command = envelope;
    command.insert(u"id"_qs, ++m_lastId);
    command.insert(u"method"_qs, method);
    command.insert(u"params"_qs, params);
    m_socket.sendTextMessage(
        QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)));
}

RealBrowser::Done RealBrowser::waitForEvent(const std::function<Done()> &trigger,
                                            const std::function<bool(const QJsonObject &)> &wanted)
{
    m_wanted = wanted;
    m_wantedSeen = false;
    Done done = trigger();
    if (done && !waitUntil([this] { return m_wantedSeen; }, CallLimit))
        done = tl::unexpected(u"the event did not come"_qs + processWords());
    m_wanted = nullptr;
    return done;
}

void RealBrowser::receive(const QString &text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    if (const int id = message.value(u"id"_qs).toInt(); id != 0) {
        m_answers.insert(id, message);
    } else {
        m_wantedSeen = m_wantedSeen || (m_wanted && m_wanted(message));
        eventReceived(message);
    }
    Q_EMIT somethingHappened();
}

bool RealBrowser::waitUntil(const std::function<bool()> &over, std::chrono::milliseconds limit)
{
    if (over())
        return true;
    bool result = false;
    QEventLoop loop;
    QTimer::singleShot(limit, &loop, &QEventLoop::quit);
    connect(this, &RealBrowser::somethingHappened, &loop, [&] {
        result = over();
        if (result)
            loop.quit();
    });
    loop.exec();
    return result;
}

QString RealBrowser::processWords() const
{
    QString words;
    if (m_process.state() == QProcess::NotRunning)
        words = u"; it has ended (%1)"_qs.arg(m_process.errorString());
    const QByteArray tail = m_output.right(2000).trimmed();
    return tail.isEmpty() ? words : words + u"; it wrote: "_qs + QString::fromUtf8(tail);
}

void RealBrowser::shutDown()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    const auto ended = [this] { return m_process.state() == QProcess::NotRunning; };
    [[maybe_unused]] const qint64 group = m_process.processId();
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        requestClose();
    else
        m_process.terminate();
    if (!waitUntil(ended, 5s))
        m_process.kill();
#ifdef Q_OS_UNIX
    // Its helpers outlive a browser that was slow to end, and would go on writing to the profile.
    ::kill(-static_cast<pid_t>(group), SIGKILL);
#endif
    m_process.waitForFinished(5000);
}

QString asJsonExpression(const QString &expression)
{
    return u"(async () => JSON.stringify(await (%1)) ?? 'null')()"_qs.arg(expression);
}

QJsonValue valueOfJson(const QString &json)
{
    // QJsonDocument reads no lone values.
    const QByteArray list = '[' + json.toUtf8() + ']';
    return QJsonDocument::fromJson(list).array().at(0);
}

QString scriptLiteral(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace corslab
