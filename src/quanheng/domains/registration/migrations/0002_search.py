from django.db import migrations

from quanheng.platform.search.operations import CreateSearchIndex


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_initial")]

    operations = [CreateSearchIndex("registration_business_search")]
