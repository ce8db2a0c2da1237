#include "widgets/words/window_sentences.h"

#include "resources/sentences.h"

#include <algorithm>
#include <array>

namespace widgets {

namespace {

/// By code, sorted.
constexpr std::array own{
    lamella::Sentence{"backing.formatUnknown",
                      QT_TRANSLATE_NOOP("WindowSentences", "the header does not say the format of {name}; name it with "
                                                           "\"Name its format\", also in the library's menu")},
    lamella::Sentence{"doctor.ambiguous",
                      QT_TRANSLATE_NOOP("WindowSentences", "several different images fit equally well; choose one")},
    lamella::Sentence{"doctor.noneProven",
                      QT_TRANSLATE_NOOP("WindowSentences", "no image was found that is proven to be the missing one; "
                                                           "look in more folders, or choose one")},
    lamella::Sentence{"exchange.interrupted",
                      QT_TRANSLATE_NOOP("WindowSentences", "the exchange of files stopped half-way ({reason}); choose "
                                                           "\"Recover after a crash\" in the menu Slim")},
    lamella::Sentence{"exchange.journalLeft",
                      QT_TRANSLATE_NOOP("WindowSentences", "all is done, but {path} could not be removed; choose "
                                                           "\"Recover after a crash\" in the menu Slim")},
    lamella::Sentence{"lvm.missing",
                      QT_TRANSLATE_NOOP("WindowSentences",
                                        "the volume group {group} has a physical volume that is not on this disk: "
                                        "{volume} (last seen as {device}, {bytes:size})")},
    lamella::Sentence{"name.dataFile",
                      QT_TRANSLATE_NOOP("WindowSentences", "it names the external data file {name}; allow it with "
                                                           "\"Allow this file\", also in the library's menu")},
    lamella::Sentence{"name.outsideFolders",
                      QT_TRANSLATE_NOOP("WindowSentences", "{name} is outside the opened folders; allow it with "
                                                           "\"Allow this file\", also in the library's menu")},
    lamella::Sentence{
        "plan.compressedBase",
        QT_TRANSLATE_NOOP("WindowSentences",
                          "{bytes:size} of the base are compressed to {stored:size}; uncompressed they take more")},
    lamella::Sentence{"plan.noTarget",
                      QT_TRANSLATE_NOOP("WindowSentences", "it is not said where the result goes; choose it in the "
                                                           "options of the savings")},
    lamella::Sentence{"plan.notAlone",
                      QT_TRANSLATE_NOOP("WindowSentences",
                                        "there may be images elsewhere that need {path}, which gets another name: the "
                                        "search ended after {files} files in {folders}")},
    lamella::Sentence{"recover.outsideFolders",
                      QT_TRANSLATE_NOOP("WindowSentences",
                                        "it stays: it has files in {folder}; add that folder to the library first")},
    lamella::Sentence{"restore.resultLeft",
                      QT_TRANSLATE_NOOP("WindowSentences", "the result stays as {path}; \"Recover after a crash\" in "
                                                           "the menu Slim removes it")},
};

/// What can be done in the window where the command line has an option for it. By code, sorted.
constexpr std::array ownRemedies{
    lamella::Sentence{
        "lvm.copies",
        QT_TRANSLATE_NOOP("Remedies", "Let LVM write its metadata anew in the guest with vgck, then scan again.")},
    lamella::Sentence{"lvm.missing",
                      QT_TRANSLATE_NOOP("Remedies", "Give the image of that disk too, with \"Add a "
                                                    "disk\" above the savings. Nothing is written to it.")},
    lamella::Sentence{"lvm.noMetadata",
                      QT_TRANSLATE_NOOP("Remedies", "Give the images of the group's other disks too, with \"Add a "
                                                    "disk\" above the savings. Nothing is written to them.")},
    lamella::Sentence{"plan.compressedBase",
                      QT_TRANSLATE_NOOP("Remedies", "Choose a compression in the options and compare both figures.")},
    lamella::Sentence{"plan.formatChanges",
                      QT_TRANSLATE_NOOP("Remedies", "Choose a new file as the result in the options.")},
    lamella::Sentence{"plan.noTarget", QT_TRANSLATE_NOOP("Remedies", "Choose in the options where the result goes.")},
    lamella::Sentence{"plan.outdated", QT_TRANSLATE_NOOP("Remedies", "Scan again.")},
    lamella::Sentence{"plan.quick", QT_TRANSLATE_NOOP("Remedies", "Ask for the exact figures first.")},
    lamella::Sentence{"recover.notAlone",
                      QT_TRANSLATE_NOOP("Remedies", "Where the exchange was taken back, run the operation again; where "
                                                    "it stays, add the folders where such images are to the library.")},
};

template <std::size_t count>
const char* textIn(const std::array<lamella::Sentence, count>& texts, std::string_view code)
{
    const auto found = std::find_if(texts.begin(), texts.end(), [code](const auto& one) { return one.code == code; });
    return found == texts.end() ? nullptr : found->text;
}

}  // namespace

const char* windowSentence(std::string_view code)
{
    return textIn(own, code);
}

const char* windowRemedy(std::string_view code)
{
    return textIn(ownRemedies, code);
}

}  // namespace widgets
