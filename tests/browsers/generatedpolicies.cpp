// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/labgenerator.h"

namespace corslab {

namespace {

QJsonArray someOrigins(LabSketch &sketch)
{
    Dice &dice = sketch.dice;
    QJsonArray origins;
    for (int left = dice.pick({0, 1, 1, 1, 2}); left > 0; --left) {
        origins.append(dice.pick({sketch.origin, sketch.origin, sketch.origin, u"*"_qs, u"*"_qs,
                                  u"{{F}}"_qs, u"{{S}}"_qs, u"http://localhost:*"_qs,
                                  u"https://localhost:*"_qs, u"null"_qs}));
    }
    return origins;
}

QJsonArray someNames(Dice &dice, std::initializer_list<QString> of)
{
    QJsonArray names;
    for (int left = dice.below(4); left > 0; --left) {
        const QString name = dice.pick(of);
        if (!names.contains(name))
            names.append(name);
    }
    return names;
}

} // namespace

QJsonObject somePolicy(LabSketch &sketch, const QJsonObject &request)
{
    Dice &dice = sketch.dice;
    if (dice.chance(30)) {
        const QString imitated =
            dice.pick({u"article"_qs, u"article-allow-list"_qs, u"express-cors"_qs,
                       u"nginx-without-always"_qs, u"spring"_qs, u"fastapi"_qs, u"django"_qs,
                       u"flask-cors"_qs, u"rs-cors"_qs, u"jub0bs-cors"_qs, u"auth-before-cors"_qs,
                       u"redirect-before-cors"_qs, u"two-layers"_qs});
        return {{u"imitate"_qs, imitated},
                {u"origins"_qs, someOrigins(sketch)},
                {u"methods"_qs, someNames(dice, {u"GET"_qs, u"PUT"_qs, u"POST"_qs, u"DELETE"_qs})},
                {u"headers"_qs, someNames(dice, {u"X-Foo"_qs, u"Content-Type"_qs, u"*"_qs})},
                {u"credentials"_qs, dice.chance(50)}};
    }
    QJsonObject policy{{u"origins"_qs, someOrigins(sketch)}};
    if (dice.chance(12))
        policy[u"reflect"_qs] = true;
    const QString method = request[u"method"_qs].toString(u"GET"_qs);
    policy[u"methods"_qs] = dice.chance(15)
                                ? QJsonValue(u"echo"_qs)
                                : QJsonValue(someNames(dice, {u"PUT"_qs, u"DELETE"_qs, u"*"_qs,
                                                              u"PATCH"_qs, method, method}));
    policy[u"headers"_qs] =
        dice.chance(15)
            ? QJsonValue(u"reflect"_qs)
            : QJsonValue(someNames(dice, {u"X-Foo"_qs, u"Content-Type"_qs, u"*"_qs,
                                          u"Authorization"_qs, u"content-type"_qs, u"Range"_qs}));
    policy[u"credentials"_qs] = dice.chance(50);
    if (dice.chance(30))
        policy[u"expose"_qs] = someNames(dice, {u"X-A"_qs, u"*"_qs, u"ETag"_qs});
    if (dice.chance(40))
        policy[u"maxAge"_qs] = dice.pick({0, -1, 5, 60, 600});
    if (dice.chance(10))
        policy[u"preflightStatus"_qs] = dice.pick({200, 201, 202, 404, 500});
    if (dice.chance(10))
        policy[u"preflightContinue"_qs] = true;
    if (dice.chance(20))
        policy[u"answer"_qs] = u"requested"_qs;
    if (dice.chance(40))
        policy[u"refused"_qs] = dice.pick({u"first"_qs, u"403"_qs, u"500"_qs, u"partial"_qs});
    if (dice.chance(20))
        policy[u"vary"_qs] = dice.pick({u"always"_qs, u"never"_qs});
    if (dice.chance(20))
        policy[u"onErrors"_qs] = false;
    if (dice.chance(15))
        policy[u"resourcePolicy"_qs] =
            dice.pick({u"same-origin"_qs, u"same-site"_qs, u"cross-origin"_qs});
    return policy;
}

} // namespace corslab
