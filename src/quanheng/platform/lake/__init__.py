"""The lake 数据湖: Parquet snapshots of the registers, read by DuckDB in process.

A snapshot is a folder of Parquet files, one per register, taken in one consistent read and put in place
whole: a process killed in the middle leaves the previous snapshot as it was. Counting on the lake uses the
very conditions that count on the live database (`counting`), so that the two cannot drift apart.

Start reading at `registers.py`, then `snapshots.py`, `counting.py`.
"""
