#include "scenes.h"
#include "turn_to.h"

#include "widgets/diagnosis/bundle_dialog.h"
#include "widgets/diagnosis/compare_dialog.h"
#include "widgets/diagnosis/diagnosis_tree.h"
#include "widgets/diagnosis/diagnosis_view.h"
#include "widgets/diagnosis/doctor_dialog.h"
#include "widgets/map/map_view.h"
#include "widgets/words/report_words.h"

#include <QFileInfo>
#include <QTableView>

using namespace widgets;

namespace {

int rowsOf(const QDialog& dialog)
{
    return dialog.findChild<QTreeWidget*>()->topLevelItemCount();
}

}  // namespace

/// The page, one of its figures on the map, the files that differ between two layers, and what a bundle would hold.
void Scenes::diagnosis(MainWindow& window)
{
    auto* view = window.findChild<DiagnosisView*>();
    turnTo(view);
    waitFor([view] { return !view->desk().reading() && view->desk().diagnosis(); });
    camera_.take(window, "diagnosis");

    auto* tree = view->findChild<DiagnosisTree*>();
    const auto garbage = tree->findItems(reportWord("partGarbage"), Qt::MatchExactly | Qt::MatchRecursive);
    if (!garbage.empty()) {
        emit tree->itemClicked(garbage.front(), 0);
        camera_.take(window, "marked");
    }
    window.findChild<MapView*>()->highlight({});
    window.session().showAll();

    view->openComparison();
    if (auto* comparison = view->findChild<CompareDialog*>()) {
        waitFor([comparison] { return comparison->findChild<QTableView*>()->model()->rowCount() > 0; });
        camera_.take(*comparison, "compare");
        comparison->close();
    }

    BundleDialog bundle(view->desk(), &window);
    bundle.show();
    waitFor([&bundle] { return rowsOf(bundle) > 0; });
    camera_.take(bundle, "bundle");
    bundle.close();
    turnTo(window.findChild<MapView*>());
}

/// A chain whose base is gone, and what is found in its place.
void Scenes::doctor()
{
    const QString templates = QFileInfo(QFileInfo(stage_.main).path()).path();
    const QString broken = templates + "/broken-link/diff.qcow2";
    if (!QFileInfo::exists(broken))
        return;
    const auto window = windowOf({broken});
    auto* view = window->findChild<DiagnosisView*>();
    turnTo(view);
    waitFor([view] { return !view->desk().reading() && view->desk().diagnosis(); });
    camera_.take(*window, "broken");
    DoctorDialog dialog(window->session().analysis()->chain, window->session().options(), window.get());
    dialog.addFolder(templates.toStdString());
    dialog.show();
    waitFor([&dialog] { return rowsOf(dialog) > 0; });
    camera_.take(dialog, "doctor");
    dialog.close();
}
