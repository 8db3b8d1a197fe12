// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/scriptrequest.h"
#include "core/http/origin.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace corslab {

/// What becomes of a header that a script sets.
enum class HeaderFate : quint8 {
    Plain,         ///< sent; no CORS is asked for
    AlwaysAllowed, ///< CORS-safelisted
    AsksFirst,
    Forbidden,     ///< dropped without a word
    NoCorsDropped, ///< dropped because of the mode
    InvalidName,   ///< the call throws
    InvalidValue   ///< the call throws
};

/// How a target stands to the page.
struct Relation
{
    enum class Kind : quint8 { Unknown, SameOrigin, SameSite, CrossSite };
    Kind kind = Kind::Unknown;
    bool schemeDiffers = false;
    bool hostDiffers = false;
    bool portDiffers = false;
    bool pageIsOpaque = false; ///< `null` is the same as nothing, itself included
    bool operator==(const Relation &) const = default;
};
[[nodiscard]] Relation relationOf(const Origin &page, const Origin &target);

/// Why a server is asked first, or why nothing is sent at all.
struct CourseReason
{
    enum class Kind : quint8 {
        Method, ///< asks first
        Header,
        UploadListener,
        StreamBody,
        BadUrl, ///< nothing is sent
        UrlCredentials,
        BadMethod,
        ForbiddenMethod,
        NoCorsMethod,
        BadMode,
        BadHeader,
        BodyWithoutMethod,
        SameOriginMode,
        MixedContent,
        SchemeNotHttp
    };
    Kind kind{};
    QByteArray value; ///< the method, header name or mode; UTF-8
    bool operator==(const CourseReason &) const = default;
};

/// What can be told about a call before anything is sent. The rules are those of the browser model.
struct RequestAnalysis
{
    enum class Course : quint8 { Straight, Unreadable, AsksFirst, NotSent };
    Relation relation;
    Course course = Course::NotSent;
    QList<CourseReason> reasons;
    QList<HeaderFate> headers; ///< one for each of the call's headers
};

/// `url`: where the call goes, nothing where it cannot be parsed.
[[nodiscard]] RequestAnalysis analyseRequest(const ScriptRequest &request, const Origin &page,
                                             const std::optional<Url> &url,
                                             const BrowserProfile &profile);

} // namespace corslab
