// SPDX-License-Identifier: GPL-3.0-or-later
// What every origin would get for every request, decided by the whole browser model over the
// servers' policies, without a network.
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/environment.h"
#include "core/record/exchange.h"
#include "core/server/compiledserver.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace corslab {

struct WhatIfRequest
{
    QString name;
    ScriptRequest request; ///< its URL is absolute: whoever asks, it goes to the same server
    bool operator==(const WhatIfRequest &) const = default;
};

/// Who asks what of whom, as which browser.
struct WhatIfQuestion
{
    QList<ServerConfig> servers;     ///< resolved, with the addresses where they are reached
    std::vector<QByteArray> origins; ///< rows: as a browser sends them; `null` is a sandboxed frame
    std::vector<WhatIfRequest> requests; ///< columns
    BrowserName browser = BrowserName::Standard;
    bool operator==(const WhatIfQuestion &) const = default;
};

/// What one origin gets for one request. Small, since a matrix may have a million of them.
struct WhatIfCell
{
    Verdict verdict = Verdict::Failed;
    CauseCode cause{}; ///< meaningful where hasCause
    CausePhase phase = CausePhase::Actual;
    bool hasCause = false;
    bool known = false; ///< false until it was decided
    bool operator==(const WhatIfCell &) const = default;
};

/// A question made ready to be answered: immutable, and shared between threads. Each cell is a new
/// browser session at servers that have answered nobody yet.
class WhatIf
{
public:
    explicit WhatIf(WhatIfQuestion question);
    ~WhatIf();
    WhatIf(const WhatIf &) = delete;
    WhatIf &operator=(const WhatIf &) = delete;

    [[nodiscard]] const WhatIfQuestion &question() const noexcept { return m_question; }
    [[nodiscard]] std::size_t rows() const noexcept { return m_question.origins.size(); }
    [[nodiscard]] std::size_t columns() const noexcept { return m_question.requests.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return rows() * columns(); }

    /// Fills `cells` with those that begin at `first`, row after row. Ends early when stopped: the
    /// rest stays unknown.
    void answer(std::size_t first, std::span<WhatIfCell> cells, const std::stop_token &stop) const;
    /// The whole exchange of one cell, as the record would have it.
    [[nodiscard]] Exchange exchange(std::size_t row, std::size_t column) const;

private:
    class Session;
    using Servers = std::vector<std::shared_ptr<const CompiledServer>>;

    /// Compiled by whoever asks first: a large policy takes longer than a window may wait.
    [[nodiscard]] const Servers &servers() const;

    WhatIfQuestion m_question;
    mutable std::once_flag m_compiled;
    mutable Servers m_servers;
};

} // namespace corslab
