#include "support/report_forms.h"

#include "support/process.h"
#include "support/scratch.h"

#include <QXmlStreamReader>

#include <stdexcept>
#include <utility>

namespace testsupport {

std::vector<std::vector<std::string>> parseCsv(const std::string& text)
{
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row(1);
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (quoted && character == '"' && at + 1 < text.size() && text[at + 1] == '"') {
            row.back() += '"';
            ++at;
        } else if (character == '"') {
            quoted = !quoted;
        } else if (quoted || (character != ',' && character != '\r' && character != '\n')) {
            row.back() += character;
        } else if (character == ',') {
            row.emplace_back();
        } else if (character == '\n') {
            rows.push_back(std::exchange(row, std::vector<std::string>(1)));
        }
    }
    return rows;
}

std::string textOfXml(const std::string& document)
{
    QXmlStreamReader reader(QByteArray::fromStdString(document));
    QString text;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isCharacters())
            text += reader.text();
        if (reader.isStartElement() && reader.name() == QLatin1String("script"))
            throw std::runtime_error("a script");
        for (const QXmlStreamAttribute& attribute : reader.attributes()) {
            const bool elsewhere =
                attribute.name() == QLatin1String("src") || attribute.name() == QLatin1String("href");
            if (elsewhere || attribute.name().startsWith(QLatin1String("on")))
                throw std::runtime_error("the page needs, or runs, something else");
        }
    }
    if (reader.hasError())
        throw std::runtime_error(reader.errorString().toStdString());
    return text.toStdString();
}

void requireSchema(const std::string& json, const std::string& schema)
{
    const Scratch scratch;
    writeFile(scratch / "document.json", json);
    const std::size_t part = schema.find('#');
    const std::string pointer = part == std::string::npos ? "" : schema.substr(part);
    runChecked({"python3", "-c",
                "import json, sys, jsonschema\n"
                "schema = json.load(open(sys.argv[1]))\n"
                "jsonschema.Draft202012Validator.check_schema(schema)\n"
                "if sys.argv[2]: schema = {'$defs': schema['$defs'], '$ref': sys.argv[2]}\n"
                "jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[3])))",
                std::string(LAMELLA_SCHEMAS) + "/" + schema.substr(0, part), pointer,
                (scratch / "document.json").string()});
}

}  // namespace testsupport
