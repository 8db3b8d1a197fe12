// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <vector>

namespace corslab {

/// One entry of `origins`: a pattern (exact, leading `*.`, `:*`, `*`), `null`, or, for imitating
/// somebody's mistake, a regular expression.
struct OriginEntry
{
    QByteArray text;
    bool regex = false;
    bool anchored = false; ///< regular expressions only: must match the whole origin
    bool operator==(const OriginEntry &) const = default;
};

/// A CORS policy as a person writes it: the keys of the lab file, each with the value that is meant
/// where the key is absent. A plain value; CompiledPolicy answers with it.
struct Policy
{
    enum class Lists : quint8 { Listed, Echo }; ///< Echo: whatever was asked is answered
    enum class Answer : quint8 { Full, Requested };
    /// What a refused origin gets.
    enum class Refused : quint8 { Omit, First, Forbidden, ServerError, Partial };
    enum class Vary : quint8 { Auto, Always, Never };
    struct Raw
    {
        std::vector<Header> preflight;
        std::vector<Header> actual;
        bool operator==(const Raw &) const = default;
    };

    QList<OriginEntry> origins;
    bool reflect = false;
    Lists methodsMode = Lists::Listed; ///< "methods": "echo"
    QList<QByteArray> methods;
    Lists headersMode = Lists::Listed; ///< "headers": "reflect"
    QList<QByteArray> headers;
    bool credentials = false;
    QList<QByteArray> expose;
    std::optional<qint64> maxAge; ///< seconds
    int preflightStatus = 204;
    bool preflightContinue = false;
    Answer answer = Answer::Full;
    Refused refused = Refused::Omit;
    Vary vary = Vary::Auto;
    bool onErrors = true;
    std::optional<QList<QByteArray>> timingAllowOrigin;
    std::optional<QByteArray> resourcePolicy;
    std::optional<Raw> raw;
    std::optional<QByteArray> imitate; ///< the name as in the lab file

    bool operator==(const Policy &) const = default;
};

} // namespace corslab
