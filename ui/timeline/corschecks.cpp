// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/corschecks.h"

#include "ui/timeline/decisioncards.h"

#include <QStringList>

#include <algorithm>

namespace corslab {

CorsChecks CorsChecks::ofPreflight(const Exchange &exchange, const std::vector<int> &steps,
                                   const Message &preflight)
{
    CorsChecks checks;
    checks.m_entries.push_back({Name::Origin});
    if (includesCredentials(exchange.request))
        checks.m_entries.push_back({Name::Credentials});
    checks.m_entries.push_back({Name::Status});
    checks.m_entries.push_back({Name::Method});
    if (preflight.requestHeaders.contains("Access-Control-Request-Headers"))
        checks.m_entries.push_back({Name::Headers});
    checks.read(exchange, steps);
    return checks;
}

CorsChecks CorsChecks::ofAnswer(const Exchange &exchange, const std::vector<int> &steps)
{
    CorsChecks checks;
    checks.m_entries.push_back({Name::Origin});
    if (includesCredentials(exchange.request))
        checks.m_entries.push_back({Name::Credentials});
    checks.read(exchange, steps);
    return checks;
}

void CorsChecks::mark(Name name)
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(),
                                    [name](const auto &e) { return e.name == name; });
    if (entry == m_entries.end())
        m_entries.push_back({name, true});
    else
        entry->reached = true;
}

void CorsChecks::read(const Exchange &exchange, const std::vector<int> &steps)
{
    for (const int index : steps) {
        const auto &step = exchange.steps[static_cast<std::size_t>(index)];
        const bool failed = step.outcome == StepOutcome::Fail;
        if (step.id == StepId::AllowOriginPresent || step.id == StepId::AllowOriginWildcard ||
            step.id == StepId::AllowOriginMatch) {
            mark(Name::Origin);
        } else if (step.id == StepId::AllowCredentials) {
            mark(Name::Credentials);
        } else if (step.id == StepId::PreflightStatus || step.id == StepId::PreflightRedirect) {
            mark(Name::Status);
        } else if (step.id == StepId::PreflightMethod ||
                   (failed && step.id == StepId::PreflightAllowMethods)) {
            mark(Name::Method);
        } else if (step.id == StepId::PreflightHeader) {
            mark(Name::Headers);
            ++m_headers;
            m_headersPassed += failed ? 0 : 1;
        } else if (failed && step.id == StepId::PreflightAllowHeaders) {
            mark(Name::Headers);
        }
    }
}

int CorsChecks::reachedCount() const
{
    return static_cast<int>(
        std::count_if(m_entries.begin(), m_entries.end(), [](const auto &e) { return e.reached; }));
}

QString CorsChecks::word(Name name) const
{
    switch (name) {
    case Name::Origin:
        return tr("origin");
    case Name::Credentials:
        return tr("credentials");
    case Name::Status:
        return tr("status");
    case Name::Method:
        return tr("method");
    case Name::Headers:
        if (m_headers == 0)
            return tr("headers");
        return m_headers == 1 ? tr("%1 of 1 header").arg(m_headersPassed)
                              : tr("%1 of %2 headers").arg(m_headersPassed).arg(m_headers);
    }
    Q_UNREACHABLE();
}

QString CorsChecks::sentence(Name name)
{
    switch (name) {
    case Name::Origin:
        return tr("Not reached: whether the server allows this page's origin.");
    case Name::Credentials:
        return tr("Not reached: whether the server allows credentials.");
    case Name::Status:
        return tr("Not reached: whether the preflight's status is one of success.");
    case Name::Method:
        return tr("Not reached: whether the server allows the method.");
    case Name::Headers:
        return tr("Not reached: whether the server allows the headers.");
    }
    Q_UNREACHABLE();
}

QString CorsChecks::reachedNames() const
{
    QStringList words;
    for (const auto &entry : m_entries) {
        if (entry.reached)
            words.append(word(entry.name));
    }
    return words.join(QStringLiteral(" \u00b7 "));
}

void CorsChecks::appendNotReached(TimelineItem &card) const
{
    QStringList words;
    for (const auto &entry : m_entries) {
        if (entry.reached)
            continue;
        // Beside a refusal because of credentials "credentials" alone would not be understood.
        words.append(entry.name == Name::Credentials ? QStringLiteral("Allow-Credentials")
                                                     : word(entry.name));
        TimelineCheck check;
        check.state = CheckState::NotReached;
        check.text = sentence(entry.name);
        card.checks.push_back(check);
    }
    if (!words.isEmpty())
        card.remark = tr("checks not reached: %1").arg(words.join(QStringLiteral(" \u00b7 ")));
}

} // namespace corslab
