// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/safelist.h"

#include "core/fetch/clienthints.h"
#include "core/http/method.h"
#include "core/http/mimetype.h"
#include "core/http/range.h"
#include "core/http/syntax.h"

#include <QVarLengthArray>

#include <algorithm>
#include <array>
#include <string_view>

namespace corslab {

namespace {

/// A single value may have this many bytes. Fetch: CORS-safelisted request-header, step 1.
constexpr qsizetype MaxSafelistedValue = 128;
/// All safelisted values together. Fetch: CORS-unsafe request-header names, step 5.
constexpr qsizetype MaxSafelistedValues = 1024;

/// https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte
bool hasUnsafeByte(QByteArrayView value, const BrowserProfile &profile)
{
    static constexpr std::string_view unsafe = "\"():<>?@[\\]{}\x7F";
    return std::any_of(value.begin(), value.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || unsafe.find(c) != std::string_view::npos ||
               (byte >= 0x80 && profile.highBytesAreUnsafe);
    });
}

bool isLanguageValue(QByteArrayView value)
{
    static constexpr std::string_view others = " *,-.;=";
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               others.find(c) != std::string_view::npos;
    });
}

bool hasUnquotedComma(QByteArrayView value)
{
    bool quoted = false;
    for (const char c : value) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            return true;
    }
    return false;
}

bool isSafelistedContentType(QByteArrayView value, const BrowserProfile &profile)
{
    if (hasUnsafeByte(value, profile))
        return false;
    if (profile.emptyMimeParameterFails && value.contains(";;"))
        return false;
    if (profile.mimeListFails && hasUnquotedComma(value))
        return false;
    const auto type = MimeType::parse(value);
    if (!type)
        return false;
    return type->isOf("application", "x-www-form-urlencoded") ||
           type->isOf("multipart", "form-data") || type->isOf("text", "plain");
}

bool isSafelistedRange(QByteArrayView value, const BrowserProfile &profile)
{
    const auto range = parseSingleRange(value, RangeWhitespace::Refused);
    return range && range->first &&
           std::max(*range->first, range->last.value_or(0)) <= profile.maxRange;
}

} // namespace

bool isForbiddenRequestHeader(QByteArrayView name, QByteArrayView value,
                              const BrowserProfile &profile)
{
    static constexpr NameList<3> overrides = {"X-HTTP-Method", "X-HTTP-Method-Override",
                                              "X-Method-Override"};

    if (isForbiddenRequestHeaderName(name))
        return true;
    if (profile.userAgentIsForbidden && equalsIgnoreCase(name, "User-Agent"))
        return true;
    if (!isOneOf(name, overrides))
        return false;
    const HeaderList one{{QByteArrayLiteral("x"), value.toByteArray()}};
    const auto methods = one.getDecodeSplit("x");
    return methods && std::any_of(methods->begin(), methods->end(), [](const QByteArray &method) {
               return isForbiddenMethod(method);
           });
}

bool isCorsSafelistedRequestHeader(QByteArrayView name, QByteArrayView value,
                                   const BrowserProfile &profile)
{
    // 1. A long value is never safe.
    if (value.size() > MaxSafelistedValue)
        return false;
    // 2. Each safe name has its own rule for values.
    if (equalsIgnoreCase(name, "accept"))
        return !hasUnsafeByte(value, profile);
    if (equalsIgnoreCase(name, "accept-language") || equalsIgnoreCase(name, "content-language"))
        return isLanguageValue(value);
    if (equalsIgnoreCase(name, "content-type"))
        return isSafelistedContentType(value, profile);
    if (equalsIgnoreCase(name, "range"))
        return isSafelistedRange(value, profile);
    return profile.clientHintsAreSafelisted && isSafelistedClientHint(name, value);
}

QList<QByteArray> corsUnsafeRequestHeaderNames(const HeaderList &headers,
                                               const BrowserProfile &profile)
{
    // 1.-3. Two lists and a sum.
    QList<QByteArray> unsafe;
    unsafe.reserve(qsizetype(headers.size()));
    QVarLengthArray<const QByteArray *, 16> potentiallyUnsafe;
    qsizetype safelistValueSize = 0;

    // 4. Each header by itself is unsafe, or counts towards the sum.
    for (const auto &[name, value] : headers) {
        if (!isCorsSafelistedRequestHeader(name, value, profile)) {
            unsafe.append(asciiLower(name));
        } else {
            potentiallyUnsafe.push_back(&name);
            safelistValueSize += value.size();
        }
    }
    // 5. Too much in all: none of them is safe.
    if (safelistValueSize > MaxSafelistedValues && profile.limitsSafelistedSum) {
        for (const QByteArray *name : potentiallyUnsafe)
            unsafe.append(asciiLower(*name));
    }

    // 6. Sorted, in lower case, each once.
    std::sort(unsafe.begin(), unsafe.end());
    if (!profile.requestHeadersRepeatNames)
        unsafe.erase(std::unique(unsafe.begin(), unsafe.end()), unsafe.end());
    return unsafe;
}

bool isNoCorsSafelistedRequestHeader(QByteArrayView name, QByteArrayView value,
                                     const BrowserProfile &profile)
{
    static constexpr NameList<4> names = {"Accept", "Accept-Language", "Content-Language",
                                          "Content-Type"};
    return isOneOf(name, names) && isCorsSafelistedRequestHeader(name, value, profile);
}

bool isCorsNonWildcardRequestHeaderName(QByteArrayView name)
{
    return equalsIgnoreCase(name, "Authorization");
}

} // namespace corslab
