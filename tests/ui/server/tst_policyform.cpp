// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/imitationtext.h"
#include "tests/ui/testlab.h"
#include "ui/server/originlistnote.h"
#include "ui/server/policyform.h"
#include "ui/widgets/chipedit.h"
#include "ui/widgets/fieldedit.h"

#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace corslab;
using namespace corslab::test;

class tst_PolicyForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_form = std::make_unique<PolicyForm>();
        m_form->resize(330, 900);
        m_form->show();
        QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
        m_policy = {};
        // As the panel does: what is proposed is shown.
        connect(m_form.get(), &PolicyForm::edited, m_form.get(), [this](const Policy &policy) {
            m_policy = policy;
            m_form->setPolicy(policy);
        });
        named<QToolButton>(*m_form, QStringLiteral("More settings of the policy"))->click();
    }

    void everyControl_hasAName() { QCOMPARE(namelessControls(*m_form), QStringList()); }

    void everyKey_roundTrips()
    {
        Policy policy;
        policy.origins = {{"http://a.example", false, false},
                          {"a.example", true, false},
                          {"https://b", true, true}};
        policy.reflect = true;
        policy.methodsMode = Policy::Lists::Echo;
        policy.methods = {"PUT"};
        policy.headersMode = Policy::Lists::Echo;
        policy.headers = {"X"};
        policy.credentials = true;
        policy.expose = {"ETag"};
        policy.maxAge = 7200;
        policy.preflightStatus = 200;
        policy.preflightContinue = true;
        policy.answer = Policy::Answer::Requested;
        policy.refused = Policy::Refused::ServerError;
        policy.vary = Policy::Vary::Never;
        policy.onErrors = false;
        policy.timingAllowOrigin = QList<QByteArray>{"*"};
        policy.resourcePolicy = "same-site";
        m_form->setPolicy(policy);
        QSignalSpy spy(m_form.get(), &PolicyForm::edited);
        // One edit of one key hands back everything else as it was.
        auto *credentials = named<QCheckBox>(*m_form, QStringLiteral("Allow credentials"));
        QTest::mouseClick(credentials, Qt::LeftButton, {}, QPoint(5, credentials->height() / 2));
        QCOMPARE(spy.size(), 1);
        policy.credentials = false;
        QCOMPARE(m_policy, policy);
    }

    void origin_isTypedAndChecked()
    {
        auto *origins = named<ChipEdit>(*m_form, QStringLiteral("Allowed origins"));
        auto *line = origins->lineEdit();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("http://localhost:5173/"));
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(!origins->error().isEmpty());
        QVERIFY(m_policy.origins.isEmpty());
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(m_policy.origins, (QList<OriginEntry>{{"http://localhost:5173", false, false}}));
    }

    void regularExpression_standsBetweenSlashes()
    {
        QCOMPARE(PolicyForm::entryOf("/a.b/"), (OriginEntry{"a.b", true, false}));
        QCOMPARE(PolicyForm::entryOf("/^a.b$/"), (OriginEntry{"a.b", true, true}));
        QCOMPARE(PolicyForm::entryOf("http://a"), (OriginEntry{"http://a", false, false}));
        for (const auto *chip : {"/a/", "/^a$/", "http://a", "*", "null"})
            QCOMPARE(PolicyForm::chipOf(PolicyForm::entryOf(chip)), QByteArray(chip));
    }

    void maxAge_isANumberOrNothing()
    {
        auto *field = named<FieldEdit>(*m_form, QStringLiteral("Max-Age (s)"));
        QVERIFY(field);
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("60"));
        QCOMPARE(m_policy.maxAge, std::optional<qint64>(60));
        QTest::keyClicks(field, QStringLiteral("x"));
        QVERIFY(!field->error().isEmpty());
        QCOMPARE(m_policy.maxAge, std::optional<qint64>(60));
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QVERIFY(!m_policy.maxAge);
        QVERIFY(field->error().isEmpty());
    }

    void rawAnswers_areLines()
    {
        auto *raw = m_form->findChildren<QCheckBox *>().last();
        QCOMPARE(raw->text(), QStringLiteral("Raw answers in place of all the rest"));
        QTest::mouseClick(raw, Qt::LeftButton, {}, QPoint(5, raw->height() / 2));
        QVERIFY(m_policy.raw);
        auto *lines =
            named<BodyEdit>(*m_form, QStringLiteral("Headers to a preflight, one a line"));
        QVERIFY(lines->isVisible());
        lines->setFocus();
        QTest::keyClicks(lines, QStringLiteral("A: 1"));
        QCOMPARE(m_policy.raw->preflight, (std::vector<Header>{{"A", "1"}}));
        QTest::keyClick(lines, Qt::Key_Return);
        QTest::keyClicks(lines, QStringLiteral("bad"));
        QCOMPARE(m_policy.raw->preflight, (std::vector<Header>{{"A", "1"}}));
        QCOMPARE(lines->toPlainText(), QStringLiteral("A: 1\nbad"));
    }

    void pastedList_keepsWhatCanBeRead_andSaysWhereTheRestGoesWrong()
    {
        QByteArray text;
        for (int i = 1; i <= 100'000; ++i) {
            if (i % 20'000 == 0)
                text += "https://a.*.example\n";
            else
                text += "https://s" + QByteArray::number(i) + ".example\n";
        }
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        auto *origins = named<ChipEdit>(*m_form, QStringLiteral("Allowed origins"));
        origins->lineEdit()->setFocus();
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(origins->lineEdit(), Qt::Key_V, Qt::ControlModifier);
        const auto took = timer.elapsed();
        QCOMPARE(m_policy.origins.size(), 99'995);
        QCOMPARE(origins->values().size(), 99'995);
        auto *note = m_form->findChild<OriginListNote *>();
        QVERIFY(note->isVisible());
        QVERIFY(note->text().startsWith(QStringLiteral("Line 20,000, character 11:")));
        QCOMPARE(note->text().count(u'\n'), 5);
        QTest::mouseClick(
            named<QPushButton>(*note, QStringLiteral("Copy where each line goes wrong")),
            Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), note->text());
        QTest::mouseClick(named<QPushButton>(*note, QStringLiteral("Dismiss what is said of the "
                                                                   "pasted list")),
                          Qt::LeftButton);
        QVERIFY(!note->isVisible());
        QVERIFY2(took < 5000, qPrintable(QString::number(took)));
    }

    void patternError_marksTheCharacter()
    {
        auto *line = named<ChipEdit>(*m_form, QStringLiteral("Allowed origins"))->lineEdit();
        line->setFocus();
        QTest::keyClicks(line, QStringLiteral("https://a.*.example"));
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(line->text(), QStringLiteral("https://a.*.example"));
        QCOMPARE(line->selectedText(), QStringLiteral("*"));
        QCOMPARE(line->selectionStart(), 10);
    }

    void imitation_saysWhatItTeaches()
    {
        auto *combo = named<QComboBox>(*m_form, QStringLiteral("Answers as"));
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Down);
        QVERIFY(m_policy.imitate);
        const auto labels = m_form->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [this](const QLabel *label) {
            return label->isVisible() && label->text() == imitationText(*m_policy.imitate);
        }));
    }

private:
    std::unique_ptr<PolicyForm> m_form;
    Policy m_policy;
};

QTEST_MAIN(tst_PolicyForm)
#include "tst_policyform.moc"
