// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labfile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

QByteArray data(const char *name)
{
    QFile file(QStringLiteral(CORSLAB_TEST_DATA "/document/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

/// A file with an unknown key in everything that can hold one.
QByteArray withUnknownKeys()
{
    return data("unknown.corslab");
}

} // namespace

class TestLabFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void file_isReadBackEqual_data();
    void file_isReadBackEqual();
    void savedFile_isTheSameAtTheSecondTime();
    void keysWithoutValue_areAbsent();
    void keys_standInTheFormatsOrder();
    void unknownKeys_areKept();
    void unknownKeys_followTheirItem();
    void unknownKeys_goWithTheirItem();
    void changedKind_keepsNothingOfTheOld();
    void bytesThatAreNoText_becomeRaw();
    void file_isReplacedWhole();
    void folderThatIsNotThere_isNamed();
};

void TestLabFileWriter::file_isReadBackEqual_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("every key") << data("full.corslab");
    QTest::newRow("example of the format") << data("lab-file.corslab");
    QTest::newRow("nothing but the version") << QByteArray(R"({"corslab":1})");
    QTest::newRow("unknown keys") << withUnknownKeys();
    QTest::newRow("empty values") << QByteArray(
        R"({"corslab":1,"page":{"origin":"null"},"servers":[{"origin":"http://a","policy":{},)"
        R"("endpoints":[{"rawBody":"","requireOrigin":[],"redirect":{"location":""}}]},)"
        R"({"origin":"http://a","policy":{"raw":{},"timingAllowOrigin":[],"resourcePolicy":""}}],)"
        R"("requests":[{"url":"","method":"","body":"","mode":"","referrer":"","integrity":"",)"
        R"("keepalive":false,"crossorigin":"","timeout":0,"expect":{}},)"
        R"({"url":"","body":{"form":[]}},{"url":"","body":{"blob":"","type":""}},)"
        R"({"wait":0},{"cookie":""}]})");
}

void TestLabFileWriter::file_isReadBackEqual()
{
    QFETCH(QByteArray, text);
    const auto file = parseLabFile(text);
    QVERIFY2(file, file ? "" : qPrintable(file.error().place));
    const auto again = parseLabFile(serializeLabFile(file->document));
    QVERIFY2(again, again ? "" : qPrintable(again.error().place));
    QCOMPARE(again->document, file->document);
    QCOMPARE(again->unknownKeys, file->unknownKeys);
    // Without the source too: nothing of what we know hangs on it.
    LabDocument bare = file->document;
    bare.source = {};
    QCOMPARE(parseLabFile(serializeLabFile(bare))->document, file->document);
}

void TestLabFileWriter::savedFile_isTheSameAtTheSecondTime()
{
    const QByteArray once = serializeLabFile(parseLabFile(data("full.corslab"))->document);
    QCOMPARE(serializeLabFile(parseLabFile(once)->document), once);
    // Every value of the full example differs from the one meant when absent, so none is left out.
    QCOMPARE(json(once), json(data("full.corslab")));
    const QByteArray unknown = serializeLabFile(parseLabFile(withUnknownKeys())->document);
    QCOMPARE(json(unknown), json(withUnknownKeys()));
}

void TestLabFileWriter::keysWithoutValue_areAbsent()
{
    QCOMPARE(serializeLabFile(LabDocument()), "{\n  \"corslab\": 1\n}\n");
    const QByteArray text = serializeLabFile(parseLabFile(data("full.corslab"))->document);
    QVERIFY(!text.contains("null,") && !text.contains(": null"));
}

void TestLabFileWriter::keys_standInTheFormatsOrder()
{
    const QByteArray text = serializeLabFile(parseLabFile(data("lab-file.corslab"))->document);
    qsizetype at = 0;
    for (const char *key :
         {"{\n  \"corslab\": 1,", "\"id\"", "\"title\"",
          "\"page\": { \"origin\": \"http://localhost:3000\" }", "\"servers\"", "\"name\": \"api\"",
          "\"origin\"", "\"policy\"", "\"origins\"",
          "\"methods\": [\"GET\", \"POST\", \"PUT\", \"OPTIONS\"]", "\"endpoints\"", "\"requests\"",
          "\"url\"", "\"method\"", "\"expect\""}) {
        at = text.indexOf(key, at);
        QVERIFY2(at >= 0, key);
    }
    for (const QByteArray &line : text.split('\n'))
        QVERIFY2(line.size() <= 110, line);
}

void TestLabFileWriter::unknownKeys_areKept()
{
    auto file = parseLabFile(withUnknownKeys());
    QVERIFY(file);
    file->document.title = u"changed"_s;
    file->document.servers[0].policy->credentials = true;
    QJsonObject expected = json(withUnknownKeys());
    expected["title"_L1] = u"changed"_s;
    QJsonArray servers = expected["servers"_L1].toArray();
    QJsonObject first = servers[0].toObject();
    QJsonObject policy = first["policy"_L1].toObject();
    policy["credentials"_L1] = true;
    first["policy"_L1] = policy;
    servers[0] = first;
    expected["servers"_L1] = servers;
    QCOMPARE(json(serializeLabFile(file->document)), expected);
}

void TestLabFileWriter::unknownKeys_followTheirItem()
{
    auto file = parseLabFile(withUnknownKeys());
    QVERIFY(file);
    LabDocument &document = file->document;
    document.servers.move(0, 1);
    document.servers[1].endpoints.prepend(Endpoint());
    document.servers[1].name = u"a"_s;
    document.requests.move(1, 0);
    const QJsonObject saved = json(serializeLabFile(document));
    QCOMPARE(saved["servers"_L1][0]["x"_L1], QJsonValue(u"b"_s));
    QCOMPARE(saved["servers"_L1][1]["x"_L1], QJsonValue(u"a"_s));
    const QJsonValue endpoints = saved["servers"_L1][1]["endpoints"_L1];
    QVERIFY(!endpoints[0].toObject().contains("x"_L1));
    QCOMPARE(endpoints[1]["x"_L1], QJsonValue(u"e1"_s));
    QCOMPARE(endpoints[2]["x"_L1], QJsonValue(u"e2"_s));
    QCOMPARE(saved["requests"_L1][0]["x"_L1], QJsonValue(u"two"_s));
    QCOMPARE(saved["requests"_L1][1]["x"_L1], QJsonValue(u"one"_s));
    // Renamed, an item is told by its position, where that is still the old one.
    document.servers[0].name = u"renamed"_s;
    QCOMPARE(json(serializeLabFile(document))["servers"_L1][0]["x"_L1],
             QJsonValue(QJsonValue::Undefined));
    document.servers.move(0, 1);
    QCOMPARE(json(serializeLabFile(document))["servers"_L1][1]["x"_L1], QJsonValue(u"b"_s));
}

void TestLabFileWriter::unknownKeys_goWithTheirItem()
{
    auto file = parseLabFile(withUnknownKeys());
    QVERIFY(file);
    file->document.servers.removeFirst();
    file->document.requests.removeFirst();
    file->document.page = {};
    const QByteArray text = serializeLabFile(file->document);
    QVERIFY(!text.contains("\"one\"") && !text.contains("\"e1\""));
    QVERIFY(text.contains("\"two\"") && text.contains("\"wait\"") && text.contains("\"b\""));
}

void TestLabFileWriter::changedKind_keepsNothingOfTheOld()
{
    auto file = parseLabFile(withUnknownKeys());
    QVERIFY(file);
    // The wait's own `timeout` is unknown there; on a request it would mean something.
    ScriptRequest request;
    request.url = u"/new"_s;
    file->document.requests[2].action = request;
    const QJsonValue saved = json(serializeLabFile(file->document))["requests"_L1][2];
    QCOMPARE(saved, QJsonValue(QJsonObject{{u"url"_s, u"/new"_s}}));
}

void TestLabFileWriter::bytesThatAreNoText_becomeRaw()
{
    LabDocument document;
    ServerConfig server;
    server.origin = "http://localhost:0";
    Endpoint endpoint;
    endpoint.body = "\xFF\x00";
    server.endpoints = {endpoint};
    document.servers = {server};
    const auto file = parseLabFile(serializeLabFile(document));
    QVERIFY(file);
    QCOMPARE(file->document.servers[0].endpoints[0].body, endpoint.body);
}

void TestLabFileWriter::file_isReplacedWhole()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"Größe 1.corslab"_s);
    const LabDocument full = parseLabFile(data("full.corslab"))->document;
    QVERIFY(writeLabFile(path, full));
    QCOMPARE(readLabFile(path)->document, full);
    LabDocument small;
    small.title = u"small"_s;
    QVERIFY(writeLabFile(path, small));
    QCOMPARE(readLabFile(path)->document, small);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void TestLabFileWriter::folderThatIsNotThere_isNamed()
{
    QTemporaryDir folder;
    const auto written = writeLabFile(folder.filePath(u"none/x.corslab"_s), LabDocument());
    QVERIFY(!written);
    QCOMPARE(written.error().code, LabFileErrorCode::CannotWrite);
    QVERIFY(!written.error().value.isEmpty());
}

QTEST_GUILESS_MAIN(TestLabFileWriter)
#include "tst_labfilewriter.moc"
