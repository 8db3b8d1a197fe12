// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/browserprofile.h"
#include "core/fetch/environment.h"
#include "core/fetch/scriptrequest.h"
#include "core/http/headerlist.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>
#include <vector>

namespace corslab {

enum class RequestMode : quint8 { SameOrigin, Cors, NoCors };
enum class CredentialsMode : quint8 { Omit, SameOrigin, Include };
enum class RedirectModeKind : quint8 { Follow, Error, Manual };
enum class ResponseTainting : quint8 { Basic, Cors, Opaque };
enum class Destination : quint8 { Empty, Image, Script, Style };

/// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
enum class ReferrerPolicy : quint8 {
    Empty,
    NoReferrer,
    NoReferrerWhenDowngrade,
    SameOrigin,
    Origin,
    StrictOrigin,
    OriginWhenCrossOrigin,
    StrictOriginWhenCrossOrigin,
    UnsafeUrl
};

[[nodiscard]] std::optional<RequestMode> requestModeFromName(QByteArrayView name);
[[nodiscard]] std::optional<CredentialsMode> credentialsModeFromName(QByteArrayView name);
[[nodiscard]] std::optional<RedirectModeKind> redirectModeFromName(QByteArrayView name);
[[nodiscard]] std::optional<CacheMode> cacheModeFromName(QByteArrayView name);
[[nodiscard]] std::optional<ReferrerPolicy> referrerPolicyFromName(QByteArrayView name);
[[nodiscard]] QByteArray credentialsModeName(CredentialsMode mode);
[[nodiscard]] QByteArray requestModeName(RequestMode mode);
[[nodiscard]] QByteArray referrerPolicyName(ReferrerPolicy policy);

struct NoReferrer
{
};
struct ClientReferrer
{
};
using RequestReferrer = std::variant<ClientReferrer, NoReferrer, Url>;

struct RequestBody
{
    QByteArray bytes;
    bool hasSource = true; ///< false: a stream, which cannot be sent a second time
};

/// How far the HTTP cache has a say in a request.
enum class CacheUse : quint8 {
    Full,
    WritesOnly,  ///< what is kept does not serve; what comes takes its place
    UpdatesOnly, ///< what is kept may be brought up to date, and does not serve
    None
};

/// What a script wrote, to which some browsers go back at each redirect.
struct WrittenRequest
{
    QByteArray method;
    HeaderList headers;
};

/// A request of the Fetch Standard. https://fetch.spec.whatwg.org/#concept-request
struct Request
{
    Api initiator = Api::Fetch;
    const Environment *client = nullptr; ///< borrowed; lives as long as the fetch
    QByteArray method = QByteArrayLiteral("GET");
    HeaderList headers;
    /// Which decide on a preflight, where those that are sent do not.
    std::optional<HeaderList> judgedHeaders;
    bool typeIsOfBody = false; ///< the Content-Type is not the script's
    std::optional<WrittenRequest> written; ///< from the first redirect on
    std::optional<RequestBody> body;
    QList<Url> urlList; ///< never empty; a redirect appends
    RequestMode mode = RequestMode::NoCors;
    bool useCorsPreflight = false;
    bool preflightSticks = false; ///< it asked before a redirect, and its browser asks again
    CredentialsMode credentialsMode = CredentialsMode::SameOrigin;
    RedirectModeKind redirectMode = RedirectModeKind::Follow;
    CacheMode cacheMode = CacheMode::Default;
    RequestReferrer referrer;
    ReferrerPolicy referrerPolicy = ReferrerPolicy::Empty;
    QByteArray integrity;
    bool keepalive = false;
    Destination destination = Destination::Empty;
    ResponseTainting responseTainting = ResponseTainting::Basic;
    int redirectCount = 0;
    bool becameGet = false; ///< at a redirect
    bool followedPermanent = false;     ///< 301 or 308, of the network
    bool followedKeptPermanent = false; ///< and of the HTTP cache
    CacheUse cacheUse = CacheUse::Full;
    bool revalidating = false; ///< it asks whether what is kept still holds
    bool revalidatesLater = false; ///< what is kept was stale, and served
    bool preventNoCacheHeader = false;

    [[nodiscard]] const Url &url() const { return urlList.front(); }
    [[nodiscard]] const Url &currentUrl() const { return urlList.back(); }
    [[nodiscard]] const Origin &origin() const { return client->origin; }
    [[nodiscard]] const HeaderList &headersToJudge() const
    {
        return judgedHeaders ? *judgedHeaders : headers;
    }
    /// https://fetch.spec.whatwg.org/#concept-request-tainted-origin
    [[nodiscard]] bool hasRedirectTaintedOrigin() const;
    /// What the Origin header would say.
    /// https://fetch.spec.whatwg.org/#serializing-a-request-origin
    [[nodiscard]] const QByteArray &serializedOrigin() const;
};

} // namespace corslab
