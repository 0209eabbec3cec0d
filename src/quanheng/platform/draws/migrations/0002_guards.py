"""Install the triggers that refuse deletion and change of what was committed (see ``guards``)."""

from django.db import migrations

from quanheng.platform.draws import guards


def _install(apps, editor):
    for statement in guards.install(editor.connection.vendor):
        editor.execute(statement)


def _remove(apps, editor):
    for statement in guards.remove(editor.connection.vendor):
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("draws", "0001_initial")]

    operations = [migrations.RunPython(_install, _remove)]
