"""The inspectors' desk 现场检查: a phone in one hand, often without signal.

Today's visits in route order, the checklist question by question, photos, signature, refusal. What is entered
goes into a queue on the phone first and from there to the server; each entry carries a token, so that sending
it again changes nothing, and what is not yet sent is always in sight. It owns no data: `domains.inspections`
keeps the record, `domains.hazards` the re-checks. Start with ``urls.py``; the script's parts are
``static/field/queue.js`` (what waits), ``send.js`` (how it leaves), ``sw.js`` (pages without signal).
"""
