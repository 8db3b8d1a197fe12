// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/badge.h"
#include "ui/widgets/fieldedit.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/wrapedit.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QVBoxLayout>

using namespace corslab;

class tst_Fields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoKey_belongsToTheWindow()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *field = new FieldEdit;
        auto *body = new BodyEdit;
        auto *url = new WrapEdit;
        QShortcut undo(QKeySequence(QKeySequence::Undo), &window);
        QSignalSpy spy(&undo, &QShortcut::activated);
        int expected = 0;
        for (QWidget *each : {static_cast<QWidget *>(field), static_cast<QWidget *>(body),
                              static_cast<QWidget *>(url)}) {
            column->addWidget(each);
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (QWidget *each : {static_cast<QWidget *>(field), static_cast<QWidget *>(body),
                              static_cast<QWidget *>(url)}) {
            each->setFocus();
            QTest::keyClicks(each, QStringLiteral("abc"));
            QTest::keySequence(each, QKeySequence(QKeySequence::Undo));
            QCOMPARE(spy.size(), ++expected);
        }
        QCOMPARE(field->text(), QStringLiteral("abc"));
    }

    void error_isToldToEverySense()
    {
        FieldEdit field;
        field.setError(QStringLiteral("This is wrong."));
        QCOMPARE(field.accessibleDescription(), QStringLiteral("This is wrong."));
        QCOMPARE(field.toolTip(), QStringLiteral("This is wrong."));
        field.setError({});
        QVERIFY(field.accessibleDescription().isEmpty());
    }

    void longUrl_isShownWhole()
    {
        WrapEdit url;
        url.resize(200, 30);
        url.show();
        url.showText(QStringLiteral("http://a/"));
        const int one = url.height();
        url.showText(QStringLiteral("http://a/") + QString(90, u'x'));
        QVERIFY(url.height() > one);
    }

    void lineBreak_doesNotGetIntoAUrl()
    {
        WrapEdit url;
        url.show();
        url.setFocus();
        QTest::keyClicks(&url, QStringLiteral("http://a/"));
        QTest::keyClick(&url, Qt::Key_Return);
        QGuiApplication::clipboard()->setText(QStringLiteral("b\r\nc"));
        QTest::keySequence(&url, QKeySequence::Paste);
        QCOMPARE(url.text(), QStringLiteral("http://a/bc"));
    }

    void hugePaste_isHandedOverNotLaidOut()
    {
        BodyEdit body;
        body.show();
        QSignalSpy spy(&body, &BodyEdit::hugeTextPasted);
        QGuiApplication::clipboard()->setText(QString(5 * 1024 * 1024, u'x'));
        QTest::keySequence(&body, QKeySequence::Paste);
        QCOMPARE(spy.size(), 1);
        QVERIFY(body.toPlainText().isEmpty());
    }

    void badge_wrapsInsteadOfBeingCut()
    {
        Badge badge;
        badge.setContent(Badge::Tone::Warn,
                         QStringLiteral("asks first, because of method PUT and header x-one"));
        QCOMPARE(badge.accessibleName(), badge.text());
        QVERIFY(badge.heightForWidth(120) > badge.heightForWidth(2000));
        // In a column too, which takes a fixed policy at its word.
        QWidget column;
        auto *layout = new QVBoxLayout(&column);
        auto *narrow = new Badge;
        narrow->setContent(badge.tone(), badge.text());
        layout->addWidget(narrow);
        layout->addStretch(1);
        column.resize(140, 400);
        column.show();
        QCOMPARE(narrow->height(), narrow->heightForWidth(narrow->width()));
        QVERIFY(narrow->height() > 2 * narrow->fontMetrics().height());
    }

    void messageBar_runsItsActionOnce()
    {
        MessageBar bar;
        int ran = 0;
        bar.showMessage(QStringLiteral("A port is taken."),
                        {{QStringLiteral("Try again"), [&ran] { ++ran; }}});
        QVERIFY(bar.isVisibleTo(nullptr));
        const auto buttons = bar.findChildren<QPushButton *>();
        QCOMPARE(buttons.size(), 1);
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QCOMPARE(ran, 1);
        QVERIFY(bar.isHidden());
    }
};

QTEST_MAIN(tst_Fields)
#include "tst_fields.moc"
