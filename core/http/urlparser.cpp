// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/urlparser.h"

#include "core/http/headerlist.h"
#include "core/http/urlhost.h"

#include <algorithm>
#include <array>

namespace corslab {
namespace {

constexpr bool isAlpha(char16_t c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

constexpr bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}

constexpr bool isSchemeCharacter(char16_t c)
{
    return isAlpha(c) || isDigit(c) || c == u'+' || c == u'-' || c == u'.';
}

constexpr char16_t lower(char16_t c)
{
    return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c - u'A' + u'a') : c;
}

/// The scheme in lower case. Those that matter here are not copied but shared.
QByteArray internScheme(QStringView scheme)
{
    static const std::array<QByteArray, 8> known{
        QByteArrayLiteral("http"), QByteArrayLiteral("https"), QByteArrayLiteral("ws"),
        QByteArrayLiteral("wss"),  QByteArrayLiteral("file"),  QByteArrayLiteral("ftp"),
        QByteArrayLiteral("data"), QByteArrayLiteral("blob")};
    const auto isSame = [scheme](const QByteArray &name) {
        return name.size() == scheme.size() &&
               std::equal(name.begin(), name.end(), scheme.begin(),
                          [](char a, QChar b) { return a == lower(b.unicode()); });
    };
    const auto found = std::find_if(known.begin(), known.end(), isSame);
    return found != known.end() ? *found : scheme.toLatin1().toLower();
}

bool isSpecialScheme(const QByteArray &scheme)
{
    return defaultPort(scheme).has_value() || scheme == "file";
}

/// https://url.spec.whatwg.org/#windows-drive-letter
constexpr bool isDriveLetter(char16_t first, char16_t second)
{
    return isAlpha(first) && (second == u':' || second == u'|');
}

/// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
bool startsWithDriveLetter(QStringView text)
{
    if (text.size() < 2 || !isDriveLetter(text[0].unicode(), text[1].unicode()))
        return false;
    return text.size() == 2 || QStringView(u"/\\?#").contains(text[2]);
}

/// The first segment of a path where it is a drive letter that has its colon: `/C:`.
QByteArrayView normalizedDriveLetter(QByteArrayView path)
{
    const bool found = path.size() >= 3 && isAlpha(static_cast<unsigned char>(path[1])) &&
                       path[2] == ':' && (path.size() == 3 || path[3] == '/');
    return found ? path.first(3) : QByteArrayView();
}

/// How many dots the segment stands for, with %2e counting as a dot; 0 where it is a plain name.
int dotsOf(QByteArrayView segment)
{
    int dots = 0;
    while (!segment.isEmpty() && dots < 3) {
        qsizetype length = 0;
        if (segment.front() == '.')
            length = 1;
        else if (segment.size() >= 3 && equalsIgnoreCase(segment.first(3), "%2e"))
            length = 3;
        else
            return 0;
        segment = segment.sliced(length);
        ++dots;
    }
    return dots < 3 ? dots : 0;
}

QByteArray toBytes(const ByteSink &sink)
{
    return QByteArray(sink.constData(), sink.size());
}

} // namespace

UrlParser::UrlParser(QStringView input, const Url *base)
    : m_input(input)
    , m_base(base ? &base->d->parts : nullptr)
{
}

tl::expected<Url, UrlError> UrlParser::parse()
{
    qsizetype colon = 0;
    if (isAlpha(at(0))) {
        while (isSchemeCharacter(at(colon)))
            ++colon;
    }
    bool parsed = false;
    if (colon > 0 && at(colon) == u':') {
        m_position = colon + 1;
        parsed = parseAfterScheme(m_input.first(colon));
    } else {
        parsed = parseWithoutScheme();
    }
    if (!parsed)
        return tl::unexpected(std::move(m_error));
    return Url(std::move(m_url));
}

/// Scheme state, and the states that choose by slashes.
bool UrlParser::parseAfterScheme(QStringView scheme)
{
    setScheme(internScheme(scheme));
    if (m_file)
        return parseFile();
    if (m_special) {
        if (m_base && m_base->scheme == m_url.scheme && !(at(0) == u'/' && at(1) == u'/'))
            return parseRelative();
        return parseSpecialAuthority();
    }
    if (at(0) == u'/' && at(1) == u'/') {
        m_position += 2;
        return parseAuthority();
    }
    if (at(0) == u'/') {
        ++m_position;
        ByteSink path;
        parsePath(path);
        return true;
    }
    parseOpaquePath();
    return true;
}

/// No scheme state.
bool UrlParser::parseWithoutScheme()
{
    if (!m_base)
        return fail(atEnd() ? UrlErrorCode::Empty : UrlErrorCode::MissingScheme, m_input);
    if (m_base->opaquePath) {
        if (at(0) != u'#')
            return fail(UrlErrorCode::RelativeToOpaque, m_input);
        m_url = *m_base;
        m_url.fragment.reset();
        parseQueryAndFragment();
        return true;
    }
    setScheme(m_base->scheme);
    return m_file ? parseFile() : parseRelative();
}

/// Relative state and relative slash state.
bool UrlParser::parseRelative()
{
    if (isSlash(at(0))) {
        if (m_special && isSlash(at(1)))
            return parseSpecialAuthority();
        if (at(1) == u'/') {
            m_position += 2;
            return parseAuthority();
        }
    }
    m_url.username = m_base->username;
    m_url.password = m_base->password;
    m_url.host = m_base->host;
    m_url.port = m_base->port;

    ByteSink path;
    if (isSlash(at(0))) {
        ++m_position;
        parsePath(path);
        return true;
    }
    if (atEnd() || at(0) == u'?' || at(0) == u'#') {
        m_url.path = m_base->path;
        m_url.query = m_base->query;
        parseQueryAndFragment();
        return true;
    }
    path.append(m_base->path.constData(), m_base->path.size());
    shorten(path);
    parsePath(path);
    return true;
}

/// File state and file slash state.
bool UrlParser::parseFile()
{
    m_url.host = QByteArray("");
    const Url::Parts *base = m_base && m_base->scheme == "file" ? m_base : nullptr;
    ByteSink path;
    if (isSlash(at(0))) {
        ++m_position;
        if (isSlash(at(0))) {
            ++m_position;
            return parseFileHost();
        }
        if (base) {
            m_url.host = base->host;
            const QByteArrayView drive = normalizedDriveLetter(base->path);
            if (!startsWithDriveLetter(m_input.sliced(m_position)))
                path.append(drive.data(), drive.size());
        }
        parsePath(path);
        return true;
    }
    if (base) {
        m_url.host = base->host;
        if (atEnd() || at(0) == u'?' || at(0) == u'#') {
            m_url.path = base->path;
            m_url.query = base->query;
            parseQueryAndFragment();
            return true;
        }
        if (!startsWithDriveLetter(m_input.sliced(m_position))) {
            path.append(base->path.constData(), base->path.size());
            shorten(path);
        }
    }
    parsePath(path);
    return true;
}

/// File host state.
bool UrlParser::parseFileHost()
{
    const QStringView name = authority();
    if (name.size() == 2 && isDriveLetter(name[0].unicode(), name[1].unicode())) {
        // The drive letter is no host but the path's first segment.
        ByteSink path;
        parsePath(path);
        return true;
    }
    if (!name.isEmpty()) {
        auto host = parseHost(name, HostKind::Domain);
        if (!host)
            return fail(host.error(), name);
        if (*host != "localhost")
            m_url.host = std::move(*host);
    }
    m_position += name.size();
    parsePathStart();
    return true;
}

/// Special authority ignore slashes state.
bool UrlParser::parseSpecialAuthority()
{
    while (isSlash(at(0)))
        ++m_position;
    return parseAuthority();
}

/// Authority state and host state.
bool UrlParser::parseAuthority()
{
    const QStringView whole = authority();
    m_position += whole.size();

    QStringView hostAndPort = whole;
    const qsizetype atSign = whole.lastIndexOf(u'@');
    if (atSign >= 0) {
        parseCredentials(whole.first(atSign));
        hostAndPort = whole.sliced(atSign + 1);
        if (hostAndPort.isEmpty())
            return fail(UrlErrorCode::MissingHost, whole);
    }

    bool insideBrackets = false;
    qsizetype colon = 0;
    for (; colon < hostAndPort.size(); ++colon) {
        const char16_t c = hostAndPort[colon].unicode();
        if (c == u':' && !insideBrackets)
            break;
        if (c == u'[')
            insideBrackets = true;
        else if (c == u']')
            insideBrackets = false;
    }
    const bool hasPort = colon < hostAndPort.size();
    const QStringView name = hostAndPort.first(colon);
    if (name.isEmpty() && (m_special || hasPort))
        return fail(UrlErrorCode::MissingHost, whole.isEmpty() ? m_input : whole);
    auto host = parseHost(name, m_special ? HostKind::Domain : HostKind::Opaque);
    if (!host)
        return fail(host.error(), name);
    m_url.host = std::move(*host);
    if (hasPort && !parsePort(hostAndPort.sliced(colon + 1)))
        return false;
    parsePathStart();
    return true;
}

/// Port state.
bool UrlParser::parsePort(QStringView digits)
{
    if (digits.isEmpty())
        return true;
    unsigned port = 0;
    for (const QChar c : digits) {
        if (!isDigit(c.unicode()))
            return fail(UrlErrorCode::InvalidPort, digits);
        port = port * 10 + (c.unicode() - u'0');
        if (port > 65535)
            return fail(UrlErrorCode::InvalidPort, digits);
    }
    if (port != defaultPort(m_url.scheme))
        m_url.port = static_cast<quint16>(port);
    return true;
}

void UrlParser::parseCredentials(QStringView credentials)
{
    const qsizetype colon = credentials.indexOf(u':');
    ByteSink sink;
    appendEncoded(sink, colon < 0 ? credentials : credentials.first(colon), EncodeSet::Userinfo);
    m_url.username = toBytes(sink);
    if (colon >= 0) {
        sink.clear();
        appendEncoded(sink, credentials.sliced(colon + 1), EncodeSet::Userinfo);
        m_url.password = toBytes(sink);
    }
}

/// Path start state.
void UrlParser::parsePathStart()
{
    if (isSlash(at(0))) {
        ++m_position;
    } else if (!m_special) {
        parseQueryAndFragment();
        return;
    }
    ByteSink path;
    parsePath(path);
}

/// Opaque path state.
void UrlParser::parseOpaquePath()
{
    m_url.opaquePath = true;
    ByteSink path;
    while (!atEnd() && at(0) != u'?' && at(0) != u'#') {
        if (at(0) == u' ' && (at(1) == u'?' || at(1) == u'#')) {
            // A space at the path's end is kept by escaping it.
            appendEscaped(path, U' ');
            ++m_position;
        } else if (standsForItself(at(0), EncodeSet::C0Control)) {
            path.append(static_cast<char>(at(0)));
            ++m_position;
        } else {
            appendEscaped(path, takeCodePoint(m_input, m_position));
        }
    }
    m_url.path = toBytes(path);
    parseQueryAndFragment();
}

/// Path state. The position is behind the slash that begins the next segment, and `path` holds
/// the segments before it, each with its slash.
void UrlParser::parsePath(ByteSink &path)
{
    for (;;) {
        const qsizetype before = path.size();
        path.append('/');
        while (!atEnd()) {
            const char16_t c = m_input[m_position].unicode();
            if (isSlash(c) || c == u'?' || c == u'#')
                break;
            if (standsForItself(c, EncodeSet::Path)) {
                path.append(static_cast<char>(c));
                ++m_position;
            } else {
                appendEscaped(path, takeCodePoint(m_input, m_position));
            }
        }
        const QByteArrayView segment(path.constData() + before + 1, path.size() - before - 1);
        const bool isLast = !isSlash(at(0));
        if (const int dots = dotsOf(segment); dots > 0) {
            path.resize(before);
            if (dots == 2)
                shorten(path);
            if (isLast)
                path.append('/');
        } else if (m_file && before == 0 && segment.size() == 2 &&
                   isDriveLetter(static_cast<unsigned char>(segment[0]),
                                 static_cast<unsigned char>(segment[1]))) {
            path[2] = ':';
        }
        if (isLast)
            break;
        ++m_position;
    }
    m_url.path = toBytes(path);
    parseQueryAndFragment();
}

/// Query state and fragment state, where the position is at their mark; otherwise nothing.
void UrlParser::parseQueryAndFragment()
{
    if (at(0) == u'?') {
        ++m_position;
        const qsizetype hash = m_input.indexOf(u'#', m_position);
        const qsizetype end = hash < 0 ? m_input.size() : hash;
        ByteSink query;
        appendEncoded(query, m_input.sliced(m_position, end - m_position),
                      m_special ? EncodeSet::SpecialQuery : EncodeSet::Query);
        m_url.query = toBytes(query);
        m_position = end;
    }
    if (at(0) == u'#') {
        ByteSink fragment;
        appendEncoded(fragment, m_input.sliced(m_position + 1), EncodeSet::Fragment);
        m_url.fragment = toBytes(fragment);
    }
}

/// https://url.spec.whatwg.org/#shorten-a-urls-path
void UrlParser::shorten(ByteSink &path) const
{
    if (m_file && path.size() == 3 &&
        !normalizedDriveLetter(QByteArrayView(path.constData(), path.size())).isEmpty())
        return;
    qsizetype slash = path.size() - 1;
    while (slash >= 0 && path[slash] != '/')
        --slash;
    path.resize(std::max<qsizetype>(slash, 0));
}

QStringView UrlParser::authority() const noexcept
{
    const QStringView rest = m_input.sliced(m_position);
    const auto end = std::find_if(rest.begin(), rest.end(), [this](QChar c) {
        return isSlash(c.unicode()) || c == u'?' || c == u'#';
    });
    return rest.first(end - rest.begin());
}

bool UrlParser::fail(UrlErrorCode code, QStringView value)
{
    m_error = {code, value.toString()};
    return false;
}

void UrlParser::setScheme(QByteArray scheme)
{
    m_url.scheme = std::move(scheme);
    m_special = isSpecialScheme(m_url.scheme);
    m_file = m_url.scheme == "file";
}

} // namespace corslab
