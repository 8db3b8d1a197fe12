// SPDX-License-Identifier: GPL-3.0-or-later
// The keys of a lab file and the words that stand for enumerations: the one list that the reader,
// the writer and the check against the schema share.
#pragma once

#include "core/document/labdocument.h"

#include <QLatin1StringView>

#include <array>
#include <span>

namespace corslab::lab {

using namespace Qt::StringLiterals;

/// The keys of one kind of object, and what that kind is called in the schema's `$defs`.
struct KeySet
{
    QLatin1StringView definition; ///< empty: the whole file
    std::span<const QLatin1StringView> keys;
};

namespace names {
inline constexpr std::array file{"corslab"_L1, "id"_L1,      "title"_L1,
                                 "page"_L1,    "servers"_L1, "requests"_L1};
inline constexpr std::array page{"origin"_L1, "url"_L1, "kind"_L1, "embed"_L1};
inline constexpr std::array server{"name"_L1,   "origin"_L1, "policy"_L1, "endpoints"_L1,
                                   "routes"_L1, "limits"_L1, "anyHost"_L1};
inline constexpr std::array limits{"connections"_L1, "head"_L1, "body"_L1, "headTime"_L1,
                                   "idleTime"_L1};
inline constexpr std::array endpoint{"match"_L1,    "status"_L1,        "headers"_L1, "body"_L1,
                                     "rawBody"_L1,  "delay"_L1,         "drop"_L1,    "echo"_L1,
                                     "redirect"_L1, "requireOrigin"_L1, "cors"_L1};
inline constexpr std::array match{"method"_L1, "path"_L1, "times"_L1};
inline constexpr std::array redirect{"status"_L1, "location"_L1};
inline constexpr std::array route{"path"_L1, "policy"_L1};
inline constexpr std::array policy{
    "origins"_L1, "reflect"_L1, "methods"_L1,         "headers"_L1,           "credentials"_L1,
    "expose"_L1,  "maxAge"_L1,  "preflightStatus"_L1, "preflightContinue"_L1, "answer"_L1,
    "refused"_L1, "vary"_L1,    "onErrors"_L1,        "timingAllowOrigin"_L1, "resourcePolicy"_L1,
    "raw"_L1,     "imitate"_L1};
inline constexpr std::array regex{"regex"_L1, "anchored"_L1};
inline constexpr std::array raw{"preflight"_L1, "actual"_L1};
inline constexpr std::array request{
    "name"_L1,        "url"_L1,       "api"_L1,      "method"_L1,
    "headers"_L1,     "body"_L1,      "mode"_L1,     "credentials"_L1,
    "redirect"_L1,    "cache"_L1,     "referrer"_L1, "referrerPolicy"_L1,
    "integrity"_L1,   "keepalive"_L1, "duplex"_L1,   "uploadListener"_L1,
    "crossorigin"_L1, "timeout"_L1,   "expect"_L1};
inline constexpr std::array wait{"name"_L1, "wait"_L1, "expect"_L1};
inline constexpr std::array cookie{"name"_L1, "cookie"_L1, "expect"_L1};
inline constexpr std::array body{"bytes"_L1,  "blob"_L1, "type"_L1,  "buffer"_L1,
                                 "params"_L1, "form"_L1, "stream"_L1};
inline constexpr std::array expect{"verdict"_L1, "cause"_L1};
} // namespace names

inline constexpr KeySet fileKeys{""_L1, names::file};
inline constexpr KeySet pageKeys{"page"_L1, names::page};
inline constexpr KeySet serverKeys{"server"_L1, names::server};
inline constexpr KeySet limitKeys{"limits"_L1, names::limits};
inline constexpr KeySet endpointKeys{"endpoint"_L1, names::endpoint};
inline constexpr KeySet matchKeys{"match"_L1, names::match};
inline constexpr KeySet redirectKeys{"redirect"_L1, names::redirect};
inline constexpr KeySet routeKeys{"route"_L1, names::route};
inline constexpr KeySet policyKeys{"policy"_L1, names::policy};
inline constexpr KeySet regexKeys{"regex"_L1, names::regex};
inline constexpr KeySet rawKeys{"raw"_L1, names::raw};
inline constexpr KeySet requestKeys{"request"_L1, names::request};
inline constexpr KeySet waitKeys{"wait"_L1, names::wait};
inline constexpr KeySet cookieKeys{"cookie"_L1, names::cookie};
inline constexpr KeySet bodyKeys{"body"_L1, names::body};
inline constexpr KeySet expectKeys{"expect"_L1, names::expect};

inline constexpr std::array allKeySets{
    fileKeys,  pageKeys, serverKeys,  limitKeys,    endpointKeys, matchKeys,  redirectKeys, routeKeys, policyKeys,
    regexKeys, rawKeys,  requestKeys, waitKeys,     cookieKeys, bodyKeys,     expectKeys};

/// A word of the file and the value that it stands for.
template <typename T>
struct Word
{
    QLatin1StringView word;
    T value;
};

inline constexpr std::array pageKinds{Word<PageKind>{"sandbox"_L1, PageKind::Sandbox},
                                      Word<PageKind>{"data"_L1, PageKind::Data}};
inline constexpr std::array policyAnswers{
    Word<Policy::Answer>{"full"_L1, Policy::Answer::Full},
    Word<Policy::Answer>{"requested"_L1, Policy::Answer::Requested}};
inline constexpr std::array policyRefusals{
    Word<Policy::Refused>{"omit"_L1, Policy::Refused::Omit},
    Word<Policy::Refused>{"first"_L1, Policy::Refused::First},
    Word<Policy::Refused>{"403"_L1, Policy::Refused::Forbidden},
    Word<Policy::Refused>{"500"_L1, Policy::Refused::ServerError},
    Word<Policy::Refused>{"partial"_L1, Policy::Refused::Partial}};
inline constexpr std::array policyVaries{Word<Policy::Vary>{"auto"_L1, Policy::Vary::Auto},
                                         Word<Policy::Vary>{"always"_L1, Policy::Vary::Always},
                                         Word<Policy::Vary>{"never"_L1, Policy::Vary::Never}};
inline constexpr std::array bodyKinds{
    Word<ScriptBody::Kind>{"bytes"_L1, ScriptBody::Kind::Bytes},
    Word<ScriptBody::Kind>{"blob"_L1, ScriptBody::Kind::Blob},
    Word<ScriptBody::Kind>{"buffer"_L1, ScriptBody::Kind::Buffer},
    Word<ScriptBody::Kind>{"params"_L1, ScriptBody::Kind::Params},
    Word<ScriptBody::Kind>{"form"_L1, ScriptBody::Kind::Form},
    Word<ScriptBody::Kind>{"stream"_L1, ScriptBody::Kind::Stream}};
inline constexpr std::array imitations{"article"_L1,          "article-allow-list"_L1,
                                       "express-cors"_L1,     "nginx-without-always"_L1,
                                       "spring"_L1,           "fastapi"_L1,
                                       "django"_L1,           "flask-cors"_L1,
                                       "rs-cors"_L1,          "jub0bs-cors"_L1,
                                       "auth-before-cors"_L1, "redirect-before-cors"_L1,
                                       "two-layers"_L1};

/// The word for a value; empty where it has none because it is what an absent key means.
template <typename T, std::size_t N>
[[nodiscard]] constexpr QLatin1StringView wordFor(const std::array<Word<T>, N> &words, T value)
{
    for (const Word<T> &word : words) {
        if (word.value == value)
            return word.word;
    }
    return {};
}

} // namespace corslab::lab
