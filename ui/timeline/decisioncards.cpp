// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/decisioncards.h"

#include "ui/timeline/corschecks.h"
#include "ui/timeline/valuedifference.h"
#include "ui/widgets/visibletext.h"

#include <QStringList>

#include <algorithm>
#include <iterator>

namespace corslab {

namespace {

TimelineCheck line(CheckState state, const QString &text, int step = -1)
{
    TimelineCheck check;
    check.state = state;
    check.text = text;
    check.step = step;
    return check;
}

/// Headers that are always allowed with some values: with others the value is the reason.
bool dependsOnValue(const QByteArray &name)
{
    static const QByteArrayView names[] = {"accept", "accept-language", "content-language",
                                           "content-type", "range"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](QByteArrayView n) { return equalsIgnoreCase(name, n); });
}

bool isRedirectStatus(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

DecisionCards::DecisionCards(const Exchange &exchange, const Diagnosis *diagnosis)
    : m_exchange(exchange)
    , m_diagnosis(diagnosis)
{
}

const Step &DecisionCards::step(int index) const
{
    return m_exchange.steps[static_cast<std::size_t>(index)];
}

int DecisionCards::firstFailure(const StepGroup &group) const
{
    const auto failed = std::find_if(group.steps.begin(), group.steps.end(), [this](int i) {
        return step(i).outcome == StepOutcome::Fail;
    });
    return failed == group.steps.end() ? -1 : *failed;
}

const Step *DecisionCards::find(const StepGroup &group, StepId id) const
{
    const auto found = std::find_if(group.steps.begin(), group.steps.end(),
                                    [this, id](int i) { return step(i).id == id; });
    return found == group.steps.end() ? nullptr : &step(*found);
}

TimelineItem DecisionCards::card(const StepGroup &group, int before, bool complete) const
{
    TimelineItem item;
    item.kind = TimelineItem::Kind::Decision;
    item.tone = TimelineItem::Tone::Question;
    item.message = before;
    item.checks = checksFor(m_exchange, group.steps);
    const int failed = firstFailure(group);
    item.step = failed >= 0 ? failed : group.steps.front();

    switch (group.place) {
    case StepPlace::CallRefused:
        fillCallRefused(item, group);
        break;
    case StepPlace::Gate:
        fillGate(item, group, complete);
        break;
    case StepPlace::PreflightAnswer:
        fillPreflightAnswer(item, group, before, complete);
        break;
    case StepPlace::CorsCheck:
        fillCorsCheck(item, group, before, complete);
        break;
    case StepPlace::Redirect:
        fillRedirect(item, group, complete);
        break;
    case StepPlace::Call:
    case StepPlace::PreflightCache:
    case StepPlace::Sending:
    case StepPlace::CookieWithheld:
    case StepPlace::HttpCacheHit:
    case StepPlace::Network:
    case StepPlace::OtherCheck:
    case StepPlace::Answer:
    case StepPlace::CookieRefused:
    case StepPlace::Opaque:
    case StepPlace::Outcome:
        fillOther(item, group);
        break;
    }
    item.standard = sourceText(step(item.step).id);
    item.link = QByteArray(stepSource(step(item.step).id).url);
    return item;
}

void DecisionCards::fillCallRefused(TimelineItem &item, const StepGroup &group) const
{
    const int failed = firstFailure(group);
    if (failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = tr("The call itself is wrong");
        fillFailure(item, failed);
        return;
    }
    item.tone = TimelineItem::Tone::Note;
    item.title = group.steps.size() == 1
                     ? tr("The browser drops a header of the script")
                     : tr("The browser drops %1 headers of the script").arg(group.steps.size());
    for (const int index : group.steps) {
        //: %1: the name of a header
        const auto text = step(index).id == StepId::RequestForbiddenHeader
                              ? tr("%1 belongs to the browser alone")
                              : tr("%1 is not allowed in no-cors mode");
        item.summary.push_back(
            line(CheckState::Asks, text.arg(visibleText(step(index).actual)), index));
    }
}

void DecisionCards::fillGate(TimelineItem &item, const StepGroup &group, bool complete) const
{
    const int failed = firstFailure(group);
    const auto *sameOrigin = find(group, StepId::SameOrigin);
    if (failed >= 0 && step(failed).id != StepId::SameOrigin) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = tr("Blocked before anything was sent");
        fillFailure(item, failed);
    } else if (sameOrigin && sameOrigin->outcome == StepOutcome::Pass) {
        item.title = tr("Same origin: this goes straight out");
        item.summary = {line(CheckState::Passed, tr("CORS has no say here"))};
    } else if (find(group, StepId::NoCorsMode)) {
        item.title = tr("Another origin, without CORS: goes straight out");
        item.summary = {line(CheckState::Asks, tr("the page will not be able to read the answer"))};
    } else {
        item.title = tr("Another origin. May this go straight out?");
        fillQuestion(item, group, complete);
    }
}

void DecisionCards::fillQuestion(TimelineItem &item, const StepGroup &group, bool complete) const
{
    QStringList headers;
    int headerStep = -1;
    for (const int index : group.steps) {
        const auto &taken = step(index);
        if (taken.outcome != StepOutcome::Note)
            continue;
        if (taken.id == StepId::UnsafeMethod) {
            item.summary.push_back(
                line(CheckState::Asks,
                     tr("the method %1 \u2192 ask first").arg(visibleText(taken.actual)), index));
        } else if (taken.id == StepId::UploadListener) {
            item.summary.push_back(line(
                CheckState::Asks, tr("upload progress is listened to \u2192 ask first"), index));
        } else if (taken.id == StepId::UnsafeHeader && dependsOnValue(taken.expected)) {
            item.summary.push_back(
                line(CheckState::Asks,
                     tr("%1: %2 \u2192 ask first")
                         .arg(visibleText(taken.expected.toLower()), visibleText(taken.actual)),
                     index));
        } else if (taken.id == StepId::UnsafeHeader) {
            headers.append(visibleText(taken.expected.toLower()));
            headerStep = headerStep < 0 ? index : headerStep;
        }
    }
    if (!headers.isEmpty()) {
        headers.removeDuplicates();
        item.summary.push_back(
            line(CheckState::Asks,
                 tr("%1 \u2192 ask first").arg(headers.join(QStringLiteral(", "))), headerStep));
    }
    const auto *needed = find(group, StepId::PreflightNeeded);
    if (!item.summary.empty() || !complete)
        return;
    item.summary.push_back(
        needed && !needed->actual.isEmpty()
            ? line(CheckState::Asks, tr("%1 \u2192 ask first").arg(visibleText(needed->actual)))
            : line(CheckState::Passed,
                   tr("the method and every header are always allowed \u2192 yes")));
}

void DecisionCards::fillPreflightAnswer(TimelineItem &item, const StepGroup &group, int before,
                                        bool complete) const
{
    const auto &preflight = m_exchange.messages[static_cast<std::size_t>(before)];
    const auto checks = CorsChecks::ofPreflight(m_exchange, group.steps, preflight);
    const int failed = firstFailure(group);
    if (failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = tr("Preflight blocked");
        fillFailure(item, failed);
        checks.appendNotReached(item);
    } else if (complete) {
        item.tone = TimelineItem::Tone::Passed;
        item.title = tr("Preflight passed: %1 of %1 checks").arg(checks.reachedCount());
        auto summary = checks.reachedNames();
        if (const auto *stored = find(group, StepId::PreflightCacheStored)) {
            summary = tr("%1; kept for %2 s").arg(summary, visibleText(stored->actual));
        }
        item.summary = {line(CheckState::Passed, summary)};
        for (const auto &check : item.checks) {
            if (check.state == CheckState::Asks)
                item.summary.push_back(check);
        }
    } else {
        item.title = tr("Checking the preflight's answer");
    }
}

void DecisionCards::fillCorsCheck(TimelineItem &item, const StepGroup &group, int before,
                                  bool complete) const
{
    const auto status =
        before >= 0 ? m_exchange.messages[static_cast<std::size_t>(before)].status : 0;
    const int failed = firstFailure(group);
    if (failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = isRedirectStatus(status)
                         ? tr("CORS check failed: the redirect is not followed")
                         : tr("CORS check failed: the answer is withheld");
        fillFailure(item, failed);
        CorsChecks::ofAnswer(m_exchange, group.steps).appendNotReached(item);
    } else if (!complete) {
        item.title = tr("Checking the answer");
    } else {
        item.tone = TimelineItem::Tone::Passed;
        item.title = isRedirectStatus(status)
                         ? tr("CORS check passed: this redirect may be looked at")
                         : tr("CORS check passed: the script may read the answer");
    }
}

void DecisionCards::fillRedirect(TimelineItem &item, const StepGroup &group, bool complete) const
{
    const int failed = firstFailure(group);
    if (failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = tr("The redirect is not followed");
        fillFailure(item, failed);
        return;
    }
    if (find(group, StepId::RedirectMode)) {
        item.tone = TimelineItem::Tone::Note;
        item.title = tr("The redirect is handed over unread");
        item.summary = item.checks;
        return;
    }
    item.title = complete ? tr("The browser follows the redirect") : tr("Looking at the redirect");
    for (const int index : group.steps) {
        const auto &taken = step(index);
        if (taken.id == StepId::RedirectFollowed) {
            item.summary.push_back(
                line(CheckState::Note, tr("to %1").arg(visibleText(taken.actual)), index));
        } else if (taken.id == StepId::RedirectTaint || taken.id == StepId::RedirectMethodChange ||
                   taken.id == StepId::RedirectAuthorization) {
            item.summary.push_back(checkFor(m_exchange, index));
        }
    }
}

void DecisionCards::fillOther(TimelineItem &item, const StepGroup &group) const
{
    const auto count = static_cast<int>(group.steps.size());
    const int failed = firstFailure(group);
    item.tone = TimelineItem::Tone::Note;
    if (group.place == StepPlace::PreflightCache) {
        item.tone = TimelineItem::Tone::Passed;
        item.title = tr("Asked before: the preflight cache answers");
        item.summary = {line(CheckState::Passed, tr("the server's permission is still kept"))};
    } else if (group.place == StepPlace::HttpCacheHit) {
        item.title = tr("The browser already has this answer");
        item.summary = {line(CheckState::Note, tr("it comes from the HTTP cache"))};
    } else if (group.place == StepPlace::CookieWithheld) {
        item.title = count == 1 ? tr("A cookie stays in the browser")
                                : tr("%1 cookies stay in the browser").arg(count);
        item.summary = item.checks;
    } else if (group.place == StepPlace::CookieRefused) {
        item.title = count == 1 ? tr("The browser does not keep a cookie")
                                : tr("The browser does not keep %1 cookies").arg(count);
        item.summary = item.checks;
    } else if (group.place == StepPlace::Opaque) {
        item.title = tr("Without CORS the page gets an unreadable answer");
        item.summary = item.checks;
    } else if (group.place == StepPlace::Network && failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = tr("The network failed: CORS was never asked");
        fillFailure(item, failed);
        const auto *failure = failureOf(item.message);
        if (failure)
            item.summary.front().text = visibleText(causeSentence(*failure));
    } else if (failed >= 0) {
        item.tone = TimelineItem::Tone::Refused;
        item.title = step(failed).id == StepId::Integrity
                         ? tr("The answer is not what the page expected")
                         : tr("Blocked by the server's resource policy");
        fillFailure(item, failed);
    } else {
        item.tone = TimelineItem::Tone::Passed;
        item.title = tr("Nothing else withholds the answer");
    }
}

const Cause *DecisionCards::failureOf(int message) const
{
    if (message < 0)
        return nullptr;
    const auto &failure = m_exchange.messages[static_cast<std::size_t>(message)].failure;
    return failure ? &*failure : nullptr;
}

void DecisionCards::fillFailure(TimelineItem &item, int failed) const
{
    item.step = failed;
    item.comparison = comparisonFor(step(failed));
    if (!item.comparison)
        item.summary = {checkFor(m_exchange, failed)};
}

std::optional<TimelineComparison> DecisionCards::comparisonFor(const Step &step) const
{
    TimelineComparison result;
    if (m_diagnosis && m_diagnosis->comparison) {
        const auto &given = *m_diagnosis->comparison;
        result.firstLabel = given.leftLabel;
        result.first = visibleText(given.left);
        result.secondLabel = given.rightLabel;
        result.second = visibleText(given.right);
        result.difference = given.difference;
    } else if (step.id == StepId::AllowOriginMatch) {
        result.firstLabel = tr("the server allows");
        result.first = visibleText(step.actual);
        result.secondLabel = tr("this page is");
        result.second = visibleText(step.expected);
    } else {
        return std::nullopt;
    }
    auto difference = markOriginDifference(result.first, result.second);
    result.firstDiffers = std::move(difference.first);
    result.secondDiffers = std::move(difference.second);
    if (result.difference.isEmpty())
        result.difference = difference.words;
    return result;
}

bool includesCredentials(const ScriptRequest &request)
{
    return request.credentials == QByteArrayLiteral("include") ||
           request.crossorigin == QByteArrayLiteral("use-credentials") ||
           request.api == Api::Beacon;
}

} // namespace corslab
