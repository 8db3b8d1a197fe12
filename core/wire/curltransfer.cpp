// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/wire/curltransfer.h"

#include "core/http/syntax.h"
#include "core/wire/curlloop.h"
#include "core/wire/curltransport.h"

#include <algorithm>

namespace corslab {

namespace {

bool isControlOrSpace(char c) noexcept
{
    return (c >= 0 && c <= 0x20) || c == 0x7f;
}

bool breaksLine(char c) noexcept
{
    return c == '\r' || c == '\n' || c == '\0';
}

/// What libcurl takes for white space: a value of nothing else it takes for no value.
bool isBlank(const QByteArray &value) noexcept
{
    return std::all_of(value.begin(), value.end(),
                       [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

} // namespace

std::optional<QByteArray> unsayablePart(const TransportRequest &request)
{
    if (!isToken(request.method)) {
        return request.method;
    }
    const QByteArray target = request.url.requestTarget();
    if (target.isEmpty() || std::any_of(target.begin(), target.end(), isControlOrSpace)) {
        return target;
    }
    for (const Header &header : request.headers) {
        if (!isToken(header.name)) {
            return header.name;
        }
        if (std::any_of(header.value.begin(), header.value.end(), breaksLine)) {
            return header.value;
        }
    }
    return std::nullopt;
}

bool isLocalhostName(QByteArrayView host)
{
    QByteArray name = asciiLower(host);
    if (name.endsWith('.')) {
        name.chop(1);
    }
    return name == "localhost" || name.endsWith(".localhost");
}

CurlTransfer::CurlTransfer(const TransportRequest &request, const CurlTransportOptions &options,
                           const std::function<void(quint16)> &connectionOpened)
    : m_request(request)
    , m_connectionOpened(connectionOpened)
    , m_maxBody(options.maxBody)
    , m_maxHead(options.maxHead)
    , m_easy(curl_easy_init())
    , m_head(request.headReading)
{
    Q_CHECK_PTR(m_easy);
    m_clock.start();
    setUrl();
    setRequest();
    setPolicy(options);
    setCallbacks();
}

CurlTransfer::~CurlTransfer()
{
    curl_easy_cleanup(m_easy);
}

void CurlTransfer::append(List &list, const QByteArray &line)
{
    curl_slist *longer = curl_slist_append(list.get(), line.constData());
    Q_CHECK_PTR(longer);
    static_cast<void>(list.release());
    list.reset(longer);
}

void CurlTransfer::setUrl()
{
    const QByteArray host = m_request.url.host().value_or(QByteArray());
    const QByteArray port = QByteArray::number(m_request.url.effectivePort().value_or(0));
    // Only where to connect: path and query would be read again, and may hold what libcurl
    // rewrites.
    const QByteArray url = m_request.url.scheme() + "://" + host + ':' + port + '/';
    const QByteArray target = m_request.url.requestTarget();
    curl_easy_setopt(m_easy, CURLOPT_URL, url.constData());
    curl_easy_setopt(m_easy, CURLOPT_REQUEST_TARGET, target.constData());
    if (isLocalhostName(host)) {
        append(m_resolve, host + ':' + port + ":[::1],127.0.0.1");
        curl_easy_setopt(m_easy, CURLOPT_RESOLVE, m_resolve.get());
    }
}

void CurlTransfer::setRequest()
{
    if (!m_request.body.isEmpty()) {
        // With HEAD too: that its answer has no body is seen to by the framing.
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDS, m_request.body.constData());
        curl_easy_setopt(m_easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(m_request.body.size()));
    } else if (m_request.method == "HEAD") {
        curl_easy_setopt(m_easy, CURLOPT_NOBODY, 1L);
    } else {
        curl_easy_setopt(m_easy, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(m_easy, CURLOPT_CUSTOMREQUEST, m_request.method.constData());

    // A line without a value tells libcurl not to make that header itself. It looks at the first
    // line of a name only, so that the real lines below go out where they stand: Host too, which
    // would otherwise be moved to the top, and Expect, which would hold the body back.
    for (const char *name : {"Host:", "User-Agent:", "Accept:", "Content-Type:", "Content-Length:",
                             "Transfer-Encoding:", "Expect:"}) {
        append(m_headers, name);
    }
    for (const Header &header : m_request.headers) {
        // "Name;" is libcurl's way to write a header with an empty value.
        append(m_headers,
               isBlank(header.value) ? header.name + ';' : header.name + ": " + header.value);
    }
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers.get());
}

void CurlTransfer::setPolicy(const CurlTransportOptions &options)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(m_easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(m_easy, CURLOPT_PROTOCOLS,
                     static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    curl_easy_setopt(m_easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(m_easy, CURLOPT_PROXY, "");
    curl_easy_setopt(m_easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(m_easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(m_easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(m_easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(m_easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(m_easy, CURLOPT_FORBID_REUSE, 1L);
    // libcurl fails at a Content-Length that browsers overlook, and overlooks two that differ. It
    // still sees to chunks; the length is minded here.
    curl_easy_setopt(m_easy, CURLOPT_IGNORE_CONTENT_LENGTH, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // Without it, ending a transfer waits for the system's resolver, and all else waits with it.
    curl_easy_setopt(m_easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    curl_easy_setopt(m_easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    if (options.acceptAnyCertificate) {
        curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl_easy_setopt(m_easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!options.trustedCertificates.isEmpty()) {
        curl_easy_setopt(m_easy, CURLOPT_CAINFO, options.trustedCertificates.constData());
    }
}

void CurlTransfer::setCallbacks()
{
    curl_easy_setopt(m_easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(m_easy, CURLOPT_ERRORBUFFER, m_error.data());
    curl_easy_setopt(m_easy, CURLOPT_HEADERFUNCTION, &CurlTransfer::headerArrived);
    curl_easy_setopt(m_easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_WRITEFUNCTION, &CurlTransfer::bodyArrived);
    curl_easy_setopt(m_easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_DEBUGFUNCTION, &CurlTransfer::bytesSeen);
    curl_easy_setopt(m_easy, CURLOPT_DEBUGDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(m_easy, CURLOPT_SOCKOPTFUNCTION, &CurlTransfer::socketMade);
    curl_easy_setopt(m_easy, CURLOPT_SOCKOPTDATA, this);
    curl_easy_setopt(m_easy, CURLOPT_PREREQFUNCTION, &CurlTransfer::connected);
    curl_easy_setopt(m_easy, CURLOPT_PREREQDATA, this);
}

void CurlTransfer::attach(CurlLoop &loop, quint64 id)
{
    m_loop = &loop;
    m_id = id;
}

double CurlTransfer::now() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
}

std::size_t CurlTransfer::headerArrived(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    const QByteArrayView line(data, static_cast<qsizetype>(size * count));
    const bool before = transfer.m_head.isComplete();
    transfer.m_head.addLine(line);
    // libcurl looks at it when the line comes that says how the body is coded.
    if (!transfer.m_head.mayBeChunked()) {
        curl_easy_setopt(transfer.m_easy, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    }
    if (!before && transfer.m_head.raw().size() > transfer.m_maxHead) {
        transfer.m_ourFailure = Cause{CauseCode::ResponseTooLarge, {}, {}};
        transfer.m_headRefused = true;
        return CURL_WRITEFUNC_ERROR;
    }
    if (!before && transfer.m_head.isComplete()) {
        if (!transfer.readFraming()) {
            return CURL_WRITEFUNC_ERROR;
        }
        transfer.m_loop->touch(transfer.m_id);
    }
    return size * count;
}

std::size_t CurlTransfer::bodyArrived(char *data, std::size_t size, std::size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    auto length = static_cast<qint64>(size * count);
    if (transfer.m_framing.end == BodyFraming::End::Length) {
        length = qMin(length, transfer.m_framing.length - transfer.m_body.size());
    }
    if (transfer.m_framing.end != BodyFraming::End::NoBody) {
        if (transfer.m_body.size() + length > transfer.m_maxBody) {
            transfer.m_ourFailure = Cause{CauseCode::ResponseTooLarge, {}, {}};
            return CURL_WRITEFUNC_ERROR;
        }
        transfer.m_body.append(data, static_cast<qsizetype>(length));
    }
    transfer.m_loop->touch(transfer.m_id);
    return size * count;
}

int CurlTransfer::bytesSeen(CURL *, curl_infotype type, char *data, std::size_t size, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    const auto length = static_cast<qsizetype>(size);
    switch (type) {
    case CURLINFO_HEADER_OUT:
        transfer.m_rawRequestHead.append(data, length);
        transfer.m_timing.sent = transfer.now();
        break;
    case CURLINFO_DATA_OUT:
        transfer.m_bodySent += length;
        transfer.m_timing.sent = transfer.now();
        transfer.m_loop->touch(transfer.m_id);
        break;
    case CURLINFO_HEADER_IN:
    case CURLINFO_DATA_IN:
        if (!transfer.m_timing.firstByte) {
            transfer.m_timing.firstByte = transfer.now();
        }
        break;
    case CURLINFO_TEXT:
    case CURLINFO_SSL_DATA_IN:
    case CURLINFO_SSL_DATA_OUT:
    case CURLINFO_END:
        break;
    }
    return 0;
}

int CurlTransfer::socketMade(void *self, curl_socket_t, curlsocktype)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    // The first of what may be two attempts, one for each family of addresses.
    if (!transfer.m_timing.name) {
        transfer.m_timing.name = transfer.now();
    }
    return CURL_SOCKOPT_OK;
}

int CurlTransfer::connected(void *self, char *, char *, int, int localPort)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    transfer.m_timing.connect = transfer.now();
    transfer.m_localPort = static_cast<quint16>(localPort);
    if (transfer.m_connectionOpened) {
        transfer.m_connectionOpened(transfer.m_localPort);
    }
    return CURL_PREREQFUNC_OK;
}

bool CurlTransfer::readFraming()
{
    const tl::expected<BodyFraming, QByteArray> framing = m_head.bodyFraming(m_request.method);
    if (!framing) {
        m_ourFailure = Cause{CauseCode::MalformedResponse, framing.error(), {}};
        m_headRefused = true;
        return false;
    }
    m_framing = *framing;
    return true;
}

bool CurlTransfer::deliverParts()
{
    if (!m_request.bodyReceived || m_delivered == m_body.size()) {
        return true;
    }
    // A copy, because the receiver may run an event loop in which more arrives.
    const QByteArray part = m_body.sliced(m_delivered);
    m_delivered = m_body.size();
    return m_request.bodyReceived(part);
}

bool CurlTransfer::bodyIsWhole() const
{
    if (!m_head.isComplete() || m_ourFailure) {
        return false;
    }
    switch (m_framing.end) {
    case BodyFraming::End::NoBody:
        return true;
    case BodyFraming::End::Length:
        return m_body.size() == m_framing.length;
    case BodyFraming::End::Chunked:
    case BodyFraming::End::Close:
        return false;
    }
    return false;
}

bool CurlTransfer::isWhole() const
{
    return bodyIsWhole() && m_bodySent == m_request.body.size();
}

void CurlTransfer::complete(TransferEnd end, CURLcode code)
{
    m_timing.end = now();
    const bool endedByClose = m_head.isComplete() && code == CURLE_OK && end == TransferEnd::Curl &&
                              m_framing.end != BodyFraming::End::Length && !m_ourFailure;
    const bool brokeOff = m_head.bodyMayBreakOff() && end == TransferEnd::Curl && !m_ourFailure &&
                          codeOf(code) == CauseCode::ConnectionClosed;
    const bool well = end == TransferEnd::Enough || endedByClose || brokeOff || bodyIsWhole();
    if (m_head.isComplete() && !m_headRefused) {
        TransportResponse response;
        response.status = m_head.status();
        response.reason = m_head.reason();
        response.headers = m_head.headers();
        response.body = std::move(m_body);
        if (!well) {
            response.bodyFailure = causeOf(end, code);
        }
        response.interim = m_head.interim();
        response.rawRequestHead = m_rawRequestHead;
        response.rawResponseHead = m_head.raw();
        response.timing = m_timing;
        response.localPort = m_localPort;
        m_result = std::move(response);
    } else {
        TransportFailure failure;
        failure.cause = causeOf(end, code);
        failure.rawRequestHead = m_rawRequestHead;
        failure.rawResponseHead = m_head.raw();
        failure.timing = m_timing;
        failure.localPort = m_localPort;
        m_result = tl::unexpected(std::move(failure));
    }
    if (m_waiter) {
        m_waiter.resume();
    }
}

Cause CurlTransfer::causeOf(TransferEnd end, CURLcode code) const
{
    const QByteArray host = m_request.url.host().value_or(QByteArray());
    if (end == TransferEnd::Aborted) {
        return {CauseCode::Aborted, host, {}};
    }
    if (m_ourFailure) {
        return *m_ourFailure;
    }
    const CauseCode cause = codeOf(code);
    if (cause != CauseCode::MalformedResponse) {
        return {cause, host, {}};
    }
    // libcurl hands over no line that it cannot read: its own word for it is the best there is.
    const char *word = m_error.front() != '\0' ? m_error.data() : curl_easy_strerror(code);
    return {cause, QByteArray(word), {}};
}

CauseCode CurlTransfer::codeOf(CURLcode code) const
{
    const QByteArrayView error(m_error.data());
    // There are a hundred codes, and most belong to other protocols.
    if (code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_URL_MALFORMAT) {
        return CauseCode::NameNotResolved;
    }
    if (code == CURLE_COULDNT_CONNECT) {
        return CauseCode::ConnectionRefused;
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return CauseCode::Timeout;
    }
    if (code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
        code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CIPHER ||
        code == CURLE_SSL_CACERT_BADFILE || code == CURLE_SSL_ISSUER_ERROR ||
        code == CURLE_SSL_INVALIDCERTSTATUS || code == CURLE_SSL_ENGINE_INITFAILED) {
        return CauseCode::Tls;
    }
    if (code == CURLE_OUT_OF_MEMORY) {
        return CauseCode::ResponseTooLarge; // a header line over libcurl's limit
    }
    if (code == CURLE_RECV_ERROR) {
        // One code for three things that only its words tell apart.
        if (error.contains("Too large response headers")) {
            return CauseCode::ResponseTooLarge;
        }
        if (error.contains("chunked-encoding")) {
            return CauseCode::MalformedResponse;
        }
        return CauseCode::ConnectionClosed;
    }
    // CURLE_OK: the connection was closed in the middle of the head, or before the length was full.
    if (code == CURLE_OK || code == CURLE_GOT_NOTHING || code == CURLE_SEND_ERROR ||
        code == CURLE_PARTIAL_FILE) {
        return CauseCode::ConnectionClosed;
    }
    return CauseCode::MalformedResponse;
}

} // namespace corslab
