// SPDX-License-Identifier: GPL-3.0-or-later
// The peer of `corslab serve`: QHttpServer with a missing handler that always gives the same
// answer.
#include <QCoreApplication>
#include <QHttpServer>
#include <QHttpServerResponder>
#include <QTcpServer>

#include <cstdio>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QHttpServer server;
    server.setMissingHandler([](const QHttpServerRequest &, QHttpServerResponder &&responder) {
        responder.write(QByteArrayLiteral(R"({"message":"Simple GET request success!"})"),
                        {{QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json")},
                         {QByteArrayLiteral("Access-Control-Allow-Origin"),
                          QByteArrayLiteral("http://localhost:3000")},
                         {QByteArrayLiteral("Vary"), QByteArrayLiteral("Origin")}});
    });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    if (port == 0)
        return 1;
    std::printf("bare: http://localhost:%d\n", int(port));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
