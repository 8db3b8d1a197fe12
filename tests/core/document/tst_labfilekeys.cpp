// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for each key of the format, whichever it is.
#include "core/document/labfile.h"
#include "core/document/labkeys.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <functional>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

QJsonObject object(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QJsonObject fullExample()
{
    return object(QStringLiteral(CORSLAB_TEST_DATA "/document/full.corslab"));
}

using Visit = std::function<void(const QString &place, const QJsonValue &value,
                                 const std::function<QJsonValue(const QJsonValue &)> &withValue)>;

/// Calls `visit` for each value inside of `value`; `withValue` makes the whole with another value
/// there.
void walk(const QJsonValue &value, const QString &place,
          const std::function<QJsonValue(const QJsonValue &)> &whole, const Visit &visit)
{
    visit(place, value, whole);
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            walk(
                array.at(i), u"%1[%2]"_s.arg(place).arg(i),
                [=](const QJsonValue &item) {
                    QJsonArray changed = array;
                    changed.replace(i, item);
                    return whole(changed);
                },
                visit);
        }
    }
    const QJsonObject members = value.toObject();
    for (const QString &key : members.keys()) {
        walk(
            members.value(key), place.isEmpty() ? key : place + u'.' + key,
            [=](const QJsonValue &member) {
                QJsonObject changed = members;
                changed.insert(key, member);
                return whole(changed);
            },
            visit);
    }
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

/// Each key of the example, without positions: `servers[].policy`.
QStringList keysOfExample()
{
    QSet<QString> keys;
    walk(
        fullExample(), {}, [](const QJsonValue &value) { return value; },
        [&](const QString &place, const QJsonValue &, const auto &) {
            const QString last = place.section(u'.', -1);
            if (!last.isEmpty() && !last.contains(u'['))
                keys.insert(last);
        });
    return sorted(keys.values());
}

} // namespace

class TestLabFileKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKey_refusesOtherTypes();
    void crossoriginNull_isAnAbsentAttribute();
    void everyKnownKey_isInTheExample();
    void everyKnownKey_isInTheSchemaAndTheOtherWayRound_data();
    void everyKnownKey_isInTheSchemaAndTheOtherWayRound();
    void wordsOfTheSchema_areTheReadersWords();
    void everyDescription_isThere();
};

void TestLabFileKeys::everyKey_refusesOtherTypes()
{
    const QJsonArray others = {QJsonValue::Null, true, 7, u"text"_s, QJsonArray{}, QJsonObject{}};
    // Where a value may be of two types, the other one is judged by its content.
    const auto mayAlsoBe = [](const QString &place, QJsonValue::Type type) {
        static const QRegularExpression twoTypes(
            u"^requests\\[\\d+\\]\\.body$|\\.origins\\[\\d+\\]$|\\.(methods|headers)$"_s);
        return type != QJsonValue::Null && type != QJsonValue::Bool && type != QJsonValue::Double &&
               twoTypes.match(place).hasMatch();
    };
    int tried = 0;
    walk(
        fullExample(), {}, [](const QJsonValue &value) { return value; },
        [&](const QString &place, const QJsonValue &value, const auto &withValue) {
            for (const QJsonValue other : others) {
                if (place.isEmpty() || other.type() == value.type())
                    continue;
                // Read as absent, by itself: crossoriginNull_isAnAbsentAttribute.
                if (place.endsWith(".crossorigin"_L1) && other.isNull())
                    continue;
                const QByteArray text = QJsonDocument(withValue(other).toObject()).toJson();
                const auto file = parseLabFile(text);
                const QByteArray what = place.toUtf8() + " as " +
                                        QJsonDocument(QJsonArray{other}).toJson().simplified();
                ++tried;
                if (file && mayAlsoBe(place, other.type()))
                    continue;
                QVERIFY2(!file, what);
                QVERIFY2(file.error().place.startsWith(place),
                         what + " said " + file.error().place.toUtf8());
                if (!mayAlsoBe(place, other.type())) {
                    QVERIFY2(file.error().code == LabFileErrorCode::WrongType, what);
                    QCOMPARE(file.error().place, place);
                }
                QVERIFY2(file.error().line > 1 && !file.error().expected.isEmpty(), what);
            }
        });
    QVERIFY(tried > 500);
}

void TestLabFileKeys::crossoriginNull_isAnAbsentAttribute()
{
    const auto file = parseLabFile(R"({"corslab":1,"page":{"origin":"null"},)"
                                   R"("requests":[{"url":"/","crossorigin":null}]})");
    QVERIFY(file);
    QVERIFY(!std::get<ScriptRequest>(file->document.requests[0].action).crossorigin);
    QVERIFY(!serializeLabFile(file->document).contains("crossorigin"));
}

void TestLabFileKeys::everyKnownKey_isInTheExample()
{
    QSet<QString> known;
    for (const lab::KeySet &set : lab::allKeySets) {
        for (const QLatin1StringView key : set.keys)
            known.insert(key);
    }
    QCOMPARE(keysOfExample(), sorted(known.values()));
    QVERIFY(parseLabFile(QJsonDocument(fullExample()).toJson())->unknownKeys.isEmpty());
}

void TestLabFileKeys::everyKnownKey_isInTheSchemaAndTheOtherWayRound_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < lab::allKeySets.size(); ++i) {
        const QLatin1StringView name = lab::allKeySets[i].definition;
        QTest::newRow(name.isEmpty() ? "file" : name.data()) << static_cast<int>(i);
    }
}

void TestLabFileKeys::everyKnownKey_isInTheSchemaAndTheOtherWayRound()
{
    QFETCH(int, index);
    const lab::KeySet &set = lab::allKeySets[static_cast<std::size_t>(index)];
    const QJsonObject schema = object(u":/corslab/lab.schema.json"_s);
    const QJsonObject definition = set.definition.isEmpty()
                                       ? schema
                                       : schema["$defs"_L1].toObject()[set.definition].toObject();
    QStringList known;
    for (const QLatin1StringView key : set.keys)
        known.append(key);
    QCOMPARE(sorted(definition["properties"_L1].toObject().keys()), sorted(known));
    QVERIFY(!definition.contains("additionalProperties"_L1));
}

void TestLabFileKeys::wordsOfTheSchema_areTheReadersWords()
{
    const QJsonObject definitions = object(u":/corslab/lab.schema.json"_s)["$defs"_L1].toObject();
    const auto words = [&](QLatin1StringView definition, QLatin1StringView key) {
        return definitions[definition]["properties"_L1][key]["enum"_L1].toArray();
    };
    const auto wordsOf = [](const auto &table) {
        QJsonArray array;
        for (const auto &word : table)
            array.append(QString(word.word));
        return array;
    };
    QCOMPARE(words("page"_L1, "kind"_L1), wordsOf(lab::pageKinds));
    QCOMPARE(words("policy"_L1, "answer"_L1), wordsOf(lab::policyAnswers));
    QCOMPARE(words("policy"_L1, "refused"_L1), wordsOf(lab::policyRefusals));
    QCOMPARE(words("policy"_L1, "vary"_L1), wordsOf(lab::policyVaries));
    QJsonArray imitations;
    for (const QLatin1StringView name : lab::imitations)
        imitations.append(QString(name));
    QCOMPARE(words("policy"_L1, "imitate"_L1), imitations);

    for (const QJsonValue word : words("request"_L1, "api"_L1))
        QVERIFY(apiFromName(word.toString().toLatin1()));
    for (const QJsonValue word : words("expect"_L1, "verdict"_L1))
        QVERIFY(verdictFromName(word.toString().toLatin1()));
    const QJsonArray causes = words("expect"_L1, "cause"_L1);
    for (const QJsonValue word : causes)
        QVERIFY(causeFromName(word.toString().toLatin1()));
    QCOMPARE(causes.size(), static_cast<int>(CauseCode::ThrewSyntaxError) + 1);
}

void TestLabFileKeys::everyDescription_isThere()
{
    const QJsonObject definitions = object(u":/corslab/lab.schema.json"_s)["$defs"_L1].toObject();
    for (const lab::KeySet &set : lab::allKeySets) {
        if (set.definition.isEmpty())
            continue;
        for (const QLatin1StringView key : set.keys) {
            const QJsonObject property =
                definitions[set.definition]["properties"_L1][key].toObject();
            QVERIFY2(property.contains("description"_L1) || property.contains("$ref"_L1),
                     key.data());
        }
    }
}

QTEST_GUILESS_MAIN(TestLabFileKeys)
#include "tst_labfilekeys.moc"
