#include "guest/lvm/config.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

namespace engine::lvm {

namespace {

/// A node takes some 100 bytes.
constexpr std::size_t mostNodes = 1 << 19;
/// The format needs four: group, volumes, volume, segment.
constexpr std::size_t mostDepth = 8;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '+' ||
           c == '-';
}

class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    ConfigNode parse()
    {
        ConfigNode root;
        root.isSection = true;
        readChildren(root, 0);
        // LVM2 counts a zero byte at the end as a part of its text.
        while (position_ < text_.size() && text_[position_] == '\0')
            ++position_;
        if (position_ != text_.size())
            throw broken();
        return root;
    }

private:
    Error broken() const { return Error(ErrorKind::Refused, "lvm.text", {{"position", std::uint64_t{position_}}}); }

    char current() const { return position_ < text_.size() ? text_[position_] : '\0'; }

    void skipSpace()
    {
        while (position_ < text_.size() && (isSpace(current()) || current() == '#')) {
            if (current() == '#')
                position_ = std::min(text_.find('\n', position_), text_.size());
            else
                ++position_;
        }
    }

    bool accept(char c)
    {
        skipSpace();
        if (current() != c)
            return false;
        ++position_;
        return true;
    }

    void count()
    {
        if (++nodes_ > mostNodes)
            throw broken();
    }

    void readChildren(ConfigNode& section, std::size_t depth)
    {
        if (depth > mostDepth)
            throw broken();
        std::unordered_set<std::string> names;
        for (skipSpace(); isNameCharacter(current()); skipSpace()) {
            count();
            ConfigNode node;
            node.key = readName();
            if (!names.insert(node.key).second)
                throw broken();
            readContent(node, depth);
            section.children.push_back(std::move(node));
        }
    }

    void readContent(ConfigNode& node, std::size_t depth)
    {
        if (accept('{')) {
            node.isSection = true;
            readChildren(node, depth + 1);
            if (!accept('}'))
                throw broken();
        } else if (accept('=')) {
            readValues(node.values);
        } else {
            throw broken();
        }
    }

    std::string readName()
    {
        const std::size_t start = position_;
        while (isNameCharacter(current()))
            ++position_;
        return std::string(text_.substr(start, position_ - start));
    }

    void readValues(std::vector<ConfigValue>& values)
    {
        if (!accept('[')) {
            values.push_back(readValue());
            return;
        }
        while (!accept(']')) {
            values.push_back(readValue());
            if (!accept(',') && (skipSpace(), current() != ']'))
                throw broken();
        }
    }

    ConfigValue readValue()
    {
        count();
        skipSpace();
        if (current() == '"')
            return readString();
        if (current() == '-')
            return readName();  // LVM2 has one negative number: read_ahead = -1
        std::uint64_t number = 0;
        const char* const end = text_.data() + text_.size();
        const auto [next, error] = std::from_chars(text_.data() + position_, end, number);
        if (!isDigit(current()) || error != std::errc())
            throw broken();
        position_ = static_cast<std::size_t>(next - text_.data());
        return number;
    }

    std::string readString()
    {
        std::string value;
        for (++position_; current() != '"'; ++position_) {
            if (current() == '\\')
                ++position_;
            if (position_ >= text_.size() || current() == '\0')
                throw broken();
            value += current();
        }
        ++position_;
        return value;
    }

    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t nodes_ = 0;
};

Error missing(std::string_view name)
{
    return Error(ErrorKind::Refused, "field.missing", {{"field", std::string(name)}});
}

template <class Value>
const Value& single(const ConfigNode* node, std::string_view name)
{
    const Value* const value = node && node->values.size() == 1 ? std::get_if<Value>(&node->values.front()) : nullptr;
    if (!value)
        throw missing(name);
    return *value;
}

}  // namespace

const ConfigNode* ConfigNode::find(std::string_view name) const noexcept
{
    const auto found =
        std::find_if(children.begin(), children.end(), [&](const ConfigNode& child) { return child.key == name; });
    return found == children.end() ? nullptr : &*found;
}

std::uint64_t ConfigNode::number(std::string_view name) const
{
    return single<std::uint64_t>(find(name), name);
}

const std::string& ConfigNode::text(std::string_view name) const
{
    return single<std::string>(find(name), name);
}

const ConfigNode& ConfigNode::section(std::string_view name) const
{
    const ConfigNode* const found = find(name);
    if (!found || !found->isSection)
        throw missing(name);
    return *found;
}

ConfigNode parseConfig(std::string_view text)
{
    return Parser(text).parse();
}

}  // namespace engine::lvm
