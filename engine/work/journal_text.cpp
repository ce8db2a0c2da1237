#include "bytes/error.h"
#include "work/journal.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <set>
#include <xxhash.h>

namespace engine {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view headLine = "lamella-journal 1\n";
constexpr std::size_t mostSteps = 4096;
constexpr std::size_t longestName = 255;

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

ExpectedLayer readLayer(Words& words)
{
    ExpectedLayer layer;
    layer.identity = readIdentity(words);
    layer.format = unescapedName(words.next());
    layer.path = unescapedName(words.next());
    return layer;
}

/// A result is told by all its paths, then by all its layers.
void readResultLine(std::vector<ResultNames>& results, std::string_view kind, Words& words)
{
    if (kind == "opened") {
        if (results.empty() || !results.back().layers.empty())
            results.emplace_back();
        results.back().openedAs.emplace_back(unescapedName(words.next()));
        return;
    }
    require(kind == "layer" && !results.empty(), "line");
    results.back().layers.push_back(readLayer(words));
}

void readLine(Journal& journal, std::string_view line)
{
    Words words(line);
    const std::string_view kind = words.next();
    if (!journal.results.empty()) {
        readResultLine(journal.results, kind, words);
    } else if (kind == "folder" && journal.steps.empty()) {
        const FileIdentity identity = readIdentity(words);
        journal.folders.push_back({unescapedName(words.next()), identity});
    } else if (kind == "keep") {
        journal.steps.push_back(readStep(ExchangeStep::Kind::Keep, words));
    } else if (kind == "place") {
        journal.steps.push_back(readStep(ExchangeStep::Kind::Place, words));
    } else {
        readResultLine(journal.results, kind, words);
    }
    words.requireEnd();
}

std::string identityText(const FileIdentity& identity)
{
    return std::to_string(identity.device) + ' ' + std::to_string(identity.inode);
}

void checkPath(const fs::path& path)
{
    require(path.is_absolute() && path.native().find('\0') == std::string::npos, "path");
}

void checkResults(const Journal& journal)
{
    std::set<FileIdentity> placed;
    for (const ExchangeStep& step : journal.steps)
        if (step.kind == ExchangeStep::Kind::Place)
            placed.insert(step.identity);
    for (const ResultNames& result : journal.results) {
        require(!result.openedAs.empty() && !result.layers.empty(), "path");
        std::for_each(result.openedAs.begin(), result.openedAs.end(), checkPath);
        for (const ExpectedLayer& layer : result.layers) {
            require(layer.identity.has_value(), "path");
            checkPath(layer.path);
        }
        require(placed.erase(*result.layers.front().identity) == 1, "path");
    }
}

std::string resultText(const ResultNames& result)
{
    std::string text;
    for (const fs::path& path : result.openedAs)
        text += "opened " + escapedName(path.native()) + '\n';
    for (const ExpectedLayer& layer : result.layers)
        text += "layer " + identityText(*layer.identity) + ' ' + escapedName(layer.format) + ' ' +
                escapedName(layer.path.native()) + '\n';
    return text;
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
    checkResults(journal);
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
    for (const ResultNames& result : journal.results)
        text += resultText(result);
    text += "checksum " + checksum(text) + '\n';
    require(text.size() <= mostJournalBytes, "size");
    return text;
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

}  // namespace engine
