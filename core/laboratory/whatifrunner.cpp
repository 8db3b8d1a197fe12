// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/laboratory/whatifrunner.h"

#include <QMetaObject>
#include <QThread>

#include <algorithm>
#include <atomic>

namespace corslab {

namespace {
// A part is long beside the cost of handing it over, and short beside a person's patience.
constexpr std::size_t LeastPart = 64;
constexpr std::size_t LargestPart = 4096;
} // namespace

/// One question, shared by the threads that answer it.
struct WhatIfRunner::Work
{
    std::shared_ptr<const WhatIf> whatIf;
    std::stop_source stop;
    std::atomic<std::size_t> next{0}; ///< the first cell that nobody has taken
    std::size_t part = LeastPart;
};

WhatIfRunner::WhatIfRunner(QObject *parent)
    : QObject(parent)
{
    m_threads.setMaxThreadCount(std::max(1, QThread::idealThreadCount()));
}

WhatIfRunner::~WhatIfRunner()
{
    cancel();
    // No thread may tell of a part any more.
    m_threads.waitForDone();
}

void WhatIfRunner::run(std::shared_ptr<const WhatIf> whatIf)
{
    cancel();
    m_left = whatIf->size();
    if (m_left == 0) {
        Q_EMIT finished();
        return;
    }
    const int threads = m_threads.maxThreadCount();
    auto work = std::make_shared<Work>();
    constexpr std::size_t partsAThread = 8;
    work->part = std::clamp(m_left / (static_cast<std::size_t>(threads) * partsAThread), LeastPart,
                            LargestPart);
    work->whatIf = std::move(whatIf);
    m_work = work;
    for (int i = 0; i < threads; ++i) {
        m_threads.start([this, work] {
            const std::stop_token stop = work->stop.get_token();
            const std::size_t size = work->whatIf->size();
            for (;;) {
                const std::size_t first = work->next.fetch_add(work->part);
                if (first >= size || stop.stop_requested())
                    return;
                std::vector<WhatIfCell> cells(std::min(work->part, size - first));
                work->whatIf->answer(first, cells, stop);
                if (stop.stop_requested())
                    return;
                QMetaObject::invokeMethod(
                    this,
                    [this, work, first, cells = std::move(cells)] { take(work, first, cells); },
                    Qt::QueuedConnection);
            }
        });
    }
}

void WhatIfRunner::cancel()
{
    if (m_work)
        m_work->stop.request_stop();
    m_work.reset();
    m_left = 0;
}

void WhatIfRunner::take(const std::shared_ptr<Work> &work, std::size_t first,
                        const std::vector<WhatIfCell> &cells)
{
    if (work != m_work)
        return;
    m_left -= cells.size();
    const bool last = m_left == 0;
    if (last)
        m_work.reset();
    Q_EMIT answered(static_cast<qsizetype>(first), cells);
    if (last)
        Q_EMIT finished();
}

} // namespace corslab
