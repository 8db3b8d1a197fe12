// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"

#include <QByteArray>

#include <initializer_list>

namespace corslab {

/// What a script's call can throw an error for.
enum class Thrown : quint8 {
    FetchUrl,            ///< the URL
    FetchUrlCredentials, ///< the URL
    FetchEnumeration,    ///< member, value, its type in WebIDL
    FetchNavigateMode,
    FetchWideHeader, ///< index, code point
    FetchHeaderName, ///< the name in lower case
    FetchHeaderValue, ///< the value
    FetchMethod,          ///< the method
    FetchForbiddenMethod, ///< the method
    FetchNoCorsMethod,    ///< the method
    FetchBodyOfGet,
    FetchOnlyIfCached, ///< the mode
    FetchReferrer,     ///< the referrer
    FetchDuplex,
    FetchStreamKeepalive,
    FetchStreamMode,
    XhrUrl,             ///< the URL
    XhrMethod,          ///< the method
    XhrForbiddenMethod, ///< the method
    XhrHeaderName,      ///< the name
    XhrHeaderValue,     ///< the value
    XhrWideHeader,      ///< index, code point, which argument
    BeaconUrl,          ///< the URL
    BeaconScheme,       ///< the URL
    EventSourceUrl      ///< the URL
};

/// The message of the error, in the words of the profile's browser; `values` are what stands behind
/// each of the above. Measured in Chromium and Firefox, whose words are no part of a standard.
[[nodiscard]] QByteArray thrownWords(Thrown what, const BrowserProfile &profile,
                                     std::initializer_list<QByteArray> values = {});

} // namespace corslab
