/** What this site says itself. What the blocks say, Wagtail has translated. */

export const languages = {
  en: {
    name: "English",
    dir: "ltr",
    skip: "Skip to the article",
    languages: "Languages",
    about:
      "A demonstration of wagtail-newsblocks. The newspaper and the people quoted in it are invented.",
    top: "Back to top",
  },
  ar: {
    name: "العربيّة",
    dir: "rtl",
    skip: "الانتقال إلى المقال",
    languages: "اللغات",
    about: "عرض توضيحي لحزمة wagtail-newsblocks. الصحيفة ومن نُقلت أقوالهم فيها من نسج الخيال.",
    top: "العودة إلى الأعلى",
  },
} as const;

export type Language = keyof typeof languages;
