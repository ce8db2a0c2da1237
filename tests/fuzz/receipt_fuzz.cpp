#include "memory_file.h"
#include "report/explained.h"
#include "report/placeholders.h"
#include "report/receipt_json.h"
#include "report/report_csv.h"
#include "report/report_html.h"

using namespace engine;
using namespace engine::report;
using fuzz::require;

namespace {

const Words words{[](std::string_view key) { return std::string(key); },
                  [](std::string_view code, const Error::Values& values) { return listed(code, values); },
                  [](std::string_view code, const Error::Values& values) { return listed(code, values); },
                  [](std::int64_t bytes) { return std::to_string(bytes); }, "en"};

/// Of a chain of which nothing is known.
Json reportWith(Json receipt)
{
    Json report = Json::parse(R"({"program": "", "created": "", "plans": [], "diagnosis": {
        "image": "", "complete": false, "exact": false, "waterfall": [], "layers": [], "volumes": [], "largestFiles": [],
        "largestFolders": [], "changes": [], "symptoms": [], "sizes": {"virtualSize": 0, "fileLength": 0, "diskSize": 0}}})");
    report["receipt"] = std::move(receipt);
    return report;
}

}  // namespace

/// A receipt is refused, or every form of a report can be made of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try {
        const Json report = reportWith(parseReceipt({reinterpret_cast<const char*>(data), size}));
        require(toText(explained(report, words)).size() > 1 &&
                reportCsv(report, words).find("\"receipt\"") != std::string::npos);
        require(reportHtml(report, {}, words).find("</html>") != std::string::npos);
    } catch (const Error& error) {
        require(error.kind() == ErrorKind::Refused && error.code().starts_with("document."));
    }
    return 0;
}
