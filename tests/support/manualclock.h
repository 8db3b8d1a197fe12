// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/clock.h"

#include <chrono>

namespace corslab {

/// Time that stands still until it is moved by hand. The date is far from today's, so that code
/// which asks the system instead is found out.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::nanoseconds now() const override { return m_now; }
    [[nodiscard]] QDateTime utc() const override
    {
        const QDateTime begin(QDate(2035, 1, 1), QTime(12, 0), Qt::UTC);
        return begin.addMSecs(std::chrono::duration_cast<std::chrono::milliseconds>(m_now).count());
    }
    void advance(std::chrono::nanoseconds by) { m_now += by; }

private:
    std::chrono::nanoseconds m_now{std::chrono::hours(1)};
};

} // namespace corslab
