"""The worklist 待办: one indexed inbox for every domain. An overdue item never disappears.

``assign`` puts a matter before an organ or an officer with its due date and the article it comes from;
``settle`` takes it off when the matter has moved on.
"""
