// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fetch/headerorder.h"
#include "core/fetch/message.h"

#include <QByteArray>
#include <QByteArrayView>

#include <chrono>
#include <limits>
#include <optional>
#include <vector>

namespace corslab {

/// https://fetch.spec.whatwg.org/#concept-request-cache-mode
enum class CacheMode : quint8 { Default, NoStore, Reload, NoCache, ForceCache, OnlyIfCached };

enum class BrowserName : quint8 { Standard, Chromium, Firefox, Safari };
[[nodiscard]] QByteArray browserName(BrowserName name);
[[nodiscard]] std::optional<BrowserName> browserFromName(QByteArrayView name);

/// What a Max-Age that is not a number of seconds counts for.
enum class InvalidMaxAge : quint8 { Default, NotCached };
/// What a preflight does to an entry of the same key.
enum class PreflightCacheUpdate : quint8 { Merges, Replaces };
/// On which of its requests an opaque page that has its top page's cookies names its origin, though
/// CORS is not spoken: all where the first is of the site of the top, up to a redirect that turns
/// the method to GET (services/network/cors/cors_url_loader.cc, StartRequest), or all up to the
/// first redirect to another origin.
enum class StorageAccessOrigin : quint8 { Never, UntilMethodChanges, UntilOriginIsLeft };
/// Which redirects end a fetch before CORS is looked at: those whose Location is no URL, whatever
/// the redirect mode; where they are followed, and those to data: too.
enum class BadLocation : quint8 { AfterCors, InvalidBeforeCors, InvalidOrDataBeforeCors };

/// In whose words an error says why a call threw.
enum class ThrownVocabulary : quint8 { Plain, Blink, Gecko };

/// Which opaque answers a page's elements do not get: https://github.com/annevk/orb.
enum class OpaqueBlocking : quint8 {
    None,
    Structured,  ///< HTML, XML and JSON that say nosniff, and what is of no use:
                 ///< netwerk/protocol/http/OpaqueResponseUtils.cpp
    PlainTextToo ///< that says nosniff; none of it stays in the HTTP cache:
                 ///< services/network/orb/orb_impl.cc
};

/// What a script's own conditions, If-None-Match and its kin, are to the HTTP cache.
enum class OwnConditions : quint8 {
    Join,       ///< it adds its own and takes the answer for its own
    UpdateKept, ///< If-Match, If-Unmodified-Since and If-Range pass it by; If-None-Match and
                ///< If-Modified-Since only bring up to date what they name:
                ///< net/http/http_cache_transaction.cc, SetRequest
    StandAlone  ///< they are the only ones that are asked, and a 304 to them is the script's:
                ///< nsHttpChannel.cpp, ShouldBypassProcessNotModified
};
/// Which directives of a script's Cache-Control are asked of the HTTP cache.
enum class RequestDirectives : quint8 {
    None,
    Reloading, ///< `no-cache`, of Pragma too, fetches anew and `max-age=0` asks:
               ///< net/http/http_cache_transaction.cc, kForceFetchHeaders, kForceValidateHeaders
    All        ///< RFC 9111, 5.2.1, but of several only one: nsHttp.cpp, ValidationRequired
};
/// What a Range is to the HTTP cache.
enum class CachedRange : quint8 {
    PassesBy,
    IsCut,      ///< from a whole answer: net/http/partial_data.cc
    WholeCounts ///< but `bytes=0-`, which is no part: nsHttpChannel.cpp, IsSubRangeRequest
};
/// How Cache-Control is read: as a list, whatever stands between its commas, or word by word up to
/// the first thing that is out of place: netwerk/protocol/http/CacheControlParser.cpp.
enum class DirectiveGrammar : quint8 { List, Words };

/// Every knob in which browsers differ from the Fetch Standard or from each other. The member's
/// initial value is the standard's. Algorithms ask a knob, never a browser's name.
struct BrowserProfile
{
    BrowserName name = BrowserName::Standard;

    ThrownVocabulary thrownVocabulary = ThrownVocabulary::Plain;

    // Request headers
    bool userAgentIsForbidden = false;     ///< a script's User-Agent is dropped
    bool highBytesAreUnsafe = false;       ///< bytes from 0x80 in Accept and Content-Type ask first
    bool limitsSafelistedSum = true;       ///< more than 1024 bytes of safelisted values ask first
    bool clientHintsAreSafelisted = false; ///< DPR, Save-Data and their kin need no preflight
    /// Lines of one name are joined before their value is judged.
    bool combinesBeforeSafelist = false;
    bool combinesOnWire = false;            ///< and when they are sent
    /// As Firefox joins them: a later Authorization or Content-Type stands alone, and a later value
    /// that is empty empties what was there: dom/fetch/FetchDriver.cpp, SetRequestHeaders;
    /// netwerk/protocol/http/nsHttpHeaderArray.cpp, SetHeader and SetEmptyHeader.
    bool laterLineMayReplace = false;
    /// With a body the first line of Content-Type is sent, up to a redirect: dom/fetch/
    /// FetchDriver.cpp, HttpFetch.
    bool bodyTakesFirstType = false;
    bool rewritesRange = false;             ///< a script's Range is sent in its canonical form
    bool requestHeadersRepeatNames = false; ///< in Access-Control-Request-Headers
    /// Where a script sets If-None-Match and its kin.
    CacheMode conditionalCacheMode = CacheMode::NoStore;

    /// An upload is done when bytes of it were sent and the final answer begins, refused or not;
    /// without a body its failure is told where the request was not a simple one:
    /// third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc, DidSendData.
    bool uploadEndsWithAnswer = false;
    bool xhrReplacesCharsetText = false; ///< in a Content-Type as text, not as a parsed type
    /// Whether to ask first is told from the Content-Type before its charset was set right:
    /// dom/xhr/XMLHttpRequestMainThread.cpp, InitiateFetch.
    bool xhrJudgesWrittenType = false;
    bool streamNeedsDuplex = true;       ///< a stream as body without `duplex` throws
    bool streamForcesPreflight = true;
    bool sendsStreams = true;  ///< over HTTP/1.1
    bool streamIsText = false; ///< what is sent of a stream is its name

    /// What an opaque origin asks of its top page's site with credentials: measured in both
    /// browsers, with every interface.
    StorageAccessOrigin storageAccessOrigin = StorageAccessOrigin::Never;
    bool corsElementsSendOrigin =
        false; ///< an element with crossorigin names its origin to its own server too
    /// An element in a sandboxed frame names its document's origin, which the frame itself does
    /// not have: dom/security/ReferrerInfo.cpp looks at the document's URL.
    /// So do a beacon and an event source.
    bool sandboxedElementsSendReferrer = false;
    /// Once a redirect was answered over http, what is not of one origin is of another site:
    /// measured.
    bool httpRedirectCrossesSite = false;
    /// Where XMLHttpRequest or a beacon sends a Blob, a type that is no MIME type is not said:
    /// third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc, Send(Blob*);
    /// third_party/blink/renderer/core/loader/ping_loader.cc, BeaconBlob.
    bool sentBlobTypeMustParse = false;
    /// responseURL stays where an XMLHttpRequest fails that asked nobody but its page's own origin:
    /// dom/xhr/XMLHttpRequestMainThread.cpp, GetResponseURL.
    bool xhrTellsUrlOfFailure = false;
    /// A redirect to a port that is blocked leaves an XMLHttpRequest without any event but that of
    /// its time limit: measured.
    bool xhrHangsAtBadPort = false;
    bool xhrKeepsConditionalMode =
        false; ///< conditional headers of XMLHttpRequest leave the cache mode alone
    quint64 maxRange = std::numeric_limits<quint64>::max(); ///< a Range beyond it asks first
    bool emptyMimeParameterFails = false;                   ///< `text/plain;;` asks first
    bool mimeListFails = false; ///< a comma outside of quotes: several types, none of them safe

    // The preflight and its cache
    bool forcedPreflightImpliesMethod =
        true; ///< without Allow-Methods, where only a listener forced the question
    bool negativeMaxAgeIsZero = false;
    bool noStorePreflightIsStored = true;   ///< where the cache mode is no-store
    bool preflightSticksOnRedirect = false; ///< a request that asked once asks at every hop
    bool wildcardCoversAuthorization = false;
    bool cachesWildcardAuthorization = true;
    std::optional<std::chrono::seconds> maxAgeCap;
    InvalidMaxAge invalidMaxAge = InvalidMaxAge::Default;
    PreflightCacheUpdate cacheUpdate = PreflightCacheUpdate::Merges;
    bool cachesWildcard = true;        ///< an answer `*` serves later requests
    bool cachedEntryServesHead = true; ///< HEAD needs no entry of its own
    /// Nor do GET and POST where the question was forced, of any agreement.
    bool cachedEntryServesForcedGet = false;
    bool expiredEntryServesForcedGet = false; ///< though its time is over
    bool credentialedEntryServesAll = true; ///< also requests without credentials
    bool failedActualClearsCache = true;
    /// A redirect that is not to be followed is no failure: netwerk/protocol/http/
    /// nsCORSListenerProxy.cpp, OnStartRequest.
    bool redirectErrorClearsCache = true;
    bool insufficientHitClearsCache = false;
    bool noCacheBypassesPreflightCache = false;
    bool reloadBypassesPreflightCache = false;
    bool opaqueOriginIsCached = true;  ///< also one that redirects made opaque
    bool zeroMaxAgeKeepsEntry = false; ///< an answer that is not to be kept leaves what is kept
    bool preflightInheritsCacheMode = false; ///< the OPTIONS has the request's Cache-Control
    bool preflightKeepsRealOrigin =
        false; ///< the OPTIONS of a tainted request says the real origin, under which it is kept
    /// Sec-Fetch-Site of the OPTIONS says where its own URL is, wherever redirects led before:
    /// measured.
    bool preflightSiteForgetsRedirects = false;
    /// An Access-Control-Allow-Headers that is no list counts only after the method was agreed to:
    /// measured.
    bool methodIsJudgedFirst = false;
    bool uploadListenerNeedsBody = false; ///< to force a preflight

    /// fetch() with an empty referrer has the policy no-referrer: dom/fetch/FetchUtil.cpp,
    /// SetRequestReferrer.
    bool emptyReferrerIsPolicy = false;
    bool referrerPolicyHidesOrigin = true; ///< Origin becomes `null` where the mode is not cors

    /// In Access-Control-Expose-Headers a `*` before a bad token counts for fetch(): measured.
    bool wildcardOutlivesBadToken = false;
    /// Of a header line that goes on in the next one: nsHttpTransaction.cpp, ParseLineSegment.
    HeadReading headReading;
    /// Lines of one name are merged in its own way before anything looks at them:
    /// netwerk/protocol/http/nsHttpHeaderArray.h, MergeHeader.
    bool mergesAnswerLines = false;
    /// A script or style sheet of the wrong type is a network error before CORS is looked at.
    bool blocksTypesBeforeCors = false;
    OpaqueBlocking opaqueBlocking = OpaqueBlocking::None;
    /// An answer of another type is a style sheet without rules, and its element's event is load:
    /// third_party/blink/renderer/core/loader/resource/css_style_sheet_resource.cc, CanUseSheet.
    bool styleTypeIsForgiven = false;
    /// Of another origin a part that is not said to be the first is no image, script or style sheet,
    /// unless its type is safe: netwerk/protocol/http/HttpBaseChannel.cpp,
    /// PerformOpaqueResponseSafelistCheckBeforeSniff.
    bool blocksLaterParts = false;
    bool statusThreeHundredLoads = false;  ///< scripts and style sheets of any status below 400
    /// Whatever fetch() was told to expect of an opaque answer: third_party/blink/renderer/core/
    /// fetch/fetch_manager.cc, SRIVerifier.
    bool opaqueFailsIntegrity = false;
    /// An answer without a body has the hash of an empty one: dom/security/SRICheck.cpp, Finish;
    /// measured in both browsers.
    bool noBodyHasEmptyHash = false;
    /// A redirect to ftp: and its kin is refused, and so no event source tries it again:
    /// third_party/blink/renderer/modules/eventsource/event_source.cc, DidFail.
    bool badSchemeEndsEventSource = false;
    /// Cross-Origin-Resource-Policy: same-site looks at registrable domains alone. No two IP
    /// addresses have one in common, and an opaque page has none, as localhost has none:
    /// services/network/public/cpp/cross_origin_resource_policy.cc, ShouldAllowSameSite.
    bool resourcePolicyComparesDomains = false;
    bool eventSourceRetriesFailure = true; ///< where not even a first connection came about
    /// fetch() fails where the body of an opaque answer breaks off: measured.
    bool opaqueBodyIsReadFirst = false;
    bool proxyAuthenticationFails = false; ///< 407 is a network error
    bool failedCorsIsFetchedAgain =
        false; ///< an answer that failed CORS does not serve from the HTTP cache
    bool xhrKeepsFailedCors = false;               ///< but of what is sniffed for XMLHttpRequest
    bool failedCorsRedirectIsFetchedAgain = false; ///< nor such a redirect
    bool dataUrlHasLength = false;                 ///< Content-Length on what a data: URL gives

    // Redirects
    /// Two lines of Location or Content-Disposition that say different things are a network error.
    bool differingLocationsFail = false;
    bool emptyLocationIsNone = false;
    bool errorModeNeedsLocation = false; ///< to refuse a redirect
    BadLocation badLocation = BadLocation::AfterCors; ///< measured
    /// Where the mode is not cors, a redirect to another origin makes Origin `null` though the page
    /// is of the first: net/url_request/redirect_util.cc, UpdateHttpRequest.
    bool redirectHidesOrigin = false;
    bool redirectToOwnCredentialsIsRefused = false; ///< A to u:p@A
    /// What a script wrote goes out again after each redirect, but for what this one redirect takes
    /// away: dom/fetch/FetchDriver.cpp, AsyncOnChannelRedirect;
    /// netwerk/protocol/http/nsCORSListenerProxy.cpp, CheckPreflightNeeded.
    bool redirectBringsHeadersBack = false;
    /// A redirect to where the page is not of takes the script's client hints away:
    /// third_party/blink/renderer/core/loader/frame_client_hints_preferences_context.cc,
    /// FindClientHintsToRemove.
    bool redirectDropsClientHints = false;

    /// Towards another site a lax referrer policy counts as the default one.
    bool laxReferrerPolicyEndsAtSite = false;
    bool locationKeepsTabs = false; ///< percent-encoded, where the URL parser would drop them

    // The HTTP cache
    OwnConditions ownConditions = OwnConditions::Join;
    RequestDirectives requestDirectives = RequestDirectives::None;
    CachedRange cachedRange = CachedRange::PassesBy;
    /// Nothing is kept for a page with an opaque origin: measured.
    bool opaqueOriginHasNoCache = false;
    /// What is kept is gone once a request with the mode reload goes out, whatever comes of it:
    /// netwerk/protocol/http/nsHttpChannel.cpp, OpenCacheEntryInternal (OPEN_TRUNCATE).
    bool reloadDropsKept = false;
    /// No empty line is kept, and one of a 304 takes what is kept away: nsHttpHeaderArray.cpp,
    /// Flatten and SetHeader.
    bool emptyLinesAreNotKept = false;
    bool cacheSeparatesCredentials = false; ///< answers to requests with and without are kept apart
    /// What fetch() and XMLHttpRequest get of another site is kept apart from what elements get of
    /// it, and no change ends it: nsHttpChannel.cpp, OpenCacheEntryInternal.
    bool crossSiteFetchesAreKeptApart = false;
    /// What was kept without Authorization is asked about with it: nsHttpChannel.cpp,
    /// OnCacheEntryCheck.
    bool authorizationIsAskedAbout = false;

    bool cacheStoresEverySuccess = false; ///< also to HEAD, and each is asked about by its tag
    /// An answer of any status and without any sign of age is kept too; where its age does not
    /// count, for the modes that take anything. Measured, as are the lists below.
    bool cacheKeepsEverything = false;
    /// But not these.
    std::vector<int> unkeptStatuses;
    bool redirectToNowhereIsKept = true; ///< one without Location
    /// Without Location these are kept and never used, and what comes later is kept only where it
    /// is reloaded: nsHttpChannel.cpp, OnCacheEntryCheck.
    std::vector<int> placeholderStatuses;
    /// A 304 confirms what is kept though it had nothing to be asked about by, or a change got it.
    bool confirmsUnasked = false;
    /// The first time that a permanent redirect is followed out of the cache, what it led to is
    /// fetched anew: measured.
    bool keptPermanentRedirectFetchesAnew = false;
    bool seeOtherNeedsAge = false; ///< 303 is kept only where it says how long it holds
    /// Answers of other statuses than 200, 203, 204, 206, 410 and redirects do not serve by age.
    bool fewStatusesServeByAge = false;
    /// Whose age may be guessed from Last-Modified: RFC 9110, 15.1.
    std::vector<int> guessedAgeStatuses{200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501};
    std::vector<int> guessedAgeStatusesWhereSaid; ///< those that say `public` or `private` too
    std::optional<std::chrono::seconds> guessedAgeCap;
    DirectiveGrammar directiveGrammar = DirectiveGrammar::List;
    bool maxAgeMayBeQuoted = true;
    /// Age is the number that its value begins with, of 32 bits and without a sign:
    /// nsHttpResponseHead.cpp, GetAgeValue.
    bool ageWraps = false;
    /// `no-cache="x-a"` is taken for `no-cache`; otherwise it is X-A that is not kept.
    bool qualifiedNoCacheCounts = true;
    bool badExpiresIsPassedOver = false; ///< where it is neither a date nor `0`
    /// Where an answer served stale is asked about in the background, that request says so:
    /// nsHttpChannel.cpp, PerformBackgroundCacheRevalidationNow.
    bool backgroundRequestSaysMaxAge = false;
    bool pragmaEndsFreshness = false;   ///< an answer's `Pragma: no-cache`
    /// Of which an answer makes what is kept worthless; empty: all but GET, HEAD and OPTIONS.
    std::vector<QByteArray> endingMethods;
    /// Those too that pass the cache by: of the mode no-store, with a Range or with conditions.
    bool unseenChangeEndsEntry = true;
    bool failedChangeEndsEntry = false;  ///< whatever its status
    bool changeEndsNamedEntries = false; ///< also of what its Location and Content-Location name
    std::vector<QByteArray> unkeptHeaders; ///< beside those that are of the connection alone
    bool guessesAgeOfMustRevalidate = true; ///< of what says must-revalidate
    /// Which stay fresh where they say nothing of their age.
    std::vector<int> lastingStatuses;
    /// HEAD is answered from what is kept of GET; one that goes out makes that worthless unless it
    /// is confirmed.
    bool cachedGetServesHead = false;
    /// DELETE and PATCH of the mode force-cache are answered from what is kept of GET.
    bool forceCacheServesChanges = false;
    /// Headers of a stored answer that a 304 leaves as they are, beside those that no cache takes
    /// over; one that ends in `-` stands for all that begin so.
    std::vector<QByteArray> lastingHeaders;
    /// A 304 that says another Last-Modified than the stored answer has is the last word of it.
    bool otherLastModifiedEndsEntry = false;
    /// What a Cross-Origin-Resource-Policy kept from the page is not kept here either: measured.
    bool refusedResourceIsFetchedAgain = false;
    /// How often a safe method is sent to a server that hangs up without a word:
    /// netwerk/protocol/http/nsHttpTransaction.cpp, Close; network.http.request.max-attempts.
    int attemptsAtSilence = 1;
    bool resendsRequestTimeout = false; ///< what got a 408 goes out once more

    // Where it does not go
    bool refusesAboutBlank = false;
    bool refusesUnspecifiedAddress = false; ///< 0.0.0.0

    // Cookies
    bool dataPageCookiesThrow = true; ///< document.cookie on a data: page; otherwise it reads empty
    bool laxByDefault = true;         ///< a cookie without SameSite counts as Lax
    bool schemefulSameSite =
        true; ///< http and https of one host are two sites (cookies, Sec-Fetch-Site)
    bool blocksThirdPartyCookies = false;

    // What it says of itself
    QByteArray networkErrorMessage = QByteArrayLiteral("Failed to fetch"); ///< of the TypeError
    QByteArray userAgent = QByteArrayLiteral("Mozilla/5.0 (Fetch Standard) CORSLab/0.1");
    QByteArray acceptLanguage = QByteArrayLiteral("en-US,en;q=0.9");
    QByteArray acceptEncoding = QByteArrayLiteral("identity");
    QByteArray acceptImage = QByteArrayLiteral("image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5");
    QByteArray boundaryPrefix =
        QByteArrayLiteral("----CORSLabFormBoundary"); ///< of multipart bodies
    QByteArray boundaryAlphabet =
        QByteArrayLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    int boundaryLength = 16;
    std::vector<std::pair<QByteArray, QByteArray>> clientHints; ///< sent with each actual request
    HeaderOrder headerOrder{"Host",
                            "Connection",
                            "User-Agent",
                            "Accept",
                            "Accept-Language",
                            "Accept-Encoding",
                            "Access-Control-Request-Method",
                            "Access-Control-Request-Headers",
                            "",
                            "Origin",
                            "Referer",
                            "Cookie",
                            "Sec-Fetch-Site",
                            "Sec-Fetch-Mode",
                            "Sec-Fetch-Dest",
                            "Content-Type",
                            "Content-Length"};

    bool operator==(const BrowserProfile &) const = default;
};

[[nodiscard]] BrowserProfile browserProfile(BrowserName name);

} // namespace corslab
