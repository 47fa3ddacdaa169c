import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


# Wagtail 8 lets a site swap the base page model; before, it is always this one.
PAGE_MODEL = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=PAGE_MODEL)),
                ('reply_count', models.PositiveIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Flood',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(db_index=True)),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'flood of replies',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('depth', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('answer_count', models.PositiveIntegerField(default=0, editable=False)),
                ('author_name', models.CharField(max_length=240, verbose_name='name')),
                ('author_email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('website', models.URLField(blank=True, max_length=1500, verbose_name='website')),
                ('text', models.TextField(verbose_name='text')),
                ('by_desk', models.BooleanField(default=False, editable=False, verbose_name='from the newsroom')),
                ('status', models.CharField(choices=[('pending', 'Waiting'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('spam', 'Spam'), ('removed', 'Removed')], default='pending', max_length=10, verbose_name='status')),
                ('findings', models.JSONField(blank=True, default=list, verbose_name='why it was held')),
                ('submission_key', models.CharField(editable=False, max_length=64)),
                ('submitted_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='submitted')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('wants_mail', models.BooleanField(default=False, editable=False, verbose_name='wants mail about answers')),
                ('email_proven_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='email proven')),
                ('announced_at', models.DateTimeField(editable=False, null=True)),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='edited')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=PAGE_MODEL, verbose_name='page')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtail_newsblocks_replies.reply', verbose_name='in reply to')),
                ('root', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtail_newsblocks_replies.reply')),
                ('user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'permissions': [('erase_reply', 'Can erase what is kept about a reader')],
                'default_permissions': ('change', 'view'),
                'indexes': [models.Index(fields=['page', 'root', 'published_at', 'id'], name='newsblocks_reply_roots'), models.Index(fields=['root', 'published_at', 'id'], name='newsblocks_reply_answers'), models.Index(fields=['page', 'published_at', 'id'], name='newsblocks_reply_newest'), models.Index(fields=['status', 'submitted_at'], name='newsblocks_reply_queue')],
                'constraints': [models.UniqueConstraint(fields=('page', 'submission_key'), name='newsblocks_reply_once')],
            },
        ),
    ]
