// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/originsample.h"

#include "core/policy/compiledpolicy.h"
#include "core/policy/originpattern.h"

#include <algorithm>

namespace corslab {

namespace {

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Walks an expression and writes down what it would match.
class Sampler
{
public:
    explicit Sampler(QByteArrayView expression)
        : m_text(expression)
    {
    }

    ExpressionSample sample()
    {
        alternatives(0);
        return std::move(m_sample);
    }

private:
    // Expressions nest as deep as somebody types brackets.
    static constexpr int deepest = 200;

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char here() const { return m_text[m_at]; }

    /// One group's content: the first alternative counts, the others are read over.
    void alternatives(int depth)
    {
        sequence(depth);
        while (!atEnd() && here() == '|') {
            ++m_at;
            const ExpressionSample kept = m_sample;
            sequence(depth);
            m_sample = kept;
        }
    }

    void sequence(int depth)
    {
        while (!atEnd() && here() != '|' && here() != ')')
            element(depth);
        // A bracket that closes nothing.
        if (depth == 0 && !atEnd() && here() == ')')
            ++m_at;
    }

    void element(int depth)
    {
        const qsizetype begin = m_at;
        const ExpressionSample before = m_sample;
        const char c = here();
        ++m_at;
        bool oneOfMany = false;
        switch (c) {
        case '^':
        case '$':
            return;
        case '\\':
            oneOfMany = escaped();
            break;
        case '[':
            oneOfMany = characterClass();
            break;
        case '(':
            group(depth);
            break;
        case '.':
            m_sample.bareDots.push_back({m_sample.text.size(), begin});
            m_sample.text += '.';
            break;
        default:
            m_sample.text += c;
            break;
        }
        quantifier(c == '.', oneOfMany, before);
    }

    /// True where it is a class such as `\w`.
    bool escaped()
    {
        if (atEnd())
            return false;
        const char c = here();
        ++m_at;
        if (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z')
            return false;
        if (!isAlphanumeric(c)) {
            m_sample.text += c;
            return false;
        }
        m_sample.text += c == 'd' ? '1' : 'a';
        return true;
    }

    /// True where the class has more than one character.
    bool characterClass()
    {
        const qsizetype begin = m_at;
        if (!atEnd() && here() == '^')
            ++m_at;
        if (!atEnd() && here() == ']')
            ++m_at;
        while (!atEnd() && here() != ']')
            m_at += here() == '\\' ? 2 : 1;
        const QByteArrayView members = m_text.sliced(begin, std::min(m_at, m_text.size()) - begin);
        ++m_at;
        m_at = std::min(m_at, m_text.size());
        if (members.size() < 2) {
            m_sample.text += members.toByteArray();
            return false;
        }
        const bool letters =
            members.startsWith('^') || members.contains("a-z") || members.contains("\\w");
        m_sample.text += letters ? 'a'
                         : members.contains("0-9") || members.contains("\\d")
                             ? '1'
                             : members[members.front() == '\\' ? 1 : 0];
        return true;
    }

    void group(int depth)
    {
        bool silent = false; // a look-around matches no characters of its own
        if (!atEnd() && here() == '?') {
            ++m_at;
            silent = !atEnd() && here() != ':' && here() != 'P' && here() != '<';
            while (!atEnd() && (here() == ':' || here() == '=' || here() == '!' || here() == '<' ||
                                here() == '>' || here() == 'P' || isAlphanumeric(here())))
                if (const char c = m_text[m_at++]; c == ':' || c == '=' || c == '!' || c == '>')
                    break;
        }
        const ExpressionSample before = m_sample;
        if (depth < deepest)
            alternatives(depth + 1);
        else
            m_at = m_text.size();
        if (!atEnd())
            ++m_at;
        if (silent)
            m_sample = before;
    }

    void quantifier(bool dot, bool oneOfMany, const ExpressionSample &before)
    {
        bool many = false;
        bool none = false;
        if (!atEnd() && (here() == '*' || here() == '+' || here() == '?')) {
            many = here() != '?';
            ++m_at;
        } else if (!atEnd() && here() == '{') {
            const qsizetype end = m_text.indexOf('}', m_at);
            if (end > 0) {
                many = true;
                none = m_text.sliced(m_at, end - m_at) == "{0";
                m_at = end + 1;
            }
        }
        while (!atEnd() && many && (here() == '?' || here() == '+'))
            ++m_at;
        if (none) {
            m_sample = before;
            return;
        }
        if (dot && many) {
            m_sample.bareDots.pop_back();
            m_sample.text.back() = 'a';
        }
        if ((dot || oneOfMany) && many && !m_sample.text.isEmpty())
            m_sample.wildcards.push_back(m_sample.text.size() - 1);
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    ExpressionSample m_sample;
};

/// An origin that the entry could be meant for.
QByteArray candidate(const OriginEntry &entry)
{
    if (!entry.regex) {
        if (const auto pattern = OriginPattern::parse(entry.text)) {
            if (pattern->kind() == OriginPattern::Kind::Any)
                return QByteArrayLiteral("https://anyone.example");
            if (pattern->kind() == OriginPattern::Kind::Null)
                return QByteArrayLiteral("null");
            QByteArray origin =
                pattern->scheme() + "://" + (pattern->subdomains() ? "a." : "") + pattern->host();
            if (pattern->port())
                origin += ':' + QByteArray::number(*pattern->port());
            return origin;
        }
        if (!entry.text.contains('*'))
            return entry.text;
    }
    const QByteArray sample = sampleOf(entry.text).text;
    return sample.contains("://") ? sample : "https://" + sample;
}

} // namespace

ExpressionSample sampleOf(const QByteArray &expression)
{
    return Sampler(expression).sample();
}

QList<QByteArray> allowedSamples(const Policy &policy, int count)
{
    // Enough to find what is typical; a list of thousands is not walked for it.
    constexpr qsizetype lookedAt = 16;
    Policy few = policy;
    if (few.origins.size() > lookedAt)
        few.origins = few.origins.first(lookedAt);
    const CompiledPolicy compiled(few);
    QList<QByteArray> samples;
    const auto take = [&](const QByteArray &origin) {
        if (samples.size() < count && !samples.contains(origin) && compiled.allows(origin))
            samples.append(origin);
    };
    for (const OriginEntry &entry : few.origins)
        take(candidate(entry));
    if (policy.reflect) {
        take(QByteArrayLiteral("https://one.example"));
        take(QByteArrayLiteral("https://two.example"));
    }
    return samples;
}

} // namespace corslab
