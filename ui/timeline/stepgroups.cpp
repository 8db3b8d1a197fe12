// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/stepgroups.h"

#include "core/diagnosis/diagnosis.h"
#include "ui/widgets/visibletext.h"

#include <QCoreApplication>

#include <algorithm>

namespace corslab {

namespace {

StepPlace callPlace(const Step &step)
{
    return step.outcome == StepOutcome::Fail || step.id == StepId::RequestForbiddenHeader ||
                   step.id == StepId::RequestNoCorsHeader
               ? StepPlace::CallRefused
               : StepPlace::Call;
}

CheckState stateOf(const Step &step)
{
    if (step.outcome == StepOutcome::Pass)
        return CheckState::Passed;
    const bool fails = step.outcome == StepOutcome::Fail;
    switch (step.id) {
    case StepId::UnsafeMethod:
    case StepId::UnsafeHeader:
    case StepId::UploadListener:
    case StepId::RequestForbiddenHeader:
    case StepId::RequestNoCorsHeader:
    case StepId::PreflightAuthorizationWildcard:
    case StepId::RedirectAuthorization:
    case StepId::RedirectTaint:
        return CheckState::Asks;
    case StepId::Cookie:
    case StepId::SetCookie:
    case StepId::TimingAllowOrigin:
        // Nothing of these turns a verdict, so they must not look as if they did.
        return fails ? CheckState::Asks : CheckState::Note;
    case StepId::RequestUrl:
    case StepId::RequestUrlCredentials:
    case StepId::RequestMethod:
    case StepId::RequestMode:
    case StepId::RequestMember:
    case StepId::RequestNoCorsMethod:
    case StepId::RequestBody:
    case StepId::RequestHeader:
    case StepId::BadPort:
    case StepId::MixedContent:
    case StepId::SameOrigin:
    case StepId::SameOriginMode:
    case StepId::NoCorsMode:
    case StepId::NoCorsRedirectMode:
    case StepId::Scheme:
    case StepId::PreflightNeeded:
    case StepId::Credentials:
    case StepId::OriginHeader:
    case StepId::Referrer:
    case StepId::HttpCache:
    case StepId::Keepalive:
    case StepId::PreflightCacheHit:
    case StepId::PreflightCacheMiss:
    case StepId::PreflightRedirect:
    case StepId::PreflightStatus:
    case StepId::PreflightAllowMethods:
    case StepId::PreflightAllowHeaders:
    case StepId::PreflightMethod:
    case StepId::PreflightHeader:
    case StepId::PreflightCacheStored:
    case StepId::PreflightCacheCleared:
    case StepId::AllowOriginPresent:
    case StepId::AllowOriginWildcard:
    case StepId::AllowOriginMatch:
    case StepId::AllowCredentials:
    case StepId::ResourcePolicy:
    case StepId::Integrity:
    case StepId::RedirectLocation:
    case StepId::RedirectScheme:
    case StepId::RedirectCount:
    case StepId::RedirectCredentials:
    case StepId::RedirectBody:
    case StepId::RedirectMode:
    case StepId::RedirectMethodChange:
    case StepId::RedirectFollowed:
    case StepId::Network:
    case StepId::OpaqueResponse:
    case StepId::ResponseTainting:
    case StepId::ExposedHeaders:
        return fails ? CheckState::Refused : CheckState::Note;
    }
    Q_UNREACHABLE();
}

} // namespace

StepPlace placeOf(const Step &step, bool afterPreflight)
{
    const bool fails = step.outcome == StepOutcome::Fail;
    switch (step.id) {
    case StepId::RequestUrl:
    case StepId::RequestUrlCredentials:
    case StepId::RequestMethod:
    case StepId::RequestMode:
    case StepId::RequestMember:
    case StepId::RequestNoCorsMethod:
    case StepId::RequestBody:
    case StepId::RequestHeader:
    case StepId::RequestForbiddenHeader:
    case StepId::RequestNoCorsHeader:
        return callPlace(step);
    case StepId::BadPort:
    case StepId::MixedContent:
    case StepId::SameOrigin:
    case StepId::SameOriginMode:
    case StepId::NoCorsMode:
    case StepId::NoCorsRedirectMode:
    case StepId::Scheme:
    case StepId::UnsafeMethod:
    case StepId::UnsafeHeader:
    case StepId::UploadListener:
    case StepId::PreflightNeeded:
    case StepId::PreflightCacheMiss:
        return StepPlace::Gate;
    case StepId::PreflightCacheHit:
        return StepPlace::PreflightCache;
    case StepId::Cookie:
        return fails ? StepPlace::CookieWithheld : StepPlace::Sending;
    case StepId::HttpCache:
        return step.actual == "hit" ? StepPlace::HttpCacheHit : StepPlace::Sending;
    case StepId::Credentials:
    case StepId::OriginHeader:
    case StepId::Referrer:
    case StepId::Keepalive:
        return fails ? StepPlace::Gate : StepPlace::Sending;
    case StepId::PreflightRedirect:
    case StepId::PreflightStatus:
    case StepId::PreflightAllowMethods:
    case StepId::PreflightAllowHeaders:
    case StepId::PreflightMethod:
    case StepId::PreflightHeader:
    case StepId::PreflightAuthorizationWildcard:
    case StepId::PreflightCacheStored:
        return StepPlace::PreflightAnswer;
    case StepId::PreflightCacheCleared:
        return afterPreflight ? StepPlace::PreflightAnswer : StepPlace::CorsCheck;
    case StepId::AllowOriginPresent:
    case StepId::AllowOriginWildcard:
    case StepId::AllowOriginMatch:
    case StepId::AllowCredentials:
        return afterPreflight ? StepPlace::PreflightAnswer : StepPlace::CorsCheck;
    case StepId::ResourcePolicy:
    case StepId::Integrity:
        return StepPlace::OtherCheck;
    case StepId::TimingAllowOrigin:
        return StepPlace::Answer;
    case StepId::RedirectLocation:
    case StepId::RedirectScheme:
    case StepId::RedirectCount:
    case StepId::RedirectCredentials:
    case StepId::RedirectBody:
    case StepId::RedirectMode:
    case StepId::RedirectMethodChange:
    case StepId::RedirectAuthorization:
    case StepId::RedirectTaint:
    case StepId::RedirectFollowed:
        return StepPlace::Redirect;
    case StepId::SetCookie:
        return fails ? StepPlace::CookieRefused : StepPlace::Answer;
    case StepId::Network:
        return StepPlace::Network;
    case StepId::OpaqueResponse:
        return StepPlace::Opaque;
    case StepId::ResponseTainting:
    case StepId::ExposedHeaders:
        return StepPlace::Outcome;
    }
    Q_UNREACHABLE();
}

std::vector<StepGroup> groupSteps(const Exchange &exchange, std::size_t first, std::size_t last,
                                  bool afterPreflight)
{
    std::vector<StepGroup> groups;
    for (auto i = first; i < last; ++i) {
        const auto place = placeOf(exchange.steps[i], afterPreflight);
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [place](const auto &g) { return g.place == place; });
        if (group == groups.end())
            group = groups.insert(groups.end(), StepGroup{place, {}});
        group->steps.push_back(static_cast<int>(i));
    }
    return groups;
}

QString sourceText(StepId id)
{
    const auto &source = stepSource(id);
    const auto algorithm = QString::fromUtf8(source.algorithm);
    if (!source.number || *source.number == '\0')
        return algorithm;
    //: %1: the name of an algorithm in a standard, %2: the number of a step in it
    return QCoreApplication::translate("corslab::Timeline", "%1, step %2")
        .arg(algorithm, QString::fromUtf8(source.number));
}

TimelineCheck checkFor(const Exchange &exchange, int index)
{
    const auto &step = exchange.steps[static_cast<std::size_t>(index)];
    TimelineCheck check;
    check.state = stateOf(step);
    check.text = visibleText(stepSentence(step));
    check.step = index;
    check.source = sourceText(step.id);
    check.link = QByteArray(stepSource(step.id).url);
    return check;
}

std::vector<TimelineCheck> checksFor(const Exchange &exchange, const std::vector<int> &steps)
{
    std::vector<TimelineCheck> checks;
    checks.reserve(steps.size());
    for (const int step : steps)
        checks.push_back(checkFor(exchange, step));
    return checks;
}

} // namespace corslab
