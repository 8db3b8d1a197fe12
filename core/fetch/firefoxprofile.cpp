// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/browserprofiles.h"

namespace corslab {

/// Measured on Firefox ESR 153 but for the cap of Max-Age, which was read in
/// netwerk/protocol/http/nsCORSListenerProxy.cpp.
BrowserProfile firefoxProfile()
{
    BrowserProfile profile;
    profile.name = BrowserName::Firefox;
    // dom/base/nsContentUtils.cpp, nsContentUtils::IsCorsUnsafeRequestHeaderValue
    profile.highBytesAreUnsafe = true;
    // dom/base/Document.cpp, Document::GetCookie
    profile.dataPageCookiesThrow = false;
    // netwerk/protocol/http/nsHttpHeaderArray.cpp, nsHttpHeaderArray::SetHeader
    profile.combinesOnWire = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSListenerProxy::StartCORSPreflight
    profile.requestHeadersRepeatNames = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSListenerProxy::StartCORSPreflight
    profile.preflightInheritsCacheMode = true;
    // dom/webidl/Fetch.webidl, typedef BodyInit
    profile.streamIsText = true;
    // dom/fetch/FetchDriver.cpp, FetchDriver::HttpFetch
    profile.xhrKeepsConditionalMode = true;
    // netwerk/base/nsURLHelper.cpp, net_ParseRequestContentType
    profile.emptyMimeParameterFails = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp,
    // nsCORSPreflightListener::CheckPreflightRequestApproved
    profile.forcedPreflightImpliesMethod = false;
    // netwerk/protocol/http/HttpBaseChannel.cpp, HttpBaseChannel::SetupReplacementChannel
    profile.preflightSticksOnRedirect = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::AsyncProcessRedirection
    profile.locationKeepsTabs = true;
    // netwerk/cache2/CacheFileUtils.cpp, AppendKeyPrefix
    profile.cacheSeparatesCredentials = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::OpenCacheEntryInternal
    profile.cacheStoresEverySuccess = true;
    // dom/security/ReferrerInfo.cpp, ReferrerInfo::ShouldIgnoreLessRestrictedPolicies
    profile.laxReferrerPolicyEndsAtSite = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSPreflightListener::AddResultToCache
    profile.zeroMaxAgeKeepsEntry = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::ContinueProcessResponse3
    profile.cacheKeepsEverything = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::OnCacheEntryCheck
    profile.unkeptStatuses = {205, 300, 304, 408, 425, 429};
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::ContinueProcessResponse3
    profile.redirectToNowhereIsKept = false;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::ContinueProcessResponse3
    profile.seeOtherNeedsAge = true;
    // netwerk/protocol/http/nsHttpResponseHead.cpp, nsHttpResponseHead::MustValidate
    profile.fewStatusesServeByAge = true;
    // netwerk/protocol/http/nsHttpResponseHead.cpp, nsHttpResponseHead::ComputeFreshnessLifetime
    profile.guessedAgeStatuses = {200, 203, 204, 206, 301, 308, 410};
    profile.guessedAgeStatusesWhereSaid = {302, 303, 307};
    // netwerk/protocol/http/nsHttpResponseHead.cpp, ComputeFreshnessLifetime; not measured
    profile.guessedAgeCap = std::chrono::hours(24 * 7);
    // netwerk/protocol/http/nsHttpResponseHead.cpp, nsHttpResponseHead::ComputeFreshnessLifetime
    profile.lastingStatuses = {410};
    // netwerk/protocol/http/nsHttpChannel.cpp, ProcessNotModified
    profile.otherLastModifiedEndsEntry = true;
    profile.directiveGrammar = DirectiveGrammar::Words;
    profile.ageWraps = true;
    profile.backgroundRequestSaysMaxAge = true;
    profile.cachedRange = CachedRange::WholeCounts;
    profile.crossSiteFetchesAreKeptApart = true;
    profile.authorizationIsAskedAbout = true;
    profile.pragmaEndsFreshness = true;
    profile.requestDirectives = RequestDirectives::All;
    profile.failedChangeEndsEntry = true;
    profile.changeEndsNamedEntries = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::ContinueProcessNormal
    profile.refusedResourceIsFetchedAgain = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::AsyncProcessRedirection
    profile.badLocation = BadLocation::InvalidOrDataBeforeCors;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp,
    // nsCORSPreflightListener::CheckPreflightRequestApproved
    profile.methodIsJudgedFirst = true;
    // dom/fetch/InternalHeaders.cpp, InternalHeaders::CORSHeaders
    profile.wildcardOutlivesBadToken = true;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::ContinueProcessResponse4
    profile.failedCorsRedirectIsFetchedAgain = true;
    // netwerk/protocol/http/nsHttpHeaderArray.cpp, nsHttpHeaderArray::SetHeaderFromNet
    profile.mergesAnswerLines = true;
    profile.headReading.foldedLines = FoldedLines::AllBlanks;
    profile.laterLineMayReplace = true;
    profile.reloadDropsKept = true;
    profile.placeholderStatuses = {300, 301, 304, 305, 306, 308};
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::OnCacheEntryCheck, mDidReval
    profile.confirmsUnasked = true;
    profile.keptPermanentRedirectFetchesAnew = true;
    profile.thrownVocabulary = ThrownVocabulary::Gecko;
    profile.opaqueBlocking = OpaqueBlocking::Structured;
    profile.ownConditions = OwnConditions::StandAlone;
    profile.emptyLinesAreNotKept = true;
    // netwerk/protocol/http/HttpBaseChannel.cpp, HttpBaseChannel::ValidateMIMEType
    profile.blocksTypesBeforeCors = true;
    // dom/base/EventSource.cpp, EventSourceImpl::OnStopRequest
    profile.eventSourceRetriesFailure = false;
    // netwerk/protocol/http/nsHttpChannel.cpp, nsHttpChannel::SetOriginHeader
    profile.storageAccessOrigin = StorageAccessOrigin::UntilOriginIsLeft;
    // dom/security/SecFetch.cpp, IsSameSite
    profile.httpRedirectCrossesSite = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, CORSCacheEntry::CheckRequest
    profile.cachedEntryServesForcedGet = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, CORSCacheEntry::CheckRequest
    profile.expiredEntryServesForcedGet = true;
    profile.opaqueBodyIsReadFirst = true;
    // dom/security/ReferrerInfo.cpp, ReferrerInfo::ReferrerInfo
    profile.sandboxedElementsSendReferrer = true;
    // netwerk/base/nsURLHelper.cpp, net_ParseRequestContentType
    profile.mimeListFails = true;
    // netwerk/protocol/http/HttpConnectionUDP.cpp, HttpConnectionUDP::Init
    profile.refusesUnspecifiedAddress = true;
    // dom/fetch/FetchDriver.cpp, FetchDriver::HttpFetch
    profile.bodyTakesFirstType = true;
    // dom/xhr/XMLHttpRequestMainThread.cpp, XMLHttpRequestMainThread::GetResponseURL
    profile.xhrTellsUrlOfFailure = true;
    profile.xhrHangsAtBadPort = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSListenerProxy::OnStartRequest
    profile.redirectErrorClearsCache = false;
    // dom/fetch/FetchUtil.cpp, FetchUtil::SetRequestReferrer
    profile.emptyReferrerIsPolicy = true;
    // netwerk/protocol/http/HttpBaseChannel.cpp, PerformOpaqueResponseSafelistCheckBeforeSniff
    profile.blocksLaterParts = true;
    // netwerk/protocol/http/nsHttpTransaction.cpp, nsHttpTransaction::Close
    profile.headReading.oldBodyMayBreakOff = true;
    // netwerk/protocol/http/nsHttpTransaction.cpp, nsHttpTransaction::Close
    profile.attemptsAtSilence = 10;
    // dom/security/SRICheck.cpp, IsEligible
    profile.opaqueFailsIntegrity = true;
    // dom/security/SRICheck.cpp, SRICheckDataVerifier::Finish
    profile.noBodyHasEmptyHash = true;
    // dom/fetch/FetchDriver.cpp, FetchDriver::AsyncOnChannelRedirect
    profile.redirectBringsHeadersBack = true;
    // dom/xhr/XMLHttpRequestMainThread.cpp, XMLHttpRequestMainThread::InitiateFetch
    profile.xhrJudgesWrittenType = true;
    // dom/fetch/FetchDriver.cpp, FetchDriver::OnStartRequest
    profile.dataUrlHasLength = true;
    // netwerk/protocol/http/nsHttpHeaderArray.cpp, nsHttpHeaderArray::SetHeaderFromNet
    profile.differingLocationsFail = true;
    // modules/libpref/init/StaticPrefList.yaml, network.cookie.sameSite.schemeful
    profile.schemefulSameSite = false;
    // dom/fetch/InternalHeaders.cpp, InternalHeaders::GetUnsafeHeaders
    profile.limitsSafelistedSum = false;
    // dom/webidl/Fetch.webidl, typedef BodyInit
    profile.streamNeedsDuplex = false;
    // dom/webidl/Fetch.webidl, typedef BodyInit
    profile.streamForcesPreflight = false;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp,
    // nsCORSPreflightListener::CheckPreflightRequestApproved
    profile.wildcardCoversAuthorization = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSPreflightListener::AddResultToCache
    profile.maxAgeCap = std::chrono::seconds(86400);
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSPreflightListener::AddResultToCache
    profile.invalidMaxAge = InvalidMaxAge::NotCached;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, CORSCacheEntry::CheckRequest
    profile.cachesWildcard = false;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, CORSCacheEntry::CheckRequest
    profile.cachedEntryServesHead = false;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsPreflightCache::GetEntry
    profile.credentialedEntryServesAll = false;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSListenerProxy::StartCORSPreflight
    profile.reloadBypassesPreflightCache = true;
    // netwerk/protocol/http/nsCORSListenerProxy.cpp, nsCORSListenerProxy::StartCORSPreflight
    profile.preflightKeepsRealOrigin = true;
    // modules/libpref/init/StaticPrefList.yaml, network.cookie.sameSite.laxByDefault
    profile.laxByDefault = false;
    // dom/bindings/Errors.msg, MSG_FETCH_FAILED
    profile.networkErrorMessage =
        QByteArrayLiteral("NetworkError when attempting to fetch resource.");
    // netwerk/protocol/http/nsHttpHandler.cpp, nsHttpHandler::BuildUserAgent
    profile.userAgent =
        QByteArrayLiteral("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0");
    // netwerk/protocol/http/nsHttpHandler.cpp, nsHttpHandler image Accept
    profile.acceptImage =
        QByteArrayLiteral("image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5");
    // dom/html/HTMLFormSubmission.cpp, FSMultipartFormData::FSMultipartFormData
    profile.boundaryPrefix = QByteArrayLiteral("----geckoformboundary");
    // dom/html/HTMLFormSubmission.cpp, FSMultipartFormData::FSMultipartFormData
    profile.boundaryAlphabet = QByteArrayLiteral("0123456789abcdef");
    // dom/html/HTMLFormSubmission.cpp, FSMultipartFormData::FSMultipartFormData
    profile.boundaryLength = 32;
    // netwerk/protocol/http/nsHttpHandler.cpp, nsHttpHandler::AddStandardRequestHeaders
    profile.headerOrder = {"Host",
                           "User-Agent",
                           "Accept",
                           "Accept-Language",
                           "Accept-Encoding",
                           "Access-Control-Request-Method",
                           "Access-Control-Request-Headers",
                           "Referer",
                           "",
                           "Content-Type",
                           "Content-Length",
                           "Origin",
                           "Connection",
                           "Cookie",
                           "Sec-Fetch-Dest",
                           "Sec-Fetch-Mode",
                           "Sec-Fetch-Site",
                           "Priority"};
    return profile;
}

} // namespace corslab
