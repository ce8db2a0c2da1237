// xvfb
#include "map_view_fixture.h"

using namespace maptest;

/// What the map shows of real images.
class MapViewTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { makeChain(folder_); }
    void emptyInvites();
    void brokenSaysWhich();
    void unreadableSaysWhy();
    void classesAreSeen();
    void legendDims();
    void highlightIsSeen();
    void hoverTells();
    void describesItselfForTheBlind();
    void manyLayersScroll();
    void closingShowsTheInvitation();

private:
    std::filesystem::path top() const { return folder_ / "top.qcow2"; }

    testsupport::Scratch folder_;
};

void MapViewTest::emptyInvites()
{
    Shown shown;
    QVERIFY(!shown.canvas().isVisible());
    QSignalSpy open(&shown.view, &MapView::openRequested);
    QSignalSpy samples(&shown.view, &MapView::samplesRequested);
    auto buttons = shown.view.findChildren<QPushButton*>();
    buttons.removeIf([](const QPushButton* button) { return !button->isVisible(); });
    QCOMPARE(buttons.size(), 2);
    for (QPushButton* button : buttons)
        QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(open.size(), 1);
    QCOMPARE(samples.size(), 1);
}

void MapViewTest::brokenSaysWhich()
{
    createOverlay(folder_ / "orphan.qcow2", "gone.qcow2");
    Shown shown(folder_ / "orphan.qcow2");
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Opened));
    QVERIFY(!shown.canvas().isVisible());
    QString said;
    for (const QLabel* label : shown.view.findChildren<QLabel*>())
        said += label->isVisible() ? label->text() : QString();
    QVERIFY2(said.contains("orphan.qcow2") && said.contains("gone.qcow2") && said.contains("Not found"),
             qPrintable(said));
}

void MapViewTest::unreadableSaysWhy()
{
    Shown shown(folder_ / "nowhere" / "nothing.qcow2");
    QTRY_VERIFY(!shown.session.reading());
    QTRY_VERIFY(!shown.canvas().isVisible());
    QString said;
    for (const QLabel* label : shown.view.findChildren<QLabel*>())
        said += label->isVisible() ? label->text() : QString();
    QVERIFY2(said.contains("nothing.qcow2"), qPrintable(said));
}

void MapViewTest::classesAreSeen()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QVERIFY(shown.canvas().isVisible());
    QCOMPARE(shown.canvas().parts().rows, 3);
    const QRgb garbage = colourOf(ClusterClass::Garbage, shown.canvas());
    const QRgb hidden = colourOf(ClusterClass::Hidden, shown.canvas());
    QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
    QVERIFY(shown.coloursAt(1, 40 * mib).contains(hidden));
    QVERIFY(!shown.coloursAt(1, 56 * mib).contains(garbage));
    QVERIFY(!shown.coloursAt(0, 33 * mib).contains(garbage));
    QVERIFY(shown.coloursAt(1, 48 * mib + mib / 2).contains(colourOf(ClusterClass::Zero, shown.canvas())));
}

void MapViewTest::legendDims()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    shown.session.selectLayer(1);
    const QRgb garbage = colourOf(ClusterClass::Garbage, shown.canvas());
    QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
    for (LegendItem* item : shown.view.findChildren<LegendItem*>()) {
        if (item->clusterClass() != ClusterClass::Garbage)
            continue;
        QVERIFY2(item->accessibleName().contains("2.9 MiB"), qPrintable(item->accessibleName()));
        QTest::mouseClick(item, Qt::LeftButton);
        QVERIFY(!shown.coloursAt(1, 33 * mib).contains(garbage));
        item->setFocus();
        QTest::keyClick(item, Qt::Key_Space);
        QVERIFY(shown.coloursAt(1, 33 * mib).contains(garbage));
        return;
    }
    QFAIL("garbage is not in the legend");
}

void MapViewTest::highlightIsSeen()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    const auto before = shown.coloursAt(0, 20 * mib);
    engine::GuestRangeSet ranges;
    ranges.append({GuestOffset(18 * mib), 4 * mib});
    shown.view.highlight(ranges);
    QVERIFY(shown.coloursAt(0, 20 * mib) != before);
    QCOMPARE(shown.coloursAt(0, 30 * mib), before);
    shown.view.highlight({});
    QCOMPARE(shown.coloursAt(0, 20 * mib), before);
    // In one lane, with words, until Escape.
    shown.session.selectOffset(std::nullopt);
    shown.view.highlight(ranges, 1, "Marked");
    QCOMPARE(shown.coloursAt(0, 20 * mib), before);
    QCOMPARE(shown.line(), QString("Marked"));
    shown.view.highlight(ranges, 2, "Marked");
    QVERIFY(shown.coloursAt(0, 20 * mib) != before);
    shown.key(Qt::Key_Escape);
    QCOMPARE(shown.coloursAt(0, 20 * mib), before);
    QVERIFY(shown.line() != "Marked");
    // Another template has other places.
    shown.view.highlight(ranges, 2, "Marked");
    shown.session.open(folder_ / "base.qcow2");
    QTRY_VERIFY(shown.line() != "Marked");
}

void MapViewTest::hoverTells()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QTest::mouseMove(&shown.canvas(), shown.at(1, 33 * mib));
    QTRY_VERIFY(shown.line().contains("diff.qcow2"));
    for (const QString part : {"33.", "Garbage", "host offset", "not used by the guest"})
        QVERIFY2(shown.line().contains(part), qPrintable(shown.line()));
}

void MapViewTest::describesItselfForTheBlind()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Files));
    QVERIFY(!shown.canvas().accessibleName().isEmpty());
    shown.session.selectLayer(1);
    shown.session.selectOffset(GuestOffset(33 * mib));
    QVERIFY(shown.canvas().accessibleDescription().contains("Garbage"));
    shown.session.selectLayer(2);
    QVERIFY(shown.canvas().accessibleDescription().contains("Unallocated"));
    QCOMPARE(shown.view.focusProxy(), &shown.canvas());
}

void MapViewTest::manyLayersScroll()
{
    createOverlay(folder_ / "n0.qcow2", "base.qcow2");
    for (int layer = 1; layer < 199; ++layer)
        createOverlay(folder_ / ("n" + std::to_string(layer) + ".qcow2"), "n" + std::to_string(layer - 1) + ".qcow2");
    Shown shown(folder_ / "n198.qcow2");
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    MapCanvas& canvas = shown.canvas();
    QCOMPARE(canvas.parts().rows, 200);
    QCOMPARE(canvas.parts().laneHeight(), MapGeometry::lowestLane);
    QVERIFY(canvas.parts().scrolls());
    shown.wheel(canvas, QPoint(10, canvas.parts().lanes().center().y()), {0, -120});
    QVERIFY(canvas.parts().scroll > 0);
    for (int step = 0; step < 199; ++step)
        shown.key(Qt::Key_Down);
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(0));
    QVERIFY(canvas.parts().lanes().contains(canvas.parts().lane(199)));
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, shown.at(198, mib));
    QCOMPARE(shown.session.layer(), std::optional<std::size_t>(1));
}

void MapViewTest::closingShowsTheInvitation()
{
    Shown shown(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    QVERIFY(shown.canvas().isVisible());
    shown.session.close();
    QVERIFY(!shown.canvas().isVisible());
    shown.session.open(top());
    QVERIFY(shown.waitFor(ChainAnalysis::Stage::Mapped));
    QVERIFY(shown.canvas().isVisible());
    QEvent language(QEvent::LanguageChange);
    QApplication::sendEvent(&shown.view, &language);
    QVERIFY(shown.canvas().isVisible());
}

QTEST_MAIN(MapViewTest)
#include "map_view_test.moc"
