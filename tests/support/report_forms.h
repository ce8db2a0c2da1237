#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// What a report has to be in each of its forms. What is not right throws std::runtime_error.
namespace testsupport {

/// Rows of a table in which texts may be quoted (RFC 4180).
std::vector<std::vector<std::string>> parseCsv(const std::string& text);

/// Well-formed to its end, no script, nothing that is elsewhere; all text in it.
std::string textOfXml(const std::string& document);

/// Holds a document against a schema of resources/schema.
/// @param schema the name of the file; "report.json#/$defs/slimPlan": a part of one
void requireSchema(const std::string& json, const std::string& schema);

}  // namespace testsupport
