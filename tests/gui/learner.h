#pragma once

#include "widgets/lab/lab_controls.h"
#include "widgets/lab/lab_map.h"
#include "widgets/lab/lab_window.h"
#include "widgets/lab/lesson_panel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

namespace testsupport {

/// A learner in front of the lab window: clicks and types, and sees what the panel says.
class Learner {
public:
    explicit Learner(widgets::LabWindow& window) : window_(window)
    {
        // Shortcuts come to the active window only.
        window_.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window_));
    }

    void begin(int lesson)
    {
        auto* choice = lessons().findChild<QComboBox*>();
        choice->setFocus();
        while (choice->currentIndex() != lesson)
            QTest::keyClick(choice, choice->currentIndex() < lesson ? Qt::Key_Down : Qt::Key_Up);
        auto* button = lessons().findChild<QPushButton*>();
        QTest::mouseClick(button, Qt::LeftButton);
        settle();
        task_ = 0;
    }

    void press(engine::lab::Action action)
    {
        QPushButton* button = window_.controls().button(action);
        QVERIFY2(button->isEnabled(), qPrintable(button->text()));
        QTest::mouseClick(button, Qt::LeftButton);
        settle();
    }
    /// @param field the box of names in the controls: 1 files, 2 snapshots
    void type(int field, const QString& text)
    {
        QLineEdit* line = window_.controls().findChildren<QComboBox*>()[field]->lineEdit();
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void writeFile(const QString& name, int clusters = 1)
    {
        type(1, name);
        auto* box = window_.controls().findChild<QSpinBox*>("clusters");
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QString::number(clusters));
        press(engine::lab::Action::WriteFile);
    }
    void deleteFile(const QString& name)
    {
        type(1, name);
        press(engine::lab::Action::DeleteFile);
    }
    void chooseTemplate(int number)
    {
        QComboBox* box = window_.controls().findChildren<QComboBox*>()[0];
        box->setFocus();
        QTest::keyClick(box, number == 0 ? Qt::Key_Home : Qt::Key_End);
        QCOMPARE(box->currentIndex(), number);
    }
    void click(const widgets::LabPlace& place, Qt::KeyboardModifiers modifiers = {})
    {
        const QPoint point = window_.map().centreOf(place).toPoint();
        QVERIFY(point.x() >= 0);
        QTest::mouseClick(&window_.map(), Qt::LeftButton, modifiers, point);
    }
    void pressNamed(const char* name)
    {
        QTest::mouseClick(window_.controls().findChild<QPushButton*>(name), Qt::LeftButton);
        settle();
    }
    void settle() { QTRY_VERIFY_WITH_TIMEOUT(!window_.desk().busy(), 20000); }

    /// The panel has noticed that the task is done, and lets the learner on.
    void done()
    {
        settle();
        QCOMPARE(lessons().run().taskNumber(), task_);
        QVERIFY2(lessons().run().taskDone(), qPrintable(QString("task %1").arg(task_ + 1)));
        if (lessons().run().atLastTask())
            return;
        QTest::mouseClick(next(), Qt::LeftButton);
        QCOMPARE(lessons().run().taskNumber(), ++task_);
    }
    void notDone()
    {
        settle();
        QVERIFY2(!lessons().run().taskDone(), qPrintable(QString("task %1").arg(task_ + 1)));
        QVERIFY(!next()->isEnabled());
    }
    void finished()
    {
        QVERIFY(lessons().run().finished());
        auto* progress = lessons().findChild<QProgressBar*>();
        QCOMPARE(progress->value(), progress->maximum());
    }
    widgets::LessonPanel& lessons() { return window_.lessons(); }
    widgets::LabWindow& window() { return window_; }

private:
    QPushButton* next() { return lessons().findChild<QPushButton*>("next"); }

    widgets::LabWindow& window_;
    std::size_t task_ = 0;
};

}  // namespace testsupport
