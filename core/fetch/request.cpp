// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/request.h"

#include <array>

namespace corslab {

namespace {

template <typename Enum>
struct Named
{
    Enum value;
    const char *name;
};

constexpr std::array<Named<RequestMode>, 3> modes = {{{RequestMode::SameOrigin, "same-origin"},
                                                      {RequestMode::Cors, "cors"},
                                                      {RequestMode::NoCors, "no-cors"}}};
constexpr std::array<Named<CredentialsMode>, 3> credentialsModes = {
    {{CredentialsMode::Omit, "omit"},
     {CredentialsMode::SameOrigin, "same-origin"},
     {CredentialsMode::Include, "include"}}};
constexpr std::array<Named<RedirectModeKind>, 3> redirectModes = {
    {{RedirectModeKind::Follow, "follow"},
     {RedirectModeKind::Error, "error"},
     {RedirectModeKind::Manual, "manual"}}};
constexpr std::array<Named<CacheMode>, 6> cacheModes = {
    {{CacheMode::Default, "default"},
     {CacheMode::NoStore, "no-store"},
     {CacheMode::Reload, "reload"},
     {CacheMode::NoCache, "no-cache"},
     {CacheMode::ForceCache, "force-cache"},
     {CacheMode::OnlyIfCached, "only-if-cached"}}};
constexpr std::array<Named<ReferrerPolicy>, 9> referrerPolicies = {
    {{ReferrerPolicy::Empty, ""},
     {ReferrerPolicy::NoReferrer, "no-referrer"},
     {ReferrerPolicy::NoReferrerWhenDowngrade, "no-referrer-when-downgrade"},
     {ReferrerPolicy::SameOrigin, "same-origin"},
     {ReferrerPolicy::Origin, "origin"},
     {ReferrerPolicy::StrictOrigin, "strict-origin"},
     {ReferrerPolicy::OriginWhenCrossOrigin, "origin-when-cross-origin"},
     {ReferrerPolicy::StrictOriginWhenCrossOrigin, "strict-origin-when-cross-origin"},
     {ReferrerPolicy::UnsafeUrl, "unsafe-url"}}};

template <typename Enum, std::size_t N>
std::optional<Enum> valueOf(const std::array<Named<Enum>, N> &table, QByteArrayView name)
{
    for (const auto &each : table) {
        if (name == QByteArrayView(each.name))
            return each.value;
    }
    return std::nullopt;
}

template <typename Enum, std::size_t N>
QByteArray nameOf(const std::array<Named<Enum>, N> &table, Enum value)
{
    for (const auto &each : table) {
        if (each.value == value)
            return QByteArray::fromRawData(each.name, qsizetype(qstrlen(each.name)));
    }
    return {};
}

} // namespace

std::optional<RequestMode> requestModeFromName(QByteArrayView name)
{
    return valueOf(modes, name);
}

std::optional<CredentialsMode> credentialsModeFromName(QByteArrayView name)
{
    return valueOf(credentialsModes, name);
}

std::optional<RedirectModeKind> redirectModeFromName(QByteArrayView name)
{
    return valueOf(redirectModes, name);
}

std::optional<CacheMode> cacheModeFromName(QByteArrayView name)
{
    return valueOf(cacheModes, name);
}

std::optional<ReferrerPolicy> referrerPolicyFromName(QByteArrayView name)
{
    return valueOf(referrerPolicies, name);
}

QByteArray requestModeName(RequestMode mode)
{
    return nameOf(modes, mode);
}

QByteArray credentialsModeName(CredentialsMode mode)
{
    return nameOf(credentialsModes, mode);
}

QByteArray referrerPolicyName(ReferrerPolicy policy)
{
    return nameOf(referrerPolicies, policy);
}

bool Request::hasRedirectTaintedOrigin() const
{
    // 1.-2. Each hop that leaves an origin which is not the request's own taints it.
    for (qsizetype i = 1; i < urlList.size(); ++i) {
        const Url &last = urlList[i - 1];
        if (!urlList[i].isSameOrigin(last) && !(origin() == last.origin()))
            return true;
    }
    // 3. Otherwise it is clean.
    return false;
}

const QByteArray &Request::serializedOrigin() const
{
    static const QByteArray null = QByteArrayLiteral("null");
    return hasRedirectTaintedOrigin() ? null : origin().serialized();
}

} // namespace corslab
