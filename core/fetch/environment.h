// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/origin.h"
#include "core/http/url.h"

#include <optional>

namespace corslab {

enum class PageKind : quint8 {
    Document,
    Sandbox, ///< a sandboxed frame: an opaque origin, but the URL of its document
    Data     ///< a frame with a data: URL
};

/// The page that asks: what Fetch calls the environment settings object.
struct Environment
{
    Origin origin;
    Url url; ///< the document's URL; decides Referer
    PageKind kind = PageKind::Document;
    std::optional<Origin> embed; ///< the origin of the document that holds the frame

    /// The page at the top of the tab: decides sites for cookies.
    [[nodiscard]] const Origin &topLevelOrigin() const { return embed ? *embed : origin; }
};

} // namespace corslab
