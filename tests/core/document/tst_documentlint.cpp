// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/documentlint.h"

#include "core/diagnosis/linttext.h"
#include "core/document/labfile.h"
#include "tests/core/policy/lintcases.h"
#include "tests/support/jsonpatch.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

using namespace corslab;

namespace {

QByteArray documentWith(const QByteArray &server)
{
    return R"({"corslab": 1, "page": {"origin": "http://localhost:3000"}, "servers": [)" + server +
           "]}";
}

LabDocument parsed(const QByteArray &bytes)
{
    const auto file = parseLabFile(bytes);
    if (!file)
        qFatal("%s: %s", qPrintable(file.error().place), qPrintable(file.error().value));
    return file->document;
}

QByteArrayList listed(const std::vector<Lint> &lints)
{
    QByteArrayList lines;
    for (const Lint &lint : lints)
        lines.append(lintName(lint.id) + ' ' + placeText(lint.place) + " = " + lint.value);
    return lines;
}

bool has(const std::vector<Lint> &lints, LintId id)
{
    return std::any_of(lints.begin(), lints.end(),
                       [id](const Lint &lint) { return lint.id == id; });
}

QJsonObject jsonOf(const QByteArray &bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

} // namespace

class TestDocumentLint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void server_hasLintsOfItsOwn_data();
    void server_hasLintsOfItsOwn();
    void server_isMended_data() { server_hasLintsOfItsOwn_data(); }
    void server_isMended();
    void routes_areLintedInTheirPlace();
    void placeholders_countAsTheirServers();
    void anyFreePort_isNoMistake();
    void patch_doesToTheFileWhatTheFixDoes_data() { lintcases::addRows(); }
    void patch_doesToTheFileWhatTheFixDoes();
    void everyFinding_hasItsWords_data() { lintcases::addRows(); }
    void everyFinding_hasItsWords();
};

void TestDocumentLint::server_hasLintsOfItsOwn_data()
{
    QTest::addColumn<LintId>("id");
    QTest::addColumn<QByteArray>("mistake");
    QTest::addColumn<QByteArray>("nearMiss");
    QTest::addColumn<QByteArray>("where");
    const auto row = [](const char *name, LintId id, const char *mistake, const char *nearMiss,
                        const char *where) {
        QTest::newRow(name) << id << QByteArray(mistake) << QByteArray(nearMiss)
                            << QByteArray(where);
    };
    row("O19, an address of a private network", LintId::O19,
        R"({"origin": "http://192.168.1.7", "policy": {"origins": ["*"]}})",
        R"({"origin": "http://203.0.113.7", "policy": {"origins": ["*"]}})",
        "servers[0].policy.origins[0]");
    row("O19, a name of a private network", LintId::O19,
        R"({"origin": "http://nas.local", "policy": {"reflect": true}})",
        R"({"origin": "http://localhost:4000", "policy": {"reflect": true}})",
        "servers[0].policy.reflect");
    row("R01, beside the policy's header", LintId::R01,
        R"({"origin": "http://localhost:1", "policy": {"origins": ["http://a.test"]},
            "endpoints": [{"headers": [["X", "1"], ["Access-Control-Allow-Origin", "*"]]}]})",
        R"({"origin": "http://localhost:1", "policy": {"origins": ["http://a.test"]},
            "endpoints": [{"cors": "raw", "headers": [["Access-Control-Allow-Origin", "*"]]}]})",
        "servers[0].endpoints[0].headers[1]");
    row("R01, two lines by hand", LintId::R01,
        R"({"origin": "http://localhost:1", "endpoints": [{"headers":
            [["Access-Control-Allow-Origin", "*"], ["access-control-allow-origin", "*"]]}]})",
        R"({"origin": "http://localhost:1", "endpoints": [{"headers":
            [["Access-Control-Allow-Origin", "*"], ["Access-Control-Allow-Credentials", "true"]]}]})",
        "servers[0].endpoints[0].headers[1]");
    row("R01, credentials that are not true", LintId::R01,
        R"({"origin": "http://localhost:1", "endpoints":
            [{"headers": [["Access-Control-Allow-Credentials", "TRUE"]]}]})",
        R"({"origin": "http://localhost:1", "endpoints":
            [{"headers": [["Access-Control-Allow-Credentials", "true"]]}]})",
        "servers[0].endpoints[0].headers[0]");
    row("R02, preflights that go on to nobody", LintId::R02,
        R"({"origin": "http://localhost:1",
            "policy": {"origins": ["http://a.test"], "preflightContinue": true},
            "endpoints": [{"match": {"method": "PUT", "path": "/x"}}]})",
        R"({"origin": "http://localhost:1",
            "policy": {"origins": ["http://a.test"], "preflightContinue": true},
            "endpoints": [{"match": {"path": "/x"}}]})",
        "servers[0].policy.preflightContinue");
    row("R02, an endpoint that answers OPTIONS by itself", LintId::R02,
        R"({"origin": "http://localhost:1",
            "endpoints": [{"match": {"method": "OPTIONS"}, "cors": "raw", "status": 405}]})",
        R"({"origin": "http://localhost:1",
            "endpoints": [{"match": {"method": "OPTIONS"}, "cors": "raw", "status": 204}]})",
        "servers[0].endpoints[0].status");
    row("R02, a redirect of preflights", LintId::R02,
        R"({"origin": "http://localhost:1", "endpoints": [{"match": {"method": "OPTIONS"},
            "cors": "raw", "redirect": {"location": "/y"}}]})",
        R"({"origin": "http://localhost:1", "endpoints": [{"match": {"method": "GET"},
            "cors": "raw", "redirect": {"location": "/y"}}]})",
        "servers[0].endpoints[0].redirect");
    row("R05, requireOrigin", LintId::R05,
        R"({"origin": "http://localhost:1", "endpoints": [{"requireOrigin": ["http://a.test"]}]})",
        R"({"origin": "http://localhost:1", "endpoints": [{"status": 403}]})",
        "servers[0].endpoints[0].requireOrigin");
}

void TestDocumentLint::server_hasLintsOfItsOwn()
{
    QFETCH(const LintId, id);
    QFETCH(const QByteArray, mistake);
    QFETCH(const QByteArray, nearMiss);
    QFETCH(const QByteArray, where);
    const std::vector<Lint> lints = lintsOf(parsed(documentWith(mistake)));
    const auto lint =
        std::find_if(lints.begin(), lints.end(), [id](const Lint &each) { return each.id == id; });
    QVERIFY2(lint != lints.end(), listed(lints).join('\n').constData());
    QCOMPARE(placeText(lint->place), where);
    const std::vector<Lint> near = lintsOf(parsed(documentWith(nearMiss)));
    QVERIFY2(!has(near, id), listed(near).join('\n').constData());
}

void TestDocumentLint::server_isMended()
{
    QFETCH(const LintId, id);
    QFETCH(const QByteArray, mistake);
    const QByteArray bytes = documentWith(mistake);
    const LabDocument document = parsed(bytes);
    const std::vector<Lint> lints = lintsOf(document);
    const auto lint =
        std::find_if(lints.begin(), lints.end(), [id](const Lint &each) { return each.id == id; });
    QVERIFY(lint != lints.end());
    const LabDocument after = applied(document, lint->fix);
    QVERIFY2(!has(lintsOf(after), id), listed(lintsOf(after)).join('\n').constData());
    const auto json = patched(jsonOf(bytes), jsonPatch(lint->fix));
    QVERIFY(json);
    QCOMPARE(parsed(QJsonDocument(*json).toJson()), after);
}

void TestDocumentLint::routes_areLintedInTheirPlace()
{
    const LabDocument document = parsed(documentWith(
        R"({"origin": "http://localhost:1",
            "policy": {"origins": ["https://a.example"], "maxAge": 600},
            "routes": [{"path": "/public/*", "policy": {"origins": ["*"]}},
                       {"path": "/x", "policy": {"origins": ["https://b.example", "null"]}}]})"));
    const std::vector<Lint> lints = lintsOf(document);
    QCOMPARE(listed(lints), QByteArrayList{"O03 servers[0].routes[1].policy.origins[1] = null"});
    QVERIFY(lintsOf(applied(document, lints[0].fix)).empty());
    QCOMPARE(QJsonDocument(jsonPatch(lints[0].fix)).toJson(QJsonDocument::Compact),
             QByteArray(R"([{"op":"remove","path":"/servers/0/routes/1/policy/origins/1"}])"));
}

void TestDocumentLint::placeholders_countAsTheirServers()
{
    const LabDocument document = parsed(
        R"({"corslab": 1, "page": {"origin": "{{pages}}"}, "servers": [
            {"name": "pages", "origin": "http://localhost:3000"},
            {"name": "api", "origin": "http://localhost:4000", "policy":
                {"origins": ["{{pages}}", "{{pages}}/", "http://localhost:3000"]}},
            {"name": "empty", "origin": "http://localhost:5000", "policy": {}}]})");
    const std::vector<Lint> lints = lintsOf(document);
    QCOMPARE(listed(lints), (QByteArrayList{"O15 servers[1].policy.origins[1] = {{pages}}/",
                                            "O16 servers[2].policy.origins = ",
                                            "O16 servers[1].policy.origins[2] = "
                                            "http://localhost:3000"}));
    QCOMPARE(applied(document, lints[0].fix).servers[1].policy->origins[1].text,
             QByteArray("{{pages}}"));
    QCOMPARE(applied(document, lints[1].fix).servers[2].policy->origins.value(0).text,
             QByteArray("{{pages}}"));
}

void TestDocumentLint::anyFreePort_isNoMistake()
{
    const LabDocument document = parsed(
        R"({"corslab": 1, "page": {"origin": "{{pages}}"}, "servers": [
            {"name": "pages", "origin": "http://localhost:0"},
            {"name": "api", "origin": "http://localhost:0", "policy":
                {"origins": ["{{pages}}"], "credentials": true}}]})");
    QCOMPARE(listed(lintsOf(document)), QByteArrayList());
}

void TestDocumentLint::patch_doesToTheFileWhatTheFixDoes()
{
    QFETCH(const LintId, id);
    QFETCH(const Change, mistake);
    LabDocument document = parsed(documentWith(R"({"origin": "http://localhost:4000"})"));
    document.servers[0].policy = lintcases::sound();
    mistake(*document.servers[0].policy);
    const QByteArray bytes = serializeLabFile(document);
    const std::vector<Lint> lints = lintsOf(document);
    const auto lint =
        std::find_if(lints.begin(), lints.end(), [id](const Lint &each) { return each.id == id; });
    QVERIFY(lint != lints.end());
    QVERIFY(!lint->fix.empty());

    const LabDocument after = applied(document, lint->fix);
    const auto json = patched(jsonOf(bytes), jsonPatch(lint->fix));
    QVERIFY(json);
    // Some mistakes can be made in the window and not in a file.
    if (parseLabFile(bytes))
        QCOMPARE(parsed(QJsonDocument(*json).toJson()), after);
}

void TestDocumentLint::everyFinding_hasItsWords()
{
    QFETCH(const Change, mistake);
    Policy policy = lintcases::sound();
    mistake(policy);
    for (const Lint &lint : lintsOf(policy)) {
        const LintText text = lintText(lint);
        const QByteArray name = lintName(lint.id);
        QVERIFY2(text.message.size() > 10 && !text.message.contains(u"%1"_qs), name.constData());
        QVERIFY2(text.message.endsWith(u'.'), qPrintable(text.message));
        QVERIFY2(text.reason.endsWith(u'.'), qPrintable(text.reason));
        QVERIFY2(text.source.startsWith("https://"), name.constData());
        QVERIFY2(!text.sourceLabel.isEmpty(), name.constData());
        QCOMPARE(text.fixLabel.isEmpty(), lint.fix.empty());
        QVERIFY2(!text.fixLabel.endsWith(u' '), qPrintable(text.fixLabel));
    }
}

QTEST_GUILESS_MAIN(TestDocumentLint)
#include "tst_documentlint.moc"
