// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/request.h"
#include "core/http/headerlist.h"

namespace corslab {

/// Whether an answer's type, as its headers say it, keeps it from being run as a script or applied
/// as a style sheet. Ask with the headers as they came, not as the page may see them.
/// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?
/// https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-nosniff?
[[nodiscard]] bool isBlockedByType(const Request &request, const HeaderList &headers);

/// Whether an answer that a page of another origin gets without CORS is a part of something, and
/// neither its first nor of a type that is of no harm.
[[nodiscard]] bool isLaterPart(int status, const HeaderList &headers);

} // namespace corslab
