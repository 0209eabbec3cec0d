import django.db.models.deletion
import quanheng.platform.draws.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(max_length=12)),
                ('purpose', models.CharField(db_index=True, max_length=120)),
                ('item', models.CharField(max_length=200)),
                ('rules', models.JSONField()),
                ('state', models.CharField(choices=[(quanheng.platform.draws.states.State['DRAFTED'], '已拟定'), (quanheng.platform.draws.states.State['COMMITTED'], '已承诺'), (quanheng.platform.draws.states.State['SEEDED'], '种子已齐'), (quanheng.platform.draws.states.State['DRAWN'], '已抽取'), (quanheng.platform.draws.states.State['ABORTED'], '已作废'), (quanheng.platform.draws.states.State['DISCARDED'], '已弃置')], default=quanheng.platform.draws.states.State['DRAFTED'], max_length=10)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('number', models.PositiveIntegerField(null=True)),
                ('plan_text', models.TextField(blank=True)),
                ('commitment', models.CharField(blank=True, max_length=64)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('result_digest', models.CharField(blank=True, max_length=64)),
                ('reason', models.CharField(blank=True, max_length=400)),
                ('failed_code', models.CharField(blank=True, max_length=40)),
                ('drafted_by', models.CharField(max_length=60)),
                ('drafted_on', models.DateField()),
                ('committed_at', models.DateTimeField(null=True)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('aborted_at', models.DateTimeField(null=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='people.organ')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['area_code', '-id'], name='draw_area')],
                'constraints': [models.UniqueConstraint(fields=('organ', 'year', 'number'), name='draw_serial_once'), models.CheckConstraint(condition=models.Q(('state__in', [quanheng.platform.draws.states.State['DRAFTED'], quanheng.platform.draws.states.State['COMMITTED'], quanheng.platform.draws.states.State['SEEDED'], quanheng.platform.draws.states.State['DRAWN'], quanheng.platform.draws.states.State['ABORTED'], quanheng.platform.draws.states.State['DISCARDED']])), name='draw_state'), models.CheckConstraint(condition=models.Q(models.Q(('commitment', ''), ('number__isnull', True), ('state__in', [quanheng.platform.draws.states.State['DRAFTED'], quanheng.platform.draws.states.State['DISCARDED']])), models.Q(models.Q(('state__in', [quanheng.platform.draws.states.State['DRAFTED'], quanheng.platform.draws.states.State['DISCARDED']]), _negated=True), ('number__isnull', False), models.Q(('commitment', ''), _negated=True)), _connector='OR'), name='draw_committed_under_a_serial'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', False), ('state', quanheng.platform.draws.states.State['DRAWN']), models.Q(('result_digest', ''), _negated=True)), models.Q(models.Q(('state', quanheng.platform.draws.states.State['DRAWN']), _negated=True), ('drawn_at__isnull', True), ('result_digest', '')), _connector='OR'), name='draw_result_only_when_drawn'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [quanheng.platform.draws.states.State['ABORTED'], quanheng.platform.draws.states.State['DISCARDED']]), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='draw_given_up_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='DrawnBusiness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField()),
                ('code', models.CharField(db_index=True, max_length=40)),
                ('stratum', models.CharField(max_length=80)),
                ('key', models.CharField(max_length=64)),
                ('place', models.PositiveBigIntegerField()),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='draws.draw')),
            ],
            options={
                'ordering': ['draw', 'order'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'order'), name='draw_order_once'), models.UniqueConstraint(fields=('draw', 'code'), name='draw_code_once')],
            },
        ),
        migrations.CreateModel(
            name='File',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField()),
                ('packed', models.BinaryField()),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='draws.draw')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'name'), name='draw_file_once')],
            },
        ),
        migrations.CreateModel(
            name='Pseudonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pseudonyms', to='people.officer')),
            ],
            options={
                'ordering': ['year', 'code'],
                'constraints': [models.UniqueConstraint(fields=('officer', 'year'), name='pseudonym_once_a_year'), models.UniqueConstraint(fields=('year', 'code'), name='pseudonym_unique')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[(quanheng.platform.draws.states.Kind['WITNESS'], '见证人'), (quanheng.platform.draws.states.Kind['PUBLIC'], '公开结果')], max_length=10)),
                ('name', models.CharField(max_length=80)),
                ('of_bureau', models.BooleanField()),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('known_at', models.DateTimeField(null=True)),
                ('value', models.CharField(blank=True, max_length=128)),
                ('entered_value', models.CharField(blank=True, max_length=128)),
                ('entered_by', models.CharField(blank=True, max_length=60)),
                ('confirmed_by', models.CharField(blank=True, max_length=60)),
                ('handed_in_at', models.DateTimeField(null=True)),
                ('revealed_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='witnessed', to=settings.AUTH_USER_MODEL)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='draws.draw')),
            ],
            options={
                'ordering': ['draw', 'position'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'position'), name='draw_source_place_once'), models.UniqueConstraint(fields=('draw', 'name'), name='draw_source_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind', quanheng.platform.draws.states.Kind['WITNESS']), ('known_at__isnull', True)), models.Q(('account__isnull', True), ('digest', ''), ('kind', quanheng.platform.draws.states.Kind['PUBLIC']), ('known_at__isnull', False)), _connector='OR'), name='draw_source_kind'), models.CheckConstraint(condition=models.Q(('value', ''), ('kind', quanheng.platform.draws.states.Kind['PUBLIC']), models.Q(('digest', ''), _negated=True), _connector='OR'), name='draw_value_needs_digest'), models.CheckConstraint(condition=models.Q(('value', ''), ('kind', quanheng.platform.draws.states.Kind['WITNESS']), models.Q(models.Q(('entered_by', ''), _negated=True), models.Q(('confirmed_by', ''), _negated=True), models.Q(('entered_by', models.F('confirmed_by')), _negated=True)), _connector='OR'), name='draw_outcome_by_two_officers')],
            },
        ),
        migrations.CreateModel(
            name='Stratum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('drawn_count', models.PositiveIntegerField()),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='strata', to='draws.draw')),
            ],
            options={
                'ordering': ['draw', 'name'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'name'), name='draw_stratum_once'), models.CheckConstraint(condition=models.Q(('drawn_count__lte', models.F('size'))), name='draw_stratum_not_exceeded')],
            },
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('replaced_by', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=200)),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=60)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='draws.draw')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'code'), name='draw_substituted_once'), models.UniqueConstraint(fields=('draw', 'replaced_by'), name='draw_substitute_used_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='draw_substitution_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='TeamPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('organ', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('pseudonym', models.CharField(db_index=True, max_length=40)),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='draws.draw')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('draw', 'code', 'organ', 'position'), name='draw_team_place_once'), models.UniqueConstraint(fields=('draw', 'code', 'pseudonym'), name='draw_team_member_once')],
            },
        ),
    ]
