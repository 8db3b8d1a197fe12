// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/labdocument.h"
#include "core/document/labfile.h"
#include "core/document/placeholder.h"

#include <QFile>
#include <QTest>

using namespace corslab;
using namespace Qt::StringLiterals;

class TestLabDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placeholder_isReplaced_data();
    void placeholder_isReplaced();
    void unknownPlaceholder_isFound();
    void resolvedDocument_hasNoPlaceholderLeft();
    void page_becomesAnEnvironment_data();
    void page_becomesAnEnvironment();
    void opaquePages_areNotOneAnother();
    void source_isNotCompared();
};

void TestLabDocument::placeholder_isReplaced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::newRow("alone") << u"{{a}}"_s << u"http://localhost:1"_s;
    QTest::newRow("inside") << u"<{{a}}/x>"_s << u"<http://localhost:1/x>"_s;
    QTest::newRow("twice") << u"{{a}}{{b-2.c_D}}"_s << u"http://localhost:1http://localhost:2"_s;
    QTest::newRow("in a third brace") << u"{{{a}}}"_s << u"{http://localhost:1}"_s;
    QTest::newRow("unknown") << u"{{c}} {{a}}"_s << u"{{c}} http://localhost:1"_s;
    QTest::newRow("spaces") << u"{{ a }}"_s << u"{{ a }}"_s;
    QTest::newRow("empty") << u"{{}}"_s << u"{{}}"_s;
    QTest::newRow("one brace") << u"{a}"_s << u"{a}"_s;
    QTest::newRow("not closed") << u"{{a} {{a"_s << u"{{a} {{a"_s;
    QTest::newRow("not closed, then closed") << u"{{x{{a}}"_s << u"{{xhttp://localhost:1"_s;
    QTest::newRow("not ASCII") << u"ü{{a}}東"_s << u"ühttp://localhost:1東"_s;
    QTest::newRow("nothing") << u""_s << u""_s;
}

void TestLabDocument::placeholder_isReplaced()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    const QHash<QString, QByteArray> origins = {{u"a"_s, "http://localhost:1"},
                                                {u"b-2.c_D"_s, "http://localhost:2"}};
    QCOMPARE(withPlaceholders(text, origins), result);
    QCOMPARE(withPlaceholders(text.toUtf8(), origins), result.toUtf8());
}

void TestLabDocument::unknownPlaceholder_isFound()
{
    QCOMPARE(unknownPlaceholder(u"{{a}} {{b}} {{c}}"_s, {u"a"_s}), u"b"_s);
    QVERIFY(!unknownPlaceholder(u"{{a}} {{b c}} {{}}"_s, {u"a"_s}));
}

void TestLabDocument::resolvedDocument_hasNoPlaceholderLeft()
{
    QFile data(QStringLiteral(CORSLAB_TEST_DATA "/document/full.corslab"));
    QVERIFY(data.open(QIODevice::ReadOnly));
    const auto file = parseLabFile(data.readAll());
    QVERIFY(file);
    const LabDocument document = resolved(file->document, {{u"pages"_s, "http://localhost:51000"},
                                                           {u"api"_s, "https://localhost:51001"}});
    LabDocument bare = document;
    bare.source = {};
    const QByteArray text = serializeLabFile(bare);
    QVERIFY(text.contains("http://localhost:51000") && text.contains("https://localhost:51001"));
    QVERIFY(!text.contains("{{api}}") && !text.contains("{{pages}}"));
    QVERIFY(text.contains("{{nobody}}") && text.contains("{{user}}"));
    // Where a server listens is its own affair.
    QCOMPARE(document.servers[0].origin, "http://localhost:0");
    QCOMPARE(document.id, file->document.id);
}

void TestLabDocument::page_becomesAnEnvironment_data()
{
    QTest::addColumn<PageConfig>("page");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("topLevel");
    const auto page = [](const char *origin, std::optional<QString> url, PageKind kind,
                         std::optional<QByteArray> embed) {
        PageConfig config;
        config.origin = origin;
        config.url = std::move(url);
        config.kind = kind;
        config.embed = std::move(embed);
        return config;
    };
    const auto row = [](const char *name, const PageConfig &config, const char *origin,
                        const char *url, const char *topLevel) {
        QTest::newRow(name) << config << QByteArray(origin) << QByteArray(url)
                            << QByteArray(topLevel);
    };
    const auto none = std::nullopt;
    row("document", page("http://a:81", none, PageKind::Document, none), "http://a:81",
        "http://a:81/", "http://a:81");
    row("document's URL", page("http://a", u"http://a/b?c"_s, PageKind::Document, none), "http://a",
        "http://a/b?c", "http://a");
    row("frame", page("http://a", none, PageKind::Document, "http://b"), "http://a", "http://a/",
        "http://b");
    row("sandbox", page("null", none, PageKind::Sandbox, "http://b"), "null", "http://b/",
        "http://b");
    row("sandbox's URL", page("null", u"http://b/f"_s, PageKind::Sandbox, "http://b"), "null",
        "http://b/f", "http://b");
    row("data", page("null", none, PageKind::Data, "http://b"), "null", "data:text/html,",
        "http://b");
    row("null alone", page("null", none, PageKind::Document, none), "null", "about:blank", "null");
    row("nothing", PageConfig(), "null", "about:blank", "null");
}

void TestLabDocument::page_becomesAnEnvironment()
{
    QFETCH(PageConfig, page);
    const Environment environment = environmentOf(page);
    QTEST(environment.origin.serialized(), "origin");
    QTEST(environment.url.href(), "url");
    QTEST(environment.topLevelOrigin().serialized(), "topLevel");
    QCOMPARE(environment.kind, page.kind);
}

void TestLabDocument::opaquePages_areNotOneAnother()
{
    PageConfig page;
    page.origin = "null";
    QVERIFY(!(environmentOf(page).origin == environmentOf(page).origin));
}

void TestLabDocument::source_isNotCompared()
{
    LabDocument a;
    LabDocument b;
    b.source = {{u"x"_s, 1}};
    QVERIFY(a == b);
    b.page.kind = PageKind::Data;
    QVERIFY(!(a == b));
}

QTEST_GUILESS_MAIN(TestLabDocument)
#include "tst_labdocument.moc"
