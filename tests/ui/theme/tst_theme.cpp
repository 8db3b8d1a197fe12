// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/theme/themeicons.h"

#include <QMetaEnum>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace corslab;

namespace {

/// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

struct NamedRole
{
    const char *name;
    ColorRole role;
};

constexpr NamedRole texts[] = {
    {"text", ColorRole::Text},       {"muted", ColorRole::MutedText},
    {"page", ColorRole::Page},       {"browser", ColorRole::Browser},
    {"server", ColorRole::Server},   {"good", ColorRole::Good},
    {"bad", ColorRole::Bad},         {"warn", ColorRole::Warn},
    {"neutral", ColorRole::Neutral},
};

constexpr NamedRole grounds[] = {
    {"ground", ColorRole::Ground},
    {"surface", ColorRole::Surface},
    {"field", ColorRole::Field},
    {"page tint", ColorRole::PageTint},
    {"browser tint", ColorRole::BrowserTint},
    {"server tint", ColorRole::ServerTint},
    {"good tint", ColorRole::GoodTint},
    {"bad tint", ColorRole::BadTint},
    {"warn tint", ColorRole::WarnTint},
    {"neutral tint", ColorRole::NeutralTint},
    {"selection tint", ColorRole::SelectionTint},
};

} // namespace

class tst_Theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextOnEveryGround_isReadable_data()
    {
        QTest::addColumn<QColor>("text");
        QTest::addColumn<QColor>("ground");
        for (const auto scheme : {ColorScheme::Light, ColorScheme::Dark}) {
            const char *schemeName = scheme == ColorScheme::Light ? "light" : "dark";
            for (const auto &text : texts) {
                for (const auto &ground : grounds) {
                    QTest::addRow("%s: %s on %s", schemeName, text.name, ground.name)
                        << themeColor(text.role, scheme) << themeColor(ground.role, scheme);
                }
            }
            QTest::addRow("%s: accent", schemeName) << themeColor(ColorRole::AccentText, scheme)
                                                    << themeColor(ColorRole::Accent, scheme);
        }
    }

    void everyTextOnEveryGround_isReadable()
    {
        QFETCH(QColor, text);
        QFETCH(QColor, ground);
        QVERIFY2(contrast(text, ground) >= 4.5,
                 qPrintable(QString::number(contrast(text, ground), 'f', 2)));
    }

    void palette_isReadableInEveryGroup_data()
    {
        QTest::addColumn<ColorScheme>("scheme");
        QTest::newRow("light") << ColorScheme::Light;
        QTest::newRow("dark") << ColorScheme::Dark;
    }

    void palette_isReadableInEveryGroup()
    {
        QFETCH(ColorScheme, scheme);
        const auto palette = themePalette(scheme);
        struct Pair
        {
            QPalette::ColorRole text;
            QPalette::ColorRole ground;
        };
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            for (const auto pair : {Pair{QPalette::WindowText, QPalette::Window},
                                    {QPalette::Text, QPalette::Base},
                                    {QPalette::Text, QPalette::AlternateBase},
                                    {QPalette::PlaceholderText, QPalette::Base},
                                    {QPalette::ButtonText, QPalette::Button},
                                    {QPalette::HighlightedText, QPalette::Highlight},
                                    {QPalette::Link, QPalette::Window},
                                    {QPalette::LinkVisited, QPalette::Window},
                                    {QPalette::ToolTipText, QPalette::ToolTipBase}}) {
                const double value =
                    contrast(palette.color(group, pair.text), palette.color(group, pair.ground));
                QVERIFY2(value >= 4.5, qPrintable(QStringLiteral("group %1, %2 on %3: %4")
                                                      .arg(group)
                                                      .arg(pair.text)
                                                      .arg(pair.ground)
                                                      .arg(value)));
            }
        }
    }

    void scheme_isToldByThePalette()
    {
        QCOMPARE(colorSchemeOf(themePalette(ColorScheme::Light)), ColorScheme::Light);
        QCOMPARE(colorSchemeOf(themePalette(ColorScheme::Dark)), ColorScheme::Dark);
    }

    void icon_followsThePalette()
    {
        const auto icon = themeIcon(IconName::Stop);
        const auto middle = [&icon] { return icon.pixmap(32, 32).toImage().pixelColor(16, 16); };
        QGuiApplication::setPalette(themePalette(ColorScheme::Light));
        QCOMPARE(middle(), themeColor(ColorRole::Text, ColorScheme::Light));
        QGuiApplication::setPalette(themePalette(ColorScheme::Dark));
        QCOMPARE(middle(), themeColor(ColorRole::Text, ColorScheme::Dark));
    }

    void everyIcon_drawsSomething()
    {
        for (int i = 0; i <= static_cast<int>(IconName::Close); ++i) {
            const auto image = themeIcon(static_cast<IconName>(i))
                                   .pixmap(16, 16)
                                   .toImage()
                                   .convertToFormat(QImage::Format_ARGB32);
            int painted = 0;
            for (int y = 0; y < 16; ++y)
                for (int x = 0; x < 16; ++x)
                    painted += image.pixelColor(x, y).alpha() > 128 ? 1 : 0;
            QVERIFY2(painted > 5, qPrintable(QString::number(i)));
        }
    }
};

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
