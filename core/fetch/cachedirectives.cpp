// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/cachedirectives.h"

#include "core/http/headername.h"
#include "core/http/syntax.h"

#include <algorithm>

namespace corslab {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Whether it is among what blanks and commas part.
bool hasWord(QByteArrayView value, QByteArrayView word)
{
    const auto parts = [](char c) { return c == ',' || isBlank(c); };
    for (auto begin = value.begin(); begin != value.end();) {
        const auto end = std::find_if(begin, value.end(), parts);
        if (equalsIgnoreCase(QByteArrayView(begin, end), word))
            return true;
        begin = std::find_if_not(end, value.end(), parts);
    }
    return false;
}

/// delta-seconds: RFC 9111, 1.2.2.
std::optional<std::chrono::seconds> readSeconds(QByteArrayView text, const BrowserProfile &profile)
{
    if (profile.maxAgeMayBeQuoted && text.size() > 1 && text.startsWith('"') && text.endsWith('"'))
        text = text.sliced(1, text.size() - 2);
    text = trimTabOrSpace(text);
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    bool fits = false;
    const qlonglong number = text.toLongLong(&fits);
    return fits ? std::min(std::chrono::seconds(number), LongestAge) : LongestAge;
}

/// RFC 9111, 5.2. Of several max-age the first counts.
CacheControl readList(const QByteArray &value, const BrowserProfile &profile)
{
    CacheControl control;
    for (const QByteArray &each : value.split(',')) {
        const QByteArray item = asciiLower(trimTabOrSpace(each));
        if (item == "no-store") {
            control.noStore = true;
        } else if (item == "no-cache") {
            control.noCache = true;
        } else if (item.startsWith("no-cache=")) {
            control.noCache = control.noCache || profile.qualifiedNoCacheCounts;
        } else if (item == "must-revalidate") {
            control.mustRevalidate = true;
        } else if (item == "public" || item == "private") {
            control.saysForWhom = true;
        } else if (item.startsWith("min-fresh=")) {
            control.minFresh = readSeconds(QByteArrayView(item).sliced(10), profile);
        } else if (item.startsWith("stale-while-revalidate=")) {
            control.staleWhileRevalidate = readSeconds(QByteArrayView(item).sliced(23), profile);
        } else if (item.startsWith("max-age=") && !control.maxAge) {
            control.maxAge = readSeconds(QByteArrayView(item).sliced(8), profile);
        }
    }
    return control;
}

/// Reads word by word: xpcom/ds/Tokenizer.cpp.
class WordReader
{
public:
    explicit WordReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    void skipBlanks() { take(isBlank); }
    bool skip(char c)
    {
        const bool here = m_rest.startsWith(c);
        m_rest = m_rest.sliced(here ? 1 : 0);
        return here;
    }
    /// Empty where there is none.
    QByteArray word()
    {
        if (atEnd() || isDigit(m_rest.front()))
            return {};
        return asciiLower(take([](char c) {
            const char low = static_cast<char>(c | 0x20);
            return isDigit(c) || (low >= 'a' && low <= 'z') || c == '_' || c == '-';
        }));
    }
    /// `= 60`. What does not fit is nothing, and what stands there instead is passed over.
    std::optional<std::chrono::seconds> seconds()
    {
        skipBlanks();
        const bool given = skip('=');
        skipBlanks();
        bool fits = false;
        const quint32 number = given ? take(isDigit).toUInt(&fits) : 0;
        if (fits)
            return std::min(std::chrono::seconds(number), LongestAge);
        skipDirective();
        return std::nullopt;
    }
    /// Up to the next comma outside of quotes.
    void skipDirective()
    {
        bool quoted = false;
        take([&quoted](char c) {
            quoted = quoted != (c == '"');
            return quoted || c != ',';
        });
    }

private:
    template <typename Predicate>
    QByteArray take(Predicate belongs)
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), belongs);
        const QByteArray taken = QByteArrayView(m_rest.begin(), end).toByteArray();
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }

    QByteArrayView m_rest;
};

/// netwerk/protocol/http/CacheControlParser.cpp, Directive. Of several max-age the last counts.
CacheControl readWords(const QByteArray &value)
{
    CacheControl control;
    // nsHttpResponseHead.cpp, MustValidateIfExpired.
    control.mustRevalidate = hasWord(value, "must-revalidate");
    WordReader reader(value);
    do {
        reader.skipBlanks();
        const QByteArray word = reader.word();
        if (word.isEmpty())
            break;
        if (word == "no-store") {
            control.noStore = true;
        } else if (word == "public" || word == "private") {
            control.saysForWhom = true;
        } else if (word == "max-age") {
            control.maxAge = reader.seconds();
        } else if (word == "min-fresh") {
            control.minFresh = reader.seconds();
        } else if (word == "stale-while-revalidate") {
            control.staleWhileRevalidate = reader.seconds();
        } else if (word == "max-stale") {
            control.maxStale = reader.seconds().value_or(LongestAge);
        } else if (word != "immutable") {
            control.noCache = control.noCache || word == "no-cache";
            reader.skipDirective();
        }
        reader.skipBlanks();
    } while (reader.skip(','));
    return control;
}

} // namespace

CacheControl parseCacheControl(const HeaderList &headers, const BrowserProfile &profile)
{
    const auto value = headers.get("Cache-Control");
    if (!value)
        return {};
    return profile.directiveGrammar == DirectiveGrammar::Words ? readWords(*value)
                                                               : readList(*value, profile);
}

bool saysNoCache(const HeaderList &headers, const BrowserProfile &profile)
{
    const QByteArray value = headers.get("Pragma").value_or(QByteArray());
    if (profile.directiveGrammar == DirectiveGrammar::Words)
        return hasWord(value, "no-cache");
    const QList<QByteArray> items = value.split(',');
    return std::any_of(items.begin(), items.end(), [](const QByteArray &item) {
        return equalsIgnoreCase(trimTabOrSpace(item), "no-cache");
    });
}

} // namespace corslab
