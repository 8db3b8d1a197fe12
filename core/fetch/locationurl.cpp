// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/locationurl.h"

namespace corslab {

namespace {

QByteArray encodeHighBytes(const QByteArray &bytes)
{
    QByteArray out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            out += '%' + QByteArray::number(byte, 16).toUpper();
    }
    return out;
}

} // namespace

std::optional<QByteArray> locationOf(const Response &response, const BrowserProfile &profile)
{
    auto value = response.headers.get("Location");
    if (value && value->isEmpty() && profile.emptyLocationIsNone)
        return std::nullopt;
    return value;
}

std::optional<Url> parseLocation(const QByteArray &value, const Url &base,
                                 const BrowserProfile &profile)
{
    // 3. Bytes that are UTF-8 are read so, as browsers do; others stay the bytes that they are.
    QByteArray bytes = value;
    if (profile.locationKeepsTabs)
        bytes.replace('\t', "%09");
    if (QString::fromUtf8(bytes).contains(QChar::ReplacementCharacter))
        bytes = encodeHighBytes(bytes);
    auto location = Url::parse(QString::fromUtf8(bytes), &base);
    if (!location)
        return std::nullopt;
    // 4. The fragment goes along.
    if (!location->fragment())
        location->setFragment(base.fragment());
    return *location;
}

} // namespace corslab
