#include "widgets/diagnosis/diagnosis_view.h"

#include "widgets/diagnosis/bundle_dialog.h"
#include "widgets/diagnosis/compare_dialog.h"
#include "widgets/diagnosis/diagnosis_tree.h"
#include "widgets/diagnosis/doctor_dialog.h"
#include "widgets/words/path_field.h"
#include "widgets/words/report_words.h"
#include "widgets/words/words.h"
#include "work/leak_repair.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

namespace widgets {

DiagnosisView::DiagnosisView(Session& session, QWidget& map, QWidget* parent)
    : QWidget(parent), session_(session), map_(map), desk_(session), tree_(new DiagnosisTree), state_(new QLabel),
      exact_(new QPushButton), compare_(new QPushButton), export_(new QToolButton)
{
    auto* layout = new QVBoxLayout(this);
    auto* line = new QHBoxLayout;
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    line->addWidget(state_, 1);
    line->addWidget(compare_);
    line->addWidget(exact_);
    line->addWidget(export_);
    layout->addLayout(line);
    layout->addWidget(tree_, 1);
    setFocusProxy(tree_);
    export_->setPopupMode(QToolButton::InstantPopup);
    export_->setFocusPolicy(Qt::StrongFocus);
    makeExports();
    connect(&session_, &Session::analysisChanged, this, &DiagnosisView::showState);
    connect(compare_, &QPushButton::clicked, this, &DiagnosisView::openComparison);
    connect(exact_, &QPushButton::clicked, &desk_, &DiagnosisDesk::readExactly);
    connect(&desk_, &DiagnosisDesk::changed, this, [this] {
        tree_->show(desk_.diagnosis());
        showState();
        emit marked({}, {}, {});
    });
    connect(&desk_, &DiagnosisDesk::readingChanged, this, &DiagnosisView::showState);
    connect(&desk_, &DiagnosisDesk::failed, this, [this](const engine::Error& error) { emit told(describe(error)); });
    connect(&desk_, &DiagnosisDesk::saved, this,
            [this](const QString& path) { emit told(tr("%1 was written.").arg(plainText(path.toStdString()))); });
    connect(tree_, &DiagnosisTree::placeChosen, this, &DiagnosisView::showPlace);
    connect(tree_, &DiagnosisTree::remedyChosen, this, &DiagnosisView::startRemedy);
    connect(&repair_, &Background::failed, this, [this](const engine::Error& error) { emit told(describe(error)); });
    retranslate();
}

void DiagnosisView::makeExports()
{
    auto* menu = new QMenu(export_);
    export_->setMenu(menu);
    const auto add = [&](std::function<QString()> text, std::function<void()> run) {
        QAction* action = menu->addAction(QString());
        connect(action, &QAction::triggered, this, std::move(run));
        exports_.emplace_back(action, std::move(text));
    };
    const auto addReport = [&](std::function<QString()> text, const char* suffix) {
        add(std::move(text), [this, suffix] {
            askFile(QString("*.%1").arg(suffix), suffix,
                    [this](const std::filesystem::path& target) { desk_.saveReport(target); });
        });
    };
    addReport([] { return tr("Report as &HTML..."); }, "html");
    addReport([] { return tr("Report as &JSON..."); }, "json");
    addReport([] { return tr("Report as &CSV..."); }, "csv");
    menu->addSeparator();
    addReport([] { return tr("Map as &SVG..."); }, "svg");
    add([] { return tr("Map as &PNG..."); },
        [this] {
            askFile("*.png", "png", [this](const std::filesystem::path& target) {
                const QString path = QString::fromStdString(target.string());
                emit told(map_.grab().save(path) ? tr("%1 was written.").arg(plainText(target.string()))
                                                 : tr("%1 could not be written.").arg(plainText(target.string())));
            });
        });
    menu->addSeparator();
    add([] { return tr("Support &bundle..."); }, [this] { openBundle(); });
}

void DiagnosisView::askExport()
{
    if (desk_.diagnosis())
        export_->showMenu();
}

void DiagnosisView::askFile(const QString& filter, const QString& suffix,
                            std::function<void(const std::filesystem::path&)> save)
{
    auto* dialog = new QFileDialog(this, tr("Export"), QString(), filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [save = std::move(save)](const QString& path) { save(path.toStdString()); });
    dialog->open();
}

void DiagnosisView::openBundle()
{
    auto* dialog = new BundleDialog(desk_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DiagnosisView::openDoctor()
{
    const auto analysis = session_.analysis();
    if (!analysis)
        return;
    auto* dialog = new DoctorDialog(analysis->chain, session_.options(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &DoctorDialog::fixed, this, [this](const QString& folder) {
        session_.openFolder(pathFrom(folder));
        emit filesChanged();
    });
    dialog->open();
}

void DiagnosisView::openComparison()
{
    if (!CompareDialog::canCompare(session_)) {
        emit told(tr("Open a template with two layers, or with an internal snapshot, to compare its states."));
        return;
    }
    if (!comparison_) {
        comparison_ = new CompareDialog(session_, this);
        comparison_->setAttribute(Qt::WA_DeleteOnClose);
        connect(comparison_, &CompareDialog::placeChosen, this, &DiagnosisView::showPlace);
    }
    comparison_->show();
    comparison_->activateWindow();
}

void DiagnosisView::startRemedy(const engine::Symptom& symptom)
{
    using engine::Remedy;
    const auto diagnosis = desk_.diagnosis();
    if (symptom.remedy == Remedy::FindBacking) {
        openDoctor();
    } else if (symptom.remedy == Remedy::RepairLeaks) {
        askRepair(diagnosis->layers[*symptom.layer].path);
    } else if (symptom.remedy == Remedy::AllowBacking) {
        session_.allow(diagnosis->layers[*symptom.layer].path);
        session_.reload();
    } else {
        emit slimWanted(symptom.remedy);
    }
}

/// In place, so not without a word.
void DiagnosisView::askRepair(const std::filesystem::path& image)
{
    auto* question = new QMessageBox(
        QMessageBox::Question, tr("Repair leaks"),
        tr("Give the leaked clusters of %1 back? Only reference counts are written, in place; the content stays as it "
           "is.")
            .arg(pathText(image)),
        QMessageBox::Cancel, this);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* repair = question->addButton(tr("&Repair"), QMessageBox::AcceptRole);
    connect(repair, &QPushButton::clicked, this, [this, image] {
        repair_.start([this, image](std::stop_token stop, const Background::Publish& publish) {
            const engine::File file = engine::File::open(image);
            const engine::LeakRepairResult done = engine::runLeakRepair(engine::planLeakRepair(file, stop), stop);
            publish([this, done] {
                emit told(tr("%1 leaked clusters were repaired, %2 are free for reuse inside the file.")
                              .arg(done.leakedClusters)
                              .arg(sizeText(done.freedBytes)));
                emit filesChanged();
            });
        });
    });
    question->open();
}

/// First all of it; then, one after the other, its runs from near.
void DiagnosisView::showPlace(const DiagnosedPlace& place, std::size_t times)
{
    const auto ranges = place.ranges.ranges();
    showState();
    if (ranges.empty()) {
        state_->setText(place.instead.isEmpty() ? tr("This takes no clusters of its own on the guest's disk.")
                                                : place.instead);
        emit marked({}, {}, {});
        return;
    }
    const bool all = times == 0;
    const engine::GuestRange shown = all ? engine::GuestRange::between(ranges.front().start, ranges.back().end())
                                         : ranges[(times - 1) % ranges.size()];
    if (place.layer)
        session_.selectLayer(place.layer);
    const std::uint64_t margin = std::min(shown.start.bytes(), all ? shown.length / 20 : shown.length);
    session_.showWindow({engine::GuestOffset(shown.start.bytes() - margin), shown.length + 2 * margin});
    session_.selectOffset(all ? std::nullopt : std::optional(shown.start));
    emit marked(place.ranges, place.layer, markText(place));
    emit placeShown();
}

QString DiagnosisView::markText(const DiagnosedPlace& place) const
{
    const auto count = static_cast<qulonglong>(place.ranges.ranges().size());
    return tr("Marked: %1, %2 (places: %3). Choose it again to go from one to the next; Escape ends it.")
        .arg(place.title, sizeText(place.ranges.total()), QLocale().toString(count));
}

void DiagnosisView::showState()
{
    const auto diagnosis = desk_.diagnosis();
    exact_->setEnabled(diagnosis && diagnosis->complete && !diagnosis->exact && !desk_.reading());
    compare_->setEnabled(CompareDialog::canCompare(session_));
    export_->setEnabled(diagnosis != nullptr);
    if (desk_.reading())
        state_->setText(tr("Reading..."));
    else if (!diagnosis)
        state_->setText(tr("Open a template to see why it is as large as it is."));
    else if (!diagnosis->complete)
        state_->setText(reportWord("incomplete"));
    else
        state_->setText(diagnosis->exact ? QString() : reportWord("quick"));
}

void DiagnosisView::retranslate()
{
    setWindowTitle(tr("Diagnosis"));
    compare_->setText(tr("Compare t&wo states..."));
    compare_->setToolTip(tr("Which files differ between two layers or internal snapshots"));
    exact_->setText(tr("Read the &content"));
    exact_->setToolTip(tr("Tells duplicates and zeros apart; reads all that the layers store"));
    export_->setText(tr("&Export"));
    for (const auto& [action, text] : exports_)
        action->setText(text());
    showState();
}

void DiagnosisView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void DiagnosisView::showEvent(QShowEvent* event)
{
    desk_.follow();
    QWidget::showEvent(event);
}

}  // namespace widgets
