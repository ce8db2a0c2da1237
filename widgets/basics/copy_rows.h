#pragma once

#include <QString>

class QAbstractItemView;

namespace widgets {

/// The selected rows of a table or tree as it shows them: visible columns in their order, with tabs between, a line a
/// row.
QString selectedRowsText(const QAbstractItemView& view);

/// The copy key puts them on the clipboard; so does a menu, where the view has none of its own.
void makeRowsCopyable(QAbstractItemView& view);

}  // namespace widgets
