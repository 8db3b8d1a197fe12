// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timelinemodel.h"

#include "core/diagnosis/diagnosis.h"
#include "tests/ui/timeline/exchangesamples.h"
#include "ui/timeline/timelinetext.h"
#include "ui/timeline/valuedifference.h"

#include <QTest>

#include <algorithm>

using namespace corslab;
using Kind = TimelineItem::Kind;
using Tone = TimelineItem::Tone;

namespace {

std::vector<TimelineItem> itemsOf(const Exchange &exchange)
{
    TimelineModel model;
    model.update(exchange, nullptr);
    return model.items();
}

QStringList titlesOf(const Exchange &exchange)
{
    QStringList titles;
    for (const auto &item : itemsOf(exchange))
        titles.append(item.title);
    return titles;
}

const TimelineItem *firstOf(const std::vector<TimelineItem> &items, Kind kind, int nth = 0)
{
    for (const auto &item : items) {
        if (item.kind == kind && nth-- == 0)
            return &item;
    }
    return nullptr;
}

const TimelineHeader *header(const TimelineItem *item, const QString &name)
{
    if (!item)
        return nullptr;
    const auto found = std::find_if(item->headers.begin(), item->headers.end(),
                                    [&](const auto &h) { return h.name == name; });
    return found == item->headers.end() ? nullptr : &*found;
}

QStringList texts(const std::vector<TimelineCheck> &checks)
{
    QStringList result;
    for (const auto &check : checks)
        result.append(checkSign(check.state) + u' ' + check.text);
    return result;
}

} // namespace

class tst_TimelineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preflightAllowed_readsAsInTheArticle()
    {
        QCOMPARE(titlesOf(samples::preflightAllowed()),
                 (QStringList{u"fetch( POST /custom-header )"_qs,
                              u"Another origin. May this go straight out?"_qs,
                              u"OPTIONS /custom-header"_qs, u"204 No Content"_qs,
                              u"Preflight passed: 5 of 5 checks"_qs, u"POST /custom-header"_qs,
                              u"200 OK"_qs, u"CORS check passed: the script may read the answer"_qs,
                              u"Response: 200, readable"_qs}));
    }

    void question_namesWhatMakesTheBrowserAsk()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        QCOMPARE(texts(firstOf(items, Kind::Decision)->summary),
                 (QStringList{u"! content-type: application/json \u2192 ask first"_qs,
                              u"! authorization, custom-header \u2192 ask first"_qs}));
    }

    void question_withoutReasons_saysYes()
    {
        const auto items = itemsOf(samples::simpleBlocked());
        const auto &summary = firstOf(items, Kind::Decision)->summary;
        QCOMPARE(summary.size(), std::size_t{1});
        QCOMPARE(summary.front().state, CheckState::Passed);
    }

    void preflightPassed_countsItsChecks()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        QCOMPARE(
            firstOf(items, Kind::Decision, 1)->summary.front().text,
            u"origin \u00b7 credentials \u00b7 status \u00b7 method \u00b7 3 of 3 headers; kept for 5 s"_qs);
    }

    void preflightBlocked_showsTheTwoValuesAndWhatWasNotReached()
    {
        const auto exchange = samples::preflightPortMismatch();
        const auto items = itemsOf(exchange);
        const auto *card = firstOf(items, Kind::Decision, 1);
        QVERIFY(card);
        QCOMPARE(card->title, u"Preflight blocked"_qs);
        QCOMPARE(card->tone, Tone::Refused);
        QVERIFY(card->comparison);
        QCOMPARE(card->comparison->first, u"http://localhost:3000"_qs);
        QCOMPARE(card->comparison->second, u"http://localhost:5173"_qs);
        QCOMPARE(card->comparison->firstDiffers, (std::vector<TextSpan>{{17, 4}}));
        QCOMPARE(card->comparison->secondDiffers, (std::vector<TextSpan>{{17, 4}}));
        QCOMPARE(card->comparison->difference, u"the port differs"_qs);
        QCOMPARE(card->remark,
                 u"checks not reached: Allow-Credentials \u00b7 status \u00b7 method \u00b7 headers"_qs);
        const auto unreached =
            std::count_if(card->checks.begin(), card->checks.end(),
                          [](const auto &c) { return c.state == CheckState::NotReached; });
        QCOMPARE(unreached, 4);
    }

    void blockedCard_takesTheDiagnosissWords()
    {
        const auto exchange = samples::preflightPortMismatch();
        const auto diagnosis = diagnose(exchange, std::nullopt);
        QVERIFY(diagnosis.comparison);
        TimelineModel model;
        model.update(exchange, &diagnosis);
        const auto *card = firstOf(model.items(), Kind::Decision, 1);
        QVERIFY(card && card->comparison);
        QCOMPARE(card->comparison->firstLabel, diagnosis.comparison->leftLabel);
        QCOMPARE(card->comparison->first, diagnosis.comparison->left);
        QCOMPARE(card->comparison->second, diagnosis.comparison->right);
    }

    void credentialsCheck_isNotPromisedWithoutCredentials()
    {
        auto exchange = samples::preflightPortMismatch();
        exchange.request.credentials.reset();
        const auto items = itemsOf(exchange);
        QVERIFY(!firstOf(items, Kind::Decision, 1)->remark.contains(u"credentials"_qs));
    }

    void refusedValue_isMarkedInTheAnswer()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        const auto *line =
            header(firstOf(items, Kind::Response), u"Access-Control-Allow-Origin"_qs);
        QVERIFY(line);
        QVERIFY(line->offends);
        QVERIFY(line->matters);
        QCOMPARE(line->differs, (std::vector<TextSpan>{{17, 4}}));
    }

    void refusedName_isMarkedInTheQuestion()
    {
        const auto items = itemsOf(samples::preflightHeaderRefused());
        const auto *question = firstOf(items, Kind::Request);
        const auto *names = header(question, u"Access-Control-Request-Headers"_qs);
        QVERIFY(names);
        QCOMPARE(names->value.mid(names->differs.at(0).start, names->differs.at(0).length),
                 u"authorization"_qs);
        QVERIFY(header(question, u"Access-Control-Request-Method"_qs)->differs.empty());
        const auto allowed = itemsOf(samples::preflightAllowed());
        const auto *granted =
            header(firstOf(allowed, Kind::Request), u"Access-Control-Request-Headers"_qs);
        QVERIFY(granted->differs.empty());
    }

    void refusedStatus_isMarkedInTheAnswer()
    {
        const auto items = itemsOf(samples::preflightNotFound());
        QVERIFY(firstOf(items, Kind::Response)->titleOffends);
        const auto headerRefused = itemsOf(samples::preflightHeaderRefused());
        QVERIFY(!firstOf(headerRefused, Kind::Response)->titleOffends);
    }

    void missingHeader_isShownAsMissing()
    {
        const auto items = itemsOf(samples::simpleBlocked());
        const auto *line =
            header(firstOf(items, Kind::Response), u"Access-Control-Allow-Origin"_qs);
        QVERIFY(line);
        QVERIFY(line->missing);
        QVERIFY(line->matters);
    }

    void blockedByThePreflight_saysThatTheRequestWasNeverSent()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        const auto *never = firstOf(items, Kind::NeverSent);
        QVERIFY(never);
        QCOMPARE(never->tone, Tone::Pale);
        QCOMPARE(never->title, u"PUT /items/7 was never sent: the server's data is untouched"_qs);
        QVERIFY(!firstOf(itemsOf(samples::simpleBlocked()), Kind::NeverSent));
    }

    void blocked_endsWithAllThatTheScriptIsTold()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        QCOMPARE(items.back().kind, Kind::Outcome);
        QCOMPARE(items.back().title, u"TypeError: Failed to fetch"_qs);
        QCOMPARE(items.back().remark, u"all that the script is told"_qs);
    }

    void headers_takeTheColourOfWhoeverSetThem()
    {
        const auto items = itemsOf(samples::preflightAllowed());
        const auto *preflight = firstOf(items, Kind::Request);
        const auto *request = firstOf(items, Kind::Request, 1);
        const auto *answer = firstOf(items, Kind::Response, 1);
        QCOMPARE(header(preflight, u"Access-Control-Request-Headers"_qs)->setBy,
                 HeaderSetter::Browser);
        QCOMPARE(header(request, u"Authorization"_qs)->setBy, HeaderSetter::Script);
        QCOMPARE(header(request, u"Origin"_qs)->setBy, HeaderSetter::Browser);
        QCOMPARE(header(answer, u"Access-Control-Allow-Origin"_qs)->setBy, HeaderSetter::Server);
    }

    void droppedHeader_isNotTakenForTheScripts()
    {
        auto exchange = samples::sameOrigin();
        exchange.request.headers = {{"Referer", "http://elsewhere/"}};
        exchange.steps.insert(
            exchange.steps.begin(),
            Step{StepId::RequestForbiddenHeader, StepOutcome::Note, {}, "Referer", 0.0, 0});
        const auto items = itemsOf(exchange);
        QCOMPARE(header(firstOf(items, Kind::Request), u"Referer"_qs)->setBy,
                 HeaderSetter::Browser);
        QCOMPARE(items[1].title, u"The browser drops a header of the script"_qs);
    }

    void preflightFromCache_isAStepOfItsOwn()
    {
        const auto items = itemsOf(samples::preflightFromCache());
        const auto *card = firstOf(items, Kind::Decision, 1);
        QCOMPARE(card->title, u"Asked before: the preflight cache answers"_qs);
        const auto *never = firstOf(items, Kind::NeverSent);
        QVERIFY(never);
        QVERIFY(never->title.startsWith(u"OPTIONS /custom-header was not sent"_qs));
        QCOMPARE(firstOf(items, Kind::Request)->title, u"POST /custom-header"_qs);
    }

    void redirect_continuesDownward()
    {
        const auto titles = titlesOf(samples::redirectTainted());
        QCOMPARE(titles, (QStringList{u"fetch( GET /old )"_qs,
                                      u"Another origin. May this go straight out?"_qs,
                                      u"GET /old"_qs, u"307 Temporary Redirect"_qs,
                                      u"CORS check passed: this redirect may be looked at"_qs,
                                      u"The browser follows the redirect"_qs,
                                      u"Another origin. May this go straight out?"_qs,
                                      u"GET http://api.example.com:8080/new?from=/old"_qs,
                                      u"200 OK"_qs, u"CORS check failed: the answer is withheld"_qs,
                                      u"TypeError: Failed to fetch"_qs}));
    }

    void cookiesThatStay_areACard()
    {
        const auto titles = titlesOf(samples::opaque());
        QVERIFY(titles.contains(u"A cookie stays in the browser"_qs));
        QVERIFY(titles.contains(u"Without CORS the page gets an unreadable answer"_qs));
        QCOMPARE(titles.last(), u"Response: status 0, unreadable"_qs);
    }

    void networkFailure_isNotBlamedOnCors()
    {
        const auto items = itemsOf(samples::connectionRefused());
        QVERIFY(firstOf(items, Kind::NoAnswer));
        QVERIFY(firstOf(items, Kind::NeverSent));
        QCOMPARE(firstOf(items, Kind::Decision, 1)->title,
                 u"The network failed: CORS was never asked"_qs);
    }

    void running_endsWithWhatIsAwaited()
    {
        const auto items = itemsOf(samples::running());
        QCOMPARE(items.back().kind, Kind::Waiting);
        QVERIFY(!firstOf(items, Kind::Outcome));
    }

    void decisionsStillBeingMade_claimNoResult()
    {
        auto exchange = samples::preflightAllowed();
        exchange.finished = false;
        exchange.messages.resize(1);
        const auto isLater = [](const Step &step) {
            return step.messages > 1 ||
                   (step.messages == 1 && step.id != StepId::AllowOriginPresent);
        };
        std::erase_if(exchange.steps, isLater);
        QCOMPARE(itemsOf(exchange).back().title, u"Checking the preflight's answer"_qs);
    }

    void throwing_neverReachesTheServer()
    {
        QCOMPARE(titlesOf(samples::threw()).mid(1),
                 (QStringList{u"The call itself is wrong"_qs,
                              u"TRACE /simple was never sent: the "
                              "server's data is untouched"_qs,
                              u"TypeError: 'TRACE' HTTP method is unsupported."_qs}));
    }

    void everyStepOfTheRecord_isShownSomewhere()
    {
        for (const auto &[name, exchange] : samples::all()) {
            const auto items = itemsOf(exchange);
            for (int i = 0; i < static_cast<int>(exchange.steps.size()); ++i) {
                QVERIFY2(std::any_of(items.begin(), items.end(),
                                     [i](const auto &item) { return item.showsStep(i); }),
                         qPrintable(QStringLiteral("%1: step %2").arg(QLatin1String(name)).arg(i)));
            }
        }
    }

    void growing_givesTheSameItemsAsAWhole()
    {
        for (const auto &[name, whole] : samples::all()) {
            TimelineModel model;
            auto part = whole;
            part.finished = false;
            for (std::size_t step = 0, message = 0; step < whole.steps.size(); ++step) {
                message = static_cast<std::size_t>(whole.steps[step].messages);
                part.steps.assign(whole.steps.begin(),
                                  whole.steps.begin() + static_cast<std::ptrdiff_t>(step) + 1);
                part.messages.assign(whole.messages.begin(),
                                     whole.messages.begin() + static_cast<std::ptrdiff_t>(message));
                model.update(part, nullptr);
            }
            model.update(whole, nullptr);
            QVERIFY2(model.items() == itemsOf(whole), name);
        }
    }

    void update_tellsTheFirstItemThatChanged()
    {
        TimelineModel model;
        QCOMPARE(model.update(samples::running(), nullptr), std::size_t{0});
        QCOMPARE(model.update(samples::running(), nullptr), model.items().size());
        // Only what was awaited has become something else.
        const auto awaited = model.items().size() - 1;
        QCOMPARE(model.update(samples::preflightAllowed(), nullptr), awaited);
    }

    void chainOfRedirects_isNotMadeAgainForEachOfThem()
    {
        constexpr int count = 300;
        const auto whole = samples::redirectChain(count);
        TimelineModel model;
        auto part = whole;
        part.finished = false;
        part.messages.clear();
        part.steps.clear();
        std::size_t step = 0;
        for (const auto &message : whole.messages) {
            part.messages.push_back(message);
            while (step < whole.steps.size() &&
                   whole.steps[step].messages <= static_cast<int>(part.messages.size()))
                part.steps.push_back(whole.steps[step++]);
            model.update(part, nullptr);
        }
        model.update(whole, nullptr);
        QVERIFY(model.items() == itemsOf(whole));
        QVERIFY2(model.madeCount() < 5 * model.items().size(),
                 qPrintable(QString::number(model.madeCount())));
    }

    void manyHeaders_areFolded()
    {
        const auto items = itemsOf(samples::manyHeaders(5000));
        const auto *answer = firstOf(items, Kind::Response);
        const auto shown = std::count_if(answer->headers.begin(), answer->headers.end(),
                                         [](const auto &h) { return h.matters; });
        QVERIFY(shown > 0 && shown <= 8);
        QVERIFY(answer->headers.size() > 5000);
    }

    void protocolValues_areHarmless()
    {
        for (const auto &item : itemsOf(samples::hostileValues())) {
            const auto text = itemText(item);
            for (const auto c : text) {
                QVERIFY2(c == u'\n' || c.unicode() >= 0x20, qPrintable(item.title));
                QVERIFY2(c.unicode() < 0x202A || c.unicode() > 0x202E, qPrintable(item.title));
            }
        }
    }

    void itemText_holdsTheWholeItem()
    {
        const auto items = itemsOf(samples::preflightPortMismatch());
        const auto text = itemText(*firstOf(items, Kind::Decision, 1));
        QVERIFY(text.contains(u"http://localhost:5173"_qs));
        QVERIFY(text.contains(u"Not reached: whether the server allows the method."_qs));
        QVERIFY(itemText(*firstOf(items, Kind::Response))
                    .contains(u"Access-Control-Allow-Methods: GET, POST, PUT"_qs));
    }

    void originDifference_marksTheComponent_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("firstMarked");
        QTest::addColumn<QString>("secondMarked");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *a, const char *b, const char *ma,
                            const char *mb, const char *words) {
            QTest::newRow(name) << QString::fromLatin1(a) << QString::fromLatin1(b)
                                << QString::fromLatin1(ma) << QString::fromLatin1(mb)
                                << QString::fromLatin1(words);
        };
        row("port", "http://a:3000", "http://a:5173", "3000", "5173", "the port differs");
        row("absent port", "http://a", "http://a:5173", "", ":5173", "the port differs");
        row("host", "http://a.example", "http://b.example", "a.example", "b.example",
            "the host differs");
        row("scheme", "https://a", "http://a", "https", "http", "the scheme differs");
        row("scheme and port", "https://a:1", "http://a:2", "https|1", "http|2",
            "the scheme and the port differ");
        row("slash", "http://a/", "http://a", "/", "",
            "an origin ends after the host and the port");
        row("IPv6", "http://[::1]:1", "http://[::1]:2", "1", "2", "the port differs");
        row("same", "http://a", "http://a", "", "", "");
        row("null", "null", "http://a", "", "", "");
        row("list", "http://a, http://b", "http://a", "", "", "");
        row("empty", "", "http://a", "", "", "");
    }

    void originDifference_marksTheComponent()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        const auto result = markOriginDifference(first, second);
        const auto marked = [](const QString &text, const std::vector<TextSpan> &spans) {
            QStringList parts;
            for (const auto &span : spans)
                parts.append(text.mid(span.start, span.length));
            return parts.join(u'|');
        };
        QTEST(marked(first, result.first), "firstMarked");
        QTEST(marked(second, result.second), "secondMarked");
        QTEST(result.words, "words");
    }

    void serverLabel_isShortOnThisMachine()
    {
        QCOMPARE(serverLabel("http://localhost:4000/x"), u"Server :4000"_qs);
        QCOMPARE(serverLabel("https://api.example.com/x"), u"Server api.example.com"_qs);
        QCOMPARE(serverLabel("nonsense"), u"Server"_qs);
    }
};

QTEST_GUILESS_MAIN(tst_TimelineModel)
#include "tst_timelinemodel.moc"
