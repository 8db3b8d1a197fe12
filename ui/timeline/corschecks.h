// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/exchange.h"
#include "ui/timeline/timelineitem.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace corslab {

/// What a person counts as one check of an answer, though the standard takes several steps over
/// it: which of them were made, and which were not reached because one before them failed.
class CorsChecks
{
    Q_DECLARE_TR_FUNCTIONS(corslab::Timeline)

public:
    [[nodiscard]] static CorsChecks
    ofPreflight(const Exchange &exchange, const std::vector<int> &steps, const Message &preflight);
    [[nodiscard]] static CorsChecks ofAnswer(const Exchange &exchange,
                                             const std::vector<int> &steps);

    [[nodiscard]] int reachedCount() const;
    /// "origin · credentials · method · 3 of 3 headers"
    [[nodiscard]] QString reachedNames() const;
    /// The remark and the checks that were not reached, after those that were.
    void appendNotReached(TimelineItem &card) const;

private:
    enum class Name : quint8 { Origin, Credentials, Status, Method, Headers };
    struct Entry
    {
        Name name{};
        bool reached = false;
    };

    void read(const Exchange &exchange, const std::vector<int> &steps);
    void mark(Name name);
    [[nodiscard]] QString word(Name name) const;
    [[nodiscard]] static QString sentence(Name name);

    std::vector<Entry> m_entries; ///< in the order of the standard
    int m_headers = 0;
    int m_headersPassed = 0;
};

} // namespace corslab
