#include "work/journal.h"

#include "bytes/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <set>
#include <span>
#include <xxhash.h>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view headLine = "lamella-journal 1\n";
constexpr std::string_view journalPrefix = ".lamella-journal-";
constexpr std::size_t mostSteps = 4096;
constexpr std::size_t longestName = 255;
constexpr std::uint64_t mostKept = 9999;

void require(bool condition, const char* part)
{
    if (!condition)
        throw Error(ErrorKind::Refused, "journal.invalid", {{"part", std::string(part)}});
}

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-").find(c) != std::string_view::npos;
}

std::string escapedName(std::string_view name)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain(c))
            text += c;
        else
            text.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return text;
}

std::string unescapedName(std::string_view text)
{
    std::string name;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            name += text[at];
            continue;
        }
        require(text.size() - at > 2, "name");
        unsigned byte = 0;
        const auto [end, failure] = std::from_chars(&text[at + 1], &text[at + 1] + 2, byte, 16);
        require(failure == std::errc() && end == &text[at + 1] + 2, "name");
        name += static_cast<char>(byte);
        at += 2;
    }
    // One spelling for every name, so that a text stands for one journal.
    require(escapedName(name) == text, "name");
    return name;
}

std::string checksum(std::string_view text)
{
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    std::array<char, 33> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return digits.data();
}

void checkName(const std::string& name)
{
    require(!name.empty() && name.size() <= longestName && name != "." && name != ".." &&
                name.find_first_of(std::string_view("/\0", 2)) == std::string::npos,
            "name");
}

void checkStep(const ExchangeStep& step)
{
    checkName(step.from);
    checkName(step.to);
    const bool keep = step.kind == ExchangeStep::Kind::Keep;
    const std::string& name = keep ? step.from : step.to;
    require(!isJournalName(name) && !targetOfTemporary(name), "name");
    require(keep ? isKeptName(step.to, step.from) : targetOfTemporary(step.from) == step.to, "name");
}

/// Reads the words of one line.
class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}

    std::string_view next()
    {
        require(!done_, "line");
        const std::size_t space = rest_.find(' ');
        const std::string_view word = rest_.substr(0, space);
        done_ = space == std::string_view::npos;
        rest_.remove_prefix(done_ ? rest_.size() : space + 1);
        return word;
    }
    template <class Number>
    Number number()
    {
        const std::string_view word = next();
        Number value = 0;
        const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
        require(failure == std::errc() && end == word.data() + word.size() && std::to_string(value) == word, "number");
        return value;
    }
    void requireEnd() const { require(done_, "line"); }

private:
    std::string_view rest_;
    bool done_ = false;
};

FileIdentity readIdentity(Words& words)
{
    const auto device = words.number<std::uint64_t>();
    return {device, words.number<std::uint64_t>()};
}

ExchangeStep readStep(ExchangeStep::Kind kind, Words& words)
{
    ExchangeStep step;
    step.kind = kind;
    step.folder = words.number<std::size_t>();
    step.identity = readIdentity(words);
    step.length = words.number<std::uint64_t>();
    step.modified = words.number<std::int64_t>();
    step.from = unescapedName(words.next());
    step.to = unescapedName(words.next());
    return step;
}

void readLine(Journal& journal, std::string_view line)
{
    Words words(line);
    const std::string_view kind = words.next();
    if (kind == "folder" && journal.steps.empty()) {
        const FileIdentity identity = readIdentity(words);
        journal.folders.push_back({unescapedName(words.next()), identity});
    } else if (kind == "keep") {
        journal.steps.push_back(readStep(ExchangeStep::Kind::Keep, words));
    } else {
        require(kind == "place", "line");
        journal.steps.push_back(readStep(ExchangeStep::Kind::Place, words));
    }
    words.requireEnd();
}

/// Nothing was renamed yet: a journal that stays in spite of this leads `recover` back to where we are.
void takeBack(const Folder& folder, const std::string& name, const FileIdentity& identity) noexcept
{
    try {
        const std::optional<FileStatus> status = folder.status(name);
        if (status && status->identity == identity)
            folder.remove(name);
    } catch (const Error&) {
    }
}

std::string identityText(const FileIdentity& identity)
{
    return std::to_string(identity.device) + ' ' + std::to_string(identity.inode);
}

}  // namespace

void checkJournal(const Journal& journal)
{
    using Kind = ExchangeStep::Kind;
    require(!journal.folders.empty() && !journal.steps.empty() && journal.folders.size() <= mostSteps &&
                journal.steps.size() <= mostSteps,
            "size");
    std::set<fs::path> folders;
    for (const ExchangeFolder& folder : journal.folders)
        require(folder.path.is_absolute() && folder.path == folder.path.lexically_normal() &&
                    folder.path.native().find('\0') == std::string::npos && folders.insert(folder.path).second,
                "folder");
    require(std::is_sorted(journal.steps.begin(), journal.steps.end(),
                           [](const ExchangeStep& a, const ExchangeStep& b) { return a.kind < b.kind; }),
            "order");
    // Every name is taken once and given up once; only a result may take what an original gave up.
    std::set<std::pair<std::size_t, std::string>> before;
    std::set<std::pair<std::size_t, std::string>> after;
    std::set<FileIdentity> files;
    for (const ExchangeStep& step : journal.steps) {
        require(step.folder < journal.folders.size(), "folder");
        checkStep(step);
        require(before.emplace(step.folder, step.from).second && after.emplace(step.folder, step.to).second &&
                    files.insert(step.identity).second,
                "name");
    }
    for (const ExchangeStep& step : journal.steps)
        require(step.kind == Kind::Place || !before.contains({step.folder, step.to}), "name");
}

std::string journalText(const Journal& journal)
{
    std::string text(headLine);
    for (const ExchangeFolder& folder : journal.folders)
        text += "folder " + identityText(folder.identity) + ' ' + escapedName(folder.path.native()) + '\n';
    for (const ExchangeStep& step : journal.steps) {
        text += step.kind == ExchangeStep::Kind::Keep ? "keep " : "place ";
        text += std::to_string(step.folder) + ' ' + identityText(step.identity) + ' ' + std::to_string(step.length) +
                ' ' + std::to_string(step.modified) + ' ' + escapedName(step.from) + ' ' + escapedName(step.to) + '\n';
    }
    return text + "checksum " + checksum(text) + '\n';
}

Journal parseJournal(std::string_view text)
{
    require(text.size() <= mostJournalBytes, "size");
    require(text.starts_with(headLine), "version");
    const std::size_t last = text.substr(0, text.size() - 1).rfind('\n') + 1;
    require(text.substr(last) == "checksum " + checksum(text.substr(0, last)) + '\n', "checksum");
    Journal journal;
    for (std::string_view rest = text.substr(headLine.size(), last - headLine.size()); !rest.empty();) {
        const std::size_t end = rest.find('\n');
        readLine(journal, rest.substr(0, end));
        require(journal.folders.size() <= mostSteps && journal.steps.size() <= mostSteps, "size");
        rest.remove_prefix(end + 1);
    }
    checkJournal(journal);
    return journal;
}

std::string newJournalName()
{
    return std::string(journalPrefix) + randomSuffix();
}

bool isJournalName(std::string_view name) noexcept
{
    return name.starts_with(journalPrefix) && isRandomSuffix(name.substr(journalPrefix.size()));
}

std::string keptName(const Folder& folder, const std::string& name)
{
    std::string kept = name + std::string(keptSuffix);
    for (std::uint64_t number = 1; folder.status(kept); ++number) {
        if (number > mostKept)
            throw Error(ErrorKind::Refused, "target.exists").at(folder / kept);
        kept = name + std::string(keptSuffix) + '.' + std::to_string(number);
    }
    return kept;
}

JournalFile JournalFile::commit(const SharedFolder& folder, const Journal& journal)
{
    checkJournal(journal);
    const std::string text = journalText(journal);
    TemporaryFile file = TemporaryFile::beside(FilePlace{folder, newJournalName()});
    file.file().write(0, std::as_bytes(std::span(text)));
    file.file().sync();
    const std::string& name = file.targetName();
    try {
        folder->rename(file.name(), name);
        folder->sync();
    } catch (const Error&) {
        takeBack(*folder, name, file.file().status().identity);
        throw;
    }
    file.release();
    return JournalFile(std::move(file));
}

void removeJournal(const Folder& folder, const std::string& name)
{
    folder.remove(name);
    try {
        folder.sync();
    } catch (const Error&) {
    }
}

}  // namespace engine
