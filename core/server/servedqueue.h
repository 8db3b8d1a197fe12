// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/servedrequest.h"

#include <QMutex>

#include <deque>

namespace corslab {

/// Served requests on their way from the server's thread to its owner's. Bounded by bytes, because
/// a client may ask faster than its requests can be recorded: the oldest leave then, as they would
/// leave the record. Safe to use from both threads.
class ServedQueue
{
public:
    /// A quarter of what `serve` keeps on record: this is a way, not a place to stay.
    static constexpr qsizetype DefaultLimit = 4 * 1024 * 1024; ///< bytes

    explicit ServedQueue(qsizetype limit = DefaultLimit);

    /// Bytes. What is there already stays until the next push().
    void setLimit(qsizetype limit);
    /// True where it was empty: whoever empties it has to be told.
    [[nodiscard]] bool push(ServedRequest served);
    /// All of them, oldest first.
    [[nodiscard]] std::deque<ServedRequest> takeAll();

private:
    QMutex m_mutex;
    std::deque<ServedRequest> m_served;
    qsizetype m_bytes = 0;
    qsizetype m_limit;
};

/// What one holds in memory, in bytes.
[[nodiscard]] qsizetype byteCount(const ServedRequest &served);

} // namespace corslab
