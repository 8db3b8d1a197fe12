// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/browsers/differentiallab.h"
#include "tests/browsers/labgenerator.h"
#include "tests/browsers/labshrinker.h"

#include <QJsonDocument>
#include <QTest>

using namespace corslab;

class TestLabShrinker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatMatters_isLeft();
    void aLongSearch_endsWithWhatItHas();
    void sameSeed_makesTheSame();
    void everyGeneratedLab_isALabFile();
};

namespace {

QByteArray textOf(const QJsonObject &lab)
{
    return QJsonDocument(lab).toJson(QJsonDocument::Compact);
}

QHash<QString, QByteArray> someOrigins()
{
    QHash<QString, QByteArray> origins;
    for (const LabOrigin &origin : labOrigins())
        origins.insert(QString::fromLatin1(origin.name),
                       QByteArray(origin.scheme) + "://" + origin.host + ":4000");
    return origins;
}

} // namespace

void TestLabShrinker::whatMatters_isLeft()
{
    const QJsonObject lab = QJsonDocument::fromJson(R"({"page": {"origin": "{{A}}", "kind": "data"},
            "requests": [{"url": "a"}, {"url": "b", "headers": [["X", "1"], ["Y", "2"]]}],
            "servers": [{"name": "A", "endpoints": [{}, {"status": 200}]}]})")
                                .object();
    const auto shows = [](const QList<QJsonObject> &labs) {
        QList<bool> answers;
        for (const QJsonObject &each : labs)
            answers.append(textOf(each).contains("[\"Y\",\"2\"]"));
        return answers;
    };
    QCOMPARE(textOf(shrunken(lab, shows)), QByteArray(R"({"requests":[{"headers":[["Y","2"]]}]})"));
}

void TestLabShrinker::aLongSearch_endsWithWhatItHas()
{
    QJsonObject lab;
    for (int i = 0; i < 100; ++i)
        lab.insert(u"key %1"_qs.arg(i), i);
    int questions = 0;
    const auto shows = [&questions](const QList<QJsonObject> &labs) {
        ++questions;
        return QList<bool>(labs.size(), true);
    };
    QCOMPARE(shrunken(lab, shows).size(), 100 - MostQuestions);
    QCOMPARE(questions, MostQuestions);
}

void TestLabShrinker::sameSeed_makesTheSame()
{
    QCOMPARE(textOf(generatedLab(3, 5)), textOf(generatedLab(3, 5)));
    QVERIFY(textOf(generatedLab(3, 5)) != textOf(generatedLab(3, 6)));
    QVERIFY(textOf(generatedLab(3, 5)) != textOf(generatedLab(4, 5)));
}

void TestLabShrinker::everyGeneratedLab_isALabFile()
{
    const auto origins = someOrigins();
    for (quint32 number = 0; number < 500; ++number) {
        const auto lab = readyLab(generatedLab(1, number), "lab-000001", origins);
        QVERIFY2(lab.has_value(), lab ? "" : qPrintable(lab.error()));
        QVERIFY(!lab->document.requests.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestLabShrinker)
#include "tst_labshrinker.moc"
