#pragma once

#include "bytes/range_set.h"
#include "plan/plan_note.h"
#include "work/lab/step.h"
#include "work/lab/tables.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine::lab {

/// Three different numbers, in bytes.
struct Sizes {
    std::uint64_t virtualSize = 0;
    std::uint64_t length = 0;
    std::uint64_t onDisk = 0;

    bool operator==(const Sizes&) const = default;
};

/// An image at one moment, to be shown and compared.
struct ImageState {
    Tables tables;
    Sizes sizes;
};

/// By file name, of every image of a practice.
using ImageStates = std::map<std::string, ImageState>;

/// Throws Error.
ImageState readImageState(const File& file);

/// A field of the header as a person reads it; numbers in decimal, places in hexadecimal.
struct HeaderField {
    std::string_view name;  ///< as the specification spells it; a literal
    std::string value;

    bool operator==(const HeaderField&) const = default;
};
std::vector<HeaderField> headerFields(const Tables& tables);

/// An entry of a table, a refcount. L2 entries are numbered by guest cluster, refcounts by host cluster.
struct EntryChange {
    std::uint64_t index = 0;
    std::uint64_t before = 0;
    std::uint64_t after = 0;

    bool operator==(const EntryChange&) const = default;
};
struct FieldChange {
    std::string_view field;
    std::string before;
    std::string after;
};

/// What a step did to one image.
struct ImageChange {
    std::string file;
    bool made = false;
    bool removed = false;
    std::vector<FieldChange> header;
    std::vector<EntryChange> l1;
    std::vector<EntryChange> l2;
    std::vector<EntryChange> refcounts;
    Sizes before;
    Sizes after;
};

/// Only the images that differ; a new one counts from nothing.
std::vector<ImageChange> compareImages(const ImageStates& before, const ImageStates& after);

/// What became of a step.
struct Outcome {
    Step step;
    PlanNote what;  ///< what happened, and why
    std::vector<ImageChange> images;
    /// One a template after the step: where it reads something else than before. All of a disk that cannot be read any
    /// more, or can be again; nothing of a new template.
    std::vector<GuestRangeSet> reads;
};

}  // namespace engine::lab
