// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originregex.h"

#include <algorithm>

namespace corslab {

namespace {

using namespace Qt::StringLiterals;

/// An origin has at most some 270 characters, which an honest expression walks in a few thousand
/// steps. PCRE2 takes the lowest limit where the text sets one of its own.
const QString limits = u"(*LIMIT_MATCH=100000)(*LIMIT_DEPTH=10000)"_s;

QString before(OriginRegex::Anchors anchors)
{
    return anchors == OriginRegex::Anchors::None ? QString() : u"\\A(?:"_s;
}

QString after(OriginRegex::Anchors anchors)
{
    switch (anchors) {
    case OriginRegex::Anchors::None:
        return {};
    case OriginRegex::Anchors::Start:
        return u")"_s;
    case OriginRegex::Anchors::Both:
        return u")\\z"_s;
    }
    return {};
}

} // namespace

OriginRegex::OriginRegex(const QByteArray &text, Anchors anchors)
{
    const QString expression = QString::fromUtf8(text);
    m_prefix = limits.size() + before(anchors).size();
    m_length = expression.size();
    m_regex.setPattern(limits + before(anchors) + expression + after(anchors));
    // The warning that Qt prints for a match with an expression that is none is not wanted.
    if (m_regex.isValid())
        m_regex.optimize();
}

std::optional<qsizetype> OriginRegex::errorPosition() const
{
    if (m_regex.isValid())
        return std::nullopt;
    return std::clamp<qsizetype>(m_regex.patternErrorOffset() - m_prefix, 0, m_length);
}

bool OriginRegex::matches(QByteArrayView origin) const
{
    return m_regex.isValid() && m_regex.match(QString::fromLatin1(origin)).hasMatch();
}

} // namespace corslab
