// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/server/policypreview.h"

#include <QTest>

using namespace corslab;

namespace {

Policy articlePolicy()
{
    Policy policy;
    policy.origins = {{"http://localhost:3000", false, false}};
    policy.methods = {"GET", "PUT"};
    policy.headers = {"X-Key"};
    return policy;
}

} // namespace

class tst_PolicyPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowedQuestion_showsBothAnswers()
    {
        const CompiledPolicy policy(articlePolicy());
        const auto preview = previewOf(policy, {"http://localhost:3000", "PUT", true, {"x-key"}});
        QVERIFY(preview.originAllowed);
        QVERIFY(preview.text.startsWith(QStringLiteral("OPTIONS: 204\n")));
        QVERIFY(preview.text.contains(
            QStringLiteral("Access-Control-Allow-Origin: http://localhost:3000")));
        QVERIFY(preview.text.contains(QStringLiteral("Access-Control-Allow-Methods: GET")));
        QVERIFY(preview.text.contains(QStringLiteral("\nPUT: ")));
    }

    void refusedOrigin_isTold()
    {
        const CompiledPolicy policy(articlePolicy());
        const auto preview = previewOf(policy, {"http://localhost:5173", "GET", false, {}});
        QVERIFY(!preview.originAllowed);
        QVERIFY(!preview.text.contains(QStringLiteral("Access-Control-Allow-Origin")));
    }

    void simpleRequest_hasNoQuestion()
    {
        const CompiledPolicy policy(articlePolicy());
        const auto preview = previewOf(policy, {"http://localhost:3000", "GET", false, {}});
        QVERIFY(!preview.text.contains(QStringLiteral("OPTIONS:")));
        QVERIFY(!preview.text.endsWith(u'\n'));
    }
};

QTEST_GUILESS_MAIN(tst_PolicyPreview)
#include "tst_policypreview.moc"
