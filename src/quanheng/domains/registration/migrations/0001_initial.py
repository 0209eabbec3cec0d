import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import quanheng.domains.registration.rules.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tables', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Business',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=18, unique=True)),
                ('old_number', models.CharField(blank=True, max_length=15)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('company', '公司'), ('branch', '分支机构'), ('individual', '个体工商户'), ('cooperative', '农民专业合作社'), ('partnership', '合伙企业'), ('sole', '个人独资企业'), ('other', '其他')], default=quanheng.domains.registration.rules.vocabulary.Kind['OTHER'], max_length=12)),
                ('type_text', models.CharField(blank=True, max_length=100)),
                ('state', models.CharField(choices=[('open', '存续'), ('suspended', '歇业'), ('revoked', '吊销'), ('deregistered', '注销'), ('moved_out', '迁出')], default=quanheng.domains.registration.rules.vocabulary.State['OPEN'], max_length=12)),
                ('established_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('capital_text', models.CharField(blank=True, max_length=60)),
                ('capital_yuan', models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ('trade', models.CharField(blank=True, max_length=5)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('area_code', models.CharField(max_length=12)),
                ('area_confidence', models.CharField(choices=[('confirmed', '人工确认'), ('certain', '地址写明'), ('likely', '推断'), ('unknown', '未能识别')], default=quanheng.domains.registration.rules.vocabulary.Confidence['UNKNOWN'], max_length=9)),
                ('scope', models.TextField(blank=True)),
                ('contact_name', models.CharField(blank=True, max_length=60)),
                ('contact_phone', models.CharField(blank=True, max_length=40)),
                ('flags', models.JSONField(default=list)),
                ('row_digest', models.CharField(blank=True, max_length=32)),
                ('import_run', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='tables.importrun')),
            ],
            options={
                'indexes': [models.Index(fields=['area_code', 'id'], name='business_area'), models.Index(fields=['state', 'area_code', 'id'], name='business_state_area'), models.Index(fields=['established_on', 'area_code'], name='business_established'), models.Index(condition=models.Q(('trade', ''), _negated=True), fields=['trade', 'area_code'], name='business_trade'), models.Index(condition=models.Q(('old_number', ''), _negated=True), fields=['old_number'], name='business_old_number')],
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.In(django.db.models.functions.text.Length('code'), [15, 18]), name='business_code_length'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='business_has_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'branch', 'individual', 'cooperative', 'partnership', 'sole', 'other'])), name='business_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'suspended', 'revoked', 'deregistered', 'moved_out'])), name='business_state'), models.CheckConstraint(condition=models.Q(('area_confidence__in', ['confirmed', 'certain', 'likely', 'unknown'])), name='business_area_confidence'), models.CheckConstraint(condition=django.db.models.lookups.In(django.db.models.functions.text.Length('area_code'), [2, 4, 6, 9, 12]), name='business_area_length')],
            },
        ),
        migrations.CreateModel(
            name='BusinessTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=30)),
                ('added_on', models.DateField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='registration.business')),
            ],
            options={
                'ordering': ['tag'],
                'indexes': [models.Index(fields=['business', 'tag'], name='business_tags')],
                'constraints': [models.UniqueConstraint(fields=('tag', 'business'), name='business_tag_once')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('until_on', models.DateField()),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_names', to='registration.business')),
            ],
            options={
                'ordering': ['-until_on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('business', 'name', 'until_on'), name='former_name_once')],
            },
        ),
    ]
