// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originregex.h"

#include <algorithm>

namespace corslab {

namespace {

using namespace Qt::StringLiterals;

/// An origin has at most some 270 characters, which an honest expression walks in some hundred
/// steps. PCRE2 takes the lowest limit where the text sets one of its own.
const QString limits = u"(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=10000)"_s;

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
    // The text must be an expression by itself: `a)(b` is one only between the brackets.
    const QRegularExpression alone(expression);
    if (!alone.isValid()) {
        m_errorPosition = std::clamp<qsizetype>(alone.patternErrorOffset(), 0, expression.size());
        return;
    }
    m_regex.setPattern(limits + before(anchors) + expression + after(anchors));
    if (m_regex.isValid())
        m_regex.optimize();
    else
        m_errorPosition = 0; // an option such as (*UTF), which can stand only at the beginning
}

bool OriginRegex::matches(QByteArrayView origin) const
{
    return isValid() && m_regex.match(QString::fromLatin1(origin)).hasMatch();
}

} // namespace corslab
