// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of it over real sockets: a document comes to life, its page asks, others ask too.
#include "core/laboratory/laboratory.h"

#include "core/fetch/useragent.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace corslab;
using namespace Qt::StringLiterals;

namespace {

/// The article's laboratory on free ports, and an endpoint that keeps one waiting.
LabDocument articleDocument()
{
    const auto file = readLabFile(QStringLiteral(CORSLAB_TEST_DATA "/laboratory/article.corslab"));
    if (!file)
        qFatal("%s", qUtf8Printable(file.error().place));
    return file->document;
}

std::shared_ptr<Exchange> play(Laboratory &lab, qsizetype index)
{
    const RequestEntry &entry = lab.resolvedDocument().requests.at(index);
    return QCoro::waitFor(lab.play(std::get<ScriptRequest>(entry.action), entry.name, {}));
}

QByteArray causeOf(const Exchange &exchange)
{
    return exchange.cause ? causeName(exchange.cause->code) : QByteArray();
}

/// A client that is not ours, as a browser would ask.
class Client
{
public:
    int send(const QByteArray &method, const QByteArray &url,
             const std::vector<Header> &headers = {}, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl(QString::fromLatin1(url)));
        request.setRawHeader("User-Agent", "Mozilla/5.0 (X11) Gecko/20100101 Firefox/153.0");
        for (const Header &header : headers)
            request.setRawHeader(header.name, header.value);
        const std::unique_ptr<QNetworkReply> reply(
            m_manager.sendCustomRequest(request, method, body));
        QSignalSpy finished(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(30'000))
            return -1;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private:
    QNetworkAccessManager m_manager;
};

} // namespace

class TestLaboratory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void articlesRequests_areAllowed();
    void editedPolicy_turnsTheVerdicts();
    void servedRequests_areAttachedToTheirExchange();
    void browsersRequest_isRecorded();
    void browsersPreflight_isJoinedWithItsRequest();
    void browsersRefusedPreflight_isAnExchangeOfItsOwn();
    void whatNobodyLookedAt_isJudgedLater();
    void serverThatGoes_leavesWhatItServed();
    void resetBeforeAnybodyLooked_forgetsTheRequests();
    void profile_speaksAsItsBrowser();
    void playStopped_isRecordedAsAborted();
    void laboratoryThatGoes_endsWhatIsUnderWay();
    void takenPort_isNamedAndTheOthersRun();
    void servers_followTheDocument();
    void reset_forgetsEverything();
};

void TestLaboratory::articlesRequests_areAllowed()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    QCOMPARE(lab.servers().size(), std::size_t(2));
    QCOMPARE(lab.document().page.origin, "{{pages}}");
    QCOMPARE(lab.resolvedDocument().page.origin, lab.servers()[0]->origin());

    const auto own = play(lab, 0);
    QCOMPARE(causeOf(*own), "");
    QCOMPARE(own->verdict, Verdict::Allowed);
    QCOMPARE(own->outcome.type, QByteArray("basic"));
    QCOMPARE(own->outcome.body, QByteArray("own"));
    QCOMPARE(own->name, u"same-origin"_s);
    QCOMPARE(own->source, ExchangeSource::Model);
    QCOMPARE(own->browser, "standard");
    QCOMPARE(own->pageOrigin, lab.servers()[0]->origin());
    QVERIFY(own->finished && own->duration > 0 && own->begun.isValid());

    const auto simple = play(lab, 1);
    QCOMPARE(causeOf(*simple), "");
    QCOMPARE(simple->outcome.type, QByteArray("cors"));
    QCOMPARE(simple->outcome.body, QByteArray("simple"));
    QCOMPARE(simple->messages.size(), std::size_t(1));
    const Message &message = simple->messages.front();
    QVERIFY(message.rawRequestHead.startsWith("GET /simple HTTP/1.1\r\n"));
    QVERIFY(message.rawResponseHead.startsWith("HTTP/1.1 200"));
    QVERIFY(message.timing.firstByte && message.timing.end >= message.timing.firstByte);
    QVERIFY(message.localPort != 0);

    const auto preflighted = play(lab, 2);
    QCOMPARE(causeOf(*preflighted), "");
    QCOMPARE(preflighted->messages.size(), std::size_t(2));
    QVERIFY(preflighted->hasPreflight());
    QVERIFY(preflighted->outcome.body->contains("bar"));
    QCOMPARE(preflighted->url, lab.servers()[1]->origin() + "/custom-header");

    QCOMPARE(lab.log().size(), std::size_t(3));
    QCOMPARE(lab.log().find(3), preflighted);
}

void TestLaboratory::editedPolicy_turnsTheVerdicts()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    const quint16 port = lab.servers()[1]->port();
    LabDocument edited = lab.document();
    edited.servers[1].policy->origins = {OriginEntry{"http://elsewhere.test"}};
    QVERIFY(lab.setDocument(edited).empty());
    QCOMPARE(lab.servers()[1]->port(), port);

    QCOMPARE(play(lab, 0)->verdict, Verdict::Allowed);
    const auto simple = play(lab, 1);
    QCOMPARE(simple->verdict, Verdict::Blocked);
    QCOMPARE(causeOf(*simple), "MissingAllowOriginHeader");
    const auto preflighted = play(lab, 2);
    QCOMPARE(preflighted->verdict, Verdict::Blocked);
    QCOMPARE(preflighted->cause->phase, CausePhase::Preflight);
    QCOMPARE(preflighted->messages.size(), std::size_t(1));

    QVERIFY(lab.setDocument(articleDocument()).empty());
    QCOMPARE(play(lab, 1)->verdict, Verdict::Allowed);
    QCOMPARE(play(lab, 2)->verdict, Verdict::Allowed);
}

void TestLaboratory::servedRequests_areAttachedToTheirExchange()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    for (const qsizetype index : {0, 1, 2}) {
        const auto exchange = play(lab, index);
        // A server reports when its answer is finished, which may be later than it was read.
        QTRY_COMPARE(exchange->served.size(), exchange->messages.size());
        for (std::size_t i = 0; i < exchange->served.size(); ++i) {
            const ServedRequest &served = exchange->served[i];
            const Message &message = exchange->messages[i];
            QCOMPARE(served.peerPort, message.localPort);
            QCOMPARE(served.method, message.method);
            QCOMPARE(served.status, message.status);
            QCOMPARE(served.requestBody, message.requestBody);
            QCOMPARE(served.preflight, message.kind == MessageKind::Preflight);
        }
    }
    // None of them became an exchange of somebody else's.
    QCOMPARE(lab.log().size(), std::size_t(3));
}

void TestLaboratory::browsersRequest_isRecorded()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    QSignalSpy appended(&lab.log(), &ExchangeLog::appended);
    Client client;
    const QByteArray page = lab.servers()[0]->origin();
    const QByteArray url = lab.servers()[1]->origin() + "/simple";
    QCOMPARE(client.send("GET", url, {{"Origin", page}, {"Sec-Fetch-Mode", "cors"}}), 200);
    QVERIFY(appended.size() == 1 || appended.wait());
    const auto exchange = lab.log().at(0);
    QCOMPARE(exchange->source, ExchangeSource::RealBrowser);
    QCOMPARE(exchange->browser, "Firefox 153");
    QCOMPARE(exchange->pageOrigin, page);
    QCOMPARE(exchange->url, url);
    QCOMPARE(exchange->verdict, Verdict::Allowed);
    QVERIFY(exchange->finished);
    QCOMPARE(exchange->messages.front().responseBody, "simple");

    QCOMPARE(client.send("GET", url, {{"Origin", "http://evil.test"}}), 200);
    QVERIFY(appended.size() == 2 || appended.wait());
    QCOMPARE(lab.log().at(1)->verdict, Verdict::Blocked);
    QVERIFY(lab.log().at(1)->cause);
}

void TestLaboratory::browsersPreflight_isJoinedWithItsRequest()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    QSignalSpy appended(&lab.log(), &ExchangeLog::appended);
    Client client;
    const QByteArray page = lab.servers()[0]->origin();
    const QByteArray url = lab.servers()[1]->origin() + "/custom-header";
    QCOMPARE(client.send("OPTIONS", url,
                         {{"Origin", page},
                          {"Access-Control-Request-Method", "POST"},
                          {"Access-Control-Request-Headers", "content-type,custom-header"}}),
             204);
    const std::vector<Header> headers{
        {"Origin", page}, {"Content-Type", "application/json"}, {"Custom-Header", "x"}};
    QCOMPARE(client.send("POST", url, headers, "{\"foo\":\"bar\"}"), 200);
    QVERIFY(appended.size() == 1 || appended.wait());
    const auto exchange = lab.log().at(0);
    QVERIFY(exchange->hasPreflight());
    QCOMPARE(exchange->messages.size(), std::size_t(2));
    QCOMPARE(exchange->served.size(), std::size_t(2));
    QCOMPARE(exchange->verdict, Verdict::Allowed);
    QCOMPARE(exchange->request.method, QByteArray("POST"));
    QCOMPARE(exchange->request.headers.size(), std::size_t(2));
    QCOMPARE(lab.log().size(), std::size_t(1));
}

void TestLaboratory::browsersRefusedPreflight_isAnExchangeOfItsOwn()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    QSignalSpy appended(&lab.log(), &ExchangeLog::appended);
    Client client;
    static_cast<void>(client.send(
        "OPTIONS", lab.servers()[1]->origin() + "/custom-header",
        {{"Origin", lab.servers()[0]->origin()}, {"Access-Control-Request-Method", "DELETE"}}));
    QVERIFY(appended.size() == 1 || appended.wait());
    const auto exchange = lab.log().at(0);
    QCOMPARE(exchange->verdict, Verdict::Blocked);
    QCOMPARE(causeOf(*exchange), "MethodDisallowedByPreflightResponse");
    QCOMPARE(exchange->request.method, QByteArray("DELETE"));
    QCOMPARE(exchange->messages.size(), std::size_t(1));
}

void TestLaboratory::whatNobodyLookedAt_isJudgedLater()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    Client client;
    const QByteArray page = lab.servers()[0]->origin();
    const QByteArray api = lab.servers()[1]->origin();
    const QByteArray url = api + "/custom-header";
    QCOMPARE(client.send("GET", api + "/simple", {{"Origin", "http://evil.test"}}), 200);
    QCOMPARE(client.send("OPTIONS", url,
                         {{"Origin", page},
                          {"Access-Control-Request-Method", "POST"},
                          {"Access-Control-Request-Headers", "content-type"}}),
             204);
    const std::vector<Header> headers{{"Origin", page}, {"Content-Type", "application/json"}};
    QCOMPARE(client.send("POST", url, headers, "{}"), 200);

    QSignalSpy appended(&lab.log(), &ExchangeLog::appended);
    QTRY_COMPARE(lab.log().size(), std::size_t(2));
    QCOMPARE(lab.log().at(0)->verdict, Verdict::Blocked);
    QCOMPARE(causeOf(*lab.log().at(0)), "MissingAllowOriginHeader");
    QVERIFY(lab.log().at(1)->hasPreflight());
    QCOMPARE(lab.log().at(1)->verdict, Verdict::Allowed);

    // From now on as it comes.
    appended.clear();
    QCOMPARE(client.send("GET", api + "/simple", {{"Origin", page}}), 200);
    QVERIFY(appended.size() == 1 || appended.wait());
}

void TestLaboratory::serverThatGoes_leavesWhatItServed()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    Client client;
    const QByteArray url = lab.servers()[1]->origin() + "/simple";
    QCOMPARE(client.send("GET", url, {{"Origin", lab.servers()[0]->origin()}}), 200);
    LabDocument fewer = lab.document();
    fewer.servers.removeLast();
    QVERIFY(lab.setDocument(fewer).empty());
    QCOMPARE(lab.servers().size(), std::size_t(1));
    QTRY_COMPARE(lab.log().size(), std::size_t(1));
    QCOMPARE(lab.log().at(0)->url, url);
}

void TestLaboratory::resetBeforeAnybodyLooked_forgetsTheRequests()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    Client client;
    const QByteArray url = lab.servers()[1]->origin() + "/simple";
    QCOMPARE(client.send("GET", url, {{"Origin", lab.servers()[0]->origin()}}), 200);
    lab.reset();
    QCOMPARE(lab.log().size(), std::size_t(0));
}

void TestLaboratory::profile_speaksAsItsBrowser()
{
    LabDocument document = articleDocument();
    document.servers[1].policy.reset();
    LaboratoryOptions options;
    options.profile = browserProfile(BrowserName::Chromium);
    Laboratory lab(document, options);
    QVERIFY(lab.start().empty());
    const auto chromium = play(lab, 1);
    QCOMPARE(chromium->browser, "chromium");
    QVERIFY(chromium->console.front().contains("has been blocked by CORS policy"));
    lab.setProfile(browserProfile(BrowserName::Firefox));
    const auto firefox = play(lab, 1);
    QCOMPARE(firefox->browser, "firefox");
    QVERIFY(firefox->console.front().contains("Cross-Origin Request Blocked"));
    lab.setProfile({});
    QVERIFY(play(lab, 1)->console.empty());
}

void TestLaboratory::playStopped_isRecordedAsAborted()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(lab.start().empty());
    ScriptRequest slow;
    slow.url = QString::fromLatin1(lab.servers()[1]->origin()) + u"/slow"_s;
    std::stop_source stop;
    // Stopped when the request is out: the record has its message by then.
    QObject::connect(&lab.log(), &ExchangeLog::changed, &lab,
                     [stop] { QTimer::singleShot(0, [stop]() mutable { stop.request_stop(); }); });
    const auto exchange = QCoro::waitFor(lab.play(slow, u"slow"_s, stop.get_token()));
    QCOMPARE(causeOf(*exchange), "Aborted");
    QCOMPARE(exchange->verdict, Verdict::Failed);
    QVERIFY(exchange->finished);
    QCOMPARE(exchange->outcome.error->name, "AbortError");
}

void TestLaboratory::laboratoryThatGoes_endsWhatIsUnderWay()
{
    auto lab = std::make_unique<Laboratory>(articleDocument(), LaboratoryOptions{});
    QVERIFY(lab->start().empty());
    QSignalSpy changed(&lab->log(), &ExchangeLog::changed);
    ScriptRequest slow;
    slow.url = QString::fromLatin1(lab->servers()[1]->origin()) + u"/slow"_s;
    auto task = lab->play(slow, u"slow"_s, {});
    QVERIFY(changed.size() > 0 || changed.wait());
    QVERIFY(!task.isReady());
    lab.reset();
    QVERIFY(task.isReady());
    const auto exchange = QCoro::waitFor(task);
    QCOMPARE(causeOf(*exchange), "Aborted");
    QVERIFY(exchange->finished);
}

void TestLaboratory::takenPort_isNamedAndTheOthersRun()
{
    Laboratory first(articleDocument(), {});
    QVERIFY(first.start().empty());
    LabDocument document = articleDocument();
    document.servers[1].origin = first.servers()[1]->origin();
    Laboratory second(document, {});
    const std::vector<ListenError> errors = second.start();
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(errors.front().code, ListenErrorCode::PortTaken);
    QCOMPARE(errors.front().origin, document.servers[1].origin);
    QCOMPARE(errors.front().port, first.servers()[1]->port());
    QCOMPARE(second.servers().size(), std::size_t(1));
    QCOMPARE(play(second, 0)->verdict, Verdict::Allowed);
    // When the port is free it is taken.
    first.stop();
    QVERIFY(second.start().empty());
    QCOMPARE(second.servers().size(), std::size_t(2));
    QCOMPARE(play(second, 1)->verdict, Verdict::Allowed);
}

void TestLaboratory::servers_followTheDocument()
{
    Laboratory lab(articleDocument(), {});
    QVERIFY(!lab.serverFor("http://localhost:1/"));
    QVERIFY(lab.start().empty());
    const QByteArray api = lab.servers()[1]->origin();
    QCOMPARE(lab.serverFor(api + "/x?y"), lab.servers()[1].get());
    QVERIFY(!lab.serverFor("not a URL"));

    LabDocument fewer = articleDocument();
    fewer.servers.removeAt(1);
    fewer.requests.clear();
    QVERIFY(lab.setDocument(fewer).empty());
    QCOMPARE(lab.servers().size(), std::size_t(1));
    QVERIFY(!lab.serverFor(api));
    QVERIFY(lab.setDocument(articleDocument()).empty());
    QCOMPARE(lab.servers().size(), std::size_t(2));
    QCOMPARE(play(lab, 1)->verdict, Verdict::Allowed);
    lab.stop();
    QVERIFY(lab.servers().empty());
    QCOMPARE(causeOf(*play(lab, 1)), "ConnectionRefused");
}

void TestLaboratory::reset_forgetsEverything()
{
    LabDocument document = articleDocument();
    document.servers[1].policy->maxAge = 600;
    Laboratory lab(document, {});
    QVERIFY(lab.start().empty());
    QVERIFY(play(lab, 2)->hasPreflight());
    QVERIFY(!play(lab, 2)->hasPreflight());
    QCOMPARE(lab.userAgent().preflightCache().size(), 1);
    lab.reset();
    QCOMPARE(lab.log().size(), std::size_t(0));
    QCOMPARE(lab.userAgent().preflightCache().size(), 0);
    QVERIFY(play(lab, 2)->hasPreflight());
}

QTEST_GUILESS_MAIN(TestLaboratory)
#include "tst_laboratory.moc"
