from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registration", "0009_barred_persons")]

    operations = [
        migrations.AddField("person", "liability", models.CharField(blank=True, max_length=10)),
    ]
