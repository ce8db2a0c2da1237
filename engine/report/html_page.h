#pragma once

#include "report/json.h"
#include "report/markup.h"
#include "report/placeholders.h"
#include "report/words.h"

#include <string>

namespace engine::report {

/// A report as it becomes HTML, section by section. What it is given outlives it.
class HtmlPage {
public:
    HtmlPage(const Json& report, const Words& words) : report_(report), diagnosis_(report["diagnosis"]), words_(words)
    {
    }

    std::string write(const std::string& map);

private:
    std::string word(std::string_view key) const { return markup(words_.word(key)); }
    std::string filled(std::string_view key, const Error::Values& values) const
    {
        return markup(fillIn(words_.word(key), values));
    }
    void head();
    void heading(std::string_view key) { html_ += "<h2>" + word(key) + "</h2>\n"; }
    void paragraph(const std::string& escapedText) { html_ += "<p>" + escapedText + "</p>\n"; }
    void openTable(std::initializer_list<std::string> columns);
    void closeTable() { html_ += "</table></div>\n"; }
    void cell(const std::string& escapedText) { html_ += "<td class=\"p\">" + escapedText + "</td>"; }
    void number(const Json& bytes)
    {
        const auto value = bytes.get<std::int64_t>();
        html_ += "<td class=\"n\" title=\"" + std::to_string(value) + "\">" + markup(words_.size(value)) + "</td>";
    }
    /// The file name of a layer, escaped; of null: nothing.
    std::string layerName(const Json& layer) const;
    std::string volumeName(const Json& index) const;
    void sizes();
    void parts(std::string_view title, const Json& rows, bool volumes);
    void files();
    void changes();
    void changedFiles(const Json& change);
    void symptoms();
    void plans();
    void receipt();

    const Json& report_;
    const Json& diagnosis_;
    const Words& words_;
    std::string html_;
};

/// The name at the end of a path.
std::string fileName(const Json& path);

}  // namespace engine::report
