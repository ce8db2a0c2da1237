#pragma once

#include <memory>
#include <vector>

namespace widgets {

/// A vector that is not changed any more; copies share it. May be read from several threads.
template <class Value>
class SharedList {
public:
    SharedList() = default;
    SharedList(std::vector<Value> values) : values_(std::make_shared<const std::vector<Value>>(std::move(values))) {}

    std::size_t size() const noexcept { return values_ ? values_->size() : 0; }
    bool empty() const noexcept { return size() == 0; }
    const Value& operator[](std::size_t index) const { return (*values_)[index]; }
    const Value* data() const noexcept { return values_ ? values_->data() : nullptr; }
    const Value* begin() const noexcept { return data(); }
    const Value* end() const noexcept { return data() + size(); }

private:
    std::shared_ptr<const std::vector<Value>> values_;
};

}  // namespace widgets
