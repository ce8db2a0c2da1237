#pragma once

#include "guest/block_source.h"

#include <exception>
#include <memory>
#include <utility>

namespace engine {

/// Lets a C library read a BlockSource through its callbacks: an exception is kept here while the library sees a failed
/// read, and thrown again once the library has returned. Used by one thread at a time.
class LibraryReads {
public:
    explicit LibraryReads(std::shared_ptr<const BlockSource> source) : source_(std::move(source)) {}

    std::uint64_t size() const noexcept { return source_->size(); }
    /// False: the library is to be told of an input/output error. Every read after a failed one fails too.
    bool read(std::uint64_t offset, std::span<std::byte> out) noexcept
    {
        if (failure_)
            return false;
        try {
            source_->read(offset, out);
            return true;
        } catch (...) {
            failure_ = std::current_exception();
            return false;
        }
    }
    /// Throws what a read threw, once.
    void rethrow()
    {
        if (failure_)
            std::rethrow_exception(std::exchange(failure_, nullptr));
    }

private:
    std::shared_ptr<const BlockSource> source_;
    std::exception_ptr failure_;
};

}  // namespace engine
