// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace corslab {

/// Time is injected, so that caches can be tested without waiting.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Monotonic, from an arbitrary beginning.
    [[nodiscard]] virtual std::chrono::nanoseconds now() const = 0;
    [[nodiscard]] virtual QDateTime utc() const = 0;
};

class SystemClock : public Clock
{
public:
    [[nodiscard]] std::chrono::nanoseconds now() const override
    {
        return std::chrono::steady_clock::now().time_since_epoch();
    }
    [[nodiscard]] QDateTime utc() const override { return QDateTime::currentDateTimeUtc(); }
};

} // namespace corslab
