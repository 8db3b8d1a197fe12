// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/policy/policyedit.h"

namespace corslab {

namespace {

/// The key as the lab file writes it, below the policy or the endpoint; steps apart by a dot.
const char *keyName(PolicyKey key)
{
    switch (key) {
    case PolicyKey::Whole:
        return "";
    case PolicyKey::Origins:
        return "origins";
    case PolicyKey::Reflect:
        return "reflect";
    case PolicyKey::Methods:
        return "methods";
    case PolicyKey::Headers:
    case PolicyKey::EndpointHeaders:
        return "headers";
    case PolicyKey::Credentials:
        return "credentials";
    case PolicyKey::Expose:
        return "expose";
    case PolicyKey::MaxAge:
        return "maxAge";
    case PolicyKey::PreflightStatus:
        return "preflightStatus";
    case PolicyKey::PreflightContinue:
        return "preflightContinue";
    case PolicyKey::Answer:
        return "answer";
    case PolicyKey::Refused:
        return "refused";
    case PolicyKey::Vary:
        return "vary";
    case PolicyKey::OnErrors:
        return "onErrors";
    case PolicyKey::TimingAllowOrigin:
        return "timingAllowOrigin";
    case PolicyKey::ResourcePolicy:
        return "resourcePolicy";
    case PolicyKey::RawPreflight:
        return "raw.preflight";
    case PolicyKey::RawActual:
        return "raw.actual";
    case PolicyKey::Imitate:
        return "imitate";
    case PolicyKey::EndpointRequireOrigin:
        return "requireOrigin";
    case PolicyKey::EndpointStatus:
        return "status";
    case PolicyKey::EndpointRedirect:
        return "redirect";
    }
    return "";
}

void addStep(QByteArray &text, const QByteArray &step)
{
    if (step.isEmpty())
        return;
    if (!text.isEmpty())
        text += '.';
    text += step;
}

QByteArray numbered(const char *name, qsizetype index)
{
    return name + QByteArray("[") + QByteArray::number(index) + ']';
}

std::optional<qsizetype> itemOf(const PolicyEdit &edit, qsizetype size)
{
    const auto index = edit.place.index;
    return index && *index >= 0 && *index < size ? index : std::nullopt;
}

template <typename List, typename Item>
void editItems(List &list, const PolicyEdit &edit, const Item *item)
{
    const auto index = itemOf(edit, qsizetype(list.size()));
    switch (edit.kind) {
    case PolicyEdit::Kind::Remove:
        if (index)
            list.erase(list.begin() + *index);
        else if (!edit.place.index)
            list.clear();
        break;
    case PolicyEdit::Kind::Replace:
        if (index && item)
            list[static_cast<typename List::size_type>(*index)] = *item;
        break;
    case PolicyEdit::Kind::Append:
        if (item)
            list.push_back(*item);
        break;
    case PolicyEdit::Kind::Set:
        break;
    }
}

void editNames(QList<QByteArray> &names, const PolicyEdit &edit)
{
    if (const auto *all = std::get_if<QList<QByteArray>>(&edit.value))
        names = *all;
    else
        editItems(names, edit, std::get_if<QByteArray>(&edit.value));
}

void editOrigins(QList<OriginEntry> &origins, const PolicyEdit &edit)
{
    if (const auto *texts = std::get_if<QList<QByteArray>>(&edit.value)) {
        origins.clear();
        for (const QByteArray &text : *texts)
            origins.append(OriginEntry{text, false, false});
        return;
    }
    if (const auto *text = std::get_if<QByteArray>(&edit.value)) {
        const OriginEntry entry{*text, false, false};
        editItems(origins, edit, &entry);
        return;
    }
    editItems(origins, edit, std::get_if<OriginEntry>(&edit.value));
}

void editRaw(Policy &policy, const PolicyEdit &edit)
{
    if (!policy.raw)
        return;
    editItems(edit.place.key == PolicyKey::RawActual ? policy.raw->actual : policy.raw->preflight,
              edit, std::get_if<Header>(&edit.value));
}

/// The value of its type, or what the key means when it is absent.
template <typename T>
T valueOr(const PolicyEdit &edit, T absent)
{
    const T *value = std::get_if<T>(&edit.value);
    return value ? *value : absent;
}

void apply(Policy &policy, const PolicyEdit &edit)
{
    const Policy absent;
    switch (edit.place.key) {
    case PolicyKey::Origins:
        return editOrigins(policy.origins, edit);
    case PolicyKey::Methods:
        policy.methodsMode = Policy::Lists::Listed;
        return editNames(policy.methods, edit);
    case PolicyKey::Headers:
        policy.headersMode = Policy::Lists::Listed;
        return editNames(policy.headers, edit);
    case PolicyKey::Expose:
        return editNames(policy.expose, edit);
    case PolicyKey::TimingAllowOrigin:
        if (!policy.timingAllowOrigin)
            policy.timingAllowOrigin.emplace();
        return editNames(*policy.timingAllowOrigin, edit);
    case PolicyKey::RawPreflight:
    case PolicyKey::RawActual:
        return editRaw(policy, edit);
    case PolicyKey::Reflect:
        policy.reflect = valueOr(edit, absent.reflect);
        return;
    case PolicyKey::Credentials:
        policy.credentials = valueOr(edit, absent.credentials);
        return;
    case PolicyKey::MaxAge:
        policy.maxAge.reset();
        if (const auto *seconds = std::get_if<qint64>(&edit.value))
            policy.maxAge = *seconds;
        return;
    case PolicyKey::PreflightStatus:
        policy.preflightStatus =
            static_cast<int>(valueOr<qint64>(edit, qint64{absent.preflightStatus}));
        return;
    case PolicyKey::PreflightContinue:
        policy.preflightContinue = valueOr(edit, absent.preflightContinue);
        return;
    case PolicyKey::OnErrors:
        policy.onErrors = valueOr(edit, absent.onErrors);
        return;
    case PolicyKey::Answer:
        policy.answer = absent.answer;
        return;
    case PolicyKey::Refused:
        policy.refused = absent.refused;
        return;
    case PolicyKey::Vary:
        policy.vary = absent.vary;
        return;
    case PolicyKey::ResourcePolicy:
        policy.resourcePolicy.reset();
        if (const auto *text = std::get_if<QByteArray>(&edit.value))
            policy.resourcePolicy = *text;
        return;
    case PolicyKey::Imitate:
        policy.imitate.reset();
        return;
    case PolicyKey::Whole:
    case PolicyKey::EndpointHeaders:
    case PolicyKey::EndpointRequireOrigin:
    case PolicyKey::EndpointStatus:
    case PolicyKey::EndpointRedirect:
        return;
    }
}

} // namespace

QByteArray placeText(const PolicyPlace &place)
{
    QByteArray text;
    if (place.server)
        addStep(text, numbered("servers", *place.server));
    if (place.route)
        addStep(text, numbered("routes", *place.route));
    if (place.endpoint)
        addStep(text, numbered("endpoints", *place.endpoint));
    else if (place.server || place.route)
        addStep(text, "policy");
    addStep(text, keyName(place.key));
    if (place.index)
        text += numbered("", *place.index);
    return text;
}

QByteArray placePointer(const PolicyPlace &place)
{
    QByteArray text = placeText(place);
    text.replace('[', '/').replace(']', "").replace('.', '/');
    return text.isEmpty() ? text : '/' + text;
}

Policy applied(Policy policy, const PolicyEdits &edits)
{
    for (const PolicyEdit &edit : edits)
        apply(policy, edit);
    return policy;
}

} // namespace corslab
