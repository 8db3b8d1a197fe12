// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/conformance/testorigins.h"
#include "tests/support/rawserver.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <memory>
#include <vector>

namespace corslab {

/// The servers of all cases at once, one for each origin. The first segment of a path says whose
/// case a request belongs to, and the case's rules what is answered, byte by byte.
class CaseServer
{
public:
    /// Listens. Origins whose port is taken or not to be had are left out: see missing().
    explicit CaseServer(std::vector<TestOrigin> origins);

    /// With the ports that they got.
    [[nodiscard]] const std::vector<TestOrigin> &origins() const { return m_origins; }
    /// Letters of the origins that could not be listened on.
    [[nodiscard]] const QStringList &missing() const { return m_missing; }

    /// `rules` with the addresses filled in. What came for the case before is forgotten.
    void addCase(const QString &id, const QJsonArray &rules);
    /// The requests that came for a case, in order: `{"o","m","t","h","b"}`.
    [[nodiscard]] QJsonArray log(const QString &id) const { return m_cases.value(id).log; }

private:
    struct Case
    {
        QJsonArray rules;
        std::vector<int> used;
        QJsonArray log;
    };

    [[nodiscard]] bool open(TestOrigin &origin);
    [[nodiscard]] RawAnswer answer(const TestOrigin &origin, const RawRequest &request);

    std::vector<TestOrigin> m_origins;
    QStringList m_missing;
    std::vector<std::unique_ptr<RawServer>> m_servers;
    QHash<QString, Case> m_cases;
};

} // namespace corslab
