#pragma once

#include "report/json.h"
#include "report/markup.h"
#include "report/placeholders.h"
#include "report/words.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace engine::report {

/// A page as it is written, piece by piece: well-formed XHTML that needs no other file, light and dark by the reader's
/// setting, made to be printed on A4 and Letter. The words outlive it.
class HtmlPage {
public:
    explicit HtmlPage(const Words& words) : words_(words) {}

    /// Comes first. @param title escaped
    void open(const std::string& title);
    /// The page; comes last.
    std::string close() { return std::move(html_) + "</body>\n</html>\n"; }

    const Words& words() const noexcept { return words_; }
    /// Escaped, as all that these give.
    std::string word(std::string_view key) const { return markup(words_.word(key)); }
    std::string filled(std::string_view key, const Error::Values& values) const
    {
        return markup(fillIn(words_.word(key), values));
    }
    std::string size(const Json& bytes) const { return markup(words_.size(bytes.get<std::int64_t>())); }
    /// @param note its `code` and `values`
    std::string sentence(const Json& note) const;
    /// What can be done about it; empty where there is nothing to say.
    std::string remedy(const Json& note) const;

    void add(std::string_view xhtml) { html_ += xhtml; }
    void heading(std::string_view key) { html_ += "<h2>" + word(key) + "</h2>\n"; }
    void subheading(const std::string& escaped) { html_ += "<h3>" + escaped + "</h3>\n"; }
    void paragraph(const std::string& escaped) { html_ += "<p>" + escaped + "</p>\n"; }

    /// @param texts headings of columns of text, then of those with numbers; escaped
    void openTable(std::initializer_list<std::string> texts, const std::vector<std::string>& numbers = {});
    void openRow() { html_ += "<tr>"; }
    void cell(const std::string& escaped) { html_ += "<td class=\"p\">" + escaped + "</td>"; }
    /// Of a class of the page's rules.
    void cell(const std::string& escaped, std::string_view rule);
    void number(const Json& bytes);
    void closeRow() { html_ += "</tr>\n"; }
    void closeTable() { html_ += "</table></div>\n"; }

private:
    const Words& words_;
    std::string html_;
};

/// The name at the end of a path.
std::string fileName(const Json& path);

}  // namespace engine::report
