// SPDX-License-Identifier: GPL-3.0-or-later
// The imitations beside the real middlewares: the same settings, the same requests, and the same
// CORS headers and status.
#include "core/document/labfile.h"
#include "core/server/endpointanswer.h"
#include "tests/integration/nginxconfiguration.h"
#include "tests/support/npmfolder.h"
#include "tests/support/runningprogram.h"

#include <QFile>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace corslab;

namespace {

const QString MiddlewareFolder =
    QStringLiteral(CORSLAB_SOURCE_DIR) + u"/tests/integration/middlewares"_qs;
// Debian's packages are those of Debian's Python, whatever other one comes first in PATH.
const QString Python = u"/usr/bin/python3"_qs;

/// A policy, as the lab file has it, in a laboratory whose server answers as the real ones here.
tl::expected<ServerConfig, QString> serverWith(const QByteArray &policy, const QByteArray &name)
{
    const QByteArray separator = policy == "{}" ? "" : ", ";
    const QByteArray document =
        R"({"corslab": 1, "servers": [{"origin": "http://localhost:4000", "policy": )" +
        policy.chopped(1) + separator + R"("imitate": ")" + name + R"("}, "endpoints": [
        {"match": {"path": "/data"}, "body": "data"},
        {"match": {"path": "/error"}, "status": 500, "body": "error"}]}]})";
    const auto file = parseLabFile(document);
    if (!file)
        return tl::unexpected(file.error().place + u": "_qs + file.error().value);
    return file->document.servers.first();
}

/// Status and CORS headers as lines of text. Order is not compared, repeats are.
QByteArrayList summary(int status, const HeaderList &headers)
{
    QByteArrayList lines;
    for (const Header &header : headers) {
        const QByteArray name = header.name.toLower();
        if (name.startsWith("access-control-") || name == "vary")
            lines.append(name + ": " + header.value);
    }
    std::sort(lines.begin(), lines.end());
    lines.prepend("status " + QByteArray::number(status));
    return lines;
}

QByteArrayList summaryOfAnswer(const QByteArray &answer)
{
    const QByteArray head = answer.first(std::max<qsizetype>(answer.indexOf("\r\n\r\n"), 0));
    QByteArrayList lines = head.split('\n');
    const int status = lines.isEmpty() ? 0 : lines.takeFirst().split(' ').value(1).toInt();
    HeaderList headers;
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            headers.append(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    return summary(status, headers);
}

template <typename Socket>
QByteArray exchange(Socket &socket, const EndpointRequest &request)
{
    if (!socket.waitForConnected(5000))
        return {};
    QByteArray bytes = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: localhost\r\n";
    for (const Header &header : request.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    socket.write(bytes + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    do {
        answer += socket.readAll();
    } while (!answer.contains("\r\n\r\n") && socket.waitForReadyRead(5000));
    return answer + socket.readAll();
}

/// Where the real one listens.
struct Address
{
    quint16 port = 0;
    QString path; ///< of a Unix domain socket, in place of a port
};

QByteArrayList ask(const Address &address, const EndpointRequest &request)
{
    if (address.port != 0) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), address.port);
        return summaryOfAnswer(exchange(socket, request));
    }
    QLocalSocket socket;
    socket.connectToServer(address.path);
    return summaryOfAnswer(exchange(socket, request));
}

std::optional<quint16> portOf(const QByteArray &line)
{
    return line.startsWith("listening ") ? std::optional(line.mid(10).trimmed().toUShort())
                                         : std::nullopt;
}

/// Every request of the table: who asks, how, and with which cookies.
std::vector<EndpointRequest> requests()
{
    const QByteArrayList origins{"http://localhost:3000",
                                 "https://a.example.com",
                                 "https://evil.test",
                                 "https://a.example.com.evil.org",
                                 "https://xexample.com",
                                 "http://LOCALHOST:3000",
                                 "null",
                                 QByteArray()};
    struct Kind
    {
        QByteArray method;
        QByteArray target;
        std::vector<Header> headers;
    };
    const std::vector<Kind> kinds{
        {"GET", "/data", {}},
        {"GET", "/data", {{"Cookie", "a=b"}}},
        {"PUT", "/data", {}},
        {"GET", "/error", {}},
        {"OPTIONS", "/data", {}},
        {"OPTIONS", "/data", {{"Access-Control-Request-Method", "GET"}}},
        {"OPTIONS", "/data", {{"Access-Control-Request-Method", "PUT"}}},
        {"OPTIONS", "/data", {{"Access-Control-Request-Method", "put"}}},
        {"OPTIONS", "/data", {{"Access-Control-Request-Method", "CHICKEN"}}},
        {"OPTIONS",
         "/data",
         {{"Access-Control-Request-Method", "POST"},
          {"Access-Control-Request-Headers", "content-type,x-custom"}}},
        {"OPTIONS",
         "/data",
         {{"Access-Control-Request-Method", "DELETE"},
          {"Access-Control-Request-Headers", "x-other"}}}};
    std::vector<EndpointRequest> all;
    for (const QByteArray &origin : origins) {
        for (const Kind &kind : kinds) {
            EndpointRequest request;
            request.method = kind.method;
            request.target = kind.target;
            if (!origin.isEmpty())
                request.headers.append("Origin", origin);
            for (const Header &header : kind.headers)
                request.headers.append(header.name, header.value);
            all.push_back(std::move(request));
        }
    }
    return all;
}

QByteArray shown(const EndpointRequest &request)
{
    QByteArray text = request.method + ' ' + request.target;
    for (const Header &header : request.headers)
        text += " | " + header.name + ": " + header.value;
    return text;
}

} // namespace

class TestMiddlewares : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void imitation_answersAsTheRealOne_data();
    void imitation_answersAsTheRealOne();

private:
    tl::expected<Address, QString> start(RunningProgram &program, const QByteArray &name,
                                         const ServerConfig &config, const QByteArray &policy,
                                         const QTemporaryDir &folder) const;
};

void TestMiddlewares::initTestCase()
{
    const auto installed =
        installNpmFolder(QStringLiteral(CORSLAB_SOURCE_DIR) + u"/tests/integration/express"_qs,
                         QStringLiteral(EXPRESS_FOLDER));
    QVERIFY2(installed, qPrintable(wordsOf(installed)));
}

tl::expected<Address, QString>
TestMiddlewares::start(RunningProgram &program, const QByteArray &name, const ServerConfig &config,
                       const QByteArray &policy, const QTemporaryDir &folder) const
{
    program.setVariable(u"POLICY"_qs, QString::fromUtf8(policy));
    if (name == "nginx-without-always") {
        Address address;
        address.path = folder.filePath(u"nginx.sock"_qs);
        QFile file(folder.filePath(u"nginx.conf"_qs));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(nginxConfiguration(*config.policy, address.path)) < 0)
            return tl::unexpected(file.errorString());
        file.close();
        const QString nginx =
            QFile::exists(u"/usr/sbin/nginx"_qs) ? u"/usr/sbin/nginx"_qs : u"nginx"_qs;
        program.start(nginx,
                      {u"-p"_qs, folder.path(), u"-c"_qs, file.fileName(), u"-e"_qs, u"stderr"_qs});
        // The socket's file is there before anybody listens.
        const auto listens = [&address] {
            QLocalSocket socket;
            socket.connectToServer(address.path);
            return socket.waitForConnected(100);
        };
        if (!QTest::qWaitFor(listens, 10000))
            return tl::unexpected(QString::fromUtf8(program.lines().join('\n')));
        return address;
    }
    if (name == "express-cors") {
        program.setWorkingDirectory(QStringLiteral(EXPRESS_FOLDER));
        program.start(u"node"_qs, {u"cors.mjs"_qs});
    } else {
        program.setWorkingDirectory(MiddlewareFolder);
        program.setVariable(u"PYTHONDONTWRITEBYTECODE"_qs, u"1"_qs);
        const QByteArray script = QByteArray(name).replace("-cors", "") + "_server.py";
        program.start(Python, {QString::fromUtf8(script)});
    }
    const auto port = program.waitFor<quint16>(portOf);
    if (!port)
        return tl::unexpected(port.error());
    return Address{*port, {}};
}

void TestMiddlewares::imitation_answersAsTheRealOne_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("policy");
    const QByteArray two = R"("origins": ["http://localhost:3000", "https://a.example.com"])";
    const QByteArray lists =
        R"(, "methods": ["GET", "PUT", "POST"], "headers": ["Content-Type", "X-Custom"])";
    struct Settings
    {
        const char *name;
        QByteArray policy;
    };
    const std::vector<Settings> all{
        {"two origins", "{" + two + lists + "}"},
        {"two origins, credentials", "{" + two + lists + R"(, "credentials": true})"},
        {"one origin, everything else the default", R"({"origins": ["http://localhost:3000"]})"},
        {"everybody", R"({"origins": ["*"])" + lists + "}"},
        {"everybody, credentials", R"({"origins": ["*"])" + lists + R"(, "credentials": true})"},
        {"reflect", R"({"reflect": true)" + lists + R"(, "credentials": true})"},
        {"an open expression",
         R"({"origins": [{"regex": "https://.*\\.example\\.com"}], "credentials": true})"},
        {"a star in a text", R"({"origins": ["https://*.example.com"])" + lists + "}"},
        {"exposed, max-age",
         "{" + two + lists + R"(, "expose": ["X-Two", "X-One"], "maxAge": 600})"},
        {"max-age 0", "{" + two + R"(, "maxAge": 0})"},
        {"any header", "{" + two + R"(, "headers": ["*"]})"},
        {"nobody", R"({"origins": []})"}};
    for (const char *name :
         {"express-cors", "nginx-without-always", "fastapi", "django", "flask-cors"}) {
        for (const Settings &settings : all)
            QTest::addRow("%s: %s", name, settings.name) << QByteArray(name) << settings.policy;
    }
}

void TestMiddlewares::imitation_answersAsTheRealOne()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, policy);
    const auto config = serverWith(policy, name);
    QVERIFY2(config, qPrintable(wordsOf(config)));
    const QTemporaryDir folder;
    RunningProgram program;
    const auto address = start(program, name, *config, policy, folder);
    QVERIFY2(address, qPrintable(wordsOf(address)));

    const CompiledServer server(*config);
    QByteArrayList differences;
    for (const EndpointRequest &request : requests()) {
        const EndpointAnswer answer = answerRequest(request, server);
        const QByteArrayList ours = summary(answer.status, answer.headers);
        const QByteArrayList theirs = ask(*address, request);
        if (ours != theirs)
            differences.append(shown(request) + "\n   ours: " + ours.join(" | ") +
                               "\n   real: " + theirs.join(" | "));
    }
    QVERIFY2(differences.isEmpty(), ("\n" + differences.join('\n')).constData());
}

QTEST_GUILESS_MAIN(TestMiddlewares)
#include "tst_middlewares.moc"
