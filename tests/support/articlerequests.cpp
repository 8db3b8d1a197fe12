// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/articlerequests.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace corslab {

QByteArray articleRequests(const QString &pages, const QString &api)
{
    const QJsonArray headers{QJsonArray{u"Content-Type"_qs, u"application/json"_qs},
                             QJsonArray{u"Authorization"_qs, u"Bearer xyz123"_qs},
                             QJsonArray{u"Custom-Header"_qs, u"customValue"_qs}};
    const QJsonArray requests{
        QJsonObject{{u"name"_qs, u"same-origin"_qs}, {u"url"_qs, pages + u"/simple"_qs}},
        QJsonObject{{u"name"_qs, u"simple"_qs}, {u"url"_qs, api + u"/simple"_qs}},
        QJsonObject{{u"name"_qs, u"preflighted"_qs},
                    {u"url"_qs, api + u"/custom-header"_qs},
                    {u"method"_qs, u"POST"_qs},
                    {u"headers"_qs, headers},
                    {u"body"_qs, u"{\"foo\":\"bar\"}"_qs},
                    {u"credentials"_qs, u"include"_qs}}};
    const QJsonObject lab{{u"corslab"_qs, 1},
                          {u"id"_qs, u"article"_qs},
                          {u"page"_qs, QJsonObject{{u"origin"_qs, pages}}},
                          {u"requests"_qs, requests}};
    return QJsonDocument(lab).toJson();
}

} // namespace corslab
