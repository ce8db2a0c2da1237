#include "archive/layer_tables.h"

#include "image/qcow2/check.h"
#include "image/qcow2/refcounts.h"

namespace engine::archive {

namespace {

using report::Json;

/// Lines of numbers, up to the limit.
class Lines {
public:
    explicit Lines(std::string heading) : text_(std::move(heading) + '\n') {}

    void add(std::initializer_list<std::string> fields)
    {
        if (++count_ > mostTableLines)
            return;
        std::string_view comma;
        for (const std::string& field : fields) {
            text_ += comma;
            text_ += field;
            comma = ",";
        }
        text_ += '\n';
    }
    std::string take()
    {
        if (count_ > mostTableLines)
            text_ += "left out: " + std::to_string(count_ - mostTableLines) + '\n';
        return std::move(text_);
    }

private:
    std::string text_;
    std::size_t count_ = 0;
};

Json headerJson(const qcow2::Header& header)
{
    Json json{{"version", header.version},
              {"virtualSize", header.virtualSize},
              {"clusterBits", header.geometry.clusterBits},
              {"refcountOrder", header.geometry.refcountOrder},
              {"extendedL2", header.geometry.extendedL2},
              {"cryptMethod", static_cast<std::uint32_t>(header.cryptMethod)},
              {"l1Entries", header.l1Entries},
              {"l1Offset", header.l1Offset},
              {"refcountTableOffset", header.refcountTableOffset},
              {"refcountTableClusters", header.refcountTableClusters},
              {"snapshotCount", header.snapshotCount},
              {"snapshotsOffset", header.snapshotsOffset},
              {"incompatible", header.incompatible},
              {"compatible", header.compatible},
              {"autoclear", header.autoclear},
              {"headerLength", header.headerLength},
              {"compressionType", static_cast<std::uint32_t>(header.compression)},
              {"extensions", header.extensions},
              {"backingName", header.backingName},
              {"backingFormat", header.backingFormat},
              {"dataFileName", header.dataFileName}};
    if (header.bitmaps)
        json["bitmaps"] = {{"count", header.bitmaps->count},
                           {"directoryOffset", header.bitmaps->directoryOffset},
                           {"directoryLength", header.bitmaps->directoryLength}};
    return json;
}

/// The entries of a table that are not 0.
std::string entries(std::span<const std::uint64_t> table)
{
    Lines lines("index,entry");
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (table[index] != 0)
            lines.add({std::to_string(index), std::to_string(table[index])});
    }
    return lines.take();
}

std::string fileUse(const qcow2::HostUse& use)
{
    Lines lines("use,start,length");
    const auto add = [&](const char* name, const HostRangeSet& set) {
        for (const HostRange& range : set.ranges())
            lines.add({name, std::to_string(range.start.bytes()), std::to_string(range.length)});
    };
    add("metadata", use.metadata);
    add("bitmaps", use.bitmaps);
    add("content", use.content);
    add("snapshotOnly", use.snapshotOnly);
    add("leaked", use.leaked);
    add("unused", use.unused);
    return lines.take();
}

std::string extents(const ExtentMap& own)
{
    Lines lines("start,length,state,hostOffset,storedLength");
    for (const Extent& extent : own.extents())
        lines.add({std::to_string(extent.start.bytes()), std::to_string(extent.length), std::string(name(extent.state)),
                   extent.hasHost() ? std::to_string(extent.host.bytes()) : std::string(),
                   std::to_string(extent.storedLength)});
    return lines.take();
}

void addQcow2(const File& file, const std::stop_token& stop, std::vector<LayerTable>& tables)
{
    const qcow2::Header header = qcow2::readHeader(file);
    tables.push_back({"header.json", headerJson(header), {}});
    tables.push_back({"l1.csv", {}, entries(qcow2::readTable(file, header.l1Offset, header.l1Entries))});
    tables.push_back({"refcount-table.csv", {}, entries(qcow2::RefcountTable(file, header).entries())});
    tables.push_back({"file.csv", {}, fileUse(qcow2::readHostUse(file, header, stop))});
    tables.push_back({"check.json", report::checkJson(file.path(), qcow2::check(file, stop)), {}});
}

}  // namespace

std::vector<LayerTable> layerTables(const Diagnosis& diagnosis, std::size_t layer, const std::stop_token& stop)
{
    std::vector<LayerTable> tables;
    const Layer& shown = diagnosis.chain.layers()[layer];
    if (shown.image && shown.image->info().format == "qcow2")
        addQcow2(shown.image->file(), stop, tables);
    if (layer < diagnosis.maps.size())
        tables.push_back({"extents.csv", {}, extents(diagnosis.maps[layer].own)});
    return tables;
}

}  // namespace engine::archive
