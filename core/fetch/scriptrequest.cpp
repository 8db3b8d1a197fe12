// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/scriptrequest.h"

#include <array>

namespace corslab {

namespace {
constexpr std::array<std::pair<Api, const char *>, 8> apis = {{{Api::Fetch, "fetch"},
                                                               {Api::Xhr, "xhr"},
                                                               {Api::Img, "img"},
                                                               {Api::Script, "script"},
                                                               {Api::Module, "module"},
                                                               {Api::Style, "style"},
                                                               {Api::Beacon, "beacon"},
                                                               {Api::EventSource, "eventsource"}}};
}

QByteArray apiName(Api api)
{
    for (const auto &[each, name] : apis) {
        if (each == api)
            return name;
    }
    return {};
}

std::optional<Api> apiFromName(QByteArrayView name)
{
    for (const auto &[api, each] : apis) {
        if (name == QByteArrayView(each))
            return api;
    }
    return std::nullopt;
}

} // namespace corslab
