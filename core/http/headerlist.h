// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/headername.h"

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

} // namespace corslab

Q_DECLARE_TYPEINFO(corslab::Header, Q_RELOCATABLE_TYPE);

namespace corslab {

/// An ordered list of header lines that keeps case and repeats. Copies share the lines until one of
/// them changes.
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

    void append(QByteArray name, QByteArray value)
    {
        // A request of a browser has about a dozen.
        if (m_lines.capacity() == 0)
            m_lines.reserve(16);
        m_lines.emplaceBack(std::move(name), std::move(value));
    }
    void append(const Header &line)
    {
        if (m_lines.capacity() == 0)
            m_lines.reserve(16);
        m_lines.append(line);
    }
    /// Room for so many lines, where that is known.
    void reserve(std::size_t lines) { m_lines.reserve(qsizetype(lines)); }
    /// Replaces the first line of that name and removes the others; appends where there is none.
    void set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);
    void clear() noexcept { m_lines.clear(); }

    /// Lower-cased names in byte order, values of one name joined: what iterating `Headers` gives
    /// to a script. Set-Cookie lines stay apart.
    /// https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine
    [[nodiscard]] std::vector<Header> sortAndCombine() const;

    [[nodiscard]] auto begin() const noexcept { return m_lines.cbegin(); }
    [[nodiscard]] auto end() const noexcept { return m_lines.cend(); }
    [[nodiscard]] std::size_t size() const noexcept { return std::size_t(m_lines.size()); }
    [[nodiscard]] bool isEmpty() const noexcept { return m_lines.isEmpty(); }
    bool operator==(const HeaderList &) const = default;

private:
    QList<Header> m_lines;
};

} // namespace corslab
