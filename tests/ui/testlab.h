// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the window share: a small laboratory on free ports, and how to find a control
// as a person without sight does, by its name.
#pragma once

#include "core/document/labdocument.h"
#include "core/laboratory/laboratory.h"
#include "ui/window/workbench.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QLineEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QWidget>

#include <memory>

namespace corslab::test {

inline ScriptRequest call(const QString &url)
{
    ScriptRequest request;
    request.url = url;
    return request;
}

/// The article's laboratory in miniature. Port 0: it runs beside anything.
inline LabDocument smallLaboratory()
{
    LabDocument document;
    document.id = QStringLiteral("small");
    document.title = QStringLiteral("Small laboratory");
    document.page.origin = "{{pages}}";

    Endpoint simple;
    simple.method = "GET";
    simple.path = "/simple";
    simple.headers = {{"Content-Type", "application/json"}};
    simple.body = "{\"message\":\"hello\"}";
    Endpoint echo;
    echo.method = "POST";
    echo.path = "/custom-header";
    echo.echo = true;

    ServerConfig pages;
    pages.name = QStringLiteral("pages");
    pages.origin = "http://localhost:0";
    pages.endpoints = {simple};
    ServerConfig api;
    api.name = QStringLiteral("api");
    api.origin = "http://localhost:0";
    api.endpoints = {simple, echo};
    Policy policy;
    policy.origins = {{"{{pages}}", false, false}};
    policy.methods = {"GET", "POST", "PUT", "OPTIONS"};
    policy.headers = {"Content-Type", "Authorization", "Custom-Header"};
    policy.credentials = true;
    api.policy = policy;
    document.servers = {pages, api};

    auto preflighted = call(QStringLiteral("{{api}}/custom-header"));
    preflighted.method = "POST";
    preflighted.headers = {{"Content-Type", "application/json"},
                           {"Authorization", "Bearer xyz123"},
                           {"Custom-Header", "customValue"}};
    preflighted.body.emplace();
    preflighted.body->bytes = "{\"foo\":\"bar\"}";
    preflighted.credentials = "include";
    document.requests = {
        {QStringLiteral("same-origin"), call(QStringLiteral("/simple")), std::nullopt},
        {QStringLiteral("simple"), call(QStringLiteral("{{api}}/simple")), std::nullopt},
        {QStringLiteral("preflighted"), preflighted, std::nullopt},
    };
    return document;
}

/// Its servers run.
inline std::unique_ptr<Workbench> runningWorkbench(LabDocument document = smallLaboratory())
{
    auto workbench = std::make_unique<Workbench>(
        std::make_unique<Laboratory>(std::move(document), LaboratoryOptions{}));
    workbench->startServers();
    return workbench;
}

template <typename Widget>
Widget *named(const QWidget &root, const QString &accessibleName)
{
    const auto widgets = root.findChildren<Widget *>();
    for (auto *widget : widgets) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

/// Controls below `root` that a screen reader could not name; hidden ones need none.
inline QStringList namelessControls(const QWidget &root)
{
    QStringList nameless;
    const auto widgets = root.findChildren<QWidget *>();
    for (const auto *widget : widgets) {
        const bool control = qobject_cast<const QAbstractButton *>(widget) ||
                             qobject_cast<const QComboBox *>(widget) ||
                             qobject_cast<const QLineEdit *>(widget) ||
                             qobject_cast<const QAbstractScrollArea *>(widget) ||
                             qobject_cast<const QTabBar *>(widget);
        if (!control || widget->isHidden() || widget->focusPolicy() == Qt::NoFocus ||
            widget->focusProxy())
            continue;
        // What belongs to a named control is read with it.
        bool inside = !widget->accessibleName().isEmpty();
        for (const auto *parent = widget->parentWidget(); parent && !inside;
             parent = parent->parentWidget()) {
            inside = (qobject_cast<const QComboBox *>(parent) ||
                      qobject_cast<const QAbstractItemView *>(parent) ||
                      qobject_cast<const QTabWidget *>(parent)) &&
                     !parent->accessibleName().isEmpty();
        }
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (!inside && !(button && !button->text().isEmpty()))
            nameless.append(QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                            widget->objectName());
    }
    return nameless;
}

} // namespace corslab::test
