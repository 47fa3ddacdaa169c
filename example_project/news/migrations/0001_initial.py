import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


# Wagtail 8 lets a site swap the base page model; before, it is always this one.
PAGE_MODEL = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
                ('date', models.DateField(blank=True, null=True, verbose_name='Date')),
                ('byline', models.CharField(blank=True, max_length=120, verbose_name='Byline')),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences under the title.', verbose_name='Standfirst')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 2), ('statistic', 3), ('statistics', 4), ('pull_quote', 5), ('quotation', 6), ('fact_sheet', 7), ('embed', 8), ('reply_form', 9)], blank=True, block_lookup={0: ('wagtail_newsblocks.blocks.HeadingBlock', (), {}), 1: ('wagtail_newsblocks.blocks.ParagraphBlock', (), {}), 2: ('wagtail_newsblocks.blocks.PhotoBlock', (), {}), 3: ('wagtail_newsblocks.blocks.StatisticBlock', (), {}), 4: ('wagtail_newsblocks.blocks.StatisticGroupBlock', (), {}), 5: ('wagtail_newsblocks.blocks.PullQuoteBlock', (), {}), 6: ('wagtail_newsblocks.blocks.QuotationBlock', (), {}), 7: ('wagtail_newsblocks.blocks.FactSheetBlock', (), {}), 8: ('wagtail_newsblocks.blocks.MediaEmbedBlock', (), {}), 9: ('wagtail_newsblocks.replies.blocks.ReplyFormBlock', (), {})}, verbose_name='Body')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='FrontPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=PAGE_MODEL)),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
    ]
