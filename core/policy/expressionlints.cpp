// SPDX-License-Identifier: GPL-3.0-or-later
// What an expression lets in is found by trying it: an origin that it is meant for is changed as an
// attacker would change it.
#include "core/http/site.h"
#include "core/policy/compiledpolicy.h"
#include "core/policy/imitation.h"
#include "core/policy/lintlist.h"
#include "core/policy/originpattern.h"
#include "core/policy/originsample.h"

namespace corslab {

namespace {

using Severity = LintSeverity;

class ExpressionLints
{
public:
    ExpressionLints(LintList &lints, const Policy &policy, qsizetype index)
        : m_lints(lints)
        , m_policy(policy)
        , m_entry(policy.origins[index])
        , m_place(placeAt(PolicyKey::Origins, index))
        , m_compiled(onlyThisEntry())
        , m_reading(readingOf(policy, m_entry))
        , m_sample(sampleOf(m_reading.text))
    {
    }

    void find()
    {
        if (!OriginRegex(m_reading.text, m_reading.anchors).isValid()) {
            neverMatches();
            return;
        }
        if (admits("https://stranger.example") && admits("http://another.test:1234")) {
            if (m_policy.credentials)
                report(LintId::O02, Severity::Critical, "https://stranger.example",
                       {removal(placeAt(PolicyKey::Credentials))});
            return;
        }
        if (admits("null"))
            report(LintId::O03, Severity::High, "null", {removal(m_place)});
        splitSample();
        lookAlikes();
        bareDots();
        oddCharacters();
        if (m_policy.credentials)
            withCredentials();
    }

private:
    [[nodiscard]] Policy onlyThisEntry() const
    {
        Policy policy = m_policy;
        policy.origins = {m_entry};
        policy.reflect = false;
        policy.raw.reset();
        return policy;
    }

    [[nodiscard]] bool admits(const QByteArray &origin) const { return m_compiled.allows(origin); }

    void report(LintId id, Severity severity, const QByteArray &witness, PolicyEdits fix)
    {
        Lint &lint = m_lints.add(id, severity, m_place, m_entry.text);
        lint.related = witness;
        lint.fix = std::move(fix);
    }

    /// The origin that the expression is meant for, in its parts.
    void splitSample()
    {
        QByteArray text = m_sample.text;
        const qsizetype separator = text.indexOf("://");
        m_shift = 0;
        if (separator < 0) {
            text.prepend("https://");
            m_shift = 8;
        }
        m_whole = text;
        m_scheme = text.first(text.indexOf("://") + 3);
        const QByteArray authority = text.sliced(m_scheme.size());
        const qsizetype colon = authority.lastIndexOf(':');
        m_host = colon < 0 ? authority : authority.first(colon);
        m_port = colon < 0 ? QByteArray() : authority.sliced(colon);
        while (m_host.startsWith('.'))
            m_host = m_host.sliced(1);
        m_domain = registrableDomainOrHost(m_host);
    }

    [[nodiscard]] QByteArray origin(const QByteArray &host) const
    {
        return m_scheme + host + m_port;
    }

    /// Anchored at both ends, and no imitation that anchors less.
    [[nodiscard]] PolicyEdits anchoring() const
    {
        PolicyEdits fix;
        if (m_reading.anchors == OriginRegex::Anchors::Start || m_reading.text != m_entry.text)
            fix.push_back(removal(placeAt(PolicyKey::Imitate)));
        QByteArray text = m_entry.text;
        // Without a scheme an expression that must match the whole origin would match none.
        if (!m_sample.text.contains("://")) {
            if (text.startsWith('^'))
                text.remove(0, 1);
            text.prepend("https?://");
        }
        fix.push_back(replacement(m_place, OriginEntry{text, true, true}));
        return closed(std::move(fix)) ? m_closing : PolicyEdits{removal(m_place)};
    }

    /// Whether such a change shuts the look-alikes out. Otherwise the expression itself lets them
    /// in, as `.*example\.com` does.
    [[nodiscard]] bool closed(PolicyEdits fix) const
    {
        m_closing = std::move(fix);
        const CompiledPolicy after(applied(onlyThisEntryAt(m_place), m_closing));
        for (const QByteArray &host : lookAlikeHosts()) {
            if (after.allows(origin(host)))
                return false;
        }
        return true;
    }

    [[nodiscard]] Policy onlyThisEntryAt(const PolicyPlace &place) const
    {
        Policy policy = m_policy;
        for (qsizetype i = 0; i < policy.origins.size(); ++i) {
            if (i != place.index)
                policy.origins[i] = OriginEntry{QByteArrayLiteral("https://no-one.invalid")};
        }
        policy.reflect = false;
        policy.raw.reset();
        return policy;
    }

    [[nodiscard]] QList<QByteArray> lookAlikeHosts() const
    {
        return {"evil" + m_domain, m_host + ".evil.org", "a." + m_host + ".evil.org",
                "evil" + m_domain + ".evil.org"};
    }

    void lookAlikes()
    {
        const bool loopback = isLoopbackHost(m_host);
        const bool hasDomain = m_host.contains('.') || loopback;
        if (!hasDomain || isIpAddress(m_host))
            return;
        const QByteArray before = origin("evil" + m_domain);
        if (admits(before))
            report(LintId::O07, Severity::High, before, anchoring());
        for (const QByteArray &host : {m_host + ".evil.org", "a." + m_host + ".evil.org"}) {
            if (!admits(origin(host)))
                continue;
            report(loopback ? LintId::O12 : LintId::O08, Severity::High, origin(host), anchoring());
            break;
        }
        const QByteArray around = origin("evil" + m_domain + ".evil.org");
        if (admits(around))
            report(LintId::O10, Severity::High, around, anchoring());
    }

    void bareDots()
    {
        QByteArray witness;
        QByteArray escaped = m_entry.text;
        for (auto dot = m_sample.bareDots.rbegin(); dot != m_sample.bareDots.rend(); ++dot) {
            QByteArray changed = m_whole;
            changed[dot->inSample + m_shift] = 'x';
            if (!admits(changed))
                continue;
            witness = changed;
            escaped.insert(dot->inExpression, '\\');
        }
        if (witness.isEmpty())
            return;
        OriginEntry entry = m_entry;
        entry.text = escaped;
        report(LintId::O09, Severity::High, witness, {replacement(m_place, entry)});
    }

    void oddCharacters()
    {
        for (const qsizetype at : m_sample.wildcards) {
            for (const char odd : QByteArrayLiteral("_%$~=+&()'!;,`")) {
                QByteArray changed = m_whole;
                changed.insert(at + m_shift + 1, QByteArray(1, odd) + 'b');
                if (odd == '\0' || !admits(changed))
                    continue;
                report(LintId::O11, Severity::High, changed, narrowed());
                return;
            }
        }
    }

    /// `*.example.com` in place of an expression that means just that.
    [[nodiscard]] PolicyEdits narrowed() const
    {
        const qsizetype dot = m_host.indexOf('.');
        const bool firstLabel = !m_sample.wildcards.empty() && dot > 0 &&
                                m_sample.wildcards.front() + m_shift < m_scheme.size() + dot;
        const QByteArray pattern =
            firstLabel ? m_scheme + "*" + m_host.sliced(dot) + m_port : QByteArray();
        if (pattern.isEmpty() || !OriginPattern::parse(pattern))
            return {removal(m_place)};
        PolicyEdits fix;
        if (readingOf(m_policy, OriginEntry{pattern}).kind != EntryReading::Kind::Pattern)
            fix.push_back(removal(placeAt(PolicyKey::Imitate)));
        fix.push_back(replacement(m_place, OriginEntry{pattern, false, false}));
        return fix;
    }

    void withCredentials()
    {
        const bool loopback = isLoopbackHost(m_host);
        QByteArray insecure = m_whole;
        if (insecure.startsWith("https://"))
            insecure.remove(4, 1);
        if (!loopback && admits(insecure))
            report(LintId::O04, Severity::High, insecure,
                   {removal(placeAt(PolicyKey::Credentials))});
        const QByteArray below = origin("any1where." + m_domain);
        if (!loopback && m_host.contains('.') && admits(below)) {
            const bool suffix = isPublicSuffix(m_domain);
            report(suffix ? LintId::O05 : LintId::O06, suffix ? Severity::High : Severity::Medium,
                   below, {removal(placeAt(PolicyKey::Credentials))});
        }
    }

    void neverMatches()
    {
        Lint &lint = m_lints.add(LintId::O15, Severity::NeverWorks, m_place, m_entry.text);
        lint.fix = {removal(m_place)};
    }

    LintList &m_lints;
    const Policy &m_policy;
    const OriginEntry &m_entry;
    PolicyPlace m_place;
    CompiledPolicy m_compiled;
    EntryReading m_reading;
    ExpressionSample m_sample;
    qsizetype m_shift = 0; ///< what stands before the sample in `m_whole`
    QByteArray m_whole;
    QByteArray m_scheme; ///< with `://`
    QByteArray m_host;
    QByteArray m_port; ///< with the colon
    QByteArray m_domain;
    mutable PolicyEdits m_closing;
};

} // namespace

bool isExpression(const Policy &policy, const OriginEntry &entry)
{
    return readingOf(policy, entry).kind == EntryReading::Kind::Expression;
}

void findExpressionLints(LintList &lints, const Policy &policy, qsizetype index)
{
    ExpressionLints(lints, policy, index).find();
}

} // namespace corslab
