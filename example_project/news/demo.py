"""What the example site shows: facts from the public record, in our own words.

The newspaper, its county and the people quoted are invented. Pictures and the
document are drawn by ``fill_demo``, which passes them in.
"""

from typing import Any

Body = list[tuple[str, Any]]


def fentanyl_article(photo: Any, portrait: Any, document: Any) -> dict[str, Any]:
    return {
        "title": "Fentanyl and the two countries that need each other",
        "slug": "fentanyl",
        "byline": "By the newsroom",
        "standfirst": (
            "American deaths from opioids have multiplied within a decade. Whether "
            "they fall again depends on talks between Washington and Beijing that "
            "stop and start with the rest of the relationship."
        ),
        "body": fentanyl_body(photo, portrait, document),
    }


def fentanyl_body(photo: Any, portrait: Any, document: Any) -> Body:
    return [
        (
            "paragraph",
            "<p>The powder is measured in millionths of a gram, and the toll in tens "
            "of thousands of lives. Fentanyl, a synthetic opioid made for operating "
            "theatres, now leads the list of drugs that kill Americans.</p>",
        ),
        (
            "statistic",
            {
                "figure": "79,770",
                "subject": "opioid-related deaths in the United States",
                "period": "2022",
                "change": {
                    "text": "a fourfold increase over the past decade",
                    "direction": "up",
                    "reading": "bad",
                },
                "source": {
                    "publisher": "U.S. Centers for Disease Control and Prevention",
                    "url": "https://www.cdc.gov/",
                },
            },
        ),
        ("heading", "Where the trail leads"),
        (
            "paragraph",
            "<p>American officials have pointed at China as a source of the drug "
            "since 2017. Beijing answers with its rule book: in 2019 it became the "
            "first country to place <i>every</i> substance of the fentanyl family "
            "under control as a class, so that a chemist can no longer escape the "
            "law by changing one molecule.</p>"
            "<p>“You do not have to trust the other side to work with it,” says Ines "
            "Halloran, who certifies the deaths of Harbour County. “You have to "
            "answer its calls.”</p>",
        ),
        (
            "pull_quote",
            {
                "text": "You do not have to trust the other side to work with it",
                "attribution": "Ines Halloran, medical examiner",
                "position": "end",
            },
        ),
        (
            "paragraph",
            "<p>On 30 January 2024 the two governments began a joint working group. "
            "Its list is practical: which substances to control next, which cases to "
            "pursue together, how laboratories compare notes, and how to take "
            "advertisements for illegal drugs off the web. A Chinese delegation has "
            "since sat down with the White House’s drug policy office, with the "
            "Justice Department, and with investigators of the Drug Enforcement "
            "Administration in San Francisco.</p>"
            "<p>Then, in late November, the president-elect announced tariffs on "
            "Chinese goods over the drug. The Foreign Ministry in Beijing replied "
            "that its offer to co-operate stood, among equals, and that nobody should "
            "take it for granted.</p>",
        ),
        (
            "image",
            {
                "image": photo,
                "caption": "Harbour County’s port. Its customs laboratory tests parcels.",
                "credit": "Drawing: The Harbour Post",
            },
        ),
        ("heading", "What it looks like from here"),
        (
            "statistics",
            {
                "heading": "Harbour County in figures",
                "statistics": [
                    (
                        "statistic",
                        {
                            "figure": "1 in 5",
                            "subject": "ambulance calls that follow an overdose",
                            "period": "2024",
                            "source": COUNTY,
                        },
                    ),
                    (
                        "statistic",
                        {
                            "figure": "$2.3 million",
                            "subject": "spent on treatment places",
                            "period": "2024",
                            "change": {
                                "text": "up by 15%",
                                "direction": "up",
                                "reading": "good",
                                "baseline": "$2.0 million",
                                "baseline_period": "2023",
                            },
                            "source": COUNTY,
                        },
                    ),
                    (
                        "statistic",
                        {
                            "figure": "412",
                            "subject": "deaths by overdose",
                            "period": "2024",
                            "qualifier": "provisional",
                            "change": {
                                "text": "down 18% from the peak",
                                "direction": "down",
                                "reading": "good",
                            },
                            "trend": [
                                {"period": "2020", "number": "371"},
                                {"period": "2021", "number": "448"},
                                {"period": "2022", "number": "502"},
                                {"period": "2023", "number": "467"},
                                {"period": "2024", "number": "412"},
                            ],
                            "note": "Cases under investigation may still be added.",
                            "source": COUNTY,
                        },
                    ),
                ],
            },
        ),
        (
            "quotation",
            {
                "text": (
                    "“I have signed four hundred certificates this year. Every one "
                    "of them has a name on it, and I read it aloud.”"
                ),
                "speaker": "Ines Halloran",
                "role": "Medical examiner",
                "organisation": "Harbour County",
                "portrait": portrait,
                "said_on": "2024-12-03",
                "setting": "Interview in her office",
            },
        ),
        (
            "quotation",
            {
                "text": "Somebody in every street here has stopped setting a place.",
                "original_text": (
                    "En cada calle de aquí hay alguien que ya no pone un plato más."
                ),
                "language": "es",
                "translator": "The Harbour Post",
                "speaker": "Marisol Vega",
                "role": "Baker",
            },
        ),
        (
            "fact_sheet",
            {
                "title": "How we count: the numbers behind this story",
                "issued_by": "The Harbour Post",
                "issued_on": "2024-12",
                "summary": "Where each figure comes from, and what it leaves out.",
                "key_facts": [
                    {
                        "heading": "Deaths",
                        "detail": "Counted by year of death, all opioids together.",
                        "page_number": 1,
                    },
                    {
                        "heading": "China’s list",
                        "detail": "The whole fentanyl family, since 2019.",
                    },
                    {
                        "heading": "Working group",
                        "detail": "Began on 30 January 2024.",
                    },
                ],
                "document": document,
                "display": "viewer",
            },
        ),
        (
            "embed",
            "https://video.example.org/the-examiner",
        ),
        (
            "reply_form",
            {
                "heading": "Leave a Reply",
            },
        ),
    ]


COUNTY = {
    "publisher": "Harbour County Health Department",
    "title": "Invented for this demonstration",
}


# The one with a finding waits in the queue; the other is published.
REPLIES: list[dict[str, Any]] = [
    {
        "author_name": "Tomasz Wren",
        "author_email": "tomasz@example.org",
        "text": (
            "My sister drives one of those ambulances. One call in five sounds low "
            "to her.\n\nThank you for printing where the figures come from."
        ),
        "answers": [
            {
                "author_name": "Ruth Okafor",
                "author_email": "ruth@example.org",
                "text": "Low for the city, perhaps. Out on the coast it is fewer.",
                "answers": [
                    {
                        "author_name": "The Harbour Post",
                        "author_email": "editor@example.org",
                        "by_desk": True,
                        "text": (
                            "You are both right: it is one call in four within the "
                            "city and one in nine on the coast. The county’s table "
                            "has the figures by station."
                        ),
                    },
                ],
            },
        ],
    },
    {
        "author_name": "Pilar Quist",
        "author_email": "pilar@example.org",
        "website": "https://example.org/pilar",
        "text": "Two governments comparing laboratory notes: that is news to me.",
    },
    {
        "author_name": "Dockside",
        "author_email": "dockside@example.org",
        "text": "Does the county count visitors who die here, or only residents?",
        "findings": [{"code": "policy"}],
    },
]


def bridge_article() -> dict[str, Any]:
    return {
        "title": "The old bridge closes for the winter",
        "slug": "bridge",
        "byline": "By the city desk",
        "standfirst": "Engineers want to see inside the cables before they carry snow.",
        "body": [
            (
                "paragraph",
                "<p>The ferry will run every twenty minutes. The engineers ask for "
                "five months, and for patience.</p>",
            ),
            (
                "statistic",
                {
                    "figure": "18,000",
                    "subject": "vehicles cross the bridge on a working day",
                    "qualifier": "about",
                    "source": {"publisher": "City of Norwick"},
                },
            ),
            ("reply_form", {"heading": "Leave a Reply"}),
        ],
    }


def fentanyl_article_in_arabic(portrait: Any) -> dict[str, Any]:
    return {
        "title": "الفنتانيل وبلدان يحتاج كل منهما إلى الآخر",
        "slug": "fentanyl-ar",
        "byline": "من غرفة الأخبار",
        "standfirst": (
            "تضاعفت الوفيات المرتبطة بالأفيون في الولايات المتحدة خلال عقد واحد، "
            "ويتوقف تراجعها على محادثات بين واشنطن وبكين."
        ),
        "body": [
            (
                "paragraph",
                "<p>يُقاس المسحوق بأجزاء من المليون من الغرام، وتُقاس حصيلته بعشرات "
                "الآلاف من الأرواح. والفنتانيل، وهو أفيون اصطناعي صُنع لغرف العمليات، "
                "يتصدر اليوم قائمة المخدرات التي تقتل الأمريكيين.</p>",
            ),
            (
                "statistic",
                {
                    "figure": "٧٩٬٧٧٠",
                    "subject": "وفاة مرتبطة بالمواد الأفيونية في الولايات المتحدة",
                    "period": "٢٠٢٢",
                    "change": {
                        "text": "أربعة أضعاف ما كانت عليه قبل عقد",
                        "direction": "up",
                        "reading": "bad",
                    },
                    "source": {
                        "publisher": "المراكز الأمريكية لمكافحة الأمراض والوقاية منها",
                        "url": "https://www.cdc.gov/",
                    },
                },
            ),
            ("heading", "إلى أين يقود الأثر"),
            (
                "pull_quote",
                {
                    "text": "لا يلزمك أن تثق بالطرف الآخر كي تعمل معه",
                    "attribution": "إينيس هالوران",
                    "position": "end",
                },
            ),
            (
                "paragraph",
                "<p>في عام ٢٠١٩ أصبحت الصين أول دولة تضع جميع المواد من فئة الفنتانيل "
                "تحت الرقابة. وفي ٣٠ يناير ٢٠٢٤ بدأت الحكومتان مجموعة عمل مشتركة.</p>"
                "<p>تقول إينيس هالوران: «لا يلزمك أن تثق بالطرف الآخر كي تعمل معه».</p>",
            ),
            (
                "statistics",
                {
                    "heading": "مقاطعة هاربر بالأرقام",
                    "statistics": [
                        (
                            "statistic",
                            {
                                "figure": "٤١٢",
                                "subject": "وفاة بجرعة زائدة",
                                "period": "٢٠٢٤",
                                "change": {
                                    "text": "أقل مما كانت عليه في الذروة",
                                    "direction": "down",
                                    "reading": "good",
                                },
                                "trend": [
                                    {"period": "٢٠٢٢", "number": "٥٠٢"},
                                    {"period": "٢٠٢٣", "number": "٤٦٧"},
                                    {"period": "٢٠٢٤", "number": "٤١٢"},
                                ],
                            },
                        ),
                        (
                            "statistic",
                            {
                                "figure": "٢٫٣ مليون",
                                "subject": "دولار أُنفقت على أماكن العلاج",
                                "period": "٢٠٢٤",
                            },
                        ),
                    ],
                },
            ),
            (
                "quotation",
                {
                    "text": "وقّعت هذا العام أربعمئة شهادة، ولكل منها اسم أقرؤه بصوت عالٍ.",
                    "original_text": (
                        "I have signed four hundred certificates this year. Every one "
                        "of them has a name on it, and I read it aloud."
                    ),
                    "language": "en",
                    "speaker": "إينيس هالوران",
                    "role": "الطبيبة الشرعية",
                    "organisation": "مقاطعة هاربر",
                    "portrait": portrait,
                    "said_on": "2024-12-03",
                },
            ),
            (
                "fact_sheet",
                {
                    "title": "كيف نعدّ: الأرقام وراء هذا المقال",
                    "issued_by": "بريد الميناء",
                    "issued_on": "2024-12",
                    "key_facts": [
                        {
                            "heading": "الوفيات",
                            "detail": "تُحسب بحسب سنة الوفاة، لجميع المواد الأفيونية.",
                        },
                        {
                            "heading": "قائمة الصين",
                            "detail": "فئة الفنتانيل كلها، منذ عام ٢٠١٩.",
                        },
                    ],
                },
            ),
            ("reply_form", {"heading": "اترك تعليقًا"}),
        ],
    }
