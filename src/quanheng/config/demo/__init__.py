"""The sample county 示例县: Youyang in 2021, invented but for its townships, repeatable from a seed.

Everything enters as a bureau would enter it: lists through the importers, acts through the services, each on
its own day of 2021. Nothing is written down that should be counted. Start reading in ``building.py``.
"""
