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
    lamella::Sentence{"name.dataFile",
                      QT_TRANSLATE_NOOP("WindowSentences", "it names the external data file {name}; allow it with "
                                                           "\"Allow this file\", also in the library's menu")},
    lamella::Sentence{"name.outsideFolders",
                      QT_TRANSLATE_NOOP("WindowSentences", "{name} is outside the opened folders; allow it with "
                                                           "\"Allow this file\", also in the library's menu")},
    lamella::Sentence{"plan.compressedBase",
                      QT_TRANSLATE_NOOP("WindowSentences",
                                        "{bytes} bytes of the base are compressed to {stored}; uncompressed they take "
                                        "more")},
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

}  // namespace

const char* windowSentence(std::string_view code)
{
    const auto found = std::find_if(own.begin(), own.end(), [code](const auto& one) { return one.code == code; });
    return found == own.end() ? nullptr : found->text;
}

}  // namespace widgets
