import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedList',
            fields=[
                ('version', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('ended_count', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('signature', models.CharField(max_length=128)),
                ('key_id', models.CharField(max_length=16)),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=26, unique=True)),
                ('kind', models.CharField(max_length=30)),
                ('number', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('holder_name', models.CharField(max_length=200)),
                ('holder_code', models.CharField(max_length=18)),
                ('area_code', models.CharField(max_length=12)),
                ('issued_on', models.DateField()),
                ('issued_by', models.CharField(max_length=60)),
                ('valid_until', models.DateField(null=True)),
                ('state', models.CharField(default='current', max_length=10)),
                ('ended_on', models.DateField(null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('ended_cites', models.CharField(blank=True, max_length=300)),
                ('data', models.JSONField(default=dict)),
                ('payload', models.TextField()),
                ('file_due', models.BooleanField(default=True)),
                ('ofd', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.stored')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organ')),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.stored')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['holder_code', 'kind'], name='certificate_holder'), models.Index(fields=['state', 'ended_on'], name='certificate_ended'), models.Index(condition=models.Q(('file_due', True), ('pdf__isnull', True)), fields=['id'], name='certificate_unmade')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number', 'version'), name='certificate_version'), models.UniqueConstraint(condition=models.Q(('state', 'current')), fields=('kind', 'number'), name='certificate_one_current'), models.CheckConstraint(condition=models.Q(('state__in', ['current', 'revoked', 'superseded'])), name='certificate_state'), models.CheckConstraint(condition=models.Q(('state', 'current'), ('ended_on__isnull', False), _connector='OR'), name='certificate_ended_has_day')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('result', models.CharField(max_length=12)),
                ('channel', models.CharField(max_length=8)),
                ('count', models.PositiveIntegerField(default=0)),
                ('certificate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'certificate', 'result', 'channel'), name='verification_once'), models.UniqueConstraint(condition=models.Q(('certificate__isnull', True)), fields=('day', 'result', 'channel'), name='verification_of_none_once')],
            },
        ),
    ]
