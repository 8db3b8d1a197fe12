// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/pagewords.h"
#include "ui/page/requestanalysis.h"

#include <QTest>

using namespace corslab;

namespace {

using Course = RequestAnalysis::Course;
using Kind = CourseReason::Kind;

RequestAnalysis analyse(const ScriptRequest &request,
                        const QByteArray &page = "http://localhost:3000")
{
    const auto origin = Origin::fromSerialized(page);
    const auto url = Url::parse(request.url);
    return analyseRequest(request, *origin, url ? std::optional(*url) : std::nullopt, {});
}

ScriptRequest to(const char *url)
{
    ScriptRequest request;
    request.url = QString::fromLatin1(url);
    return request;
}

} // namespace

Q_DECLARE_METATYPE(corslab::ScriptRequest)

class tst_RequestAnalysis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void relation_namesWhatDiffers_data()
    {
        QTest::addColumn<QByteArray>("page");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *page, const char *url,
                            const char *words) {
            QTest::newRow(name) << QByteArray(page) << QString::fromLatin1(url)
                                << QString::fromLatin1(words);
        };
        row("same", "http://localhost:3000", "http://localhost:3000/x",
            "same-origin: the browser lets it pass");
        row("default port", "http://a.example", "http://a.example:80/",
            "same-origin: the browser lets it pass");
        row("port", "http://localhost:3000", "http://localhost:4000/",
            "cross-origin, same site: the port differs");
        row("subdomain", "https://a.example.com", "https://b.example.com/",
            "cross-origin, same site: the host differs");
        row("scheme", "http://a.example:80", "https://a.example/", nullptr);
        row("host", "https://example.com", "https://example.org/",
            "cross-origin, cross-site: the host differs");
        row("localhost is not 127.0.0.1", "http://localhost:3000", "http://127.0.0.1:3000/",
            "cross-origin, cross-site: the host differs");
        row("null", "null", "http://localhost:3000/",
            "cross-origin, cross-site: null is the same as no other origin");
    }

    void relation_namesWhatDiffers()
    {
        QFETCH(QByteArray, page);
        QFETCH(QString, url);
        QFETCH(QString, words);
        const auto origin = Origin::fromSerialized(page);
        if (!origin)
            return; // A browser never sends it.
        const auto target = Url::parse(url);
        QCOMPARE(relationWords(relationOf(*origin, target->origin())).text, words);
    }

    void course_isTheBrowsers_data()
    {
        QTest::addColumn<ScriptRequest>("request");
        QTest::addColumn<int>("course");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const ScriptRequest &request, Course course,
                            const char *words) {
            QTest::newRow(name) << request << static_cast<int>(course)
                                << QString::fromLatin1(words);
        };
        auto request = to("http://localhost:4000/");
        row("plain GET", request, Course::Straight, "goes straight out");
        request.method = "post";
        row("post is normalised", request, Course::Straight, "goes straight out");
        request.method = "PUT";
        row("PUT", request, Course::AsksFirst, "asks first, because of method PUT");
        request.method = "patch";
        row("patch is not normalised", request, Course::AsksFirst,
            "asks first, because of method patch");
        request.method = "TRACE";
        row("forbidden method", request, Course::NotSent, "never sent: scripts may not use TRACE");
        request.method = "B D";
        row("not a method", request, Course::NotSent, nullptr);
        request.method.reset();
        request.headers = {{"Content-Type", "application/json"}, {"X-Key", "1"}};
        row("headers", request, Course::AsksFirst,
            "asks first, because of headers content-type, x-key");
        request.headers = {{"Content-Type", "text/plain"}, {"Accept", "*/*"}};
        row("safelisted headers", request, Course::Straight, "goes straight out");
        request.headers = {{"Cookie", "a=b"}};
        row("forbidden header", request, Course::Straight, "goes straight out");
        request.headers = {{"a b", "c"}};
        row("bad header name", request, Course::NotSent, nullptr);
        request.headers.clear();
        request.body.emplace();
        row("GET with a body", request, Course::NotSent, "never sent: GET has no body");
        request.body.reset();
        request.mode = "no-cors";
        row("no-cors", request, Course::Unreadable, "goes straight out; the answer is unreadable");
        request.method = "PUT";
        row("no-cors and PUT", request, Course::NotSent, nullptr);
        request.method.reset();
        request.mode = "same-origin";
        row("same-origin mode", request, Course::NotSent, nullptr);
        request.mode = "sideways";
        row("no mode", request, Course::NotSent, nullptr);
        request = to("http://localhost:3000/");
        request.method = "DELETE";
        row("same-origin DELETE", request, Course::Straight, "goes straight out");
        row("bad URL", to("http://"), Course::NotSent, "never sent: the URL cannot be read");
        row("credentials in the URL", to("http://a:b@localhost:4000/"), Course::NotSent, nullptr);
        row("not http", to("ftp://localhost/"), Course::NotSent, nullptr);
        request = to("http://localhost:4000/");
        request.api = Api::Xhr;
        request.method = "POST";
        request.uploadListener = true;
        row("upload listener", request, Course::AsksFirst,
            "asks first, because of a listener for upload events");
        request = to("http://localhost:4000/a.png");
        request.api = Api::Img;
        row("image", request, Course::Unreadable, nullptr);
    }

    void course_isTheBrowsers()
    {
        QFETCH(ScriptRequest, request);
        QFETCH(int, course);
        QFETCH(QString, words);
        const auto analysis = analyse(request);
        QCOMPARE(static_cast<int>(analysis.course), course);
        if (!words.isEmpty())
            QCOMPARE(courseWords(analysis).text, words);
        QVERIFY(!courseWords(analysis).text.isEmpty());
    }

    void everyHeader_hasItsFate()
    {
        auto request = to("http://localhost:4000/");
        request.headers = {
            {"Accept", "*/*"},         {"X-Key", "1"}, {"Cookie", "a=b"},
            {"bad name", "1"},         {"X", "a\nb"},  {"Content-Type", "text/plain"},
            {"Sec-Fetch-Mode", "cors"}};
        const QList<HeaderFate> expected{HeaderFate::AlwaysAllowed, HeaderFate::AsksFirst,
                                         HeaderFate::Forbidden,     HeaderFate::InvalidName,
                                         HeaderFate::InvalidValue,  HeaderFate::AlwaysAllowed,
                                         HeaderFate::Forbidden};
        QCOMPARE(analyse(request).headers, expected);
        request.mode = "no-cors";
        QCOMPARE(analyse(request).headers.at(1), HeaderFate::NoCorsDropped);
        request.mode.reset();
        QCOMPARE(analyse(request, "http://localhost:4000").headers.at(1), HeaderFate::Plain);
    }

    void secureMayNotAskInsecure()
    {
        const auto analysis = analyse(to("http://example.com/"), "https://example.com");
        QCOMPARE(analysis.course, Course::NotSent);
        QCOMPARE(analysis.reasons.first().kind, Kind::MixedContent);
        QCOMPARE(analyse(to("http://localhost:4000/"), "https://example.com").course,
                 Course::Straight);
    }
};

QTEST_GUILESS_MAIN(tst_RequestAnalysis)
#include "tst_requestanalysis.moc"
