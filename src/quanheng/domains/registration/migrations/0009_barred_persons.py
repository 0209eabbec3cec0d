from django.db import migrations, models
from django.db.models import F, Q

COUNTY = 6
FILLED = ("ground", "source", "reference", "area_code", "placed_by", "placed_by_name")


def tell_where_from(apps, schema_editor):
    """Bars until now came from an annulment: its organ and number are where they come from."""
    for bar in apps.get_model("registration", "PersonBar").objects.select_related("annulment__organ"):
        bar.ground = "false_registration"
        bar.source = bar.annulment.organ.name[:120]
        bar.reference = bar.annulment.number
        bar.area_code = bar.annulment.area_code[:COUNTY]
        bar.placed_by, bar.placed_by_name = "system:撤销登记", "系统（撤销登记）"
        bar.save(update_fields=[*FILLED])


def text(length):
    return models.CharField(max_length=length, default="")


class Migration(migrations.Migration):
    dependencies = [("registration", "0008_codes_of_disputes_and_visits")]

    operations = [
        migrations.RemoveConstraint("personbar", "person_bar_once"),
        migrations.RemoveConstraint("personbar", "person_bar_days"),
        *[
            migrations.AddField("personbar", name, text(length), preserve_default=False)
            for name, length in (
                ("ground", 20),
                ("source", 120),
                ("reference", 120),
                ("area_code", 12),
                ("placed_by", 60),
                ("placed_by_name", 60),
            )
        ],
        *[
            migrations.AddField("personbar", name, models.CharField(max_length=length, blank=True))
            for name, length in (
                ("note", 300),
                ("lifted_by", 60),
                ("lifted_by_name", 60),
                ("lifted_reason", 300),
            )
        ],
        migrations.AddField("personbar", "lifted_on", models.DateField(null=True)),
        migrations.AlterField("personbar", "until_on", models.DateField(null=True)),
        migrations.AlterField("personbar", "cites", models.CharField(max_length=300)),
        migrations.AlterField(
            "personbar",
            "annulment",
            models.ForeignKey(
                null=True, on_delete=models.deletion.PROTECT, related_name="bars", to="registration.annulment"
            ),
        ),
        migrations.RunPython(tell_where_from, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "personbar",
            models.UniqueConstraint(
                fields=["id_number", "source", "reference"],
                condition=Q(lifted_on__isnull=True),
                name="person_bar_once",
            ),
        ),
        migrations.AddConstraint(
            "personbar",
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="person_bar_days"
            ),
        ),
        migrations.AddIndex("personbar", models.Index(fields=["area_code", "-id"], name="person_bar_area")),
    ]
