// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policyheaders.h"

#include "core/http/origin.h"
#include "core/http/syntax.h"
#include "core/policy/compiledpolicy.h"
#include "core/policy/headersafety.h"
#include "core/policy/originsample.h"

#include <algorithm>
#include <array>

namespace corslab {

namespace {

/// Lines of one answer.
struct Block
{
    int status = 0; ///< 0: not told
    bool options = false;
    std::vector<Header> lines;
};

bool concernsCors(const Header &line)
{
    static constexpr NameList<3> others = {"Vary", "Timing-Allow-Origin",
                                           "Cross-Origin-Resource-Policy"};
    return startsWithIgnoreCase(line.name, "Access-Control-") || isOneOf(line.name, others);
}

bool isPreflights(const Block &block)
{
    static constexpr NameList<3> names = {"Access-Control-Allow-Methods",
                                          "Access-Control-Allow-Headers", "Access-Control-Max-Age"};
    return block.options ||
           std::any_of(block.lines.begin(), block.lines.end(),
                       [](const Header &line) { return isOneOf(line.name, names); });
}

/// Cuts what was pasted into answers.
class BlockReader
{
public:
    void read(const QByteArray &text)
    {
        int number = 0;
        for (const QByteArray &line : text.split('\n'))
            readLine(line, ++number);
        end();
    }

    std::vector<Block> blocks;
    std::vector<int> unread;

private:
    void readLine(QByteArrayView line, int number)
    {
        if (line.endsWith('\r'))
            line = line.chopped(1);
        // curl -v marks what it sent, what it got, and what it did.
        if (line.startsWith("< ") || line == "<") {
            line = line.sliced(std::min<qsizetype>(2, line.size()));
        } else if (line.startsWith("* ")) {
            return;
        } else if (line.startsWith("> ") || line == ">") {
            m_nextIsOptions = m_nextIsOptions || line.startsWith("> OPTIONS ");
            return;
        }
        const QByteArrayView trimmed = trimTabOrSpace(line);
        if (trimmed.isEmpty())
            return end();
        if (startsWithIgnoreCase(trimmed, "HTTP/")) {
            end();
            m_block.status = trimmed.toByteArray().simplified().split(' ').value(1).toInt();
            m_block.options = std::exchange(m_nextIsOptions, false);
            return;
        }
        if (trimmed.endsWith("HTTP/1.1") || trimmed.endsWith("HTTP/2")) {
            m_nextIsOptions = trimmed.startsWith("OPTIONS ");
            return;
        }
        const qsizetype colon = trimmed.indexOf(':');
        const QByteArrayView name = colon < 0 ? QByteArrayView() : trimmed.first(colon);
        if (!isToken(name)) {
            unread.push_back(number);
            return;
        }
        m_block.lines.push_back(
            {name.toByteArray(), trimTabOrSpace(trimmed.sliced(colon + 1)).toByteArray()});
    }

    void end()
    {
        if (!m_block.lines.empty() || m_block.status != 0)
            blocks.push_back(std::move(m_block));
        m_block = {};
    }

    Block m_block;
    bool m_nextIsOptions = false;
};

std::vector<Header> corsLines(const Block &block)
{
    std::vector<Header> lines;
    for (const Header &line : block.lines) {
        if (concernsCors(line))
            lines.push_back(line);
    }
    return lines;
}

/// Reads the lines of an answer into a policy, and finds out whether a policy could have made
/// them.
class Implication
{
public:
    explicit Implication(PastedHeaders &pasted)
        : m_pasted(pasted)
        , m_policy(pasted.policy)
    {
    }

    void add(const std::vector<Header> &lines)
    {
        QByteArrayList names;
        for (const Header &line : lines) {
            const QByteArray name = line.name.toLower();
            // A list may stand on several lines; of single values there can be only one.
            const bool list = name == "vary" || name.endsWith("-methods") ||
                              name.endsWith("-headers") || name == "timing-allow-origin";
            if (names.contains(name) && !list)
                m_pasted.faulty = true;
            names.append(name);
            addLine(name, line.value);
        }
    }

private:
    void addLine(const QByteArray &name, const QByteArray &value)
    {
        if (name == "access-control-allow-origin")
            addOrigin(value);
        else if (name == "access-control-allow-credentials")
            value == "true" ? m_policy.credentials = true : m_pasted.faulty = true;
        else if (name == "access-control-allow-methods")
            addNames(m_policy.methods, value);
        else if (name == "access-control-allow-headers")
            addNames(m_policy.headers, value);
        else if (name == "access-control-expose-headers")
            addNames(m_policy.expose, value);
        else if (name == "access-control-max-age")
            addAge(value);
        else if (name == "timing-allow-origin")
            m_policy.timingAllowOrigin = itemsOf(value);
        else if (name == "cross-origin-resource-policy")
            m_policy.resourcePolicy = value;
    }

    void addOrigin(const QByteArray &value)
    {
        m_pasted.allowOrigin = true;
        if (value != "*" && !Origin::fromSerialized(value))
            m_pasted.faulty = true;
        const OriginEntry entry{value, false, false};
        if (!m_policy.origins.contains(entry))
            m_policy.origins.append(entry);
    }

    void addNames(QList<QByteArray> &names, const QByteArray &value)
    {
        for (const QByteArray &item : itemsOf(value)) {
            if (!isToken(item))
                m_pasted.faulty = true;
            if (!names.contains(item))
                names.append(item);
        }
    }

    void addAge(const QByteArray &value)
    {
        bool isNumber = false;
        const qint64 seconds = value.toLongLong(&isNumber);
        if (isNumber && value == QByteArray::number(seconds))
            m_policy.maxAge = seconds;
        else
            m_pasted.faulty = true;
    }

    static QList<QByteArray> itemsOf(const QByteArray &value)
    {
        QList<QByteArray> items;
        for (const QByteArray &part : value.split(',')) {
            if (const QByteArrayView item = trimTabOrSpace(part); !item.isEmpty())
                items.append(item.toByteArray());
        }
        return items;
    }

    PastedHeaders &m_pasted;
    Policy &m_policy;
};

bool variesOnOrigin(const std::vector<Header> &lines)
{
    HeaderList headers;
    for (const Header &line : lines)
        headers.append(line.name, line.value);
    const auto names = headers.getDecodeSplit("Vary");
    return names && std::any_of(names->begin(), names->end(), [](const QByteArray &name) {
               return equalsIgnoreCase(name, "Origin") || name == "*";
           });
}

void addAnswer(QByteArray &text, const PolicyAnswer &answer, const HeaderList &headers)
{
    if (!text.isEmpty())
        text += '\n';
    text += "HTTP/1.1 " + QByteArray::number(answer.status.value_or(200)) + '\n';
    for (const Header &header : headers)
        text += header.name + ": " + header.value + '\n';
}

} // namespace

PastedHeaders policyFromHeaders(const QByteArray &text)
{
    BlockReader reader;
    reader.read(text);
    PastedHeaders pasted;
    pasted.unread = std::move(reader.unread);
    std::vector<Header> preflight;
    std::vector<Header> actual;
    bool varies = false;
    for (const Block &block : reader.blocks) {
        const std::vector<Header> lines = corsLines(block);
        Implication(pasted).add(lines);
        varies = varies || variesOnOrigin(lines);
        if (isPreflights(block)) {
            pasted.preflight = true;
            preflight.insert(preflight.end(), lines.begin(), lines.end());
            if (block.status != 0)
                pasted.policy.preflightStatus = block.status;
        } else {
            pasted.actual = true;
            actual.insert(actual.end(), lines.begin(), lines.end());
        }
    }
    // Two answers to two pages: which of them the lines belong to does not show.
    if (pasted.policy.origins.size() > 1 && !varies)
        pasted.faulty = true;
    if (pasted.faulty) {
        Policy raw;
        raw.preflightStatus = pasted.policy.preflightStatus;
        raw.raw =
            Policy::Raw{pasted.preflight ? preflight : actual, pasted.actual ? actual : preflight};
        pasted.policy = std::move(raw);
        return pasted;
    }
    const bool any = pasted.policy.origins.contains(OriginEntry{"*", false, false});
    if (any && varies)
        pasted.policy.vary = Policy::Vary::Always;
    if (pasted.allowOrigin && !any && !varies) {
        pasted.constantOrigin = true;
        pasted.policy.refused = Policy::Refused::First;
    }
    return pasted;
}

QByteArray headersFromPolicy(const Policy &policy, const QByteArray &origin)
{
    const CompiledPolicy compiled(policy);
    PolicyRequest request;
    const QList<QByteArray> allowed = allowedSamples(policy, 1);
    request.origin = !origin.isEmpty()   ? origin
                     : allowed.isEmpty() ? QByteArrayLiteral("https://app.example")
                                         : allowed.first();
    request.target = "/";
    request.method = "OPTIONS";
    const auto named = std::find_if(policy.methods.begin(), policy.methods.end(),
                                    [](const QByteArray &method) { return method != "*"; });
    request.requestMethod = named == policy.methods.end() ? QByteArrayLiteral("PUT") : *named;
    QList<QByteArray> headers = policy.headers;
    headers.removeAll("*");
    if (!headers.isEmpty())
        request.requestHeaders = headers.join(',').toLower();
    QByteArray text;
    const PolicyAnswer preflight = compiled.answer(request);
    addAnswer(text, preflight, preflight.headers);

    request.method = "GET";
    request.requestMethod.reset();
    request.requestHeaders.reset();
    const PolicyAnswer actual = compiled.answer(request);
    addAnswer(text, actual, actual.headers);
    return text;
}

} // namespace corslab
