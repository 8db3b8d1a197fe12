// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policydifference.h"

#include <QHash>

namespace corslab {

namespace {

using Kind = PolicyDifference::Kind;

QByteArray textOf(bool value)
{
    return value ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
}

QByteArray textOf(Policy::Answer answer)
{
    return answer == Policy::Answer::Full ? QByteArrayLiteral("full")
                                          : QByteArrayLiteral("requested");
}

QByteArray textOf(Policy::Refused refused)
{
    switch (refused) {
    case Policy::Refused::Omit:
        return QByteArrayLiteral("omit");
    case Policy::Refused::First:
        return QByteArrayLiteral("first");
    case Policy::Refused::Forbidden:
        return QByteArrayLiteral("403");
    case Policy::Refused::ServerError:
        return QByteArrayLiteral("500");
    case Policy::Refused::Partial:
        return QByteArrayLiteral("partial");
    }
    return {};
}

QByteArray textOf(Policy::Vary vary)
{
    switch (vary) {
    case Policy::Vary::Auto:
        return QByteArrayLiteral("auto");
    case Policy::Vary::Always:
        return QByteArrayLiteral("always");
    case Policy::Vary::Never:
        return QByteArrayLiteral("never");
    }
    return {};
}

QByteArray textOf(const OriginEntry &entry)
{
    if (!entry.regex)
        return entry.text;
    return entry.anchored ? "/^" + entry.text + "$/" : '/' + entry.text + '/';
}

QByteArray textOf(const Header &line)
{
    return line.name + ": " + line.value;
}

QByteArray textOf(const QByteArray &text)
{
    return text;
}

/// The items of both lists as texts; what only one has is added or removed, and where neither has
/// anything of its own the order is what differs.
class ListComparison
{
public:
    ListComparison(std::vector<PolicyDifference> &found, PolicyKey key)
        : m_found(found)
        , m_key(key)
    {
    }

    template <typename List>
    void compare(const List &before, const List &after)
    {
        if (before == after)
            return;
        const QByteArrayList left = texts(before);
        const QByteArrayList right = texts(after);
        const std::size_t already = m_found.size();
        addOthers(left, right, Kind::Removed);
        addOthers(right, left, Kind::Added);
        if (m_found.size() == already)
            m_found.push_back({Kind::Changed, m_key, left.join(", "), right.join(", ")});
    }

private:
    template <typename List>
    static QByteArrayList texts(const List &list)
    {
        QByteArrayList all;
        for (const auto &item : list)
            all.append(textOf(item));
        return all;
    }

    /// Those of `items` that `others` has less often.
    void addOthers(const QByteArrayList &items, const QByteArrayList &others, Kind kind)
    {
        QHash<QByteArray, int> left;
        for (const QByteArray &item : others)
            ++left[item];
        for (const QByteArray &item : items) {
            if (--left[item] >= 0)
                continue;
            const bool removed = kind == Kind::Removed;
            m_found.push_back(
                {kind, m_key, removed ? item : QByteArray(), removed ? QByteArray() : item});
        }
    }

    std::vector<PolicyDifference> &m_found;
    PolicyKey m_key;
};

class Comparison
{
public:
    std::vector<PolicyDifference> found;

    template <typename T>
    void value(PolicyKey key, const T &before, const T &after)
    {
        if (before != after)
            found.push_back({Kind::Changed, key, textOf(before), textOf(after)});
    }

    template <typename List>
    void list(PolicyKey key, const List &before, const List &after)
    {
        ListComparison(found, key).compare(before, after);
    }

    /// A list, or the word in its place.
    void names(PolicyKey key, const char *word, Policy::Lists modeBefore,
               const QList<QByteArray> &before, Policy::Lists modeAfter,
               const QList<QByteArray> &after)
    {
        if (modeBefore == modeAfter)
            return list(key, before, after);
        const auto text = [word](Policy::Lists mode, const QList<QByteArray> &items) {
            return mode == Policy::Lists::Echo ? QByteArray(word) : items.join(", ");
        };
        found.push_back({Kind::Changed, key, text(modeBefore, before), text(modeAfter, after)});
    }

    template <typename T>
    void optional(PolicyKey key, const std::optional<T> &before, const std::optional<T> &after,
                  QByteArray (*text)(const T &))
    {
        if (before != after)
            found.push_back({Kind::Changed, key, before ? text(*before) : QByteArray(),
                             after ? text(*after) : QByteArray()});
    }

    void raw(const std::optional<Policy::Raw> &before, const std::optional<Policy::Raw> &after)
    {
        const Policy::Raw none;
        const Policy::Raw &left = before ? *before : none;
        const Policy::Raw &right = after ? *after : none;
        list(PolicyKey::RawPreflight, left.preflight, right.preflight);
        list(PolicyKey::RawActual, left.actual, right.actual);
        // Answers without a header in place of everything else are still a difference.
        if (before.has_value() != after.has_value() && left == right)
            found.push_back(
                {Kind::Changed, PolicyKey::RawActual, before ? "[]" : "", after ? "[]" : ""});
    }
};

} // namespace

std::vector<PolicyDifference> differences(const Policy &before, const Policy &after)
{
    Comparison all;
    all.list(PolicyKey::Origins, before.origins, after.origins);
    all.value(PolicyKey::Reflect, before.reflect, after.reflect);
    all.names(PolicyKey::Methods, "echo", before.methodsMode, before.methods, after.methodsMode,
              after.methods);
    all.names(PolicyKey::Headers, "reflect", before.headersMode, before.headers, after.headersMode,
              after.headers);
    all.value(PolicyKey::Credentials, before.credentials, after.credentials);
    all.list(PolicyKey::Expose, before.expose, after.expose);
    all.optional<qint64>(PolicyKey::MaxAge, before.maxAge, after.maxAge,
                         [](const qint64 &seconds) { return QByteArray::number(seconds); });
    if (before.preflightStatus != after.preflightStatus)
        all.found.push_back({Kind::Changed, PolicyKey::PreflightStatus,
                             QByteArray::number(before.preflightStatus),
                             QByteArray::number(after.preflightStatus)});
    all.value(PolicyKey::PreflightContinue, before.preflightContinue, after.preflightContinue);
    all.value(PolicyKey::Answer, before.answer, after.answer);
    all.value(PolicyKey::Refused, before.refused, after.refused);
    all.value(PolicyKey::Vary, before.vary, after.vary);
    all.value(PolicyKey::OnErrors, before.onErrors, after.onErrors);
    all.optional<QList<QByteArray>>(PolicyKey::TimingAllowOrigin, before.timingAllowOrigin,
                                    after.timingAllowOrigin, [](const QList<QByteArray> &origins) {
                                        return origins.isEmpty() ? QByteArrayLiteral("[]")
                                                                 : origins.join(", ");
                                    });
    const auto itself = [](const QByteArray &text) { return text; };
    all.optional<QByteArray>(PolicyKey::ResourcePolicy, before.resourcePolicy, after.resourcePolicy,
                             itself);
    all.raw(before.raw, after.raw);
    all.optional<QByteArray>(PolicyKey::Imitate, before.imitate, after.imitate, itself);
    return std::move(all.found);
}

QByteArray policyKeyName(PolicyKey key)
{
    PolicyPlace place;
    place.key = key;
    return placeText(place);
}

} // namespace corslab
