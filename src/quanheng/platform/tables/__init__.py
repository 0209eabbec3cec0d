"""Tables 表格: filling a register from a spreadsheet, with a verdict on every row.

The way of a file: `reading` says what it is and refuses what it must not be (`reading.source`), `headers`
matches its headings with a `sheet.Sheet`, `judging` judges its rows in a second process, `running` writes
them in batches, each batch one transaction with its position, its counts and its ledger entry, so that a
killed run goes on exactly where it stopped. A register joins by declaring a `Sheet` (pure) and a
`registry.Table` (how rows are written).
"""
