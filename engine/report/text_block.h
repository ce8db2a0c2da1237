#pragma once

#include <charconv>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace engine::report {

/// Collects text in one block and hands it on when it is full: a map can have millions of entries.
class TextBlock {
public:
    /// @param write gets the pieces in order; outlives the block
    explicit TextBlock(const std::function<void(std::string_view)>& write) : write_(write), text_(blockBytes, '\0') {}

    /// Makes room for one entry: at most entryBytes may be added before the next call.
    void reserveEntry()
    {
        if (text_.size() - used_ < entryBytes)
            flush();
    }
    void add(std::string_view piece)
    {
        piece.copy(text_.data() + used_, piece.size());
        used_ += piece.size();
    }
    /// A literal would rather become a bool than a string_view.
    void add(const char* piece) { add(std::string_view(piece)); }
    void add(std::uint64_t number)
    {
        used_ = static_cast<std::size_t>(std::to_chars(text_.data() + used_, text_.data() + text_.size(), number).ptr -
                                         text_.data());
    }
    void add(bool flag) { add(flag ? std::string_view("true") : std::string_view("false")); }
    void flush()
    {
        write_(std::string_view(text_).substr(0, used_));
        used_ = 0;
    }

private:
    static constexpr std::size_t blockBytes = 256 << 10;
    /// More than the longest entry takes.
    static constexpr std::size_t entryBytes = 256;

    const std::function<void(std::string_view)>& write_;
    std::string text_;
    std::size_t used_ = 0;
};

}  // namespace engine::report
