import django.db.models.deletion
import quanheng.domains.hazards.rules.stages
import quanheng.domains.hazards.rules.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hazard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('reference', models.CharField(blank=True, max_length=120)),
                ('business_code', models.CharField(blank=True, max_length=18)),
                ('business_name', models.CharField(max_length=200)),
                ('area_code', models.CharField(max_length=12)),
                ('source', models.CharField(choices=[('inspection', '监督检查发现'), ('hand', '日常巡查上报'), ('sampling', '抽检发现'), ('complaint', '投诉举报'), ('history', '历史记录导入')], max_length=12)),
                ('visit', models.CharField(blank=True, max_length=60)),
                ('category', models.CharField(choices=[('food', '食品'), ('drug', '药品'), ('device', '医疗器械'), ('cosmetic', '化妆品'), ('equipment', '特种设备'), ('quality', '产品质量'), ('other', '其他')], max_length=12)),
                ('grade', models.CharField(choices=[('general', '一般隐患'), ('major', '重大隐患')], max_length=12)),
                ('grade_reason', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField()),
                ('found_on', models.DateField()),
                ('found_by', models.CharField(max_length=60)),
                ('found_by_name', models.CharField(max_length=40)),
                ('stage', models.CharField(choices=[('found', '待责令整改'), ('ordered', '整改中'), ('rectified', '待复查'), ('failed', '复查未通过'), ('escalated', '升级督办'), ('handed_over', '已移送查处'), ('closed', '已销号'), ('withdrawn', '已撤销')], max_length=12)),
                ('ordered_on', models.DateField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('rectified_on', models.DateField(null=True)),
                ('rectified_by', models.CharField(blank=True, max_length=60)),
                ('rectified_by_name', models.CharField(blank=True, max_length=40)),
                ('recheck_due_on', models.DateField(null=True)),
                ('recheck_cites', models.CharField(blank=True, max_length=200)),
                ('rechecked_on', models.DateField(null=True)),
                ('rechecked_by', models.CharField(blank=True, max_length=60)),
                ('rechecked_by_name', models.CharField(blank=True, max_length=40)),
                ('failed_count', models.PositiveSmallIntegerField(default=0)),
                ('closed_on', models.DateField(null=True)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('link_round', models.PositiveSmallIntegerField(default=1)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organ')),
            ],
            options={
                'ordering': ['-found_on', '-id'],
                'indexes': [models.Index(fields=['area_code', '-found_on', '-id'], name='hazard_area'), models.Index(fields=['stage', 'area_code', 'due_on'], name='hazard_stage_due'), models.Index(fields=['business_code', '-found_on'], name='hazard_business'), models.Index(fields=['found_on', 'category', 'area_code'], name='hazard_found'), models.Index(condition=models.Q(('visit', ''), _negated=True), fields=['visit'], name='hazard_visit')],
                'constraints': [models.UniqueConstraint(fields=('organ', 'number'), name='hazard_number'), models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('reference',), name='hazard_reference'), models.CheckConstraint(condition=models.Q(('stage__in', ['closed', 'escalated', 'failed', 'found', 'handed_over', 'ordered', 'rectified', 'withdrawn'])), name='hazard_stage'), models.CheckConstraint(condition=models.Q(('category__in', ['cosmetic', 'device', 'drug', 'equipment', 'food', 'other', 'quality'])), name='hazard_category'), models.CheckConstraint(condition=models.Q(('grade__in', ['general', 'major'])), name='hazard_grade'), models.CheckConstraint(condition=models.Q(('grade', quanheng.domains.hazards.rules.vocabulary.Grade['GENERAL']), models.Q(('grade_reason', ''), _negated=True), _connector='OR'), name='hazard_major_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('stage', quanheng.domains.hazards.rules.stages.Stage['CLOSED']), _negated=True), models.Q(('closed_on__isnull', False), ('rechecked_on__isnull', False), ('rectified_on__isnull', False), models.Q(('rectified_by', ''), _negated=True), models.Q(('rechecked_by', ''), _negated=True), models.Q(('rechecked_by', models.F('rectified_by')), _negated=True)), _connector='OR'), name='hazard_closed_by_another'), models.CheckConstraint(condition=models.Q(('stage', quanheng.domains.hazards.rules.stages.Stage['CLOSED']), ('closed_on__isnull', True), _connector='OR'), name='hazard_closed_stage'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['closed', 'failed', 'ordered', 'rectified']), _negated=True), models.Q(('due_on__isnull', False), ('ordered_on__isnull', False)), _connector='OR'), name='hazard_ordered_has_deadline'), models.CheckConstraint(condition=models.Q(models.Q(('stage', quanheng.domains.hazards.rules.stages.Stage['WITHDRAWN']), _negated=True), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='hazard_withdrawn_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('ordered_on__isnull', True), ('ordered_on__gte', models.F('found_on')), _connector='OR'), models.Q(('due_on__isnull', True), ('due_on__gte', models.F('ordered_on')), _connector='OR'), models.Q(('rectified_on__isnull', True), ('rectified_on__gte', models.F('found_on')), _connector='OR'), models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('rectified_on')), _connector='OR')), name='hazard_dates_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(max_length=16)),
                ('reason', models.CharField(max_length=300)),
                ('escalated_on', models.DateField()),
                ('by', models.CharField(max_length=60)),
                ('by_name', models.CharField(max_length=40)),
                ('answered_on', models.DateField(null=True)),
                ('answered_by', models.CharField(blank=True, max_length=60)),
                ('answered_by_name', models.CharField(blank=True, max_length=40)),
                ('instruction', models.CharField(blank=True, max_length=500)),
                ('hazard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='hazards.hazard')),
            ],
            options={
                'ordering': ['hazard', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_on__isnull', True)), fields=('hazard',), name='hazard_escalation_open_once')],
            },
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=10)),
                ('category', models.CharField(max_length=12)),
                ('grade', models.CharField(max_length=12)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(max_length=20)),
                ('from_on', models.DateField()),
                ('reason', models.CharField(max_length=300)),
                ('by', models.CharField(max_length=60)),
                ('by_name', models.CharField(max_length=40)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organ')),
            ],
            options={
                'ordering': ['organ', 'step', 'category', 'grade', '-from_on'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'step', 'category', 'grade', 'from_on'), name='hazard_limit_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 1)), name='hazard_limit_amount')],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40)),
                ('ordered_on', models.DateField()),
                ('due_on', models.DateField()),
                ('violates', models.CharField(blank=True, max_length=300)),
                ('cites', models.CharField(max_length=200)),
                ('basis', models.CharField(blank=True, max_length=300)),
                ('demands', models.TextField()),
                ('consequence', models.CharField(blank=True, max_length=500)),
                ('contact', models.CharField(blank=True, max_length=100)),
                ('by', models.CharField(max_length=60)),
                ('by_name', models.CharField(max_length=40)),
                ('hazard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='hazards.hazard')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organ')),
            ],
            options={
                'ordering': ['hazard', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'number'), name='hazard_order_number'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('ordered_on'))), name='hazard_order_dates')],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('article', models.CharField(blank=True, max_length=300)),
                ('passed_on', models.DateField(null=True)),
                ('hazard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='hazards.hazard')),
            ],
            options={
                'ordering': ['hazard', 'number'],
                'constraints': [models.UniqueConstraint(fields=('hazard', 'number'), name='hazard_point_number')],
            },
        ),
        migrations.CreateModel(
            name='Rectification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('reported_on', models.DateField()),
                ('channel', models.CharField(max_length=10)),
                ('by', models.CharField(max_length=60)),
                ('by_name', models.CharField(max_length=40)),
                ('hazard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='hazards.hazard')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rectifications', to='hazards.order')),
            ],
            options={
                'ordering': ['hazard', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Serial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organ')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'kind', 'year'), name='hazard_serial_once')],
            },
        ),
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rechecked_on', models.DateField()),
                ('method', models.CharField(max_length=10)),
                ('passed', models.BooleanField()),
                ('note', models.TextField(blank=True)),
                ('reported_by', models.CharField(max_length=60)),
                ('by', models.CharField(max_length=60)),
                ('by_name', models.CharField(max_length=40)),
                ('second_by', models.CharField(blank=True, max_length=60)),
                ('second_by_name', models.CharField(blank=True, max_length=40)),
                ('hazard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='hazards.hazard')),
                ('rectification', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recheck', to='hazards.rectification')),
            ],
            options={
                'ordering': ['hazard', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('by', models.F('reported_by')), _negated=True), name='hazard_recheck_by_another'), models.CheckConstraint(condition=models.Q(('second_by', models.F('by')), _negated=True), name='hazard_recheck_two_people')],
            },
        ),
        migrations.CreateModel(
            name='PointVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('passed', models.BooleanField()),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='hazards.point')),
                ('recheck', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='hazards.recheck')),
            ],
            options={
                'ordering': ['recheck', 'point'],
                'constraints': [models.UniqueConstraint(fields=('recheck', 'point'), name='hazard_verdict_once'), models.CheckConstraint(condition=models.Q(('passed', True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='hazard_failed_says_why')],
            },
        ),
    ]
