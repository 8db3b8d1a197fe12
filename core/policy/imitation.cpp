// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/imitation.h"

#include "core/policy/imitations.h"

#include <QRegularExpression>

#include <array>
#include <string_view>

namespace corslab {

namespace {

struct Name
{
    const char *name;
    Imitation imitation;
    PolicyAnswer (*answer)(const ImitationQuestion &);
};

constexpr std::array table{
    Name{"article", Imitation::Article, imitate::article},
    Name{"article-allow-list", Imitation::ArticleAllowList, imitate::articleAllowList},
    Name{"express-cors", Imitation::ExpressCors, imitate::expressCors},
    Name{"nginx-without-always", Imitation::NginxWithoutAlways, imitate::nginx},
    Name{"spring", Imitation::Spring, imitate::spring},
    Name{"fastapi", Imitation::FastApi, imitate::fastApi},
    Name{"django", Imitation::Django, imitate::django},
    Name{"flask-cors", Imitation::FlaskCors, imitate::flaskCors},
    Name{"rs-cors", Imitation::RsCors, imitate::rsCors},
    Name{"jub0bs-cors", Imitation::Jub0bsCors, imitate::jub0bsCors},
    Name{"auth-before-cors", Imitation::AuthBeforeCors, imitate::authBeforeCors},
    Name{"redirect-before-cors", Imitation::RedirectBeforeCors, imitate::redirectBeforeCors},
    Name{"two-layers", Imitation::TwoLayers, imitate::twoLayers}};

using Anchors = OriginRegex::Anchors;
using Kind = EntryReading::Kind;

QByteArray quoted(const QByteArray &text)
{
    return QRegularExpression::escape(QString::fromUtf8(text)).toUtf8();
}

bool hasAnyOf(const QByteArray &text, std::string_view characters)
{
    return std::any_of(text.begin(), text.end(), [characters](char c) {
        return characters.find(c) != std::string_view::npos;
    });
}

EntryReading caselessLiteral(const QByteArray &text)
{
    return {Kind::Literal, text.toLower(), Anchors::None, true};
}

/// flask_cors.core: `*` is `.*`, and a text with one of these characters is an expression.
EntryReading readByFlask(const QByteArray &text)
{
    if (text == "*")
        return {.kind = Kind::Any, .text = text};
    if (hasAnyOf(text, "*\\]?$^[()"))
        return {Kind::Expression, "(?i)" + text, Anchors::Start, false};
    return caselessLiteral(text);
}

/// CorsConfiguration.OriginPattern: each `*` is `.*`; `:[*]` any port, `:[8080,8081]` a choice.
EntryReading readBySpring(QByteArray text)
{
    if (text == "*")
        return {.kind = Kind::Any, .text = text};
    if (text.endsWith('/'))
        text.chop(1);
    if (!text.contains('*') && !text.contains('['))
        return caselessLiteral(text);
    QByteArray ports;
    if (const qsizetype open = text.indexOf(":["); open >= 0 && text.endsWith(']')) {
        const QByteArray list = text.sliced(open + 2).chopped(1);
        text.truncate(open);
        ports = list == "*" ? QByteArrayLiteral("(:\\d+)?")
                            : ":(" + QByteArray(list).replace(',', '|') + ')';
    }
    QByteArrayList pieces;
    for (const QByteArray &piece : text.split('*'))
        pieces.append(quoted(piece));
    return {Kind::Expression, pieces.join(".*") + ports, Anchors::Both, false};
}

/// rs/cors: one `*` anywhere, before and after which the text must stand.
EntryReading readByRsCors(const QByteArray &entry)
{
    const QByteArray text = entry.toLower();
    if (text == "*")
        return {.kind = Kind::Any, .text = text};
    const qsizetype star = text.indexOf('*');
    if (star < 0)
        return caselessLiteral(text);
    return {Kind::Expression, quoted(text.first(star)) + ".*" + quoted(text.sliced(star + 1)),
            Anchors::Both, false};
}

/// Those that know texts and `*` alone.
EntryReading readAsText(const QByteArray &text, bool anyAmongOthers, qsizetype entries)
{
    const bool any = text == "*" && (anyAmongOthers || entries == 1);
    return {.kind = any ? Kind::Any : Kind::Literal, .text = text};
}

EntryReading readText(Imitation imitation, const QByteArray &text, qsizetype entries)
{
    switch (imitation) {
    case Imitation::Article:
    case Imitation::ArticleAllowList:
    case Imitation::ExpressCors:
        return readAsText(text, false, entries);
    case Imitation::FastApi:
    case Imitation::Django:
        return readAsText(text, true, entries);
    case Imitation::FlaskCors:
        return readByFlask(text);
    case Imitation::Spring:
        return readBySpring(text);
    case Imitation::RsCors:
        return readByRsCors(text);
    case Imitation::NginxWithoutAlways:
        // A map compares texts without regard to case; a wildcard is written as an expression.
        if (!text.contains('*'))
            return caselessLiteral(text);
        break;
    case Imitation::Jub0bsCors:
    case Imitation::AuthBeforeCors:
    case Imitation::RedirectBeforeCors:
    case Imitation::TwoLayers:
        break;
    }
    return {.kind = text == "*" ? Kind::Any : Kind::Pattern, .text = text};
}

/// re.match of Python leaves the end open, re.fullmatch and Java's matches() do not.
Anchors anchorsOf(std::optional<Imitation> imitation, const OriginEntry &entry)
{
    if (imitation == Imitation::FlaskCors || imitation == Imitation::Django)
        return Anchors::Start;
    if (imitation == Imitation::FastApi || imitation == Imitation::Spring)
        return Anchors::Both;
    return entry.anchored ? Anchors::Both : Anchors::None;
}

} // namespace

std::optional<Imitation> imitationFromName(QByteArrayView name)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [name](const Name &each) { return name == each.name; });
    return found == table.end() ? std::nullopt : std::optional(found->imitation);
}

std::optional<Imitation> imitationOf(const Policy &policy)
{
    return policy.imitate ? imitationFromName(*policy.imitate) : std::nullopt;
}

EntryReading readingOf(const Policy &policy, const OriginEntry &entry)
{
    const std::optional<Imitation> imitation = imitationOf(policy);
    if (entry.regex)
        return {Kind::Expression, entry.text, anchorsOf(imitation, entry), false};
    if (imitation)
        return readText(*imitation, entry.text, policy.origins.size());
    return {.kind = entry.text == "*" ? Kind::Any : Kind::Pattern, .text = entry.text};
}

PolicyAnswer imitated(Imitation imitation, ImitationQuestion question)
{
    return table[static_cast<std::size_t>(imitation)].answer(question);
}

bool omitsHeaders(Imitation imitation, int status)
{
    if (imitation != Imitation::NginxWithoutAlways)
        return false;
    // https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header
    static constexpr std::array told{200, 201, 204, 206, 301, 302, 303, 304, 307, 308};
    return std::find(told.begin(), told.end(), status) == told.end();
}

} // namespace corslab
