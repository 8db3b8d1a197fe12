// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headerlist.h"
#include "core/policy/policy.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace corslab {

/// What of a request a policy looks at. Views must outlive the call.
struct PolicyRequest
{
    QByteArrayView method;
    std::optional<QByteArray> origin;         ///< lines joined with ", "
    std::optional<QByteArray> requestMethod;  ///< Access-Control-Request-Method
    std::optional<QByteArray> requestHeaders; ///< Access-Control-Request-Headers
    bool cookie = false;                      ///< there is a Cookie header
    bool authorization = false;               ///< there is an Authorization header
    QByteArrayView target = {};               ///< path and query

    /// OPTIONS with Origin and Access-Control-Request-Method.
    [[nodiscard]] bool isPreflight() const
    {
        return method == "OPTIONS" && origin.has_value() && requestMethod.has_value();
    }
};

/// How the policy answers one request.
struct PolicyAnswer
{
    bool originAllowed = false;
    /// Set where the policy answers by itself, without asking an endpoint: a preflight, a refusal.
    std::optional<int> status;
    HeaderList headers; ///< to be added to the answer, whoever makes it
    QByteArray body = {}; ///< plain text, where the policy answers by itself
    bool operator==(const PolicyAnswer &) const = default;
};

/// A policy made ready to answer: immutable, shared between threads, built once for each edit.
class CompiledPolicy
{
public:
    explicit CompiledPolicy(Policy policy);
    ~CompiledPolicy();
    CompiledPolicy(const CompiledPolicy &) = delete;
    CompiledPolicy &operator=(const CompiledPolicy &) = delete;

    [[nodiscard]] const Policy &policy() const noexcept;
    /// True where `origin` (as sent) is on the list, by an entry or because every origin is
    /// reflected.
    [[nodiscard]] bool allows(QByteArrayView origin) const;
    /// A pure function: the same request gets the same answer.
    [[nodiscard]] PolicyAnswer answer(const PolicyRequest &request) const;
    /// Removes the headers of `answer` that this policy leaves out of an answer with such a status
    /// (`onErrors: false`).
    [[nodiscard]] HeaderList headersFor(PolicyAnswer answer, int status) const;

private:
    struct Compiled;
    std::unique_ptr<const Compiled> m_compiled;
};

} // namespace corslab
