// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/mimetype.h"

#include "core/http/syntax.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace corslab {
namespace {

constexpr bool isHttpWhitespace(char c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == ' ';
}

QByteArrayView withoutTrailingWhitespace(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && isHttpWhitespace(bytes.back()))
        bytes.chop(1);
    return bytes;
}

QByteArrayView withoutLeadingWhitespace(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && isHttpWhitespace(bytes.front()))
        bytes = bytes.sliced(1);
    return bytes;
}

/// https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point
bool isQuotedStringToken(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
    });
}

/// Takes the bytes before the first of `stops`, or all of them.
QByteArrayView takeUntil(QByteArrayView &input, std::string_view stops)
{
    const auto end = std::find_first_of(input.begin(), input.end(), stops.begin(), stops.end());
    const QByteArrayView taken = input.first(end - input.begin());
    input = input.sliced(taken.size());
    return taken;
}

/// https://fetch.spec.whatwg.org/#collect-an-http-quoted-string, with the extract-value flag
QByteArray takeQuotedString(QByteArrayView &input)
{
    QByteArray value;
    input = input.sliced(1);
    while (!input.isEmpty()) {
        char c = input.front();
        input = input.sliced(1);
        if (c == '"')
            break;
        if (c == '\\' && !input.isEmpty()) {
            c = input.front();
            input = input.sliced(1);
        }
        value.append(c);
    }
    return value;
}

using Parameters = std::vector<std::pair<QByteArray, QByteArray>>;

auto findParameter(const Parameters &parameters, QByteArrayView name)
{
    return std::find_if(parameters.begin(), parameters.end(),
                        [name](const auto &parameter) { return parameter.first == name; });
}

} // namespace

std::optional<MimeType> MimeType::parse(QByteArrayView bytes)
{
    QByteArrayView input = withoutTrailingWhitespace(withoutLeadingWhitespace(bytes));
    const QByteArrayView type = takeUntil(input, "/");
    if (!isToken(type) || input.isEmpty())
        return std::nullopt;
    input = input.sliced(1);
    const QByteArrayView subtype = withoutTrailingWhitespace(takeUntil(input, ";"));
    if (!isToken(subtype))
        return std::nullopt;

    MimeType result{asciiLower(type), asciiLower(subtype), {}};
    while (!input.isEmpty()) {
        input = withoutLeadingWhitespace(input.sliced(1));
        const QByteArray name = asciiLower(takeUntil(input, ";="));
        if (input.isEmpty())
            break;
        if (input.front() == ';')
            continue;
        input = input.sliced(1);
        if (input.isEmpty())
            break;
        QByteArray value;
        if (input.front() == '"') {
            value = takeQuotedString(input);
            takeUntil(input, ";");
        } else {
            value = withoutTrailingWhitespace(takeUntil(input, ";")).toByteArray();
            if (value.isEmpty())
                continue;
        }
        if (isToken(name) && isQuotedStringToken(value) &&
            findParameter(result.parameters, name) == result.parameters.end())
            result.parameters.emplace_back(name, value);
    }
    return result;
}

std::optional<MimeType> MimeType::extract(const HeaderList &headers)
{
    const auto values = headers.getDecodeSplit("content-type");
    if (!values)
        return std::nullopt;

    std::optional<QByteArray> charset;
    QByteArray lastEssence;
    std::optional<MimeType> result;
    for (const QByteArray &value : *values) {
        std::optional<MimeType> parsed = parse(value);
        if (!parsed || (parsed->type == "*" && parsed->subtype == "*"))
            continue;
        const auto found = findParameter(parsed->parameters, "charset");
        const bool hasCharset = found != parsed->parameters.end();
        if (const QByteArray essence = parsed->essence(); essence != lastEssence) {
            charset = hasCharset ? std::optional(found->second) : std::nullopt;
            lastEssence = essence;
        } else if (!hasCharset && charset) {
            parsed->parameters.emplace_back(QByteArrayLiteral("charset"), *charset);
        }
        result = std::move(parsed);
    }
    return result;
}

bool MimeType::isOf(QByteArrayView wantedType, QByteArrayView wantedSubtype) const noexcept
{
    return type == wantedType && subtype == wantedSubtype;
}

QByteArray MimeType::essence() const
{
    QByteArray result;
    result.reserve(type.size() + 1 + subtype.size());
    return result.append(type).append('/').append(subtype);
}

QByteArray MimeType::serialize() const
{
    QByteArray result = essence();
    for (const auto &[name, value] : parameters) {
        result.append(';').append(name).append('=');
        if (isToken(value)) {
            result.append(value);
            continue;
        }
        result.append('"');
        for (const char c : value) {
            if (c == '"' || c == '\\')
                result.append('\\');
            result.append(c);
        }
        result.append('"');
    }
    return result;
}

bool MimeType::isJavaScript() const
{
    using namespace std::string_view_literals;
    static constexpr std::array application{"ecmascript"sv, "javascript"sv, "x-ecmascript"sv,
                                            "x-javascript"sv};
    static constexpr std::array text{"ecmascript"sv,    "javascript"sv,    "javascript1.0"sv,
                                     "javascript1.1"sv, "javascript1.2"sv, "javascript1.3"sv,
                                     "javascript1.4"sv, "javascript1.5"sv, "jscript"sv,
                                     "livescript"sv,    "x-ecmascript"sv,  "x-javascript"sv};
    const std::string_view name(subtype.constData(), static_cast<std::size_t>(subtype.size()));
    const auto lists = [name](const auto &names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    return (type == "application" && lists(application)) || (type == "text" && lists(text));
}

} // namespace corslab
