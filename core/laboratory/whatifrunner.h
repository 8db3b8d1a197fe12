// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/laboratory/whatif.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <stop_token>
#include <vector>

namespace corslab {

/// Answers a matrix on threads of its own, a part at a time, and tells of each part on the thread
/// that it lives on. Only the newest question is answered.
class WhatIfRunner : public QObject
{
    Q_OBJECT

public:
    explicit WhatIfRunner(QObject *parent = nullptr);
    ~WhatIfRunner() override;

    /// Forgets what is under way.
    void run(std::shared_ptr<const WhatIf> whatIf);
    /// Nothing more comes of what is under way.
    void cancel();
    [[nodiscard]] bool isRunning() const noexcept { return m_left > 0; }

Q_SIGNALS:
    /// The cells from `first` on, row after row.
    void answered(qsizetype first, const std::vector<corslab::WhatIfCell> &cells);
    /// Every cell was answered.
    void finished();

private:
    struct Work;

    void take(const std::shared_ptr<Work> &work, std::size_t first,
              const std::vector<WhatIfCell> &cells);

    QThreadPool m_threads;
    std::shared_ptr<Work> m_work;
    std::size_t m_left = 0; ///< cells of the newest question
};

} // namespace corslab
