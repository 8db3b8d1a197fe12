// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/syntax.h"
#include "core/policy/headersafety.h"
#include "core/policy/lintlist.h"

#include <algorithm>

namespace corslab {

namespace {

using Severity = LintSeverity;

QList<QByteArray> itemsOf(const QByteArray &list)
{
    QList<QByteArray> items;
    for (const QByteArray &part : list.split(',')) {
        if (const QByteArrayView item = trimTabOrSpace(part); !item.isEmpty())
            items.append(item.toByteArray());
    }
    return items;
}

class RawLints
{
public:
    RawLints(LintList &lints, const std::vector<Header> &lines, const PolicyPlace &list)
        : m_lints(lints)
        , m_lines(lines)
        , m_list(list)
    {
        m_credentials = std::any_of(lines.begin(), lines.end(), [](const Header &line) {
            return equalsIgnoreCase(line.name, "Access-Control-Allow-Credentials") &&
                   line.value == "true";
        });
    }

    void find()
    {
        qsizetype allowOrigins = 0;
        bool constantAny = false;
        for (qsizetype i = 0; i < qsizetype(m_lines.size()); ++i) {
            const Header &line = m_lines[std::size_t(i)];
            const auto is = [&line](const char *name) { return equalsIgnoreCase(line.name, name); };
            if (!isToken(line.name) || !staysOnItsLine(line)) {
                add(LintId::H05, Severity::High, i).fix = {removal(at(i))};
            } else if (is("Access-Control-Allow-Origin")) {
                if (++allowOrigins > 1)
                    add(LintId::R01, Severity::NeverWorks, i).fix = {removal(at(i))};
                else
                    allowOrigin(i);
                constantAny = line.value == "*";
            } else if (is("Access-Control-Allow-Credentials")) {
                if (line.value != "true")
                    add(LintId::R01, Severity::NeverWorks, i).fix = {
                        replacement(at(i), Header{line.name, "true"})};
            } else if (is("Access-Control-Allow-Methods")) {
                names(i, &Policy::methods);
            } else if (is("Access-Control-Allow-Headers")) {
                names(i, &Policy::headers);
            } else if (is("Access-Control-Expose-Headers")) {
                names(i, &Policy::expose);
            } else if (is("Access-Control-Max-Age")) {
                age(i);
            }
        }
        if (constantAny && allowOrigins == 1)
            needlessVary();
    }

private:
    [[nodiscard]] PolicyPlace at(qsizetype index) const
    {
        PolicyPlace place = m_list;
        place.index = index;
        return place;
    }

    Lint &add(LintId id, Severity severity, qsizetype index)
    {
        return m_lints.add(id, severity, at(index), m_lines[std::size_t(index)].value);
    }

    void allowOrigin(qsizetype index)
    {
        const Header &line = m_lines[std::size_t(index)];
        if (line.value == "*") {
            if (m_credentials)
                add(LintId::O01, Severity::NeverWorks, index).fix = {removalOfCredentials()};
            return;
        }
        if (line.value.contains(',') || line.value.contains(' ')) {
            QByteArray spaced = line.value;
            const QList<QByteArray> items = itemsOf(spaced.replace(' ', ','));
            const auto valid = std::find_if(items.begin(), items.end(), [](const QByteArray &item) {
                return Origin::fromSerialized(item).has_value();
            });
            add(LintId::R01, Severity::NeverWorks, index).fix = {
                valid == items.end() ? removal(at(index))
                                     : replacement(at(index), Header{line.name, *valid})};
            return;
        }
        if (line.value == "null") {
            add(LintId::O03, Severity::High, index).fix = {removal(at(index))};
            return;
        }
        auto origin = Origin::fromSerialized(line.value);
        if (origin)
            return;
        const bool noScheme = origin.error().code == OriginErrorCode::MissingScheme;
        Lint &lint = add(noScheme ? LintId::O14 : LintId::O15,
                         noScheme ? Severity::Medium : Severity::NeverWorks, index);
        const QByteArray &meant = origin.error().suggestion;
        lint.fix = {meant.isEmpty() ? removal(at(index))
                                    : replacement(at(index), Header{line.name, meant})};
        lint.origin = std::move(origin.error());
    }

    [[nodiscard]] PolicyEdit removalOfCredentials() const
    {
        const auto line = std::find_if(m_lines.begin(), m_lines.end(), [](const Header &each) {
            return equalsIgnoreCase(each.name, "Access-Control-Allow-Credentials");
        });
        return removal(at(line - m_lines.begin()));
    }

    /// The line's list is linted as a policy's, and each fix writes the line anew.
    void names(qsizetype index, QList<QByteArray> Policy::*list)
    {
        const Header &line = m_lines[std::size_t(index)];
        Policy implied;
        implied.credentials = m_credentials;
        implied.*list = itemsOf(line.value);
        LintList found;
        findNameLints(found, implied);
        for (Lint &lint : found.take()) {
            const QList<QByteArray> mended = applied(implied, lint.fix).*list;
            lint.fix = {mended.isEmpty()
                            ? removal(at(index))
                            : replacement(at(index), Header{line.name, mended.join(", ")})};
            lint.place = at(index);
            m_lints.add(lint.id, lint.severity, lint.place, lint.value) = lint;
        }
    }

    void age(qsizetype index)
    {
        const Header &line = m_lines[std::size_t(index)];
        bool isNumber = false;
        const qint64 seconds = line.value.toLongLong(&isNumber);
        if (!isNumber) {
            add(LintId::A01, Severity::NeverWorks, index).fix = {
                replacement(at(index), Header{line.name, "600"})};
            return;
        }
        Policy implied;
        implied.maxAge = seconds;
        LintList found;
        findAgeLints(found, implied);
        for (Lint &lint : found.take()) {
            const QByteArray better =
                QByteArray::number(applied(implied, lint.fix).maxAge.value_or(0));
            lint.fix = {replacement(at(index), Header{line.name, better})};
            lint.place = at(index);
            m_lints.add(lint.id, lint.severity, lint.place, lint.value) = lint;
        }
    }

    void needlessVary()
    {
        for (qsizetype i = 0; i < qsizetype(m_lines.size()); ++i) {
            const Header &line = m_lines[std::size_t(i)];
            if (equalsIgnoreCase(line.name, "Vary") && equalsIgnoreCase(line.value, "Origin"))
                add(LintId::V02, Severity::Information, i).fix = {removal(at(i))};
        }
    }

    LintList &m_lints;
    const std::vector<Header> &m_lines;
    PolicyPlace m_list;
    bool m_credentials = false;
};

} // namespace

void findRawLints(LintList &lints, const std::vector<Header> &lines, const PolicyPlace &list)
{
    RawLints(lints, lines, list).find();
}

} // namespace corslab
