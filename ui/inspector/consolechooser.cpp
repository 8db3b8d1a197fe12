// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/consolechooser.h"

#include "ui/window/workbench.h"

namespace corslab {

namespace {

ConsoleStyle styleOf(BrowserName name)
{
    switch (name) {
    case BrowserName::Standard: // it prescribes no texts
    case BrowserName::Chromium:
        return ConsoleStyle::Chromium;
    case BrowserName::Firefox:
        return ConsoleStyle::Firefox;
    case BrowserName::Safari:
        return ConsoleStyle::Safari;
    }
    Q_UNREACHABLE();
}

} // namespace

ConsoleChooser::ConsoleChooser(Workbench &workbench, QWidget *parent)
    : QComboBox(parent)
{
    setAccessibleName(tr("Console of"));
    addItem(tr("Chromium"), static_cast<int>(ConsoleStyle::Chromium));
    addItem(tr("Firefox"), static_cast<int>(ConsoleStyle::Firefox));
    addItem(tr("Safari"), static_cast<int>(ConsoleStyle::Safari));
    choose(styleOf(workbench.browser()));
    connect(this, &QComboBox::currentIndexChanged, this, &ConsoleChooser::styleChosen);
    connect(&workbench, &Workbench::browserChanged, this,
            [this, &workbench] { choose(styleOf(workbench.browser())); });
}

ConsoleStyle ConsoleChooser::consoleStyle() const
{
    return static_cast<ConsoleStyle>(currentData().toInt());
}

void ConsoleChooser::choose(ConsoleStyle style)
{
    setCurrentIndex(findData(static_cast<int>(style)));
}

QString ConsoleChooser::caution() const
{
    return consoleStyle() == ConsoleStyle::Safari ? tr("Read in Safari’s source, never measured.")
                                                  : QString();
}

} // namespace corslab
