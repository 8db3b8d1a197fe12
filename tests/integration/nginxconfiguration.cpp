// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/nginxconfiguration.h"

#include <QRegularExpression>

namespace corslab {

namespace {

QByteArray quoted(const QByteArray &text)
{
    return '"' + QByteArray(text).replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

QByteArray addHeader(const char *name, const QByteArray &value)
{
    return value.isEmpty() ? QByteArray()
                           : "add_header " + QByteArray(name) + ' ' + quoted(value) + ";\n";
}

/// The map's key for an entry: a text, or an expression behind a tilde.
QByteArray keyOf(const OriginEntry &entry)
{
    if (entry.regex)
        return quoted('~' + (entry.anchored ? "^(?:" + entry.text + ")$" : entry.text));
    if (!entry.text.contains("*."))
        return quoted(entry.text);
    QString expression = QRegularExpression::escape(QString::fromUtf8(entry.text));
    expression.replace(QStringLiteral("\\*\\."), QStringLiteral("([a-z0-9-]+\\.)+"));
    return quoted("~^" + expression.toUtf8() + '$');
}

} // namespace

QByteArray nginxConfiguration(const Policy &policy, const QString &socketPath)
{
    const bool any = !policy.reflect && policy.origins == QList{OriginEntry{"*", false, false}};
    QByteArray map = "map $http_origin $allowed {\n";
    if (any)
        map += "default \"*\";\n";
    else if (policy.reflect)
        map += "default $http_origin;\n";
    else
        map += "default \"\";\n";
    for (const OriginEntry &entry : policy.origins) {
        if (entry.text != "*")
            map += keyOf(entry) + " $http_origin;\n";
    }
    map += "}\n";

    const QByteArray always =
        addHeader("Access-Control-Allow-Origin", "$allowed") +
        (any ? QByteArray() : addHeader("Vary", "Origin")) +
        (policy.credentials ? addHeader("Access-Control-Allow-Credentials", "true") : QByteArray());
    const QByteArray actual = addHeader("Access-Control-Expose-Headers", policy.expose.join(", "));
    const QByteArray preflight =
        addHeader("Access-Control-Allow-Methods", policy.methods.join(", ")) +
        addHeader("Access-Control-Allow-Headers", policy.headers.join(", ")) +
        (policy.maxAge ? addHeader("Access-Control-Max-Age", QByteArray::number(*policy.maxAge))
                       : QByteArray());
    return "daemon off; master_process off; pid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n"
           "client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;\n"
           "uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n" +
           map + "server {\nlisten unix:" + socketPath.toUtf8() + ";\nlocation / {\n" + always +
           actual + "if ($request_method = OPTIONS) {\n" + always + preflight +
           "return 204;\n}\nif ($uri = /error) { return 500 error; }\nreturn 200 data;\n}\n}\n}\n";
}

} // namespace corslab
