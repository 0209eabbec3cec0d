import django.db.models.deletion
import quanheng.domains.registration.rules.names.stages
from django.db import migrations, models

from quanheng.domains.registration.models.names import NAME_INDEX


def make_index(apps, schema_editor):
    NAME_INDEX.create(schema_editor)


def drop_index(apps, schema_editor):
    NAME_INDEX.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("registration", "0004_constraints_without_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnfiledNames",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="business",
            name="name_withheld_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="NameDispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("area_code", models.CharField(max_length=12)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("filed", "待审查"),
                            ("supplement", "待补正"),
                            ("not_accepted", "不予受理"),
                            ("accepted", "已受理"),
                            ("served", "待答辩"),
                            ("answered", "已答辩"),
                            ("forwarded", "审查中"),
                            ("suspended", "中止审查"),
                            ("mediated", "调解达成协议"),
                            ("upheld", "裁决停止使用"),
                            ("dismissed", "驳回申请"),
                            ("renamed", "已变更名称"),
                            ("overdue", "逾期未变更"),
                            ("withdrawn", "已撤回"),
                            ("terminated", "终止裁决"),
                        ],
                        default=quanheng.domains.registration.rules.names.stages.Dispute["FILED"],
                        max_length=14,
                    ),
                ),
                ("applicant_name", models.CharField(max_length=200)),
                ("applicant_code", models.CharField(blank=True, max_length=18)),
                ("applicant_phone", models.CharField(blank=True, max_length=20)),
                ("disputed_name", models.CharField(max_length=200)),
                ("request", models.CharField(max_length=500)),
                ("grounds", models.TextField()),
                ("filed_on", models.DateField()),
                ("supplement_points", models.TextField(blank=True)),
                ("accepted_on", models.DateField(null=True)),
                ("served_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("forwarded_on", models.DateField(null=True)),
                ("suspended_on", models.DateField(null=True)),
                ("resumes_at", models.CharField(blank=True, max_length=14)),
                ("due_on", models.DateField(null=True)),
                ("due_cites", models.CharField(blank=True, max_length=200)),
                ("ruling_due_on", models.DateField(null=True)),
                ("ruled_on", models.DateField(null=True)),
                ("ruling", models.TextField(blank=True)),
                ("factors", models.JSONField(default=list)),
                ("ended_on", models.DateField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=500)),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_disputes",
                        to="registration.business",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organ"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["area_code", "-id"], name="name_dispute_area"),
                    models.Index(fields=["stage", "due_on"], name="name_dispute_due"),
                    models.Index(fields=["business", "stage"], name="name_dispute_business"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "accepted",
                                    "answered",
                                    "dismissed",
                                    "filed",
                                    "forwarded",
                                    "mediated",
                                    "not_accepted",
                                    "overdue",
                                    "renamed",
                                    "served",
                                    "supplement",
                                    "suspended",
                                    "terminated",
                                    "upheld",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="name_dispute_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("stage__in", ["dismissed", "overdue", "renamed", "upheld"]), _negated=True
                            ),
                            models.Q(("ruled_on__isnull", False), models.Q(("ruling", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="name_dispute_ruling_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameReservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("authority", models.CharField(max_length=6)),
                ("area_code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("region", models.CharField(blank=True, max_length=60)),
                ("brand", models.CharField(max_length=60)),
                ("trade", models.CharField(blank=True, max_length=60)),
                ("form", models.CharField(blank=True, max_length=60)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("company", "公司"),
                            ("branch", "分支机构"),
                            ("individual", "个体工商户"),
                            ("cooperative", "农民专业合作社"),
                            ("partnership", "合伙企业"),
                            ("sole", "个人独资企业"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                    ),
                ),
                ("trade_code", models.CharField(blank=True, max_length=5)),
                ("same_key", models.CharField(max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("held", "保留中"),
                            ("used", "已用于登记"),
                            ("released", "申请人已放弃"),
                            ("lapsed", "保留期届满失效"),
                            ("struck", "不符合规定已取消"),
                        ],
                        default=quanheng.domains.registration.rules.names.stages.Retained["HELD"],
                        max_length=10,
                    ),
                ),
                ("approval", models.CharField(blank=True, max_length=200)),
                ("applicant_name", models.CharField(max_length=60)),
                ("applicant_phone", models.CharField(max_length=20)),
                ("near", models.JSONField(default=list)),
                ("access", models.CharField(max_length=64)),
                ("retained_on", models.DateField()),
                ("until_on", models.DateField()),
                ("until_cites", models.CharField(max_length=200)),
                ("ended_on", models.DateField(null=True)),
                ("ended_reason", models.CharField(blank=True, max_length=300)),
                ("used_for", models.CharField(blank=True, max_length=60)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organ"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["area_code", "-id"], name="name_retained_area"),
                    models.Index(
                        condition=models.Q(
                            ("stage", quanheng.domains.registration.rules.names.stages.Retained["HELD"])
                        ),
                        fields=["until_on"],
                        name="name_retained_until",
                    ),
                    models.Index(fields=["applicant_phone", "stage"], name="name_retained_phone"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("stage", quanheng.domains.registration.rules.names.stages.Retained["HELD"])
                        ),
                        fields=("authority", "same_key"),
                        name="name_retained_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number",),
                        name="name_retained_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["held", "lapsed", "released", "struck", "used"])),
                        name="name_retained_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", quanheng.domains.registration.rules.names.stages.Retained["HELD"]),
                            ("ended_on__isnull", False),
                            _connector="OR",
                        ),
                        name="name_retained_end_has_day",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
