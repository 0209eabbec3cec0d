import quanheng.domains.publicity.rules.stages
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('inspection_result', '抽查检查结果')], max_length=30)),
                ('source', models.CharField(max_length=120)),
                ('business_code', models.CharField(blank=True, max_length=18)),
                ('business_name', models.CharField(blank=True, max_length=200)),
                ('area_code', models.CharField(max_length=12)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('result', models.CharField(blank=True, max_length=400)),
                ('facts', models.JSONField(default=dict)),
                ('organs', models.CharField(blank=True, max_length=300)),
                ('basis', models.TextField(blank=True)),
                ('negative', models.BooleanField()),
                ('happened_on', models.DateField()),
                ('published_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('shown', '公示中'), ('withdrawn', '已撤回'), ('expired', '已停止公示')], default=quanheng.domains.publicity.rules.stages.Stage['SHOWN'], max_length=12)),
                ('ended_on', models.DateField(null=True)),
                ('ended_by', models.CharField(blank=True, max_length=60)),
                ('ended_reason', models.CharField(blank=True, max_length=300)),
                ('ended_cites', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', quanheng.domains.publicity.rules.stages.Stage['SHOWN'])), fields=['-published_on', '-id'], name='notice_latest'), models.Index(fields=['business_code', '-published_on'], name='notice_business'), models.Index(fields=['area_code', '-published_on', '-id'], name='notice_area'), models.Index(condition=models.Q(('state', quanheng.domains.publicity.rules.stages.Stage['SHOWN'])), fields=['until_on'], name='notice_until')],
                'constraints': [models.UniqueConstraint(fields=('source', 'published_on'), name='notice_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('state', quanheng.domains.publicity.rules.stages.Stage['SHOWN'])), models.Q(('basis', ''), ('business_code', ''), ('business_name', ''), ('ended_on__isnull', False), ('organs', ''), ('result', ''), ('state__in', [quanheng.domains.publicity.rules.stages.Stage['WITHDRAWN'], quanheng.domains.publicity.rules.stages.Stage['EXPIRED']]), ('title', '')), _connector='OR'), name='notice_tombstone_is_empty')],
            },
        ),
    ]
