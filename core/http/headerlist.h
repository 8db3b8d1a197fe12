// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <initializer_list>
#include <optional>
#include <vector>

namespace corslab {

/// One header line. Bytes as they are on the wire: the name's case and the value's bytes are kept.
struct Header
{
    QByteArray name;
    QByteArray value;
    bool operator==(const Header &) const = default;
};

namespace detail {
/// For two of the same length.
[[nodiscard]] bool haveEqualLetters(QByteArrayView a, QByteArrayView b) noexcept;
} // namespace detail

/// True where the two names are the same to HTTP: equal but for ASCII case.
[[nodiscard]] inline bool equalsIgnoreCase(QByteArrayView a, QByteArrayView b) noexcept
{
    // Names mostly differ in length, and then no function is called.
    return a.size() == b.size() && detail::haveEqualLetters(a, b);
}

/// An ordered list of header lines that keeps case and repeats.
/// Source: https://fetch.spec.whatwg.org/#concept-header-list
class HeaderList
{
public:
    HeaderList() = default;
    HeaderList(std::initializer_list<Header> lines)
        : m_lines(lines)
    {
    }

    [[nodiscard]] bool contains(QByteArrayView name) const noexcept;
    /// The values of every line of that name joined with ", "; nothing where there is no such line.
    [[nodiscard]] std::optional<QByteArray> get(QByteArrayView name) const;
    /// The first line's value without copying it; null where there is none.
    [[nodiscard]] const QByteArray *first(QByteArrayView name) const noexcept;
    /// Each line's value by itself, in order.
    [[nodiscard]] QList<QByteArray> lines(QByteArrayView name) const;
    /// https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split
    [[nodiscard]] std::optional<QList<QByteArray>> getDecodeSplit(QByteArrayView name) const;

    void append(QByteArray name, QByteArray value);
    /// Replaces the first line of that name and removes the others; appends where there is none.
    void set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);
    void clear() noexcept { m_lines.clear(); }

    /// Lower-cased names in byte order, values of one name joined: what iterating `Headers` gives
    /// to a script. Set-Cookie lines stay apart.
    /// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
    [[nodiscard]] std::vector<Header> sortAndCombine() const;

    [[nodiscard]] auto begin() const noexcept { return m_lines.begin(); }
    [[nodiscard]] auto end() const noexcept { return m_lines.end(); }
    [[nodiscard]] std::size_t size() const noexcept { return m_lines.size(); }
    [[nodiscard]] bool isEmpty() const noexcept { return m_lines.empty(); }
    bool operator==(const HeaderList &) const = default;

private:
    std::vector<Header> m_lines;
};

} // namespace corslab
