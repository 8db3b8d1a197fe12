// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/percentencode.h"
#include "core/http/url.h"

#include <QByteArray>
#include <QStringView>

#include <tl/expected.hpp>

namespace corslab {

/// The basic URL parser, without a state override. The standard's states are member functions
/// here: each reads its whole part and hands over to the next one, so that a character is looked
/// at once and a part is copied once.
/// https://url.spec.whatwg.org/#concept-basic-url-parser
class UrlParser
{
public:
    /// `input` without surrounding C0 controls and spaces, and without tabs and newlines.
    UrlParser(QStringView input, const Url *base);

    [[nodiscard]] tl::expected<Url, UrlError> parse();

private:
    [[nodiscard]] bool parseAfterScheme(QStringView scheme);
    [[nodiscard]] bool parseWithoutScheme();
    [[nodiscard]] bool parseRelative();
    [[nodiscard]] bool parseFile();
    [[nodiscard]] bool parseFileHost();
    [[nodiscard]] bool parseSpecialAuthority();
    [[nodiscard]] bool parseAuthority();
    [[nodiscard]] bool parsePort(QStringView digits);
    void parseCredentials(QStringView credentials);
    void parsePathStart();
    void parseOpaquePath();
    void parsePath(ByteSink &path);
    void parseQueryAndFragment();
    void shorten(ByteSink &path) const;

    /// The unit at an offset from the position; NUL behind the end, which no rule looks for.
    [[nodiscard]] char16_t at(qsizetype offset) const noexcept
    {
        return m_position + offset < m_input.size() ? m_input[m_position + offset].unicode()
                                                    : u'\0';
    }
    [[nodiscard]] bool atEnd() const noexcept { return m_position >= m_input.size(); }
    [[nodiscard]] bool isSlash(char16_t c) const noexcept
    {
        return c == u'/' || (m_special && c == u'\\');
    }
    /// The text up to the end of the authority.
    [[nodiscard]] QStringView authority() const noexcept;
    [[nodiscard]] bool fail(UrlErrorCode code, QStringView value);
    void setScheme(QByteArray scheme);

    QStringView m_input;
    const Url::Parts *m_base;
    qsizetype m_position = 0;
    bool m_special = false;
    bool m_file = false;
    Url::Parts m_url;
    UrlError m_error{};
};

} // namespace corslab
